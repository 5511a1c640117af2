// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/export.h"

#include "catalogue/flat.h"
#include "catalogue/format.h"
#include "catalogue/merge.h"
#include "catalogue/xzufi.h"

namespace kommod::catalogue {
namespace {

// The service with everything the association and the municipality say of it, before inheritance.
ServiceRecord complete(const Records& below, const Records& own, const std::string& key) {
    ServiceRecord service;
    for (const Records* records : {&below, &own}) {
        if (const auto found = records->services.find(key); found != records->services.end()) {
            ServiceDetails details = std::move(service.details);
            apply(details, found->second.details);
            service = found->second;
            service.details = std::move(details);
        }
        if (const auto more = records->supplements.find(key); more != records->supplements.end())
            apply(service.details, more->second.details);
    }
    return service;
}

FlatRow flat_row(const Merge& view, const ServiceRecord& service) {
    FlatRow row;
    row.key = service.key;
    row.name = service.details.name.value_or("");
    row.type = service.details.type.value_or("");
    row.sdg = service.details.sdg;
    row.law_short = service.law_short;
    row.law_names = service.law_names;
    row.legal = service.details.legal;
    const auto* bundle = view.find<BundleRecord>(service.bundle);
    if (bundle == nullptr) return row;
    row.ozg = !service.ozg.empty() || bundle->ozg.empty() ? service.ozg : bundle->ozg.front();
    row.bundle = bundle->name;
    const auto* event = view.find<LifeEvent>(bundle->life_event);
    if (event == nullptr) return row;
    row.life_event = event->name;
    const auto* subject = view.find<Subject>(event->subject);
    if (subject != nullptr) row.subject = subject->name;
    return row;
}

}  // namespace

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
        services.emplace(service.key, complete(*below, *own, service.key));
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
