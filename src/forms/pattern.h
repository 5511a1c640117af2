// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// How a text has to be written, in the syntax of RE2: made ready once, when the form is read, and
// shared by all threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace kommod::forms {

class Pattern {
  public:
    Pattern() = default;  // everything matches
    // The error says in RE2's words what cannot be read.
    static tl::expected<Pattern, std::string> parse(const std::string& source);

    bool empty() const { return !ready_; }
    // The whole text.
    bool matches(std::string_view text) const;

  private:
    struct Ready;
    std::shared_ptr<const Ready> ready_;
};

}  // namespace kommod::forms
