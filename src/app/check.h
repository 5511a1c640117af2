// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What an operator should know before and while running: settings, disk, database, mail, texts.
#pragma once

#include <string>
#include <vector>

#include "app/house.h"

namespace kommod::app {

struct Finding {
    enum class Weight { fine, warning, problem } weight = Weight::fine;
    std::string topic;  // "Datenbank"
    std::string text;   // a German sentence: what is so, and what to do when it is not fine
};

std::vector<Finding> check(House& house);

}  // namespace kommod::app
