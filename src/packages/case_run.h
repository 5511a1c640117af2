// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A declared case, run through the form. Inside of the room.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "packages/package.h"

namespace kommod::packages {

struct CaseRun {
    CaseRun(const ServicePackage& package, const Case& declared);
    CaseRun(const CaseRun&) = delete;  // the evaluation points into the form, inputs() into this
    CaseRun& operator=(const CaseRun&) = delete;

    forms::Record answers;
    forms::Record login, parameters;
    LocalDate today;
    forms::Evaluation evaluation;

    forms::Inputs inputs() const;
    // The pages that can be reached with these answers.
    std::vector<std::string> path() const;
    // By path; of a check that does not hold, "checks.<id>" at each field it names.
    std::map<std::string, std::string> errors() const;
    // Where it does not go on, in words; empty when it does.
    std::string first_gap() const;
};

}  // namespace kommod::packages
