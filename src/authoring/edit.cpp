// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/edit.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "authoring/document_parts.h"

namespace kommod::authoring {
namespace {

bool shift(json::array& list, std::size_t at, Towards towards) {
    const bool up = towards == Towards::start;
    if (up ? at == 0 : at + 1 >= list.size()) return false;
    std::swap(list[at], list[up ? at - 1 : at + 1]);
    return true;
}

// What a new field of a type needs so that it can be shown at once.
json::object fresh_field(std::string_view key, std::string_view type) {
    json::object out{{"key", key}, {"type", type}};
    if (type == "choice" || type == "choices") out["options"] = json::array{"ja_1", "nein_2"};
    if (type == "file") out["later"] = true;
    if (type == "group") {
        out["item_title"] = "name";
        out["fields"] = json::array{json::object{{"key", "name"}, {"type", "text"}}};
    }
    return out;
}

void fresh_words(json::object& document, const std::string& path, std::string_view type,
                 std::string_view label) {
    if (type == "notice") {
        set_text(document, "de", {"fields", path, "text"}, label);
        return;
    }
    set_text(document, "de", {"fields", path, "label"}, label);
    if (type == "choice" || type == "choices") {
        set_text(document, "de", {"fields", path, "options", "ja_1"}, "Erste Antwort");
        set_text(document, "de", {"fields", path, "options", "nein_2"}, "Zweite Antwort");
    }
    if (type == "group") {
        set_text(document, "de", {"fields", path, "item"}, "Eintrag");
        set_text(document, "de", {"fields", path, "add"}, "Weiteren Eintrag angeben");
        set_text(document, "de", {"fields", path + ".name", "label"}, "Name");
    }
}

void drop_options(json::object& texts, std::string_view path) {
    auto* fields = texts.if_contains("fields");
    auto* words =
        fields != nullptr && fields->is_object() ? fields->get_object().if_contains(path) : nullptr;
    if (words == nullptr || !words->is_object()) return;
    words->get_object().erase("options");
    words->get_object().erase("option_hints");
}

}  // namespace

Done add_page(json::object& document, std::string_view title) {
    if (title.empty()) return fail("authoring.no_title", "a page has a title");
    const auto id = make_key(title, page_ids(document));
    pages_of(document).push_back(json::object{{"id", id}, {"fields", json::array{}}});
    set_text(document, "de", {"pages", id, "title"}, title);
    return fmt::format("Seite „{}“ hinzugefügt.", title);
}

Done set_page(json::object& document, std::string_view page, std::string_view title,
              std::string_view text) {
    if (find_page(document, page) == nullptr) return missing(page);
    if (title.empty()) return fail("authoring.no_title", "a page has a title");
    const std::string id{page};
    set_text(document, "de", {"pages", id, "title"}, title);
    set_text(document, "de", {"pages", id, "text"}, text);
    return fmt::format("Seite „{}“ geändert.", title);
}

Done set_page_condition(json::object& document, std::string_view page, const json::value& when) {
    auto* found = find_page(document, page);
    if (found == nullptr) return missing(page);
    if (when.is_null())
        found->erase("when");
    else
        (*found)["when"] = when;
    return fmt::format("Wann die Seite „{}“ kommt, geändert.", page_name(document, page));
}

Done move_page(json::object& document, std::string_view page, Towards towards) {
    auto& pages = pages_of(document);
    const auto at = place_of(pages, page);
    if (at == pages.size()) return missing(page);
    if (!shift(pages, at, towards)) return fail("authoring.at_the_end", "it cannot go further");
    return fmt::format("Seite „{}“ verschoben.", page_name(document, page));
}

Done add_field(json::object& document, std::string_view page, std::string_view group,
               std::string_view type, std::string_view label) {
    auto* found = find_page(document, page);
    if (found == nullptr) return missing(page);
    if (label.empty()) return fail("authoring.no_label", "a field has a label");
    auto* list = &array_in(*found, "fields");
    std::string prefix;
    if (!group.empty()) {
        auto* holder = find_field(document, group);
        if (holder == nullptr || type == "group") return missing(group);
        list = &array_in(*holder, "fields");
        prefix = std::string{group} + ".";
    } else if (type == "group" ? !list->empty() : is_of_group(*list)) {
        return fail("authoring.group_alone", "a group stands alone on its page");
    }
    // What stood alone was asked by the page's title.
    if (group.empty() && list->size() == 1 && list->front().is_object())
        if (const auto alone = string_of(list->front().get_object(), "key");
            text_at(document, "de", {"fields", alone, "label"}).empty() &&
            string_of(list->front().get_object(), "type") != "notice")
            set_text(document, "de", {"fields", alone, "label"}, page_name(document, page));
    auto taken = all_fields(document);
    for (const auto& path : all_fields(document))
        if (path.starts_with(prefix)) taken.push_back(path.substr(prefix.size()));
    const auto key = make_key(label, taken);
    list->push_back(fresh_field(key, type));
    fresh_words(document, prefix + key, type, label);
    return fmt::format("Feld „{}“ hinzugefügt.", label);
}

Done move_field(json::object& document, std::string_view path, Towards towards) {
    const auto spot = spot_of(document, path);
    if (!spot) return missing(path);
    if (!shift(*spot.list, spot.at, towards))
        return fail("authoring.at_the_end", "it cannot go further");
    return fmt::format("Feld „{}“ verschoben.", field_name(document, path));
}

Done move_field_to(json::object& document, std::string_view path, std::string_view page) {
    const auto spot = spot_of(document, path);
    auto* target = find_page(document, page);
    if (!spot || target == nullptr || path.find('.') != std::string_view::npos)
        return missing(path);
    auto& list = array_in(*target, "fields");
    const bool group = string_of(spot.field(), "type") == "group";
    if (group ? !list.empty() : is_of_group(list))
        return fail("authoring.group_alone", "a group stands alone on its page");
    const auto name = field_name(document, path);
    list.push_back((*spot.list)[spot.at]);
    spot.erase();
    return fmt::format("Feld „{}“ auf die Seite „{}“ verschoben.", name, page_name(document, page));
}

Done set_field_words(json::object& document, std::string_view path, const FieldWords& words) {
    const auto* field = find_field(document, path);
    if (field == nullptr) return missing(path);
    const std::string name{path};
    const bool notice = string_of(*field, "type") == "notice";
    if (words.label.empty() && notice) return fail("authoring.no_label", "a notice has a text");
    set_text(document, "de", {"fields", name, notice ? "text" : "label"}, words.label);
    if (!notice) {
        set_text(document, "de", {"fields", name, "hint"}, words.hint);
        set_text(document, "de", {"fields", name, "help"}, words.help);
        set_text(document, "de", {"fields", name, "required"}, words.required);
    }
    return fmt::format("Feld „{}“ geändert.", field_name(document, path));
}

Done set_field_entry(json::object& document, std::string_view path, std::string_view entry,
                     const json::value& value) {
    auto* field = find_field(document, path);
    if (field == nullptr) return missing(path);
    if (value.is_null())
        field->erase(entry);
    else
        (*field)[entry] = value;
    return fmt::format("Feld „{}“ geändert.", field_name(document, path));
}

Done set_options(json::object& document, std::string_view path,
                 const std::vector<std::string>& labels) {
    auto* field = find_field(document, path);
    if (field == nullptr) return missing(path);
    if (labels.size() < 2) return fail("authoring.too_few_options", "at least two options");
    const std::string name{path};
    const json::array before = array_in(*field, "options");
    const auto id_of = [](const json::value& option) {
        return option.is_object() ? string_of(option.get_object(), "id")
                                  : std::string{option.is_string() ? option.get_string() : ""};
    };
    // Those that are called as before keep their ids wherever they stand now.
    std::vector<std::string> ids(labels.size());
    std::vector<std::string> free;
    for (const auto& option : before) {
        const auto label = text_at(document, "de", {"fields", name, "options", id_of(option)});
        const auto same = std::ranges::find(labels, label);
        if (same != labels.end())
            ids[static_cast<std::size_t>(same - labels.begin())] = id_of(option);
        else
            free.push_back(id_of(option));
    }
    // What is new at a place whose option is gone was reworded there, when as many stayed.
    const bool reworded = before.size() == labels.size();
    for (std::size_t at = 0; at < labels.size(); ++at) {
        if (!ids[at].empty()) continue;
        const auto here = reworded ? id_of(before[at]) : std::string{};
        const bool is_free = std::ranges::find(free, here) != free.end();
        ids[at] = is_free ? here : make_key(labels[at], ids);
    }
    json::array options;
    for (const auto& id : ids) {
        const auto known = std::ranges::find_if(
            before, [&](const json::value& option) { return id_of(option) == id; });
        options.push_back(known != before.end() ? *known : json::value_from(id));
    }
    (*field)["options"] = std::move(options);
    for (const auto& id : free)
        if (std::ranges::find(ids, id) == ids.end())
            set_text(document, "de", {"fields", name, "options", id}, {});
    for (std::size_t at = 0; at < labels.size(); ++at)
        set_text(document, "de", {"fields", name, "options", ids[at]}, labels[at]);
    return fmt::format("Antworten von „{}“ geändert.", field_name(document, path));
}

Done set_listed_options(json::object& document, std::string_view path, std::string_view parameter) {
    auto* field = find_field(document, path);
    if (field == nullptr) return missing(path);
    if (listed_by(*field) != parameter) {
        const auto* known = with(parameters_of(std::as_const(document)), "key", parameter);
        const auto type = known != nullptr ? string_of(*known, "type") : std::string{};
        if (type != "text" && type != "long_text")
            return fail("authoring.bad_value", "no text of each municipality");
        (*field)["options"] = json::object{{"var", fmt::format("parameter.{}", parameter)}};
        for (auto& [file, texts] : document)
            if (file.starts_with("texts/") && texts.is_object())
                drop_options(texts.get_object(), path);
    }
    return fmt::format("Antworten von „{}“ geändert.", field_name(document, path));
}

std::string listed_by(const json::object& field) {
    const auto name = string_of(object_in(field, "options"), "var");
    return name.starts_with(of_parameter) ? name.substr(of_parameter.size()) : std::string{};
}

}  // namespace kommod::authoring
