// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From a complete draft to an application that is kept: with its reference number, the receipt, the
// mails, in one unit of work. Sending twice sends once.
#pragma once

#include <optional>
#include <string>

#include "cases/application.h"
#include "cases/visit.h"

namespace kommod::cases {

struct Wish {
    std::int64_t revision = 0;         // of the draft, as it was checked
    std::optional<std::string> email;  // where the confirmation is to go
};

enum class Sent {
    done,        // now, or before
    changed,     // another tab changed it after it was checked
    incomplete,  // something is missing
    gone
};
Sent send(const Visit& visit, const Wish& wish);

// The receipt as it is kept and handed out (§ 9a OZG): everything as it was sent and shown, in the
// words of that moment. Its format is described in docs/forms.md.
json::object make_receipt(const Visit& visit, const Application& application,
                          const forms::Evaluation& evaluation);

}  // namespace kommod::cases
