// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The German words of fields: their errors and the labels of their parts; msgids of the
// translations.
#pragma once

#include <string_view>

#include "forms/definition.h"

namespace kommod::forms {

// "Familienname" of "family_name"; empty for what is no part.
const char* part_label(std::string_view part);
// What to do about an error, with {0} for its argument.
const char* error_sentence(std::string_view key, FieldType type);

}  // namespace kommod::forms
