// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Everything of this room in one value, for the pages and the commands. One per process: the hasher
// in it is what keeps simultaneous log-ins from exhausting the memory.
#pragma once

#include "base/clock.h"
#include "http/sessions.h"
#include "municipalities/store.h"
#include "staff/accounts.h"
#include "staff/gate.h"
#include "staff/grants.h"
#include "staff/login.h"
#include "staff/password.h"
#include "store/database.h"

namespace kommod::staff {

struct Desk {
    Desk(store::Database& database_, http::Sessions& sessions_,
         municipalities::Store& municipalities_, const Clock& clock_, Settings settings_);
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    store::Database& database;
    http::Sessions& sessions;
    municipalities::Store& municipalities;
    const Clock& clock;
    const Settings settings;
    PasswordHasher hasher;
    Accounts accounts;
    LogIn log_in;
    Grants grants;
    Gate gate;
};

}  // namespace kommod::staff
