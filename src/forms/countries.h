// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Names of the countries of ISO 3166-1, as ICU (Unicode CLDR) spells them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kommod::forms {

// Alpha-2 code and name, in the order of the language; Germany first, since most are asked here.
const std::vector<std::pair<std::string, std::string>>& countries(std::string_view language);

}  // namespace kommod::forms
