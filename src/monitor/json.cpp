// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/json.h"

namespace kommod::monitor {
namespace {

using readiness::Picture;

json::value day_or_null(const std::optional<LocalDate>& day) {
    return day ? json::value(day->to_iso()) : json::value(nullptr);
}

json::object service_data(const Picture& picture, std::size_t index) {
    const auto& service = picture.catalogue->services()[index];
    const auto& standing = picture.services[index];
    json::object criteria;
    json::array missing, solutions;
    for (std::size_t i = 0; i < picture.model->criteria.size(); ++i) {
        const std::string& id = picture.model->criteria[i].id;
        criteria[id] = (standing.met >> i & 1U) != 0;
        if ((standing.missing() >> i & 1U) != 0) missing.emplace_back(id);
    }
    for (const std::uint32_t solution : standing.solutions)
        solutions.emplace_back(picture.solutions[solution].id);
    return {{"key", service.key},
            {"name", service.name},
            {"bundle", service.bundle},
            {"level", standing.level},
            {"criteria", std::move(criteria)},
            {"missing", std::move(missing)},
            {"solutions", std::move(solutions)}};
}

json::object bundle_data(const Picture& picture, const catalogue::Bundle& bundle) {
    json::array levels;
    for (const int count : picture.levels_of(bundle))
        levels.emplace_back(count);
    return {{"id", bundle.id},
            {"name", bundle.name},
            {"subject", bundle.subject},
            {"levels", std::move(levels)}};
}

}  // namespace

json::object data(const Picture& picture) {
    json::array services, bundles, blocks, preconditions;
    for (std::size_t i = 0; i < picture.services.size(); ++i)
        services.push_back(service_data(picture, i));
    for (const catalogue::Bundle& bundle : picture.catalogue->bundles())
        bundles.push_back(bundle_data(picture, bundle));
    for (const readiness::BuildingBlock& block : picture.blocks)
        blocks.push_back({{"id", block.id},
                          {"state", to_id(block.state)},
                          {"from", day_or_null(block.operation_from)}});
    for (const readiness::Precondition& precondition : picture.preconditions)
        preconditions.push_back({{"id", precondition.id},
                                 {"owner", precondition.owner},
                                 {"state", to_id(precondition.state)},
                                 {"until", day_or_null(precondition.until)}});
    return {{"municipality", picture.ags},           {"date", picture.at.on.to_iso()},
            {"recorded", picture.at.known.to_iso()}, {"model", picture.model->id},
            {"services", std::move(services)},       {"bundles", std::move(bundles)},
            {"blocks", std::move(blocks)},           {"preconditions", std::move(preconditions)}};
}

}  // namespace kommod::monitor
