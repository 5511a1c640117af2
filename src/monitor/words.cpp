// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/words.h"

#include <algorithm>

namespace kommod::monitor {

std::string Words::operator()(std::string_view german, Values values) const {
    const std::string text = translate_ ? translate_(german) : std::string(german);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find("{{", at);
        const auto close = text.find("}}", open);
        if (open == std::string::npos || close == std::string::npos) return out + text.substr(at);
        out += text.substr(at, open - at);
        const std::string_view name = std::string_view(text).substr(open + 2, close - open - 2);
        const auto value =
            std::ranges::find(values, name, [](const auto& each) { return each.first; });
        if (value != values.end()) out += value->second;
        at = close + 2;
    }
    return out;
}

}  // namespace kommod::monitor
