// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Services of the catalogue to choose from, by a word of their name. Inside of the room.
#pragma once

#include <string>
#include <vector>

#include "authoring/console_pages.h"

namespace kommod::authoring {

// The form's fields: "wort" is what is searched for, "leistung" what is ticked, "tun" = "suchen"
// when somebody only searches.
bool is_search(const http::Request& request);
// {words, services[{option_value, option_label, checked}], none, found}: what is ticked first, then
// what has the word. `kept`: what is ticked before somebody chose.
json::object service_choice(const http::Request& request, const Desk& desk,
                            const std::vector<std::string>& kept = {});
// What is ticked.
std::vector<std::string> chosen_services(const http::Request& request);

}  // namespace kommod::authoring
