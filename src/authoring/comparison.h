// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What differs between two versions of a package, in words: what a manager reads before the newer
// one goes live.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace kommod::authoring {

struct Difference {
    enum class Kind { added, removed, changed } kind = Kind::changed;
    enum class Whose {
        citizens,  // questions, rules, texts, fees
        office,    // parameters, periods, letters, law
        inside     // test cases, licence ...
    } whose = Whose::citizens;
    std::string where;          // „Feld ‚Chipnummer‘: Bedingung“
    std::string before, after;  // as people read it; empty where there was or is nothing
    bool operator==(const Difference&) const = default;
};

// Both as ServicePackage::document. Pages and fields are the same when their keys are, wherever
// they stand. Of what is new or goes as a whole, its parts are not told again. The version's own
// number and what its author says of it are no difference.
std::vector<Difference> compare(const json::object& before, const json::object& after);

}  // namespace kommod::authoring
