// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/package.h"

#include <algorithm>

namespace kommod::packages {

std::string_view ServicePackage::text(std::string_view language, std::string_view key) const {
    for (const auto wanted : {language, std::string_view{"de"}})
        if (const auto texts_of = texts.find(wanted); texts_of != texts.end())
            if (const auto found = texts_of->second.find(key); found != texts_of->second.end())
                return found->second;
    return {};
}

const Parameter* ServicePackage::parameter(std::string_view key) const {
    const auto found = std::ranges::find(parameters, key, &Parameter::key);
    return found == parameters.end() ? nullptr : &*found;
}

}  // namespace kommod::packages
