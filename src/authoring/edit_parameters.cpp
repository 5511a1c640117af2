// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What each municipality sets for itself.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "authoring/document_parts.h"
#include "authoring/edit_rules.h"

namespace kommod::authoring {

Done set_parameter(json::object& document, std::string_view key, const ParameterEntry& entry) {
    if (entry.label.empty()) return fail("authoring.no_label", "it has a name");
    auto& list = parameters_of(document);
    std::string name{key};
    if (key.empty()) {
        name = make_key(entry.label, values_of(list, "key"));
        list.push_back(json::object{{"key", name}, {"type", entry.type}});
    }
    auto* found = with(list, "key", name);
    if (found == nullptr) return missing(key);
    const auto put = [&](const char* at, json::value value, bool there) {
        if (there)
            (*found)[at] = std::move(value);
        else
            found->erase(at);
    };
    put("default", entry.proposed, !entry.proposed.is_null());
    put("citation", json::value_from(entry.citation), !entry.citation.empty());
    put("optional", true, entry.optional);
    set_text(document, "de", {"parameters", name, "label"}, entry.label);
    set_text(document, "de", {"parameters", name, "help"}, entry.help);
    return fmt::format("Angabe „{}“ {}.", entry.label, key.empty() ? "hinzugefügt" : "geändert");
}

std::optional<ParameterEntry> find_parameter(const json::object& document, std::string_view key) {
    const auto* found = with(parameters_of(document), "key", key);
    if (found == nullptr) return std::nullopt;
    const auto text = [&](const char* kind) {
        return text_at(document, "de", {"parameters", std::string{key}, kind});
    };
    return ParameterEntry{text("label"),
                          text("help"),
                          string_of(*found, "type"),
                          string_of(*found, "citation"),
                          entry_of(found, "default"),
                          entry_of(found, "optional") == json::value(true)};
}

Done remove_parameter(json::object& document, std::string_view key) {
    const auto entry = find_parameter(document, key);
    if (!entry) return missing(key);
    if (const auto readers = readers_of(document, fmt::format("parameter.{}", key));
        !readers.empty())
        return fail(Error{.key = "authoring.read",
                          .what = "it is read elsewhere",
                          .value = fmt::format("{}", fmt::join(readers, "; "))});
    auto& list = parameters_of(document);
    list.erase(std::find_if(list.begin(), list.end(), [&](const json::value& each) {
        return each.is_object() && string_of(each.get_object(), "key") == key;
    }));
    if (list.empty()) document["package.yaml"].get_object().erase("parameters");
    drop_texts(document, "parameters", key);
    return fmt::format("Angabe „{}“ entfernt.", entry->label);
}

}  // namespace kommod::authoring
