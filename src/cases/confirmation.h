// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The confirmation of receipt (§ 9a Abs. 3 OZG): the letter "eingang" of the package, filled in.
#pragma once

#include <string>

#include "cases/application.h"
#include "cases/visit.h"
#include "forms/evaluate.h"

namespace kommod::cases {

struct PlainLetter {
    std::string subject, text;
};
// In the language of the application, without mark-up.
PlainLetter confirmation(const Visit& visit, const Application& application,
                         const forms::Evaluation& evaluation);

}  // namespace kommod::cases
