// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What the law says of a service: which services of the catalogue it makes possible, legal basis,
// trust level, validity, periods, office.
#include <algorithm>
#include <array>

#include "authoring/document_parts.h"
#include "authoring/edit.h"
#include "authoring/editor.h"
#include "authoring/parameter_form.h"
#include "authoring/service_choice.h"
#include "authoring/typed_day.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

// As packages/manifest.cpp reads them; what they mean: Art. 8 Abs. 2 eIDAS-VO.
constexpr std::array<std::pair<std::string_view, const char*>, 4> trust_levels{
    {{"none", msgid("gar nicht: ohne Anmeldung")},
     {"low", msgid("niedrig: mit Benutzername und Passwort")},
     {"substantial", msgid("substanziell: zum Beispiel mit ELSTER-Zertifikat")},
     {"high", msgid("hoch: mit dem Online-Ausweis")}}};

json::object& manifest_of(json::object& document) {
    auto& manifest = document["package.yaml"];
    if (!manifest.is_object()) manifest = json::object{};
    return manifest.get_object();
}

std::string nested(const json::object& document, std::string_view section, std::string_view key) {
    return string_of(object_in(object_in(document, "package.yaml"), section), key);
}

std::vector<std::string> services_of(const json::object& document) {
    std::vector<std::string> out;
    for (const auto& each : array_in(object_in(document, "package.yaml"), "services"))
        if (each.is_string()) out.emplace_back(each.get_string());
    return out;
}

json::array trust_options(const Request& request, const Desk& desk, std::string_view chosen) {
    json::array out;
    for (const auto& [id, words] : trust_levels)
        out.push_back({{"value", id},
                       {"label", desk.translate(request.language, words)},
                       {"selected", id == chosen}});
    return out;
}

std::string in_words_or(const std::string& iso) {
    const auto duration = forms::Duration::parse(iso);
    return duration ? in_german(*duration) : iso;
}

std::string citations(const json::object& document) {
    std::string out;
    const auto* list = document.at("package.yaml").as_object().if_contains("legal_basis");
    if (list == nullptr || !list->is_array()) return out;
    for (const auto& each : list->get_array()) {
        if (!each.is_object()) continue;
        const auto word = [&](const char* key) {
            const auto* value = each.get_object().if_contains(key);
            return value && value->is_string() ? std::string{value->get_string()} : std::string{};
        };
        out += word("citation") + (word("text").empty() ? "" : ": " + word("text")) + "\n";
    }
    return out;
}

Response show_data(const Request& request, const Desk& desk, const Draft& draft,
                   const std::string& field, const std::string& error) {
    const auto& document = draft.document;
    const auto typed = [&](const char* name, std::string kept) {
        return typed_or(request, name, std::move(kept));
    };
    const auto day = [&](const char* key) {
        const auto iso = nested(document, "valid", key);
        const auto read = LocalDate::parse(iso);
        return read ? read->to_short_german() : iso;
    };
    const auto trust =
        typed("vertrauen", string_of(object_in(document, "package.yaml"), "trust_level"));
    json::object view{
        {"action", draft_href(desk, draft.package_id) + "/daten"},
        {"choice", service_choice(request, desk, services_of(document))},
        {"trust", json::object{{"options", trust_options(request, desk, trust)}}},
        {"valid_from", typed("gilt_von", day("from"))},
        {"valid_until", typed("gilt_bis", day("until"))},
        {"citations", typed("recht", citations(document))},
        {"draft_kept", typed("entwurf", in_words_or(nested(document, "retention", "draft")))},
        {"application_kept",
         typed("antrag", in_words_or(nested(document, "retention", "application")))},
        {"retention_citation", typed("frist_recht", nested(document, "retention", "citation"))},
        {"office", typed("amt", nested(document, "process", "office"))},
        {"deadline", typed("frist", in_words_or(nested(document, "process", "deadline")))},
        {"deadline_citation",
         typed("frist_grundlage", nested(document, "process", "deadline_citation"))},
        {"privacy_basis", typed("datenschutz", nested(document, "privacy", "basis"))}};
    if (!error.empty()) add_error(view, field, error);
    return show_editor(request, desk, draft, "authoring/draft_data", msgid("Recht und Fristen"),
                       std::move(view), error.empty() ? 200 : 422);
}

// As it was written before when it says the same: P2W is P14D.
std::string iso_of(const forms::Duration& duration, const std::string& before) {
    if (const auto same = forms::Duration::parse(before); same && *same == duration) return before;
    return duration.to_iso();
}

