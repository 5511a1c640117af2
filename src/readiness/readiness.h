// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Readiness: how far each service is, derived for any day from recorded facts, with its reasons.
//
// Nothing here is typed in as a level. A criterion of the maturity model is met for a service on a
// day when it is not required, or when a solution that covers the service fulfils it, every
// building block the criterion rests on and the solution uses is in operation, and no precondition
// that bars it is open. Unmet, a criterion caps the level; the lowest cap is the level.
#pragma once

#include <array>
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

// The frozen list of building blocks: one order for code, addresses, data and picture.
inline constexpr std::array<std::string_view, 7> building_blocks{
    "forms", "identity", "payment", "mailbox", "vault", "appointments", "registers"};
// Their names for people, where no fact names them otherwise.
inline constexpr std::array<std::string_view, 7> building_block_names{
    "Formulare", "Nutzerkonto", "Bezahlen", "Postfach", "Datensafe", "Termine", "Register"};
// Place in that list; nothing for an unknown id.
std::optional<std::size_t> block_index(std::string_view id);
// One bit a block by that order; unknown ids are left out.
std::uint32_t block_bits(const std::vector<std::string>& ids);

// One point of view: the facts valid on `on`, as they were known at the end of `known`.
struct PointInTime {
    LocalDate on;
    LocalDate known;
    auto operator<=>(const PointInTime&) const = default;
};
// What is known when nobody says it: the earlier of the day looked at and today. A past day is thus
// seen with the knowledge of that day, and never changes afterwards.
PointInTime seen_on(LocalDate on, LocalDate today);

struct Criterion {
    std::string id, name, explanation;
    int cap = 0;                      // the level that is reached at most while it is unmet
    std::vector<std::string> blocks;  // building blocks it rests on
    // A criterion that no requirement profile names is required wherever one of these is: a newer
    // model asks more of the same services.
    std::vector<std::string> implied_by;
};

// A maturity model: data with a version and a validity.
struct MaturityModel {
    std::string id;  // "1.1"
    std::string name, source;
    std::string reading;  // says that the criteria are in our words; empty when they are official
    LocalDate valid_from;
    bool is_default = false;
    int online_from = 0;                   // the level from which a service counts as online
    std::vector<std::string> level_names;  // by level, 0 first
    std::vector<std::string> level_explanations;
    std::vector<Criterion> criteria;
    int top() const { return static_cast<int>(level_names.size()) - 1; }
    const Criterion* find(std::string_view id) const;
    // Bit of a criterion by the order of `criteria`; 0 for one this model does not have.
    std::uint32_t bit(std::string_view id) const;
    std::uint32_t bits(const std::vector<std::string>& ids) const;
    // The criteria that a service with this requirement profile is held to. One whose requirements
    // nobody wrote down is held to all: better too dark than lit by an omission.
    std::uint32_t required(const std::vector<std::string>& profile) const;
    std::vector<const Criterion*> of(std::uint32_t bits) const;
};

enum class BlockState { planned, test, operation };
enum class PreconditionState { open, announced, met };
std::string_view to_id(BlockState state);         // "planned", "test", "operation"
std::string_view to_id(PreconditionState state);  // "open", "announced", "met"

// A plan as it was recorded at some time; their sequence shows slippage.
struct Plan {
    LocalDate recorded_on;
    std::optional<LocalDate> planned_for;
    bool operator==(const Plan&) const = default;
};

// What it takes to bring a block into operation or to meet a precondition, for the planner.
struct Work {
    std::optional<int> effort;          // person-days of the municipality
    std::optional<LocalDate> earliest;  // not before this day, whatever is done
    std::vector<std::string> after;     // "block:<id>", "precondition:<id>" that come first
    bool operator==(const Work&) const = default;
};

// "Einer für Alle": who developed a solution, and who uses it. An attribute, not a level.
enum class Reuse { none, developed, reused };
std::string_view to_id(Reuse reuse);  // "", "developed", "reused"

struct BuildingBlock {
    std::string id, name;
    BlockState state = BlockState::planned;
    std::optional<LocalDate> operation_from;  // known or planned
    // `operation_from` is a plan, nobody has confirmed it yet.
    bool only_planned = true;
    std::optional<LocalDate> test_from;
    std::string responsible;  // who has to bring it into operation
    std::string note;
    std::vector<Plan> plans;                // all that were known, oldest first
    std::optional<LocalDate> confirmed_on;  // when somebody last said so; nothing: nobody ever did
    Work work;
    bool example = false;
};

struct Precondition {
    std::string id, title, kind;  // kind: legal, technical, organisational
    std::string owner, citation, explanation;
    PreconditionState state = PreconditionState::open;
    std::optional<LocalDate> since, until;  // `until`: announced or real end
    std::vector<std::string> criteria;      // which it bars
    std::vector<std::uint32_t> services;    // indexes into the catalogue
    std::vector<Plan> plans;                // announcements, oldest first
    LocalDate confirmed_on;
    Work work;
    bool example = false;
};

struct Solution {
    std::string id, title, kind;  // kind: package, external
    std::string url, provider;
    std::optional<LocalDate> from, until;
    bool live = true;  // on the day looked at; otherwise planned for `from`, or ended
    bool example = false;
    std::vector<std::string> criteria, blocks;
    std::vector<std::uint32_t> services;
    std::vector<Plan> plans;
    LocalDate confirmed_on;
    Reuse reuse = Reuse::none;
};

// One service's standing.
struct ServiceReadiness {
    int level = 0;
    std::uint32_t required = 0;   // bits by the model's order of criteria
    std::uint32_t met = 0;        // of all criteria; a criterion not required counts as met
    std::uint32_t waits_for = 0;  // bits by the order of building_blocks: not in operation, and a
                                  // missing criterion rests on it
    std::uint32_t missing() const { return required & ~met; }
    std::vector<std::uint32_t> solutions;      // live ones, indexes into Picture::solutions
    std::vector<std::uint32_t> coming;         // that cover it and are not live yet
    std::vector<std::uint32_t> preconditions;  // not yet met ones that bar it
};

// A whole municipality on a day: what the picture, the table, the JSON and the service pages show.
struct Picture {
    std::string ags;
    PointInTime at;
    std::shared_ptr<const catalogue::Catalogue> catalogue;
    std::shared_ptr<const MaturityModel> model;
    std::vector<ServiceReadiness> services;  // by the catalogue's order
    std::vector<BuildingBlock> blocks;       // in the frozen order, all seven
    std::vector<Precondition> preconditions;
    std::vector<Solution> solutions;
    bool example = false;   // shows invented demonstration data
    int facts = 0;          // facts that speak in this picture ...
    int example_facts = 0;  // ... and how many of them are invented

    // Number of services per level, 0 first.
    std::vector<int> levels() const;
    std::vector<int> levels_of(const catalogue::Bundle& bundle) const;
    const Precondition* find_precondition(std::string_view id) const;
};

}  // namespace kommod::readiness
