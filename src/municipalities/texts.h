// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The texts every portal owes its visitors. An empty one is a warning at start and in the console;
// there is no filler.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "municipalities/store.h"

namespace kommod::municipalities {

struct MandatoryText {
    std::string_view id;      // also the path of its page
    std::string_view title;   // German
    std::string_view source;  // why it is owed
};

std::span<const MandatoryText> mandatory_texts();

// Those that this municipality has not written in German yet.
std::vector<MandatoryText> missing_texts(Store& store, std::string_view ags);

}  // namespace kommod::municipalities
