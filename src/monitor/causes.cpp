// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/causes.h"

#include <algorithm>

#include "base/text.h"
#include "monitor/twins.h"

namespace kommod::monitor {
namespace {

using readiness::Obstacle;

// One reason and all criteria it stands against.
struct Cause {
    Obstacle reason;
    std::vector<std::string> criteria;
};

// First what the law or others bar, then blocks that are not there, then what nobody has built.
int rank(Obstacle::Kind kind) {
    switch (kind) {
        case Obstacle::Kind::precondition:
            return 0;
        case Obstacle::Kind::block:
            return 1;
        case Obstacle::Kind::no_solution:
            return 2;
    }
    return 2;
}

bool same_reason(const Obstacle& a, const Obstacle& b) {
    return a.kind == b.kind && a.id == b.id && a.title == b.title;
}

std::vector<Cause> causes_of(const std::vector<Obstacle>& obstacles) {
    std::vector<Cause> out;
    for (const Obstacle& obstacle : obstacles) {
        const auto found = std::find_if(out.begin(), out.end(), [&](const Cause& cause) {
            return same_reason(cause.reason, obstacle);
        });
        if (found == out.end())
            out.push_back({obstacle, {obstacle.criterion_name}});
        else
            found->criteria.push_back(obstacle.criterion_name);
    }
    std::stable_sort(out.begin(), out.end(), [](const Cause& a, const Cause& b) {
        return rank(a.reason.kind) < rank(b.reason.kind);
    });
    return out;
}

std::string owner_of(const Obstacle& obstacle, const Seen& seen) {
    return obstacle.owner.empty() ? seen.municipality.name : obstacle.owner;
}

// The page of what is missing; empty where nobody has built anything.
std::string href_of(const http::Request& request, const Seen& seen, const Obstacle& reason) {
    switch (reason.kind) {
        case Obstacle::Kind::block:
            return fact_href(request, seen, readiness::FactKind::block, reason.id);
        case Obstacle::Kind::precondition:
            return fact_href(request, seen, readiness::FactKind::precondition, reason.id);
        case Obstacle::Kind::no_solution:
            return {};
    }
    return {};
}

json::object cause_view(const http::Request& request, const Seen& seen, const Cause& cause) {
    const Obstacle& reason = cause.reason;
    json::object out{{"criteria", text::join(cause.criteria, ", ")},
                     {"owner", owner_of(reason, seen)},
                     {"title", reason.title},
                     {"href", href_of(request, seen, reason)},
                     {"citation", reason.citation},
                     {"explanation", reason.explanation},
                     {"is_precondition", reason.kind == Obstacle::Kind::precondition},
                     {"is_block", reason.kind == Obstacle::Kind::block},
                     {"no_solution", reason.kind == Obstacle::Kind::no_solution},
                     {"planned", reason.only_planned}};
    out["until"] = reason.until ? json::value(reason.until->to_german()) : json::value(nullptr);
    return out;
}

}  // namespace

json::array causes_view(const http::Request& request, const Seen& seen,
                        const readiness::Ways& ways) {
    json::array out;
    for (const Cause& cause : causes_of(ways.obstacles))
        out.push_back(cause_view(request, seen, cause));
    return out;
}

std::string must_act(const Seen& seen, const readiness::Ways& ways) {
    std::vector<std::string> out;
    for (const Cause& cause : causes_of(ways.obstacles)) {
        const std::string owner = owner_of(cause.reason, seen);
        if (std::find(out.begin(), out.end(), owner) == out.end()) out.push_back(owner);
    }
    return text::join(out, ", ");
}

}  // namespace kommod::monitor
