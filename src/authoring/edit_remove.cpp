// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Taking pages and fields out, with all that was said of them and nothing that others need.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "authoring/document_parts.h"
#include "authoring/edit.h"

namespace kommod::authoring {
namespace {

tl::unexpected<Error> is_read(const std::vector<std::string>& readers) {
    return fail({"authoring.read",
                 "it is read elsewhere",
                 {},
                 0,
                 fmt::format("{}", fmt::join(readers, "; ")),
                 {}});
}

// Declared cases forget the answer to what is not asked any more.
void drop_answers(json::object& document, std::string_view path) {
    const auto dot = path.find('.');
    for (auto& [file, content] : document) {
        if (!file.starts_with("tests/") || !content.is_array()) continue;
        for (auto& declared : content.get_array()) {
            auto* answers =
                declared.is_object() ? declared.get_object().if_contains("answers") : nullptr;
            if (answers == nullptr || !answers->is_object()) continue;
            if (dot == std::string_view::npos) {
                answers->get_object().erase(path);
                continue;
            }
            auto* items = answers->get_object().if_contains(path.substr(0, dot));
            if (items == nullptr || !items->is_array()) continue;
            for (auto& item : items->get_array())
                if (item.is_object()) item.get_object().erase(path.substr(dot + 1));
        }
    }
}

// A group whose items were called by this field numbers them.
void name_items_no_more(json::object& document, std::string_view path) {
    const auto dot = path.find('.');
    if (dot == std::string_view::npos) return;
    auto* group = find_field(document, path.substr(0, dot));
    if (group != nullptr && string_of(*group, "item_title") == path.substr(dot + 1))
        group->erase("item_title");
}

void drop_from_paths(json::object& document, std::string_view page) {
    for (auto& [file, content] : document) {
        if (!file.starts_with("tests/") || !content.is_array()) continue;
        for (auto& declared : content.get_array()) {
            auto* expect =
                declared.is_object() ? declared.get_object().if_contains("expect") : nullptr;
            if (expect == nullptr || !expect->is_object()) continue;
            auto& path = array_in(expect->get_object(), "path");
            path.erase(std::remove(path.begin(), path.end(), json::value_from(page)), path.end());
            if (path.empty()) expect->get_object().erase("path");
        }
    }
}

}  // namespace

Done remove_page(json::object& document, std::string_view page) {
    auto& pages = pages_of(document);
    const auto at = place_of(pages, page);
    if (at == pages.size()) return missing(page);
    const auto name = page_name(document, page);
    const json::object gone = pages[at].get_object();
    auto without = document;
    auto& rest = pages_of(without);
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
    std::vector<std::string> keys;
    for (const char* kind : {"fields", "computed"})
        for (const auto& each : array_in(gone, kind))
            if (each.is_object()) keys.push_back(string_of(each.get_object(), "key"));
    for (const auto& key : keys)
        if (const auto readers = readers_of(without, key); !readers.empty())
            return is_read(readers);
    for (const auto& key : keys) {
        drop_texts(without, "fields", key);
        drop_texts(without, "computed", key);
        drop_answers(without, key);
    }
    for (const char* kind : {"checks", "stops"})
        for (const auto& each : array_in(gone, kind))
            if (each.is_object()) drop_texts(without, kind, string_of(each.get_object(), "id"));
    drop_texts(without, "pages", page);
    drop_from_paths(without, page);
    document = std::move(without);
    return fmt::format("Seite „{}“ entfernt.", name);
}

Done remove_field(json::object& document, std::string_view path) {
    const auto spot = spot_of(document, path);
    if (!spot) return missing(path);
    if (const auto readers = readers_of(document, path); !readers.empty()) return is_read(readers);
    const auto name = field_name(document, path);
    spot.erase();
    name_items_no_more(document, path);
    drop_texts(document, "fields", path);
    drop_answers(document, path);
    return fmt::format("Feld „{}“ entfernt.", name);
}

}  // namespace kommod::authoring
