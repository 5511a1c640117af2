// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Countries by their code of ISO 3166-1 alpha-2, named by Unicode's CLDR.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kommod::forms {

bool is_country(std::string_view code);
// "Niederlande"; the code itself when it is none.
std::string country_name(std::string_view code, std::string_view language);
// Code and name, Germany first, then as people look them up in that language. Kept once made.
const std::vector<std::pair<std::string, std::string>>& countries(std::string_view language);

}  // namespace kommod::forms
