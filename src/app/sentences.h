// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What an operator at the terminal reads of a failure: what is so, and what to do.
#pragma once

#include <string>

#include "base/error.h"

namespace kommod::app {

// An Error as one German sentence with file, line and proposal. Keys without a sentence here are
// told in the words of the room that refused.
std::string sentence(const Error& error);

}  // namespace kommod::app
