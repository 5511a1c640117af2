// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// An archive from somebody else, before it becomes a published version here: unharmed, signed by
// whom one trusts, a sound package whose cases come out as declared.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "packages/archive.h"

namespace kommod::packages {

struct Accepted {
    std::shared_ptr<const ServicePackage> package;
    std::optional<Signature> signature;
};
struct NotAccepted {
    std::string sentence;      // German: what is wrong and what to do
    forms::Problems problems;  // of the package itself
};
// `trusted`: public keys (base64url) of which one must have signed; empty: anybody, or nobody.
tl::expected<Accepted, NotAccepted> accept_archive(std::string_view bytes,
                                                   std::span<const std::string> trusted);

}  // namespace kommod::packages
