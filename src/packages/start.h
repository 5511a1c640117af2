// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The package that an author starts with: small, whole and right, to be changed step by step.
#pragma once

#include <string>

#include "packages/package.h"

namespace kommod::packages {

struct Start {
    std::string id;        // "hundesteuer"
    std::string service;   // its LeiKa key
    std::string title;     // "Hund anmelden"
    std::string provider;  // who ships it
    std::string citation;  // "§ 8 Hundesteuersatzung"
};

// Its files; check() finds nothing wrong with them when what was given is right.
Files start_package(const Start& start);

}  // namespace kommod::packages
