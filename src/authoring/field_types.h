// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The types of fields as authors choose them, and the settings that each has. Inside of the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "authoring/console_pages.h"
#include "authoring/edit.h"

namespace kommod::authoring {

struct TypeWords {
    std::string_view id;
    const char* name;     // German
    const char* example;  // German: what it asks for
};
const std::vector<TypeWords>& type_words();
std::string type_name(const http::Request& request, const Desk& desk, std::string_view type);

// {numbers[{id,label,value,error}], ticks[{id,label,checked}], parts{options}, parts_label}: what a
// field can be set to beside its words.
json::object settings_view(const http::Request& request, const Desk& desk,
                           const json::object& field);
// What the form says of them, put into the field; "authoring.bad_value" with the setting's name.
Done set_settings(json::object& document, std::string_view path, const http::Request& request);

}  // namespace kommod::authoring
