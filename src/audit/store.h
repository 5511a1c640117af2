// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The trail's tables: written in the same unit of work as the act, read by the auditor, verified
// from outside.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/audit.h"
#include "store/database.h"

namespace kommod::audit {

store::Migrations migrations();

// Appends an entry in the unit of work of the act itself: both are kept, or neither.
void record(store::WriteSession& session, const Entry& entry);
// Appends an entry in a unit of work of its own: for reads by staff, before what they asked for is
// shown.
void record(store::Namespace& name_space, const Entry& entry);

struct Summary {
    std::int64_t entries = 0;
    Anchor anchor;  // the end of the trail: keep it elsewhere
};

// Recomputes the whole trail of a namespace, entry by entry, and looks for each of the given
// anchors in it. The Error names the first broken entry: `value` is its sequence number, `what` a
// German sentence; keys "audit.gap", "audit.changed_entry", "audit.broken_link", "audit.tail_cut",
// "audit.anchor_missing".
Result<Summary> verify(store::Namespace& name_space, const std::vector<Anchor>& anchors = {});

// The end of the trail now.
Anchor anchor(store::Namespace& name_space);

// Keeps the end of each municipality's trail in the association's namespace, and the association's
// in each municipality's. An anchor that is no longer found in its trail is left as the evidence it
// is, and its Error is returned with the namespace. Run daily.
std::vector<std::pair<std::string, Error>> exchange_anchors(store::Database& database,
                                                            const Clock& clock);
// The anchors of this namespace that others keep.
std::vector<Anchor> kept_anchors(store::Database& database, const std::string& name_space);

struct Filter {
    std::string actor_id{}, object_kind{}, object_id{};  // empty: any
    std::string act{};                                   // or the beginning of it: "case."
    std::optional<Instant> from{}, until{};              // `until` is not included
    std::int64_t before = 0;  // entries with a smaller sequence only; 0: from the newest
    int limit = 50;
};
// For the auditor: newest first. The last one's sequence is the `before` of the next page.
std::vector<Record> list(store::Namespace& name_space, const Filter& filter);

}  // namespace kommod::audit