json::array read_citations(std::string_view typed) {
    json::array out;
    for (const auto line : text::split(typed, '\n')) {
        const auto trimmed = text::trim(line);
        if (trimmed.empty()) continue;
        const auto colon = trimmed.find(": ");
        json::object one{{"citation", text::trim(trimmed.substr(0, colon))}};
        if (colon != std::string_view::npos) one["text"] = text::trim(trimmed.substr(colon + 2));
        out.push_back(std::move(one));
    }
    return out;
}

// Null when none is set, else {"from": ..., "until": ...}; fails with the form's field.
Result<json::value> read_validity(const Request& request) {
    json::object out;
    for (const auto& [field, key] :
         {std::pair{"gilt_von", "from"}, std::pair{"gilt_bis", "until"}}) {
        const auto typed = text::trim(request.form.get(field));
        if (typed.empty()) continue;
        const auto day = typed_day(typed);
        if (!day)
            return fail(Error{.key = "authoring.bad_value", .what = "no day", .field = field});
        out[key] = day->to_iso();
    }
    return out.empty() ? json::value(nullptr) : json::value(std::move(out));
}

Response keep_data(const Request& request, const Desk& desk, const Draft& draft) {
    if (is_search(request)) return show_data(request, desk, draft, {}, {});
    const auto typed = [&](const char* name) {
        return std::string{text::trim(request.form.get(name))};
    };
    const auto again = [&](const char* field, const char* sentence) {
        return show_data(request, desk, draft, field, desk.translate(request.language, sentence));
    };
    constexpr auto wants_duration =
        msgid("Geben Sie eine Dauer an, zum Beispiel 10 Tage, 6 Wochen oder 3 Monate.");
    const auto draft_kept = parse_german_duration(typed("entwurf"));
    if (!draft_kept) return again("entwurf", wants_duration);
    const auto application_kept = parse_german_duration(typed("antrag"));
    if (!application_kept) return again("antrag", wants_duration);
    const auto deadline = parse_german_duration(typed("frist"));
    if (!deadline && !typed("frist").empty()) return again("frist", wants_duration);
    const auto services = chosen_services(request);
    if (services.empty())
        return again("wort", msgid("Suchen Sie die Leistung und kreuzen Sie sie an; so findet der "
                                   "Monitor den Dienst."));
    const auto valid = read_validity(request);
    if (!valid)
        return again(valid.error().field == "gilt_von" ? "gilt_von" : "gilt_bis",
                     msgid("Geben Sie einen Tag an, zum Beispiel 1.3.2026."));
    const auto law = read_citations(request.form.get("recht"));
    if (law.empty()) return again("recht", msgid("Nennen Sie mindestens eine Rechtsgrundlage."));
    return keep(
        request, desk, draft,
        [&](json::object& document) -> Done {
            const auto iso = [&](const forms::Duration& duration, const char* section,
                                 const char* key) {
                return iso_of(duration, nested(draft.document, section, key));
            };
            auto& manifest = manifest_of(document);
            manifest["legal_basis"] = law;
            manifest["services"] = json::value_from(services);
            if (std::ranges::find(trust_levels, request.form.get("vertrauen"),
                                  &std::pair<std::string_view, const char*>::first) !=
                trust_levels.end())
                manifest["trust_level"] = request.form.get("vertrauen");
            if (valid->is_null())
                manifest.erase("valid");
            else
                manifest["valid"] = *valid;
            manifest["retention"] =
                json::object{{"draft", iso(*draft_kept, "retention", "draft")},
                             {"application", iso(*application_kept, "retention", "application")},
                             {"citation", typed("frist_recht")}};
            auto& process = manifest["process"];
            if (!process.is_object()) process = json::object{};
            process.get_object()["office"] = typed("amt");
            for (const char* key : {"deadline", "deadline_citation"})
                process.get_object().erase(key);
            if (deadline) {
                process.get_object()["deadline"] = iso(*deadline, "process", "deadline");
                process.get_object()["deadline_citation"] = typed("frist_grundlage");
            }
            manifest["privacy"] = json::object{{"basis", typed("datenschutz")}};
            return std::string{"Recht und Fristen geändert."};
        },
        draft_href(desk, draft.package_id) + "?meldung=daten",
        [&](const std::string& sentence) {
            return show_data(request, desk, draft, "recht", sentence);
        });
}

}  // namespace

void add_data_editor(http::Router& router, const Console& console) {
    using http::Method;
    router.site(editor_route(console, Method::get, "/daten",
                             [](const auto& request, const auto& desk, const auto& draft) {
                                 return show_data(request, desk, draft, {}, {});
                             }));
    router.site(editor_route(console, Method::post, "/daten", &keep_data));
}

}  // namespace kommod::authoring
