// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What each municipality sets for itself before the service goes live there: amounts, periods,
// contacts, words of its own. Conditions, fees, texts and letters read it.
#include <array>

#include <fmt/format.h>

#include "authoring/document_parts.h"
#include "authoring/edit_rules.h"
#include "authoring/editor.h"
#include "authoring/parameter_form.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

constexpr std::array<std::pair<std::string_view, const char*>, 8> types{
    {{"text", msgid("kurzer Text, zum Beispiel eine Adresse im Netz")},
     {"long_text", msgid("langer Text: eigene Worte der Stadt oder Gemeinde")},
     {"email", msgid("E-Mail-Adresse")},
     {"money", msgid("Betrag in Euro")},
     {"number", msgid("Zahl")},
     {"date", msgid("Tag")},
     {"duration", msgid("Dauer, zum Beispiel 6 Wochen")},
     {"yes_no", msgid("ja oder nein")}}};

std::string list_href(const Desk& desk, const Draft& draft) {
    return draft_href(desk, draft.package_id) + "/stadtangaben";
}

std::string type_words(const Request& request, const Desk& desk, std::string_view type) {
    for (const auto& [id, words] : types)
        if (id == type) return desk.translate(request.language, words);
    return std::string{type};
}

// Nothing when there is none of that name (any more). An empty key is a new one.
std::optional<ParameterEntry> kept(const Draft& draft, std::string_view key) {
    if (!key.empty()) return find_parameter(draft.document, key);
    ParameterEntry fresh;
    fresh.type = "text";
    return fresh;
}

Response show_one(const Request& request, const Desk& desk, const Draft& draft,
                  const std::optional<Mistake>& mistake) {
    const std::string key{request.capture("angabe")};
    const auto entry = kept(draft, key);
    if (!entry) return http::redirect(list_href(desk, draft));
    const bool posted = request.form.has("stand");
    const auto type = typed_or(request, "art", entry->type);
    json::array options;
    for (const auto& [id, words] : types)
        options.push_back({{"value", id},
                           {"label", desk.translate(request.language, words)},
                           {"selected", id == type}});
    const auto href = key.empty() ? list_href(desk, draft) + "/neu"
                                  : list_href(desk, draft) + "/angabe/" + http::url_encode(key);
    json::object view{
        {"is_new", key.empty()},
        {"key", key},
        {"put_in_as", key.empty() ? std::string{} : fmt::format("{{{{parameter.{}}}}}", key)},
        {"label", typed_or(request, "bezeichnung", entry->label)},
        {"help", typed_or(request, "hilfe", entry->help)},
        {"types", json::object{{"options", std::move(options)}}},
        {"type_words", type_words(request, desk, entry->type)},
        {"proposed", typed_or(request, "vorschlag", proposed_line(entry->type, entry->proposed))},
        {"is_long", entry->type == "long_text"},
        {"citation", typed_or(request, "recht", entry->citation)},
        {"optional", posted ? request.form.has("freiwillig") : entry->optional},
        {"list_href", list_href(desk, draft)},
        {"action", href},
        {"remove_action", key.empty() ? std::string{} : href + "/entfernen"}};
    if (mistake) add_error(view, mistake->field, mistake->sentence);
    return show_editor(request, desk, draft, "authoring/draft_parameter",
                       msgid("Angabe der Stadt oder Gemeinde"), std::move(view),
                       mistake ? 422 : 200);
}

Response keep_one(const Request& request, const Desk& desk, const Draft& draft) {
    const std::string key{request.capture("angabe")};
    const auto before = kept(draft, key);
    if (!before) return http::redirect(list_href(desk, draft));
    auto entry = *before;
    const auto again = [&](std::string field, std::string sentence) {
        return show_one(request, desk, draft, Mistake{std::move(field), std::move(sentence)});
    };
    if (key.empty())
        for (const auto& [id, words] : types)
            if (request.form.get("art") == id) entry.type = id;
    entry.label = text::trim(request.form.get("bezeichnung"));
    entry.help = text::trim(request.form.get("hilfe"));
    entry.citation = text::trim(request.form.get("recht"));
    entry.optional = request.form.has("freiwillig");
    const auto typed = request.form.get("vorschlag");
    // There are several ways to write the same.
    if (text::trim(typed) != proposed_line(entry.type, entry.proposed)) {
        auto proposed = read_proposed(request, desk, entry.type, typed);
        if (!proposed) return again("vorschlag", proposed.error().value);
        entry.proposed = std::move(*proposed);
    }
    return keep(
        request, desk, draft,
        [&](json::object& document) { return set_parameter(document, key, entry); },
        list_href(desk, draft),
        [&](const std::string& sentence) { return again("bezeichnung", sentence); });
}

Response show_all(const Request& request, const Desk& desk, const Draft& draft) {
    json::array lines;
    for (const auto& each : parameters_of(draft.document)) {
        if (!each.is_object()) continue;
        const auto key = string_of(each.get_object(), "key");
        const auto entry = find_parameter(draft.document, key);
        lines.push_back({{"name", entry->label.empty() ? key : entry->label},
                         {"href", list_href(desk, draft) + "/angabe/" + http::url_encode(key)},
                         {"type", type_words(request, desk, entry->type)},
                         {"proposed", proposed_line(entry->type, entry->proposed)},
                         {"citation", entry->citation}});
    }
    const bool none = lines.empty();
    return show_editor(request, desk, draft, "authoring/draft_parameters",
                       msgid("Angaben der Stadt oder Gemeinde"),
                       {{"lines", std::move(lines)},
                        {"none", none},
                        {"new_href", list_href(desk, draft) + "/neu"}});
}

Response remove(const Request& request, const Desk& desk, const Draft& draft) {
    return keep(
        request, desk, draft,
        [&](json::object& document) {
            return remove_parameter(document, request.capture("angabe"));
        },
        list_href(desk, draft),
        [&](const std::string& sentence) {
            return show_one(request, desk, draft, Mistake{"bezeichnung", sentence});
        });
}

}  // namespace

void add_town_detail_editor(http::Router& router, const Console& console) {
    add_list_editor(router, console,
                    {"/stadtangaben", "/angabe/{angabe}", &show_all,
                     [](const auto& request, const auto& desk, const auto& draft) {
                         return show_one(request, desk, draft, std::nullopt);
                     },
                     &keep_one, &remove});
}

}  // namespace kommod::authoring
