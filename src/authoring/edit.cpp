// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/edit.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "authoring/readers.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

constexpr std::string_view form_file = "form.yaml";

std::string texts_file(std::string_view language) {
    return fmt::format("texts/{}.yaml", language);
}

std::string string_of(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->get_string()}
                                                  : std::string{};
}

json::array& array_in(json::object& object, std::string_view key) {
    auto& value = object[key];
    if (!value.is_array()) value = json::array{};
    return value.get_array();
}

const json::array& array_in(const json::object& object, std::string_view key) {
    static const json::array nothing;
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_array() ? value->get_array() : nothing;
}

json::array& pages_of(json::object& document) {
    auto& form = document[form_file];
    if (!form.is_object()) form = json::object{{"format", "kommod-form/1"}};
    return array_in(form.get_object(), "pages");
}

const json::array& pages_of(const json::object& document) {
    static const json::object nothing;
    const auto* form = document.if_contains(form_file);
    return array_in(form != nullptr && form->is_object() ? form->get_object() : nothing, "pages");
}

// The list in which a field stands, and where.
struct Spot {
    json::array* list = nullptr;
    std::size_t at = 0;
    std::string page;

    explicit operator bool() const { return list != nullptr; }
    json::object& field() const { return (*list)[at].as_object(); }
};

Spot in_list(json::array& list, std::string_view key, const std::string& page) {
    for (std::size_t at = 0; at < list.size(); ++at)
        if (list[at].is_object() && string_of(list[at].get_object(), "key") == key)
            return {&list, at, page};
    return {};
}

Spot spot_of(json::object& document, std::string_view path) {
    const auto dot = path.find('.');
    for (auto& each : pages_of(document)) {
        if (!each.is_object()) continue;
        auto& page = each.get_object();
        auto found = in_list(array_in(page, "fields"), path.substr(0, dot), string_of(page, "id"));
        if (!found) continue;
        if (dot == std::string_view::npos) return found;
        return in_list(array_in(found.field(), "fields"), path.substr(dot + 1), found.page);
    }
    return {};
}

std::size_t place_of(const json::array& pages, std::string_view page) {
    for (std::size_t at = 0; at < pages.size(); ++at)
        if (pages[at].is_object() && string_of(pages[at].get_object(), "id") == page) return at;
    return pages.size();
}

tl::unexpected<Error> missing(std::string_view name) {
    return fail({"authoring.no_such", "it is not there (any more)", {}, 0, std::string{name}, {}});
}

tl::unexpected<Error> is_read(const std::vector<std::string>& readers) {
    return fail({"authoring.read",
                 "it is read elsewhere",
                 {},
                 0,
                 fmt::format("{}", fmt::join(readers, "; ")),
                 {}});
}

bool shift(json::array& list, std::size_t at, Towards towards) {
    const bool up = towards == Towards::start;
    if (up ? at == 0 : at + 1 >= list.size()) return false;
    std::swap(list[at], list[up ? at - 1 : at + 1]);
    return true;
}

