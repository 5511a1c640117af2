// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/import.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "geo/geojson.h"

namespace kommod::geo {
namespace {

// What OpenStreetMap calls the ways that a map of a town shows.
struct Named {
    std::string_view tag;
    WayKind kind;
};
constexpr std::array highways{
    Named{"motorway", WayKind::main},        Named{"trunk", WayKind::main},
    Named{"primary", WayKind::main},         Named{"secondary", WayKind::main},
    Named{"tertiary", WayKind::main},        Named{"unclassified", WayKind::street},
    Named{"residential", WayKind::street},   Named{"living_street", WayKind::street},
    Named{"pedestrian", WayKind::street},    Named{"road", WayKind::street},
    Named{"motorway_link", WayKind::street}, Named{"trunk_link", WayKind::street},
    Named{"primary_link", WayKind::street},  Named{"secondary_link", WayKind::street},
    Named{"tertiary_link", WayKind::street}};

WayKind kind_of(const Feature& feature) {
    if (const auto own = way_kind_from_id(feature.property({"kind"}))) return *own;
    if (!feature.property({"railway"}).empty()) return WayKind::rail;
    if (!feature.property({"waterway"}).empty()) return WayKind::water;
    const auto highway = feature.property({"highway"});
    if (highway.empty()) return WayKind::street;
    const auto* found = std::ranges::find(highways, highway, &Named::tag);
    return found == highways.end() ? WayKind::path : found->kind;
}

// 8 digits; a regional key has four more in the middle, and a spreadsheet drops a leading zero.
std::string ags_of(const Feature& feature) {
    auto key =
        feature.property({"AGS", "ags", "de:amtlicher_gemeindeschluessel", "gemeindeschluessel",
                          "AGS_0", "ARS", "ars", "de:regionalschluessel", "RS"});
    if (key.size() == 7 || key.size() == 11) key.insert(0, "0");
    if (key.size() == 12) key = key.substr(0, 5) + key.substr(9);
    return key;
}

// What one municipality gets.
struct Share {
    std::vector<Area::Piece> pieces;
    std::string first_area;  // where in the file
    std::vector<Way> ways;
};

class MapImport {
  public:
    MapImport(store::Database& database, municipalities::Store& municipalities, Store& maps,
              const ImportOptions& options)
        : database_(database), municipalities_(municipalities), maps_(maps), options_(options) {}

    ImportReport run(std::string_view geojson) && {
        if (text::trim(options_.source).empty()) {
            report_.reject(0, "source", "",
                           "Wer die Daten gemacht hat, muss unter jeder Karte stehen; die Angabe "
                           "fehlt.",
                           "© OpenStreetMap-Mitwirkende, ODbL 1.0");
            return std::move(report_);
        }
        read_geojson(geojson, report_, [&](Feature feature) { take(std::move(feature)); });
        make_outlines();
        share_ways();
        tell_rest();
        for (const auto& [ags, share] : shares_)
            put(ags, share);
        return std::move(report_);
    }

  private:
    void take(Feature feature) {
        if (auto* pieces = std::get_if<std::vector<Area::Piece>>(&feature.geometry))
            take_area(feature, std::move(*pieces));
        else if (auto* lines = std::get_if<std::vector<Line>>(&feature.geometry))
            take_lines(feature, std::move(*lines));
        else
            ++without_use_;
    }

    void take_area(const Feature& feature, std::vector<Area::Piece> pieces) {
        const auto own = ags_of(feature);
        const auto ags = own.empty() ? options_.ags : own;
        if (ags.empty())
            return report_.reject(0, feature.where + ".properties.AGS", "",
                                  "Zu welcher Kommune die Fläche gehört, steht nicht dabei.",
                                  "--municipality AGS");
        if (!options_.ags.empty() && ags != options_.ags) {
            ++of_others_;
            return;
        }
        if (records_of(ags) == nullptr) {
            ++of_strangers_;
            return;
        }
        auto& share = shares_[ags];
        if (share.first_area.empty()) share.first_area = feature.where;
        std::ranges::move(pieces, std::back_inserter(share.pieces));
    }

