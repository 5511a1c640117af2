// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Statutory deadlines: data with a day, a citation, the services they demand and the level they
// ask for (deadlines/deadlines.json). A new law is a new entry.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "readiness/facts.h"
#include "readiness/readiness.h"

namespace kommod::readiness {

struct StatutoryDeadline {
    std::string id, name, citation, explanation;
    std::string reading;  // what of it is our reading
    LocalDate day;        // the last day on which it can be kept
    Selectors services;
    std::string model;  // maturity model in whose levels it is read
    int level = 0;      // asked for
};
using StatutoryDeadlines = std::vector<StatutoryDeadline>;  // by day

// Errors: "deadlines.malformed" with the field that is wrong.
Result<StatutoryDeadlines> parse_deadlines(std::string_view json_text);
// Those shipped with the product. Throws when they are broken (a test reads them).
StatutoryDeadlines load_deadlines();

// Who has to act for services that miss a deadline.
struct Debtor {
    std::string owner;  // empty: the municipality itself
    std::vector<std::uint32_t> services;
    int alone = 0;  // of these, nobody else has to act
};

// How a deadline stands in a picture.
struct DeadlineStanding {
    std::vector<std::uint32_t> demanded, reached, missed;  // services, ascending
    std::vector<Debtor> debtors;                           // by number of services, most first
    int percent() const;  // of what is demanded, rounded down: 99.9 is not all
};
// Precondition: the picture was derived with the deadline's model.
DeadlineStanding standing(const Picture& picture, const StatutoryDeadline& deadline);

}  // namespace kommod::readiness