std::vector<std::string> page_ids(const json::object& document) {
    std::vector<std::string> out;
    for (const auto& page : pages_of(document))
        if (page.is_object()) out.push_back(string_of(page.get_object(), "id"));
    return out;
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

void drop_texts(json::object& document, std::string_view section, std::string_view name) {
    for (auto& [file, content] : document) {
        if (!file.starts_with("texts/") || !content.is_object()) continue;
        auto* texts = content.get_object().if_contains(section);
        if (texts == nullptr || !texts->is_object()) continue;
        auto& entries = texts->get_object();
        std::vector<std::string> gone;
        for (const auto& [key, text] : entries)
            if (key == name || key.starts_with(std::string{name} + ".")) gone.emplace_back(key);
        for (const auto& key : gone)
            entries.erase(key);
    }
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

std::string make_key(std::string_view label, const std::vector<std::string>& taken) {
    constexpr std::size_t longest = 40;
    auto key = text::replace_all(text::slug(label), "-", "_");
    if (key.empty() || !(key.front() >= 'a' && key.front() <= 'z')) key = "x_" + key;
    if (key.size() > longest) key.resize(longest);
    while (key.ends_with('_'))
        key.pop_back();
    auto out = key;
    for (int number = 2; std::ranges::find(taken, out) != taken.end(); ++number)
        out = fmt::format("{}_{}", key, number);
    return out;
}

json::object* find_page(json::object& document, std::string_view page) {
    auto& pages = pages_of(document);
    const auto at = place_of(pages, page);
    return at < pages.size() ? &pages[at].get_object() : nullptr;
}

const json::object* find_page(const json::object& document, std::string_view page) {
    const auto& pages = pages_of(document);
    const auto at = place_of(pages, page);
    return at < pages.size() ? &pages[at].get_object() : nullptr;
}

json::object* find_field(json::object& document, std::string_view path) {
    const auto spot = spot_of(document, path);
    return spot ? &spot.field() : nullptr;
}

const json::object* find_field(const json::object& document, std::string_view path) {
    const auto dot = path.find('.');
    const auto in = [](const json::array& list, std::string_view key) -> const json::object* {
        for (const auto& each : list)
            if (each.is_object() && string_of(each.get_object(), "key") == key)
                return &each.get_object();
        return nullptr;
    };
    for (const auto& page : pages_of(document)) {
        if (!page.is_object()) continue;
        const auto* found = in(array_in(page.get_object(), "fields"), path.substr(0, dot));
        if (found == nullptr) continue;
        return dot == std::string_view::npos ? found
                                             : in(array_in(*found, "fields"), path.substr(dot + 1));
    }
    return nullptr;
}

std::string page_of(const json::object& document, std::string_view path) {
    const auto top = path.substr(0, path.find('.'));
    for (const auto& page : pages_of(document)) {
        if (!page.is_object()) continue;
        for (const auto& field : array_in(page.get_object(), "fields"))
            if (field.is_object() && string_of(field.get_object(), "key") == top)
                return string_of(page.get_object(), "id");
    }
    return {};
}

std::vector<std::string> all_fields(const json::object& document) {
    std::vector<std::string> out;
    for (const auto& page : pages_of(document)) {
        if (!page.is_object()) continue;
        for (const auto& each : array_in(page.get_object(), "fields")) {
            if (!each.is_object()) continue;
            const auto key = string_of(each.get_object(), "key");
            out.push_back(key);
            for (const auto& inner : array_in(each.get_object(), "fields"))
                if (inner.is_object())
                    out.push_back(key + "." + string_of(inner.get_object(), "key"));
        }
        for (const auto& each : array_in(page.get_object(), "computed"))
            if (each.is_object()) out.push_back(string_of(each.get_object(), "key"));
    }
    return out;
}

std::string text_at(const json::object& document, std::string_view language,
                    const TextPlace& place) {
    const json::value* here = document.if_contains(texts_file(language));
    for (const auto& step : place) {
        if (here == nullptr || !here->is_object()) return {};
        here = here->get_object().if_contains(step);
    }
    return here != nullptr && here->is_string() ? std::string{here->get_string()} : std::string{};
}

void set_text(json::object& document, std::string_view language, const TextPlace& place,
              std::string_view text) {
    json::value* here = &document[texts_file(language)];
    if (text.empty() && text_at(document, language, place).empty()) return;
    for (std::size_t at = 0; at + 1 < place.size(); ++at) {
        if (!here->is_object()) *here = json::object{};
        here = &here->get_object()[place[at]];
    }
    if (!here->is_object()) *here = json::object{};
    if (text.empty())
        here->get_object().erase(place.back());
    else
        here->get_object()[place.back()] = text;
}

std::string page_name(const json::object& document, std::string_view page) {
    auto title = text_at(document, "de", {"pages", std::string{page}, "title"});
    return title.empty() ? std::string{page} : title;
}

std::string field_name(const json::object& document, std::string_view path) {
    for (const char* kind : {"label", "text"})
        if (auto label = text_at(document, "de", {"fields", std::string{path}, kind});
            !label.empty())
            return label;
    const auto page = page_of(document, path);
    return page.empty() ? std::string{path} : page_name(document, page);
}

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
    } else if (type == "group" ? !list->empty()
                               : !list->empty() && (*list)[0].is_object() &&
                                     string_of((*list)[0].get_object(), "type") == "group") {
        return fail("authoring.group_alone", "a group stands alone on its page");
    }
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
    const bool onto_group =
        !list.empty() && list[0].is_object() && string_of(list[0].get_object(), "type") == "group";
    if ((group && !list.empty()) || onto_group)
        return fail("authoring.group_alone", "a group stands alone on its page");
    const auto name = field_name(document, path);
    list.push_back((*spot.list)[spot.at]);
    spot.list->erase(spot.list->begin() + static_cast<std::ptrdiff_t>(spot.at));
    return fmt::format("Feld „{}“ auf die Seite „{}“ verschoben.", name, page_name(document, page));
}

Done remove_field(json::object& document, std::string_view path) {
    const auto spot = spot_of(document, path);
    if (!spot) return missing(path);
    if (const auto readers = readers_of(document, path); !readers.empty()) return is_read(readers);
    const auto name = field_name(document, path);
    spot.list->erase(spot.list->begin() + static_cast<std::ptrdiff_t>(spot.at));
    drop_texts(document, "fields", path);
    drop_answers(document, path);
    return fmt::format("Feld „{}“ entfernt.", name);
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

}  // namespace kommod::authoring
