// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Yearly cases of a municipality's services: by bundle, or all at once as a table.
#include "monitor/town.h"
#include "steering/cases.h"
#include "steering/console_files.h"

namespace kommod::steering {
namespace {

using html::msgid;

std::string field_of(const std::string& key) {
    return "faelle-" + key;
}

struct Counted {
    int services = 0, counted = 0;
};
Counted counted(const catalogue::Catalogue& catalogue, const catalogue::Bundle& bundle) {
    Counted out;
    for (const std::uint32_t index : bundle.services) {
        ++out.services;
        out.counted += catalogue.services()[index].cases_per_year ? 1 : 0;
    }
    return out;
}

const catalogue::Bundle* chosen_bundle(const http::Request& request,
                                       const catalogue::Catalogue& catalogue) {
    const auto* bundle =
        catalogue.find_bundle(request.method == http::Method::post ? request.form.get("buendel")
                                                                   : request.query.get("buendel"));
    if (bundle == nullptr && !catalogue.bundles().empty()) bundle = &catalogue.bundles().front();
    return bundle;
}

json::array bundle_options(const http::Request& request, const Desk& desk,
                           const catalogue::Catalogue& catalogue, const catalogue::Bundle* chosen) {
    const std::string of = desk.console.renderer.translate(request.language, msgid("von"));
    json::array out;
    for (const auto& bundle : catalogue.bundles()) {
        const Counted numbers = counted(catalogue, bundle);
        out.push_back({{"value", bundle.id},
                       {"label", bundle.name + " (" + std::to_string(numbers.counted) + " " + of +
                                     " " + std::to_string(numbers.services) + ")"},
                       {"selected", &bundle == chosen}});
    }
    return out;
}

http::Response show_cases(const http::Request& request, const Desk& desk,
                          const std::map<std::string, std::string>& wrong) {
    if (desk.ags.empty()) return not_there(request, desk);  // each town counts for itself
    const auto catalogue = desk.console.catalogue.snapshot(desk.name_space, request.today());
    const auto* bundle = chosen_bundle(request, *catalogue);
    json::object view{{"action", desk.base + "/fallzahlen"},
                      {"import_action", desk.base + "/fallzahlen/einlesen"},
                      {"csv_href", desk.base + "/fallzahlen.csv"},
                      {"bundle_id", bundle ? bundle->id : ""},
                      {"bundle_name", bundle ? bundle->name : ""},
                      {"bundle_options", bundle_options(request, desk, *catalogue, bundle)}};
    json::array services;
    if (bundle != nullptr)
        for (const std::uint32_t index : bundle->services) {
            const auto& service = catalogue->services()[index];
            const std::string field = field_of(service.key);
            const auto found = wrong.find(field);
            const std::string stored =
                service.cases_per_year ? std::to_string(*service.cases_per_year) : "";
            services.push_back(
                {{"field", field},
                 {"service", service.name},
                 {"cases", request.form.has(field) ? std::string(request.form.get(field)) : stored},
                 {"error", found == wrong.end() ? "" : found->second}});
        }
    view["services"] = std::move(services);
    for (const auto& [field, sentence] : wrong)
        add_error(view, field, sentence);
    return show(request, desk, "steering/console_cases", msgid("Fallzahlen im Jahr"),
                std::move(view), wrong.empty() ? 200 : 422);
}

std::int64_t keep(const Desk& desk, const CaseNumbers& numbers) {
    const audit::Entry entry = act(desk, "cases.record", "cases", desk.ags);
    return desk.console.catalogue.update(
        desk.name_space, [&](const catalogue::Records& own) { return supplements(own, numbers); },
        &entry);
}

http::Response take_cases(const http::Request& request, const Desk& desk) {
    if (desk.ags.empty()) return not_there(request, desk);
    const auto catalogue = desk.console.catalogue.snapshot(desk.name_space, request.today());
    const auto* bundle = chosen_bundle(request, *catalogue);
    std::map<std::string, std::string> wrong;
    CaseNumbers numbers;
    if (bundle != nullptr)
        for (const std::uint32_t index : bundle->services) {
            const auto& service = catalogue->services()[index];
            const std::string field = field_of(service.key);
            if (!request.form.has(field)) continue;
            const auto cases = read_number(request.form.get(field));
            if (!cases)
                wrong[field] = service.name + ": " + cases.error().what;
            else if (*cases != service.cases_per_year)  // what is inherited is not copied
                numbers[service.key] = *cases;
        }
    if (!wrong.empty()) return show_cases(request, desk, wrong);
    keep(desk, numbers);
    return http::redirect(desk.base + "/fallzahlen?buendel=" +
                          http::url_encode(request.form.get("buendel")) + "&meldung=fallzahlen");
}

http::Response export_cases(const http::Request& request, const Desk& desk) {
    if (desk.ags.empty()) return not_there(request, desk);
    const auto catalogue = desk.console.catalogue.snapshot(desk.name_space, request.today());
    return download(write_cases(*catalogue), "text/csv; charset=utf-8",
                    "fallzahlen-" + desk.ags + ".csv");
}

http::Response import_cases(const http::Request& request, const Desk& desk) {
    if (desk.ags.empty()) return not_there(request, desk);
    const auto catalogue = desk.console.catalogue.snapshot(desk.name_space, request.today());
    const auto file = uploaded(request);
    if (!file) return show_cases(request, desk, {{"datei", file.error().what}});
    const CaseFile read = read_cases(file->content, *catalogue);
    ImportReport report;
    report.rejected = read.rejected;
    if (report.rejected.empty()) {
        report.changed = keep(desk, read.numbers);
        report.unchanged = static_cast<std::int64_t>(read.numbers.size()) - report.changed;
    }
    return show_report(request, desk, report, file->name, desk.base + "/fallzahlen");
}

}  // namespace

void add_case_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(
        console, Method::get, "/fallzahlen",
        [](const auto& request, const Desk& desk) { return show_cases(request, desk, {}); }));
    router.site(desk_route(console, Method::post, "/fallzahlen", &take_cases));
    router.site(desk_route(console, Method::get, "/fallzahlen.csv", &export_cases));
    auto upload = desk_route(console, Method::post, "/fallzahlen/einlesen", &import_cases);
    upload.upload_limit = largest_file;
    router.site(std::move(upload));
}

}  // namespace kommod::steering
