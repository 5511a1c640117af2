// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The maturity models shipped with the product: versioned data (models/*.json), read once.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "readiness/readiness.h"

namespace kommod::readiness {

// Errors: "model.malformed" with the field that is wrong.
Result<MaturityModel> parse_model(std::string_view json_text);

using Models = std::vector<std::shared_ptr<const MaturityModel>>;
// All shipped models by validity, oldest first. Throws when one is broken (a test reads them all).
Models load_models();
// The model with this id; for an empty id the newest default model valid on that day, or the oldest
// one before there was any. Null for an unknown id.
std::shared_ptr<const MaturityModel> choose_model(const Models& models, std::string_view id,
                                                  LocalDate on);

}  // namespace kommod::readiness
