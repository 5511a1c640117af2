// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The packages that come with the program.
#pragma once

#include <map>
#include <string>

#include "packages/package.h"

namespace kommod::packages {

// By id. Good without a hint: a test looks at each.
std::map<std::string, Files> shipped();

}  // namespace kommod::packages
