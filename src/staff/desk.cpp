// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/desk.h"

#include <stdexcept>
#include <utility>

namespace kommod::staff {

namespace {

Settings checked(Settings settings) {
    if (settings.key.size() != 32) throw std::invalid_argument("the staff key has 32 bytes");
    return settings;
}

}  // namespace

Desk::Desk(store::Database& database_, http::Sessions& sessions_,
           municipalities::Store& municipalities_, const Clock& clock_, Settings settings_)
    : database(database_),
      sessions(sessions_),
      municipalities(municipalities_),
      clock(clock_),
      settings(checked(std::move(settings_))),
      hasher(settings.cost),
      accounts(database, sessions, hasher, clock, settings),
      log_in(database, sessions, hasher, clock, settings),
      grants(database, clock),
      gate(database, municipalities) {}

}  // namespace kommod::staff
