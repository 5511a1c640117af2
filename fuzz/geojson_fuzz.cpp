// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A map from outside: every object is read or refused with a reason; an area that was taken is the
// same when it is kept and read again, holds its own corners, and can be drawn.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "geo/drawing.h"
#include "geo/geojson.h"
#include "geo/layers.h"

namespace {

using namespace kommod;

void look_at(geo::Area outline, std::vector<geo::Way> ways) {
    if (geo::outline_from_json(geo::to_json(outline)) != outline) std::abort();
    if (geo::ways_from_json(geo::to_json(ways)) != ways) std::abort();
    if (!outline.contains(outline.pieces().front().front().front())) std::abort();
    const geo::Map map{std::move(outline), geo::Ways{std::move(ways)}, {}};
    const auto view = geo::overview(map, 320, 320);
    if (!geo::draw(map, view, view.centre).ends_with("</svg>")) std::abort();
    if (!geo::draw(map, view.zoomed(7)).ends_with("</svg>")) std::abort();
    static_cast<void>(map.street_near(view.centre));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view file{reinterpret_cast<const char*>(data), size};
    ImportReport report;
    std::vector<geo::Way> ways;
    std::vector<geo::Area> areas;
    geo::read_geojson(file, report, [&](geo::Feature feature) {
        if (auto* pieces = std::get_if<std::vector<geo::Area::Piece>>(&feature.geometry)) {
            auto area = geo::Area::of(std::move(*pieces));
            if (area)
                areas.push_back(std::move(*area));
            else if (area.error().what.empty())
                std::abort();
        }
        if (auto* lines = std::get_if<std::vector<geo::Line>>(&feature.geometry))
            for (auto& line : *lines)
                if (line.size() > 1)
                    ways.push_back(
                        {feature.property({"name"}), geo::WayKind::street, std::move(line)});
    });
    for (const auto& rejection : report.rejected)
        if (rejection.reason.empty()) std::abort();
    for (auto& area : areas)
        look_at(std::move(area), ways);
    return 0;
}
