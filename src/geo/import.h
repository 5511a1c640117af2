// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Maps from GeoJSON: outlines of municipalities (areas with a municipality key) and ways (lines).
#pragma once

#include <string>
#include <string_view>

#include "audit/audit.h"
#include "base/import_report.h"
#include "geo/store.h"
#include "municipalities/municipality.h"
#include "municipalities/store.h"

namespace kommod::geo {

struct ImportOptions {
    std::string ags;     // everything in the file belongs to this municipality; empty: by its key
    std::string source;  // "© GeoBasis-DE / BKG 2025, dl-de/by-2-0": stands under every picture
    bool dry_run = false;
    audit::Actor actor{audit::ActorKind::command, "import"};
};

// Areas are outlines: to whom one belongs stands in its properties as AGS or ARS (VG250 and VG5000
// of the BKG, DVG of a Land) or de:amtlicher_gemeindeschluessel (OpenStreetMap); several areas of
// one key are pieces of one outline. Lines are ways: `name`, and `highway`, `railway` or `waterway`
// as OpenStreetMap has them, or `kind` (main, street, path, rail, water). A way belongs to every
// municipality that it touches. What a file brings for a municipality replaces what was there of
// the same kind. Points are of no use here and told once.
ImportReport import_map(store::Database& database, municipalities::Store& municipalities,
                        Store& maps, std::string_view geojson, const ImportOptions& options);

}  // namespace kommod::geo
