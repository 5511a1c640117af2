// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/readiness.h"

#include <algorithm>

namespace kommod::readiness {

std::optional<std::size_t> block_index(std::string_view id) {
    const auto found = std::find(building_blocks.begin(), building_blocks.end(), id);
    if (found == building_blocks.end()) return std::nullopt;
    return static_cast<std::size_t>(found - building_blocks.begin());
}

std::uint32_t block_bits(const std::vector<std::string>& ids) {
    std::uint32_t out = 0;
    for (const std::string& id : ids)
        if (const auto index = block_index(id)) out |= std::uint32_t{1} << *index;
    return out;
}

PointInTime seen_on(LocalDate on, LocalDate today) {
    return {on, std::min(on, today)};
}

const Criterion* MaturityModel::find(std::string_view id_of_criterion) const {
    for (const Criterion& criterion : criteria)
        if (criterion.id == id_of_criterion) return &criterion;
    return nullptr;
}

std::uint32_t MaturityModel::bit(std::string_view id_of_criterion) const {
    const Criterion* criterion = find(id_of_criterion);
    return criterion == nullptr ? 0 : std::uint32_t{1} << (criterion - criteria.data());
}

std::uint32_t MaturityModel::bits(const std::vector<std::string>& ids) const {
    std::uint32_t out = 0;
    for (const std::string& each : ids)
        out |= bit(each);
    return out;
}

std::uint32_t MaturityModel::required(const std::vector<std::string>& profile) const {
    if (profile.empty())
        return static_cast<std::uint32_t>((std::uint64_t{1} << criteria.size()) - 1);
    const std::uint32_t named = bits(profile);
    std::uint32_t out = named;
    for (const Criterion& criterion : criteria)
        if ((bits(criterion.implied_by) & named) != 0) out |= bit(criterion.id);
    return out;
}

std::vector<const Criterion*> MaturityModel::of(std::uint32_t bits) const {
    std::vector<const Criterion*> out;
    for (std::size_t i = 0; i < criteria.size(); ++i)
        if ((bits >> i & 1U) != 0) out.push_back(&criteria[i]);
    return out;
}

std::string_view to_id(BlockState state) {
    switch (state) {
        case BlockState::planned:
            return "planned";
        case BlockState::test:
            return "test";
        case BlockState::operation:
            return "operation";
    }
    return "planned";
}

std::string_view to_id(PreconditionState state) {
    switch (state) {
        case PreconditionState::open:
            return "open";
        case PreconditionState::announced:
            return "announced";
        case PreconditionState::met:
            return "met";
    }
    return "open";
}

std::string_view to_id(Reuse reuse) {
    switch (reuse) {
        case Reuse::none:
            return "";
        case Reuse::developed:
            return "developed";
        case Reuse::reused:
            return "reused";
    }
    return "";
}

std::vector<int> Picture::levels() const {
    std::vector<int> out(model->level_names.size());
    for (const ServiceReadiness& service : services)
        ++out[static_cast<std::size_t>(service.level)];
    return out;
}

std::vector<int> Picture::levels_of(const catalogue::Bundle& bundle) const {
    std::vector<int> out(model->level_names.size());
    for (const std::uint32_t index : bundle.services)
        ++out[static_cast<std::size_t>(services[index].level)];
    return out;
}

const Precondition* Picture::find_precondition(std::string_view id) const {
    for (const Precondition& precondition : preconditions)
        if (precondition.id == id) return &precondition;
    return nullptr;
}

}  // namespace kommod::readiness