    void take_lines(const Feature& feature, std::vector<Line> lines) {
        const auto name = text::nfc(feature.property({"name", "NAME", "nam", "strassenname"}));
        const auto kind = kind_of(feature);
        for (auto& line : lines) {
            if (line.size() < 2) {
                report_.reject(0, feature.where + ".geometry", name,
                               "Eine Linie braucht zwei Punkte.");
                continue;
            }
            ways_.push_back({name, kind, std::move(line)});
        }
    }

    store::Namespace* records_of(const std::string& ags) {
        const auto town = municipalities_.by_ags(ags);
        return town && town->active ? database_.find(town->name_space()) : nullptr;
    }

    void make_outlines() {
        for (auto& [ags, share] : shares_) {
            auto area = Area::of(std::move(share.pieces));
            if (area)
                outlines_.emplace(ags, std::move(*area));
            else
                report_.reject(0, share.first_area + ".geometry", ags, area.error().what);
        }
        std::erase_if(shares_, [&](const auto& each) { return !outlines_.contains(each.first); });
    }

    // Outlines that the ways are laid upon: those of the file, else those that are there.
    std::map<std::string, Area> grounds() {
        auto out = outlines_;
        for (const auto& town : municipalities_.directory()->all()) {
            const bool wanted = options_.ags.empty() ? town.active : town.ags == options_.ags;
            auto* records = wanted && !out.contains(town.ags) ? records_of(town.ags) : nullptr;
            const auto map = records == nullptr ? nullptr : maps_.map(*records);
            if (map) out.emplace(town.ags, map->outline);
        }
        return out;
    }

    void share_ways() {
        if (ways_.empty()) return;
        const auto all = grounds();
        if (all.empty())
            return report_.reject(0, "", "",
                                  "Für Straßen braucht eine Kommune erst ihren Umriss: lesen Sie "
                                  "die Grenze vorher ein.");
        for (const auto& way : ways_) {
            bool somewhere = false;
            for (const auto& [ags, ground] : all) {
                const bool touches = std::ranges::any_of(
                    way.line, [&](const Position& corner) { return ground.contains(corner); });
                if (!touches) continue;
                shares_[ags].ways.push_back(way);
                somewhere = true;
            }
            if (!somewhere) ++ways_elsewhere_;
        }
    }

    void tell(std::int64_t count, std::string_view what) {
        if (count > 0) report_.reject(0, "", std::to_string(count), fmt::format("{}", what));
    }
    void tell_rest() {
        tell(of_others_, "Flächen anderer Kommunen wurden übergangen.");
        tell(of_strangers_, "Flächen von Kommunen, die hier kein Portal haben, wurden übergangen.");
        tell(ways_elsewhere_, "Linien, die keine dieser Kommunen berühren, wurden übergangen.");
        tell(without_use_, "Punkte und Objekte ohne Lage wurden übergangen.");
    }

    void count(std::size_t records, bool there, bool same) {
        const auto number = static_cast<std::int64_t>(records);
        report_.accepted += number;
        (same ? report_.unchanged : there ? report_.changed : report_.created) += number;
    }

    void put(const std::string& ags, const Share& share) {
        auto* records = records_of(ags);
        const auto before = maps_.layers(*records);
        Layers fresh;
        if (const auto outline = outlines_.find(ags); outline != outlines_.end()) {
            fresh.outline = {outline->second, options_.source};
            count(1, before.outline.has_value(), before.outline == fresh.outline);
        }
        if (!share.ways.empty()) {
            fresh.ways = {share.ways, options_.source};
            count(share.ways.size(), before.ways.has_value(), before.ways == fresh.ways);
        }
        const bool same = (!fresh.outline || fresh.outline == before.outline) &&
                          (!fresh.ways || fresh.ways == before.ways);
        if (!options_.dry_run && !same) maps_.put(*records, fresh, options_.actor);
    }

    store::Database& database_;
    municipalities::Store& municipalities_;
    Store& maps_;
    const ImportOptions& options_;
    ImportReport report_;
    std::map<std::string, Share> shares_;
    std::map<std::string, Area> outlines_;
    std::vector<Way> ways_;
    std::int64_t of_others_ = 0, of_strangers_ = 0, ways_elsewhere_ = 0, without_use_ = 0;
};

}  // namespace

ImportReport import_map(store::Database& database, municipalities::Store& municipalities,
                        Store& maps, std::string_view geojson, const ImportOptions& options) {
    return MapImport{database, municipalities, maps, options}.run(geojson);
}

}  // namespace kommod::geo
