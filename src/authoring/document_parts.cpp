// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/document_parts.h"

#include <algorithm>

#include <fmt/format.h>

#include "authoring/edit.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

constexpr std::string_view form_file = "form.yaml", manifest_file = "package.yaml";

std::string texts_file(std::string_view language) {
    return fmt::format("texts/{}.yaml", language);
}

Spot in_list(json::array& list, std::string_view key) {
    for (std::size_t at = 0; at < list.size(); ++at)
        if (list[at].is_object() && string_of(list[at].get_object(), "key") == key)
            return {&list, at};
    return {};
}

}  // namespace

std::string string_of(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->get_string()}
                                                  : std::string{};
}

json::value entry_of(const json::object* object, std::string_view key) {
    const auto* value = object != nullptr ? object->if_contains(key) : nullptr;
    return value != nullptr ? *value : json::value(nullptr);
}

const json::object& object_in(const json::object& object, std::string_view key) {
    static const json::object nothing;
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_object() ? value->get_object() : nothing;
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

Spot spot_of(json::object& document, std::string_view path) {
    const auto dot = path.find('.');
    for (auto& each : pages_of(document)) {
        if (!each.is_object()) continue;
        auto& page = each.get_object();
        auto found = in_list(array_in(page, "fields"), path.substr(0, dot));
        if (!found) continue;
        if (dot == std::string_view::npos) return found;
        return in_list(array_in(found.field(), "fields"), path.substr(dot + 1));
    }
    return {};
}

std::size_t place_of(const json::array& pages, std::string_view page) {
    for (std::size_t at = 0; at < pages.size(); ++at)
        if (pages[at].is_object() && string_of(pages[at].get_object(), "id") == page) return at;
    return pages.size();
}

std::vector<std::string> page_ids(const json::object& document) {
    std::vector<std::string> out;
    for (const auto& page : pages_of(document))
        if (page.is_object()) out.push_back(string_of(page.get_object(), "id"));
    return out;
}

tl::unexpected<Error> missing(std::string_view name) {
    return fail({"authoring.no_such", "it is not there (any more)", {}, 0, std::string{name}, {}});
}

bool is_of_group(const json::array& fields) {
    return !fields.empty() && fields.front().is_object() &&
           string_of(fields.front().get_object(), "type") == "group";
}

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
              std::string_view typed) {
    // A browser sends every line with a carriage return.
    const auto lines = text::replace_all(typed, "\r\n", "\n");
    const auto text = text::trim(lines);
    const auto before = text_at(document, language, place);
    if (text::trim(before) == text && text.empty() == before.empty()) return;
    json::value* here = &document[texts_file(language)];
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

std::vector<std::string> values_of(const json::array& list, std::string_view entry) {
    std::vector<std::string> out;
    for (const auto& each : list)
        if (each.is_object()) out.push_back(string_of(each.get_object(), entry));
    return out;
}

json::array& parameters_of(json::object& document) {
    auto& manifest = document[manifest_file];
    if (!manifest.is_object()) manifest = json::object{};
    return array_in(manifest.get_object(), "parameters");
}

const json::array& parameters_of(const json::object& document) {
    return array_in(object_in(document, manifest_file), "parameters");
}

std::string type_of(const json::object& document, std::string_view path) {
    const auto* found = path.starts_with(of_parameter)
                            ? with(parameters_of(document), "key", path.substr(of_parameter.size()))
                            : find_field(document, path);
    return found != nullptr ? string_of(*found, "type") : std::string{};
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

std::string page_name(const json::object& document, std::string_view page) {
    auto title = text_at(document, "de", {"pages", std::string{page}, "title"});
    return title.empty() ? std::string{page} : title;
}

std::string field_name(const json::object& document, std::string_view path) {
    if (path.starts_with(of_parameter)) {
        const std::string key{path.substr(of_parameter.size())};
        const auto label = text_at(document, "de", {"parameters", key, "label"});
        return label.empty() ? key : label;
    }
    for (const char* kind : {"label", "text"})
        if (auto label = text_at(document, "de", {"fields", std::string{path}, kind});
            !label.empty())
            return label;
    const auto page = page_of(document, path);
    return page.empty() ? std::string{path} : page_name(document, page);
}

}  // namespace kommod::authoring
