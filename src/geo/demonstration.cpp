// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/demonstration.h"

#include <stdexcept>

#include "geo/import.h"

namespace kommod::embedded {
extern const std::span<const File> geo_demonstration;
}

namespace kommod::geo {

void load_demonstration(store::Database& database, municipalities::Store& municipalities,
                        Store& maps) {
    for (const auto& file : embedded::geo_demonstration) {
        // "coesfeld.geojson"
        const auto town = municipalities.by_slug(file.name.substr(0, file.name.find('.')));
        auto* records = town ? database.find(town->name_space()) : nullptr;
        if (records == nullptr || maps.map(*records)) continue;
        const auto report = import_map(database, municipalities, maps, file.content,
                                       {.ags = town->ags,
                                        .source = "Erfundene Beispielkarte, keine amtlichen Daten",
                                        .actor = {audit::ActorKind::system, "demonstration"}});
        if (!report.rejected.empty())
            throw std::runtime_error("a map of the demonstration is broken: " + report.to_german());
    }
}

}  // namespace kommod::geo
