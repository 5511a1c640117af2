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

// The object of a list that has this value at `entry`; null when none has. As constant as the list.
template <class List>
auto with(List& list, std::string_view entry, std::string_view value) {
    using Found = decltype(&list.front().get_object());
    for (auto& each : list)
        if (each.is_object() && string_of(each.get_object(), entry) == value)
            return Found{&each.get_object()};
    return Found{nullptr};
}
// What all objects of a list say at `entry`.
std::vector<std::string> values_of(const json::array& list, std::string_view entry);

// In front of the key of what each municipality sets, where expressions read it.
constexpr std::string_view of_parameter = "parameter.";
// The type of a field ("hunde.rasse") or of what each municipality sets ("parameter.zonen"); empty
// when it is not there.
std::string type_of(const json::object& document, std::string_view path);
// What each municipality sets for itself.
json::array& parameters_of(json::object& document);
const json::array& parameters_of(const json::object& document);

// Takes out what all languages say of one thing: "fields" "hunde" and whatever stands in it.
void drop_texts(json::object& document, std::string_view section, std::string_view name);

// The failure of who speaks of something that is not there (any more).
tl::unexpected<Error> missing(std::string_view name);

}  // namespace kommod::authoring
