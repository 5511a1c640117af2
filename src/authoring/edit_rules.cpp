// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/edit_rules.h"

#include <fmt/format.h>

#include "authoring/document_parts.h"

namespace kommod::authoring {
namespace {

// Where one stands in its list; the list's size when it does not.
std::size_t index_of(const json::array& list, std::string_view id) {
    std::size_t at = 0;
    while (at < list.size() &&
           !(list[at].is_object() && string_of(list[at].get_object(), "id") == id))
        ++at;
    return at;
}

// Ids of stops and checks are unique in the whole form: their texts lie side by side.
std::vector<std::string> taken_ids(const json::object& document, std::string_view section) {
    std::vector<std::string> out;
    for (const auto& page : pages_of(document))
        if (page.is_object())
            for (const auto& each : array_in(page.get_object(), section))
                if (each.is_object()) out.push_back(string_of(each.get_object(), "id"));
    return out;
}

const json::object* find_ending(const json::object& document, std::string_view page,
                                std::string_view section, std::string_view id) {
    const auto* holder = find_page(document, page);
    if (holder == nullptr) return nullptr;
    const auto& list = array_in(*holder, section);
    const auto at = index_of(list, id);
    return at < list.size() ? &list[at].get_object() : nullptr;
}

// The entry of a stop or check to be written; a new one has an id made of its words.
Result<json::object*> ending_to_set(json::object& document, std::string_view page,
                                    std::string_view section, std::string_view id,
                                    std::string_view words) {
    auto* holder = find_page(document, page);
    if (holder == nullptr) return missing(page);
    auto& list = array_in(*holder, section);
    if (id.empty()) {
        list.push_back(json::object{{"id", make_key(words, taken_ids(document, section))}});
        return &list.back().get_object();
    }
    const auto at = index_of(list, id);
    if (at == list.size()) return missing(id);
    return &list[at].get_object();
}

Done remove_ending(json::object& document, std::string_view page, std::string_view section,
                   std::string_view id, std::string_view what) {
    auto* holder = find_page(document, page);
    if (holder == nullptr) return missing(page);
    auto& list = array_in(*holder, section);
    const auto at = index_of(list, id);
    if (at == list.size()) return missing(id);
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
    if (list.empty()) holder->erase(section);
    drop_texts(document, section, id);
    return fmt::format("{} von Seite „{}“ entfernt.", what, page_name(document, page));
}

}  // namespace

Done set_stop(json::object& document, std::string_view page, std::string_view id,
              const Stop& stop) {
    if (stop.title.empty() || stop.text.empty())
        return fail("authoring.no_words", "a stop says why and what to do");
    if (stop.when.is_null()) return fail("authoring.no_condition", "a stop has a condition");
    const auto entry = ending_to_set(document, page, "stops", id, stop.title);
    if (!entry) return fail(entry.error());
    (**entry)["when"] = stop.when;
    const auto key = string_of(**entry, "id");
    set_text(document, "de", {"stops", key, "title"}, stop.title);
    set_text(document, "de", {"stops", key, "text"}, stop.text);
    return fmt::format("Halt „{}“ {}.", stop.title, id.empty() ? "hinzugefügt" : "geändert");
}

Done set_check(json::object& document, std::string_view page, std::string_view id,
               const Check& check) {
    if (check.text.empty()) return fail("authoring.no_words", "a check says what to do");
    if (check.that.is_null()) return fail("authoring.no_condition", "a check has a condition");
    if (check.at.empty()) return fail("authoring.no_place", "its words stand at a field");
    const auto entry = ending_to_set(document, page, "checks", id, check.text);
    if (!entry) return fail(entry.error());
    (**entry)["that"] = check.that;
    (**entry)["at"] = json::value_from(check.at);
    set_text(document, "de", {"checks", string_of(**entry, "id")}, check.text);
    return fmt::format("Prüfung auf Seite „{}“ {}.", page_name(document, page),
                       id.empty() ? "hinzugefügt" : "geändert");
}

std::optional<Stop> find_stop(const json::object& document, std::string_view page,
                              std::string_view id) {
    const auto* found = find_ending(document, page, "stops", id);
    if (found == nullptr) return std::nullopt;
    const std::string key{id};
    return Stop{entry_of(found, "when"), text_at(document, "de", {"stops", key, "title"}),
                text_at(document, "de", {"stops", key, "text"})};
}

std::optional<Check> find_check(const json::object& document, std::string_view page,
                                std::string_view id) {
    const auto* found = find_ending(document, page, "checks", id);
    if (found == nullptr) return std::nullopt;
    Check out{entry_of(found, "that"), text_at(document, "de", {"checks", std::string{id}}), {}};
    for (const auto& field : array_in(*found, "at"))
        if (field.is_string()) out.at.emplace_back(field.get_string());
    return out;
}

Done remove_stop(json::object& document, std::string_view page, std::string_view id) {
    return remove_ending(document, page, "stops", id, "Halt");
}

Done remove_check(json::object& document, std::string_view page, std::string_view id) {
    return remove_ending(document, page, "checks", id, "Prüfung");
}

}  // namespace kommod::authoring
