// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/looking.h"

#include <charconv>

#include <fmt/format.h>

#include "monitor/twins.h"

namespace kommod::monitor {
namespace {

// Days that a picture can be asked for; beyond them a typing error is likelier than a wish.
const LocalDate earliest{1990, 1, 1};
const LocalDate latest{2100, 12, 31};

std::optional<LocalDate> read_day(const http::Request& request, std::string_view name,
                                  const Words& words, json::array& errors) {
    const std::string_view text = request.query.get(name);
    if (text.empty()) return std::nullopt;
    const auto day = LocalDate::parse_german(text);
    if (day && *day >= earliest && *day <= latest) return *day;
    errors.push_back({{"field", name}, {"text", not_a_day(words, text, "01.12.2022")}});
    return std::nullopt;
}

void append(std::string& query, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    query += fmt::format("{}{}={}", query.empty() ? "?" : "&", name, http::url_encode(value));
}

void append_focus(std::string& query, const Looking& looking) {
    if (looking.block) append(query, "baustein", readiness::building_blocks[*looking.block]);
    if (looking.level) append(query, "stufe", std::to_string(*looking.level));
    append(query, "thema", looking.subject);
    append(query, "lage", looking.life_event);
    if (looking.sdg) append(query, "sdg", "1");
    append(query, "efa", looking.reuse);
}

std::optional<int> read_level(std::string_view text) {
    int out = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failure != std::errc{} || end != text.data() + text.size() || out < 0) return std::nullopt;
    return out;
}

// What the catalogue or the model does not know cannot stand out.
void drop_unknown(Looking& looking, const readiness::Picture& picture) {
    if (!picture.catalogue->find_subject(looking.subject)) looking.subject.clear();
    if (!picture.catalogue->find_life_event(looking.life_event)) looking.life_event.clear();
    if (looking.level && *looking.level > picture.model->top()) looking.level.reset();
}

}  // namespace

std::string ags_of(const http::Request& request) {
    if (!request.tenant || !request.tenant->name_space.starts_with('m')) return {};
    return request.tenant->name_space.substr(1);
}

std::string not_a_day(const Words& words, std::string_view text, std::string_view example) {
    return words(html::msgid("„{{typed}}“ ist kein Tag. Schreiben Sie zum Beispiel {{example}}."),
                 {{"example", std::string(example)}, {"typed", std::string(text)}});
}

std::string Looking::query() const {
    std::string out;
    if (day_given) append(out, "stand", at.on.to_iso());
    if (known_given) append(out, "bekannt", at.known.to_iso());
    append(out, "modell", model);
    return out;
}

std::string Looking::whole_query() const {
    std::string out = query();
    append_focus(out, *this);
    return out;
}

std::string Looking::query_on(LocalDate day) const {
    std::string out;
    append(out, "stand", day.to_iso());
    if (known_given) append(out, "bekannt", at.known.to_iso());
    append(out, "modell", model);
    append_focus(out, *this);
    return out;
}

bool Looking::narrowed() const {
    return block || level || sdg || !subject.empty() || !life_event.empty() || !reuse.empty();
}

Looking looking(const http::Request& request, const Words& words) {
    Looking out;
    const LocalDate today = request.today();
    const auto on = read_day(request, "stand", words, out.errors);
    const auto known = read_day(request, "bekannt", words, out.errors);
    out.day_given = on.has_value();
    out.known_given = known.has_value();
    out.at = readiness::seen_on(on.value_or(today), today);
    if (known) out.at.known = *known;
    out.block = readiness::block_index(request.query.get("baustein"));
    out.level = read_level(request.query.get("stufe"));
    out.subject = request.query.get("thema");
    out.life_event = request.query.get("lage");
    out.model = request.query.get("modell");
    out.sdg = request.query.get("sdg") == "1";
    const std::string_view reuse = request.query.get("efa");
    for (const auto known_reuse : {readiness::Reuse::developed, readiness::Reuse::reused})
        if (reuse == readiness::to_id(known_reuse)) out.reuse = reuse;
    return out;
}

std::optional<Seen> see(const http::Request& request, const Pages& pages) {
    const auto municipality = pages.municipalities.by_ags(ags_of(request));
    if (!municipality) return std::nullopt;
    Seen out{*municipality, looking(request, words_of(request, pages)), nullptr};
    out.picture = pages.readiness.picture(municipality->ags, out.looking.at, out.looking.model);
    if (!out.picture) return std::nullopt;
    drop_unknown(out.looking, *out.picture);
    return out;
}

std::vector<bool> focus(const readiness::Picture& picture, const Looking& looking) {
    if (!looking.narrowed()) return {};
    const auto& services = picture.catalogue->services();
    std::vector<bool> reused(services.size());
    for (const readiness::Solution& solution : picture.solutions)
        if (solution.live && readiness::to_id(solution.reuse) == looking.reuse)
            for (const std::uint32_t service : solution.services)
                reused[service] = true;
    std::vector<bool> out(services.size());
    for (std::size_t i = 0; i < services.size(); ++i) {
        const auto& standing = picture.services[i];
        const auto& bundle = picture.catalogue->bundles()[services[i].bundle_index];
        out[i] = (!looking.block || (standing.waits_for >> *looking.block & 1U) != 0) &&
                 (!looking.level || standing.level == *looking.level) &&
                 (looking.subject.empty() || bundle.subject == looking.subject) &&
                 (looking.life_event.empty() || bundle.life_event == looking.life_event) &&
                 (!looking.sdg || services[i].sdg) && (looking.reuse.empty() || reused[i]);
    }
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
                     {"model_id", seen.looking.model},
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
