// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Accounts for trying the console out on one's own machine. They are ordinary accounts with a real
// second factor, but marked: they are refused on every address but loopback, at the log-in and on
// every request. Passwords and secrets are derived from the installation's key, so they differ from
// installation to installation, stand nowhere in the source and can be shown again at each start.
#pragma once

#include <string>

#include "base/error.h"
#include "staff/desk.h"

namespace kommod::staff {

// Adds the accounts that are missing; the municipality's need its namespace. Existing ones stay as
// they are.
Result<void> load_demonstration(Desk& desk);
// What `./run` prints: the log-ins there are, and how to get at the second factor. Empty when there
// is none.
std::string demonstration_logins(Desk& desk);

}  // namespace kommod::staff
