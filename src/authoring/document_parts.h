// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Where things stand in the document of a draft, which may be wrong in any way. Inside of the room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace kommod::authoring {

// Empty when it is no text or not there.
std::string string_of(const json::object& object, std::string_view key);
// Null when it is not there, or the object is not.
json::value entry_of(const json::object* object, std::string_view key);
// Empty when it is not there.
const json::object& object_in(const json::object& object, std::string_view key);
// Made when it is not there.
json::array& array_in(json::object& object, std::string_view key);
// Empty when it is not there.
const json::array& array_in(const json::object& object, std::string_view key);

json::array& pages_of(json::object& document);
const json::array& pages_of(const json::object& document);
std::vector<std::string> page_ids(const json::object& document);
// The number of pages when there is none of that name.
std::size_t place_of(const json::array& pages, std::string_view page);

// The list in which a field stands, and where.
struct Spot {
    json::array* list = nullptr;
    std::size_t at = 0;

    explicit operator bool() const { return list != nullptr; }
    json::object& field() const { return (*list)[at].as_object(); }
    void erase() const { list->erase(list->begin() + static_cast<std::ptrdiff_t>(at)); }
};
// `path`: "hunde", or of a field of its items "hunde.rasse".
Spot spot_of(json::object& document, std::string_view path);
// A page with this list of fields asks for a group and nothing else.
bool is_of_group(const json::array& fields);

// Takes out what all languages say of one thing: "fields" "hunde" and whatever stands in it.
void drop_texts(json::object& document, std::string_view section, std::string_view name);

// The failure of who speaks of something that is not there (any more).
tl::unexpected<Error> missing(std::string_view name);

}  // namespace kommod::authoring
