// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// All facts that speak for a place on a day, as a service manager goes through them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "readiness/derive.h"
#include "readiness/fact_log.h"

namespace kommod::steering {

// Data that ages: a fact that is still open and that nobody has confirmed for so long.
constexpr int months_until_stale = 6;

struct Row {
    readiness::FactKind kind = readiness::FactKind::block;
    std::string id, title, owner;
    enum class State { none, planned, test, open, there, ended } state = State::none;
    std::optional<LocalDate> planned, happened;
    std::optional<int> slippage;  // days between the first plan and the last, or what really came
    std::optional<LocalDate> confirmed_on;  // nothing when nothing is recorded
    bool stale = false;
    bool overdue = false;  // the planned day has passed and nobody said that it happened
    bool of_association = false, example = false;
};

// Blocks in the frozen order, also when nothing is recorded; preconditions and solutions by title.
// For the association: its facts as `own` and an empty AGS.
std::vector<Row> overview(const readiness::FactLog& of_association, const readiness::FactLog& own,
                          std::string_view ags, LocalDate today);

// What stands there when the last change of a fact is taken back: the version before it, or the
// fact withdrawn when it had none. Nothing when there is nothing to take back.
std::optional<readiness::FactVersion> without_last_change(const readiness::FactChain& chain,
                                                          LocalDate today);
// The fact as an error or gone; nothing when it is withdrawn already.
std::optional<readiness::FactVersion> withdrawn(const readiness::FactChain& chain, LocalDate today);
// The fact as it stands, confirmed today; nothing when it is withdrawn.
std::optional<readiness::FactVersion> confirmed(const readiness::FactChain& chain, LocalDate today);

}  // namespace kommod::steering
