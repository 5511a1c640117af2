// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// How one service can be done today, and, where it is not online, why and who must act. For service
// pages, lists of what is online, and the monitor's bundle pages. Pure functions of a picture.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "readiness/readiness.h"

namespace kommod::readiness {

// A link to a system that does (part of) the service.
struct Way {
    std::string solution;  // its id
    std::string title, url, provider;
    std::optional<LocalDate> since;
    bool example = false;
};

// Why one criterion is missing. Several reasons may stand against the same criterion.
struct Obstacle {
    enum class Kind { no_solution, block, precondition } kind = Kind::no_solution;
    std::string criterion, criterion_name, criterion_explanation;
    std::string id;     // of the block or the precondition; empty for no_solution
    std::string title;  // "Bezahlen", "Fingerabdrücke online", or empty
    std::string owner;  // who must act, a name for people; empty: the municipality itself
    std::string citation, explanation;  // of a precondition
    std::optional<LocalDate> until;     // when it is to go away, as far as known
    bool only_planned = false;          // `until` is a plan or an announcement
};

struct Ways {
    int level = 0;
    std::string level_name;
    bool fully_online = false;     // reached the level from which the model calls a service online
    std::vector<Way> online;       // the application can be sent in there (also below that level)
    std::vector<Way> forms;        // a form to fill, to be brought or sent otherwise
    std::vector<Way> information;  // a page about it, nothing more
    bool in_person = true;         // at the office; nothing here abolishes the counter
    std::vector<Obstacle> obstacles;    // by the model's order of criteria
    std::vector<std::string> must_act;  // owners of the obstacles, each once, in that order
    std::optional<LocalDate> expected;  // when the last obstacle is to go, if all are dated
};
Ways ways(const Picture& picture, std::uint32_t service);

// A service that is online, where, and since when.
struct OnlineService {
    std::uint32_t service = 0;  // index into the catalogue
    int level = 0;
    std::optional<LocalDate>
        since;  // when it reached the level, by solution, blocks, preconditions
    Way way;    // the best link; its url may be empty
};
// All services that are online on the day of the picture, newest first, then by name.
std::vector<OnlineService> online_since(const Picture& picture);

}  // namespace kommod::readiness
