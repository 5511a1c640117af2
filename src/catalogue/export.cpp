// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/export.h"

#include "catalogue/flat.h"
#include "catalogue/format.h"
#include "catalogue/merge.h"
#include "catalogue/xzufi.h"

namespace kommod::catalogue {

Result<ExportFormat> export_format_from_id(std::string_view id) {
    if (id == "json" || id == "kommod") return ExportFormat::kommod;
    if (id == "csv") return ExportFormat::flat_csv;
    if (id == "xzufi" || id == "xzufi-2.2.0") return ExportFormat::xzufi_2_2_0;
    if (id == "xzufi-2.3.1") return ExportFormat::xzufi_2_3_1;
    return fail({"catalogue.unknown_format",
                 "Ausgegeben wird json, csv, xzufi oder xzufi-2.3.1.",
                 "format",
                 0,
                 std::string{id},
                 {}});
}

std::string export_catalogue(Store& store, std::string_view municipality, ExportFormat format) {
    const bool town = !municipality.empty();
    const auto own = store.records(town ? store::municipality_namespace(municipality)
                                        : std::string{store::association});
    if (format == ExportFormat::kommod) return write_format(*own);
    const auto below = town ? store.records(store::association) : std::make_shared<const Records>();
    const Merge view{*below, *own};
    std::map<std::string, ServiceRecord> services;
    view.each<ServiceRecord>([&](const ServiceRecord& service) {
        services.emplace(service.key, *view.complete(service.key));
    });
    if (format == ExportFormat::flat_csv) {
        std::string out;
        write_flat_header(out);
        for (const auto& [key, service] : services)
            write_flat_row(out, flat_row(view, service));
        return out;
    }
    std::vector<XzufiService> leistungen;
    for (const auto& [key, service] : services)
        leistungen.push_back({0, key, service.details.name.value_or(""), service.details});
    return write_xzufi(leistungen, format == ExportFormat::xzufi_2_2_0 ? XzufiVersion::v2_2_0
                                                                       : XzufiVersion::v2_3_1);
}

}  // namespace kommod::catalogue
