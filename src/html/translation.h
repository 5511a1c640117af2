// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// German texts to English and Leichte Sprache, from the compiled gettext catalogues in the binary.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/embedded.h"

namespace kommod::html {

class Translations {
  public:
    // Files are named "<language>.mo". Throws when one is no gettext catalogue.
    explicit Translations(std::span<const embedded::File> files);
    ~Translations();

    // Nothing when the language or the text is unknown.
    std::optional<std::string> find(std::string_view language, std::string_view german) const;
    // The text, or the German text itself.
    std::string translate(std::string_view language, std::string_view german) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::html
