// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The texts every portal owes its visitors. An empty one is a warning at start and in the console;
// there is no filler.
#pragma once

#include <optional>
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

// The district whose texts stand on the association's own pages, beside its municipalities'
// portals.
std::optional<Municipality> association_host(Store& store);
// Who shows pages to visitors and so owes them the texts: active municipalities, then that
// district.
std::vector<Municipality> owing_texts(Store& store);

}  // namespace kommod::municipalities
