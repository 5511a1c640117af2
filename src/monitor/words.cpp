// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/words.h"

#include <fmt/format.h>

#include "base/text.h"

namespace kommod::monitor {

std::string Words::operator()(std::string_view german, Values values) const {
    std::string out = translate_ ? translate_(german) : std::string(german);
    for (const auto& [name, value] : values)
        out = text::replace_all(out, fmt::format("{{{{{}}}}}", name), value);
    return out;
}

}  // namespace kommod::monitor
