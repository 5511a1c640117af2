// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The town as data: JSON (docs/openapi.yaml) and CSV, one row a service.
#include "base/csv.h"
#include "monitor/json.h"
#include "monitor/twins.h"

namespace kommod::monitor {
namespace {

std::string criteria_of(const readiness::Picture& picture, std::uint32_t bits) {
    std::string out;
    for (const readiness::Criterion* criterion : picture.model->of(bits))
        out += (out.empty() ? "" : " ") + criterion->id;
    return out;
}

std::string blocks_of(std::uint32_t bits) {
    std::string out;
    for (std::size_t i = 0; i < readiness::building_blocks.size(); ++i)
        if ((bits >> i & 1U) != 0)
            out += (out.empty() ? "" : " ") + std::string(readiness::building_blocks[i]);
    return out;
}

template <class Facts>
std::string ids_of(const Facts& facts, const std::vector<std::uint32_t>& indexes) {
    std::string out;
    for (const std::uint32_t index : indexes)
        out += (out.empty() ? "" : " ") + facts[index].id;
    return out;
}

}  // namespace

http::Response show_data(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return http::json_response(R"({"error":"unknown municipality or model"})", 404);
    if (!seen->looking.errors.empty())
        return http::json_response(json::serialize(json::object{{"errors", seen->looking.errors}}),
                                   400);
    return cacheable(http::json_response(json::serialize(data(*seen->picture))));
}

http::Response show_csv(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const readiness::Picture& picture = *seen->picture;
    std::string out;
    csv::write(out, {"ags", "stand", "bekannt", "modell", "schluessel", "leistung", "buendel",
                     "thema", "stufe", "fehlt", "wartet_auf", "voraussetzungen", "loesungen",
                     "faelle_im_jahr", "sdg"});
    for (std::size_t i = 0; i < picture.services.size(); ++i) {
        const auto& service = picture.catalogue->services()[i];
        const auto& standing = picture.services[i];
        const auto& bundle = picture.catalogue->bundles()[service.bundle_index];
        const auto* subject = picture.catalogue->find_subject(bundle.subject);
        csv::write(out, {picture.ags, picture.at.on.to_iso(), picture.at.known.to_iso(),
                         picture.model->id, service.key, service.name, bundle.name,
                         subject == nullptr ? "" : subject->name, std::to_string(standing.level),
                         criteria_of(picture, standing.missing()), blocks_of(standing.waits_for),
                         ids_of(picture.preconditions, standing.preconditions),
                         ids_of(picture.solutions, standing.solutions),
                         service.cases_per_year ? std::to_string(*service.cases_per_year) : "",
                         service.sdg ? "1" : "0"});
    }
    http::Response response = http::text_response(std::move(out), "text/csv; charset=utf-8");
    response.set_header("Content-Disposition", "attachment; filename=\"monitor-" +
                                                   seen->municipality.slug + "-" +
                                                   picture.at.on.to_iso() + ".csv\"");
    return cacheable(std::move(response));
}

}  // namespace kommod::monitor
