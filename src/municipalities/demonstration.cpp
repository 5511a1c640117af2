// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/demonstration.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "municipalities/import.h"

namespace kommod::embedded {
extern const std::span<const File> municipalities_demonstration;
}

namespace kommod::municipalities {
namespace {

const audit::Actor demonstration{audit::ActorKind::system, "demonstration"};
// The fact of the association that tells how far an earlier call came.
constexpr auto progress_fact = "demonstration";

// The files are part of the program: whatever is wrong with them is a defect of this build.
[[noreturn]] void broken(const std::string& what) {
    throw std::logic_error("demonstration: " + what);
}
template <class Value>
Value sound(Result<Value> result) {
    if (!result)
        broken(fmt::format("{} {} {}", result.error().key, result.error().field,
                           result.error().value));
    if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

std::string_view content_of(std::string_view name) {
    const auto* file = embedded::find(embedded::municipalities_demonstration, name);
    if (!file) broken(fmt::format("{} is missing", name));
    return file->content;
}
json::object parsed(std::string_view name) {
    return json::parse(content_of(name)).as_object();
}

bool contains(const json::value& list, std::string_view text) {
    const auto& all = list.as_array();
    return std::any_of(all.begin(), all.end(),
                       [&](const json::value& one) { return one.as_string() == text; });
}

constexpr std::string_view seat_of_district = "Coesfeld";

// Sources of the supervision: GO NRW § 120 (1), KrO NRW § 57 (1).
std::string filled_in(std::string_view text, const Municipality& town) {
    const bool district = town.kind == Kind::district;
    const std::pair<std::string_view, std::string_view> places[] = {
        {"{name}", town.name},
        {"{official_name}", town.official_name},
        {"{slug}", town.slug},
        {"{postcode}", town.postcode},
        {"{town}", district ? seat_of_district : town.name},
        {"{house}", district ? "Kreishaus" : "Rathaus"},
        {"{mailbox}", district ? "kreishaus" : "rathaus"},
        {"{head}", district ? "die Landrätin oder den Landrat"
                            : "die Bürgermeisterin oder den Bürgermeister"},
        {"{supervision}",
         district ? "Die allgemeine Aufsicht führt die Bezirksregierung Münster (§ 57 der "
                    "Kreisordnung für das Land Nordrhein-Westfalen)."
                  : "Die allgemeine Aufsicht führt der Landrat des Kreises Coesfeld als untere "
                    "staatliche Verwaltungsbehörde (§ 120 der Gemeindeordnung für das Land "
                    "Nordrhein-Westfalen)."}};
    std::string out{text};
    for (const auto& [place, value] : places)
        out = text::replace_all(out, place, value);
    return out;
}

std::vector<Office> offices_of(const Municipality& town, const json::object& all) {
    const bool district = town.kind == Kind::district;
    const auto& left_out = all.at("left_to_district").as_object();
    std::vector<Office> offices;
    for (const auto& value : all.at(district ? "district" : "municipality").as_array()) {
        const auto& entry = value.as_object();
        const std::string id{entry.at("id").as_string()};
        const auto* left = left_out.if_contains(id);
        if (!district && left && contains(*left, town.ags)) continue;
        Office office;
        office.id = id;
        office.parent = entry.at("parent").as_string();
        office.name = entry.at("name").as_string();
        office.street = all.at("street").as_string();
        office.postcode = town.postcode;
        office.town = district ? std::string{seat_of_district} : town.name;
        office.email = fmt::format("{}.{}@example.org", id, town.slug);
        for (const auto& line :
             all.at("hours").as_object().at(entry.at("hours").as_string()).as_array())
            office.opening_hours += std::string{line.as_string()} + "\n";
        office.opening_hours.pop_back();
        offices.push_back(std::move(office));
    }
    return offices;
}

// "texts/<id>.<language>.md"
std::vector<Text> texts_of(const Municipality& town) {
    std::vector<Text> texts;
    for (const auto& file : embedded::municipalities_demonstration) {
        if (!file.name.starts_with("texts/")) continue;
        const auto parts = text::split(file.name.substr(file.name.find('/') + 1), '.');
        if (parts.size() != 3) broken(std::string{file.name});
        texts.push_back(
            {std::string{parts[0]}, std::string{parts[1]}, filled_in(file.content, town)});
    }
    return texts;
}

}  // namespace

bool load_demonstration(Store& store) {
    const auto progress = store.association_fact(progress_fact);
    if (progress == "complete") return true;
    if (progress.empty() && !store.all()->empty()) return false;
    store.put_association_fact(demonstration, progress_fact, "begun");

    const auto association = parsed("association.json");
    for (const auto& [id, value] : association.at("facts").as_object())
        store.put_association_fact(demonstration, std::string{id}, std::string{value.as_string()});
    const auto report =
        import_municipalities(store, content_of("municipalities.csv"), {.actor = demonstration});
    if (!report.rejected.empty()) broken(report.to_german());
    const auto offices = parsed("offices.json");
    const auto towns = store.all();
    for (const auto& town : *towns) {
        // The district keeps records here, its services appear on the towns' pages.
        sound(town.kind == Kind::district ? store.open(demonstration, town.ags)
                                          : store.activate(demonstration, town.ags));
        sound(store.put_offices(demonstration, town.ags, offices_of(town, offices)));
        if (!contains(association.at("texts_left_empty"), town.ags))
            sound(store.put_texts(demonstration, town.ags, texts_of(town)));
    }
    store.put_association_fact(demonstration, progress_fact, "complete");
    return true;
}

}  // namespace kommod::municipalities
