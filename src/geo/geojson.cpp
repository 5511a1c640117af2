// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/geojson.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "base/text.h"

namespace kommod::geo {
namespace {

// What is wrong inside of one geometry; caught where its feature is known.
struct Wrong {
    std::string where, why, proposal;
};

const json::value& member(const json::object& object, std::string_view name,
                          const std::string& where) {
    const auto* found = object.if_contains(name);
    if (found == nullptr) throw Wrong{where, fmt::format("„{}“ fehlt.", name), {}};
    return *found;
}

const json::array& list(const json::value& value, const std::string& where) {
    if (!value.is_array()) throw Wrong{where, "Hier wird eine Liste [ … ] erwartet.", {}};
    return value.get_array();
}

double rounded(double degrees) {
    constexpr double millionths = 1e6;
    return std::round(degrees * millionths) / millionths;
}

Position position_of(const json::value& value, const std::string& where) {
    const auto& pair = list(value, where);
    if (pair.size() < 2 || !pair[0].is_number() || !pair[1].is_number())
        throw Wrong{where, "Eine Position besteht aus Länge und Breite, zwei Zahlen.", {}};
    const Position out{rounded(pair[1].to_number<double>()), rounded(pair[0].to_number<double>())};
    if (std::abs(out.latitude) > 90 || std::abs(out.longitude) > 180)
        throw Wrong{where,
                    "Das sind keine Grad. Kommod liest Längen und Breiten (WGS 84, EPSG:4326).",
                    "ogr2ogr -t_srs EPSG:4326 neu.geojson alt.geojson"};
    return out;
}

Line line_of(const json::value& value, const std::string& where) {
    Line out;
    const auto& corners = list(value, where);
    for (std::size_t at = 0; at < corners.size(); ++at) {
        const auto corner = position_of(corners[at], fmt::format("{}[{}]", where, at));
        if (out.empty() || out.back() != corner) out.push_back(corner);
    }
    return out;
}

template <class Read>
auto each_of(const json::value& value, const std::string& where, Read read) {
    std::vector<decltype(read(value, where))> out;
    const auto& all = list(value, where);
    for (std::size_t at = 0; at < all.size(); ++at)
        out.push_back(read(all[at], fmt::format("{}[{}]", where, at)));
    return out;
}

Area::Piece piece_of(const json::value& value, const std::string& where) {
    return each_of(value, where, line_of);
}

void read_geometry(Feature& feature, const json::object& object) {
    const auto* geometry = object.if_contains("geometry");
    if (geometry == nullptr || !geometry->is_object()) return;
    const std::string here = "geometry", coordinates = "geometry.coordinates";
    const auto& type = member(geometry->get_object(), "type", here);
    if (!type.is_string()) throw Wrong{"geometry.type", "Hier wird ein Text erwartet.", {}};
    const std::string_view kind = type.get_string();
    const bool known = kind == "Polygon" || kind == "MultiPolygon" || kind == "LineString" ||
                       kind == "MultiLineString";
    if (!known) return;
    const auto& value = member(geometry->get_object(), "coordinates", here);
    if (kind == "Polygon")
        feature.geometry = std::vector<Area::Piece>(1, piece_of(value, coordinates));
    if (kind == "MultiPolygon") feature.geometry = each_of(value, coordinates, piece_of);
    if (kind == "LineString") feature.geometry = std::vector<Line>(1, line_of(value, coordinates));
    if (kind == "MultiLineString") feature.geometry = each_of(value, coordinates, line_of);
}

int line_at(std::string_view file, std::size_t offset) {
    const auto before = file.substr(0, offset);
    return static_cast<int>(std::ranges::count(before, '\n')) + 1;
}

// Nothing when it is no JSON; said in the report.
std::optional<json::value> parsed(std::string_view file, ImportReport& report) {
    if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
    constexpr std::size_t deepest = 16;
    json::parser parser{{}, {.max_depth = deepest}};
    json::error_code failure;
    const auto read = parser.write_some(file.data(), file.size(), failure);
    const bool rest = !failure && text::trim(file.substr(read)).size() > 0;
    if (failure || rest) {
        report.reject(line_at(file, read), "", "",
                      "Die Datei ist kein vollständiges JSON: hier geht es nicht weiter.",
                      "Erwartet wird GeoJSON, zum Beispiel aus ogr2ogr, QGIS oder einem WFS.");
        return std::nullopt;
    }
    return parser.release();
}

void refuse_file(ImportReport& report, std::string field, std::string reason,
                 std::string proposal = {}) {
    report.reject(0, field, "", std::move(reason), std::move(proposal));
}

// GeoJSON of before 2016 could name another system; what is in degrees there, too, may pass.
bool in_degrees(const json::object& file, ImportReport& report) {
    const auto* system = file.if_contains("crs");
    if (system == nullptr || system->is_null()) return true;
    const auto name = json::serialize(*system);
    const bool degrees = name.find("CRS84") != name.npos || name.find("4326") != name.npos ||
                         name.find("4258") != name.npos;  // ETRS89, the same to 80 cm
    if (!degrees)
        refuse_file(report, "crs",
                    "Die Datei hat ein anderes Koordinatensystem als Längen und Breiten (WGS 84, "
                    "EPSG:4326).",
                    "ogr2ogr -t_srs EPSG:4326 neu.geojson alt.geojson");
    return degrees;
}

void take_feature(const json::value& value, std::string where, ImportReport& report,
                  const std::function<void(Feature)>& take) {
    Feature feature{std::move(where), {}, {}};
    try {
        if (!value.is_object()) throw Wrong{"", "Hier wird ein Objekt { … } erwartet.", {}};
        const auto& object = value.get_object();
        if (const auto* properties = object.if_contains("properties"))
            if (properties->is_object()) feature.properties = properties->get_object();
        read_geometry(feature, object);
    } catch (const Wrong& wrong) {
        const auto at = wrong.where.empty() ? feature.where : feature.where + "." + wrong.where;
        return report.reject(0, at, feature.property({"GEN", "name", "NAME"}), wrong.why,
                             wrong.proposal);
    }
    take(std::move(feature));
}

}  // namespace

std::string Feature::property(std::initializer_list<std::string_view> names) const {
    for (const auto name : names) {
        const auto* found = properties.if_contains(name);
        if (found == nullptr) continue;
        if (found->is_string()) return std::string{text::trim(found->get_string())};
        if (found->is_int64() || found->is_uint64()) return json::serialize(*found);
    }
    return {};
}

void read_geojson(std::string_view file, ImportReport& report,
                  const std::function<void(Feature)>& take) {
    if (!text::is_utf8(file)) return refuse_file(report, "", "Die Datei ist nicht in UTF-8.");
    const auto value = parsed(file, report);
    if (!value) return;
    const auto* object = value->if_object();
    const auto* type = object == nullptr ? nullptr : object->if_contains("type");
    const bool whole = type != nullptr && type->is_string();
    if (whole && type->get_string() == "Feature") {
        if (in_degrees(*object, report)) take_feature(*value, "feature", report, take);
        return;
    }
    const auto* features = object == nullptr ? nullptr : object->if_contains("features");
    if (!whole || type->get_string() != "FeatureCollection" || features == nullptr ||
        !features->is_array())
        return refuse_file(report, "type",
                           "Das ist kein GeoJSON: erwartet wird eine FeatureCollection mit einer "
                           "Liste „features“.");
    if (!in_degrees(*object, report)) return;
    const auto& all = features->get_array();
    for (std::size_t at = 0; at < all.size(); ++at)
        take_feature(all[at], fmt::format("features[{}]", at), report, take);
}

}  // namespace kommod::geo
