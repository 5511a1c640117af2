// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Readiness: how far each service is, derived for any day from recorded facts, with its reasons.
//
// Nothing here is typed in as a level. A criterion of the maturity model is met for a service on a
// day when it is not required, or when a solution that covers the service fulfils it, every
// building block the criterion rests on and the solution uses is in operation, and no precondition
// that bars it is open. Unmet, a criterion caps the level; the lowest cap is the level.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "catalogue/catalogue.h"

namespace kommod::readiness {

// One point of view: the facts valid on `on`, as they were known at the end of `known`.
struct PointInTime {
    LocalDate on;
    LocalDate known;
};

struct Criterion {
    std::string id, name, explanation;
    int cap = 0;                      // the level that is reached at most while it is unmet
    std::vector<std::string> blocks;  // building blocks it rests on
};

// A maturity model: data with a version and a validity.
struct MaturityModel {
    std::string id;  // "1.1"
    std::string name, source;
    std::vector<std::string> level_names;  // by level, 0 first
    std::vector<Criterion> criteria;
    int top() const { return static_cast<int>(level_names.size()) - 1; }
};

enum class BlockState { planned, test, operation };
enum class PreconditionState { open, announced, met };

struct BuildingBlock {
    std::string id, name;
    BlockState state = BlockState::planned;
    std::optional<LocalDate> operation_from;  // known or planned
};

struct Precondition {
    std::string id, title, kind;  // kind: legal, technical, organisational
    std::string owner, citation, explanation;
    PreconditionState state = PreconditionState::open;
    std::optional<LocalDate> since, until;  // `until`: announced or real end
    std::vector<std::string> criteria;      // which it bars
    std::vector<std::uint32_t> services;    // indexes into the catalogue
};

struct Solution {
    std::string id, title, kind;  // kind: package, external
    std::string url, provider;
    std::optional<LocalDate> from, until;
    bool example = false;
    std::vector<std::string> criteria, blocks;
    std::vector<std::uint32_t> services;
};

// One service's standing.
struct ServiceReadiness {
    int level = 0;
    std::uint32_t required = 0;  // bits by the model's order of criteria
    std::uint32_t met = 0;       // of all criteria; a criterion not required counts as met
    std::uint32_t missing() const { return required & ~met; }
    std::vector<std::uint32_t> solutions;      // live ones, indexes into Picture::solutions
    std::vector<std::uint32_t> preconditions;  // open ones that bar it
};

// A whole municipality on a day: what the picture, the table, the JSON and the service pages show.
struct Picture {
    std::string ags;
    PointInTime at;
    std::shared_ptr<const catalogue::Catalogue> catalogue;
    std::shared_ptr<const MaturityModel> model;
    std::vector<ServiceReadiness> services;  // by the catalogue's order
    std::vector<BuildingBlock> blocks;       // in the frozen order
    std::vector<Precondition> preconditions;
    std::vector<Solution> solutions;
    bool example = false;  // shows invented demonstration data

    // Number of services per level, 0 first.
    std::vector<int> levels() const;
    std::vector<int> levels_of(const catalogue::Bundle& bundle) const;
};

}  // namespace kommod::readiness
