// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What changed: in what is known (somebody recorded something) and in the town (windows that got
// brighter or darker, and by what).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "readiness/fact_log.h"
#include "readiness/readiness.h"

namespace kommod::readiness {

// Something that was recorded of a fact.
struct FactEvent {
    enum class What {
        recorded,         // for the first time
        planned,          // got a day that it had not
        postponed,        // to a later day
        brought_forward,  // to an earlier day
        happened,         // in operation, live, met
        ended,            // no longer in operation or live
        confirmed,        // still holds
        changed,          // says something else
        withdrawn         // was an error or is gone
    };
    What what = What::changed;
    FactKind kind = FactKind::block;
    std::string id, title;
    LocalDate recorded_on;
    std::int64_t sequence = 0;
    bool of_association = false, example = false;
    std::optional<LocalDate> before, after;  // days of the plan, or the day it happened (`after`)
    // Days of delay against the plan known before; negative when it came earlier.
    std::optional<int> slippage() const;
};
std::string_view to_id(FactEvent::What what);

// All events that concern a municipality and were recorded from `from` until `until` (inclusive),
// newest first. Of a day only the last word on a fact counts.
std::vector<FactEvent> events(const FactLog& of_association, const FactLog& own,
                              std::string_view ags, LocalDate from, LocalDate until);

// A fact whose state differs between two pictures.
struct StateChange {
    FactKind kind = FactKind::block;
    std::string id, title;
    bool better = true;            // in operation, live, met; or the contrary
    std::optional<LocalDate> day;  // since when, as far as known
};
struct LevelChange {
    std::uint32_t service = 0;  // index into the later picture's catalogue
    int before = 0, after = 0;
    std::vector<std::uint32_t> causes;  // indexes into Difference::causes
};
struct Difference {
    std::vector<StateChange> causes;
    std::vector<LevelChange> services;  // by the catalogue's order; only those that changed
    int brighter() const;
    int darker() const;
};
// Both of the same municipality and model. Services that only one of the catalogues has are left
// out.
Difference difference(const Picture& before, const Picture& after);

// The days on which something of a municipality's facts begins, ends or was recorded, ascending,
// each once; those alone can change a level. From the first record on; as known on `known`.
std::vector<LocalDate> turning_days(const FactLog& of_association, const FactLog& own,
                                    std::string_view ags, LocalDate known);

}  // namespace kommod::readiness
