// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/looking.h"

#include <fmt/format.h>

namespace kommod::monitor {
namespace {

// Days that a picture can be asked for; beyond them a typing error is likelier than a wish.
const LocalDate earliest{1990, 1, 1};
const LocalDate latest{2100, 12, 31};

std::optional<LocalDate> read_day(const http::Request& request, std::string_view name,
                                  json::array& errors) {
    const std::string_view text = request.query.get(name);
    if (text.empty()) return std::nullopt;
    const auto day = LocalDate::parse_german(text);
    if (day && *day >= earliest && *day <= latest) return *day;
    errors.push_back(
        {{"field", name},
         {"text", fmt::format("„{}“ ist kein Tag. Schreiben Sie zum Beispiel 01.12.2022.", text)}});
    return std::nullopt;
}

void append(std::string& query, std::string_view name, std::string_view value) {
    query += fmt::format("{}{}={}", query.empty() ? "?" : "&", name, http::url_encode(value));
}

// The address part of the portal holds the municipality's key: "m05558012".
std::string ags_of(const http::Request& request) {
    if (!request.tenant || !request.tenant->name_space.starts_with('m')) return {};
    return request.tenant->name_space.substr(1);
}

}  // namespace

std::string Looking::query() const {
    std::string out;
    if (day_given) append(out, "stand", at.on.to_iso());
    if (known_given) append(out, "bekannt", at.known.to_iso());
    if (!model.empty()) append(out, "modell", model);
    return out;
}

std::string Looking::query_on(LocalDate day) const {
    std::string out;
    append(out, "stand", day.to_iso());
    if (known_given) append(out, "bekannt", at.known.to_iso());
    if (block) append(out, "baustein", readiness::building_blocks[*block]);
    if (!subject.empty()) append(out, "thema", subject);
    if (!model.empty()) append(out, "modell", model);
    return out;
}

Looking looking(const http::Request& request) {
    Looking out;
    const LocalDate today = request.today();
    const auto on = read_day(request, "stand", out.errors);
    const auto known = read_day(request, "bekannt", out.errors);
    out.day_given = on.has_value();
    out.known_given = known.has_value();
    out.at = readiness::seen_on(on.value_or(today), today);
    if (known) out.at.known = *known;
    out.block = readiness::block_index(request.query.get("baustein"));
    out.subject = request.query.get("thema");
    out.model = request.query.get("modell");
    return out;
}

std::optional<Seen> see(const http::Request& request, readiness::Store& readiness,
                        municipalities::Store& municipalities) {
    const auto municipality = municipalities.by_ags(ags_of(request));
    if (!municipality) return std::nullopt;
    Seen out{*municipality, looking(request), nullptr};
    out.picture = readiness.picture(municipality->ags, out.looking.at, out.looking.model);
    if (!out.picture) return std::nullopt;
    if (!out.looking.subject.empty() && !out.picture->catalogue->find_subject(out.looking.subject))
        out.looking.subject.clear();
    return out;
}

json::object common_view(const http::Request& request, const Seen& seen) {
    const readiness::Picture& picture = *seen.picture;
    const readiness::PointInTime& at = picture.at;
    const std::string base{request.base()};
    const std::string query = seen.looking.query();
    json::object out{{"municipality", seen.municipality.name},
                     {"day", at.on.to_german()},
                     {"day_iso", at.on.to_iso()},
                     {"known", at.known.to_german()},
                     {"looks_ahead", at.on > at.known},
                     {"known_iso", seen.looking.known_given ? at.known.to_iso() : ""},
                     {"model_name", picture.model->name},
                     {"model_reading", picture.model->reading},
                     {"town_href", base + "/monitor" + query},
                     {"table_href", base + "/monitor/tabelle" + query},
                     {"data_href", base + "/monitor/daten.json" + query},
                     {"errors", seen.looking.errors}};
    out["example"] = nullptr;
    if (picture.example)
        out["example"] = json::object{{"invented", picture.example_facts},
                                      {"facts", picture.facts},
                                      {"all", picture.example_facts == picture.facts}};
    return out;
}

}  // namespace kommod::monitor
