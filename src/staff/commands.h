// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What `kommod staff ...` does; `app` parses the command line and prints what comes back. Whoever
// can run these can also read the database: they are the way in when nobody can log in any more.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "staff/desk.h"

namespace kommod::staff {

struct AddCommand {
    std::string name, user_name;
    std::string role = "operator";  // one or several, separated by commas
    std::string ags;                // empty: staff of the association
    std::string password;           // read from standard input; empty: generated
};

// `kommod staff add`: the answer holds the one-time password, which is shown this once.
Result<std::string> command_add(Desk& desk, const AddCommand& command);
// `kommod staff list [--json]`.
std::string command_list(Desk& desk);
json::array command_list_json(Desk& desk);
// `kommod staff reset-factor --user X`: prints the enrolment token; the last resort when a home's
// only operator lost the factor.
Result<std::string> command_reset_factor(Desk& desk, std::string_view user_name);
// `kommod staff reset-password --user X`.
Result<std::string> command_reset_password(Desk& desk, std::string_view user_name);
// `kommod staff code --user X`: the present code of a demonstration account.
Result<std::string> command_code(Desk& desk, std::string_view user_name);

}  // namespace kommod::staff
