// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/pattern.h"

#include <re2/re2.h>

namespace kommod::forms {

struct Pattern::Ready {
    explicit Ready(const std::string& source) : expression(source, RE2::Quiet) {}
    RE2 expression;
};

tl::expected<Pattern, std::string> Pattern::parse(const std::string& source) {
    Pattern out;
    if (source.empty()) return out;
    auto ready = std::make_shared<const Ready>(source);
    if (!ready->expression.ok()) return tl::unexpected<std::string>{ready->expression.error()};
    out.ready_ = std::move(ready);
    return out;
}

bool Pattern::matches(std::string_view text) const {
    return !ready_ || RE2::FullMatch({text.data(), text.size()}, ready_->expression);
}

}  // namespace kommod::forms
