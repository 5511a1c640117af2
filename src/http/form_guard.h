// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Proofs that a form came from a page of ours: the CSRF token and the stamp of anonymous forms.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kommod::http {

// Tokens are an HMAC over who the visitor is ("session:<id>" or "form:<cookie>"), so nothing is
// stored. Each page shows the token under a fresh mask: a page that is compressed tells an
// eavesdropper who can repeat requests nothing about it (BREACH).
class FormGuard {
  public:
    explicit FormGuard(std::string_view secret);

    std::string token(std::string_view visitor) const;
    bool token_is_valid(std::string_view visitor, std::string_view token) const;

    enum class Stamp { good, forged, too_fast, expired };
    // Nobody fills in a form in under three seconds, or leaves it open for over twelve hours.
    static constexpr std::chrono::seconds shortest{3};
    static constexpr std::chrono::hours longest{12};
    std::string stamp(std::string_view visitor, Instant now) const;
    Stamp check_stamp(std::string_view visitor, std::string_view stamp, Instant now) const;

  private:
    std::string signature(std::string_view visitor, std::string_view micros) const;
    std::string token_key_;
    std::string stamp_key_;
};

}  // namespace kommod::http
