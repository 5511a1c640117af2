// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One fact at the desk: what stands there, and its form. Inside of the room only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "steering/console_form.h"
#include "steering/console_pages.h"
#include "steering/effect.h"

namespace kommod::steering {

struct LookedAt {
    readiness::FactKind kind = readiness::FactKind::precondition;
    std::string id;  // empty: a new one
    Logs from;
    const readiness::FactChain* own = nullptr;  // null: this place never said anything of it
    // What speaks, or the last word of a withdrawn one; null for a new one.
    const readiness::FactVersion* standing = nullptr;
    bool inherited = false;     // `standing` is the association's
    std::int64_t sequence = 0;  // of the newest own version
};
// Nothing when there is no such fact; a block is always there.
std::optional<LookedAt> look_at(const http::Request& request, const Desk& desk);
LookedAt look_at(const Desk& desk, readiness::FactKind kind, const std::string& id,
                 LocalDate today);

// What the form begins with: what stands there, to be said anew today.
readiness::FactVersion form_draft(const LookedAt& fact, LocalDate today);

// The effect of a version on the towns of the desk.
Effect effect_at(const Desk& desk, const readiness::FactVersion& draft, LocalDate today);
json::object effect_view(const Effect& effect);

// What was seen in the preview, and what stood there then: only that is recorded.
std::string mark_of(const readiness::FactVersion& draft, std::int64_t sequence);

// What of a form is shown beside its fields.
struct Shown {
    std::vector<Rejection> wrong;
    bool preview = false;
    bool changed_since = false;  // was to be recorded, but is not what the preview showed
};
http::Response show_form(const http::Request& request, const Desk& desk, const LookedAt& fact,
                         const readiness::FactVersion& draft, const Shown& shown);

}  // namespace kommod::steering
