// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Sentences that drawings and rules compose, in the visitor's language.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace kommod::monitor {

// Translates a German text (html::Renderer::translate with the visitor's language).
using Translate = std::function<std::string(std::string_view german)>;

class Words {
  public:
    Words() = default;  // German: poster, report and feed are papers of a German authority
    explicit Words(Translate translate) : translate_(std::move(translate)) {}

    // words(msgid("geplant für {{day}}"), {{"day", "01.12.2022"}})
    using Values = std::initializer_list<std::pair<std::string_view, std::string>>;
    std::string operator()(std::string_view german, Values values = {}) const;

  private:
    Translate translate_;
};

}  // namespace kommod::monitor
