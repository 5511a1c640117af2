// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The portal's own table: reported barriers.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "store/database.h"

namespace kommod::portal {

struct Feedback {
    std::string page, message;
    std::optional<std::string> reply_to;
};

store::Migrations migrations();

// Keeps a report until the end of its retention and mails it to `recipient` (when there is one).
// Returns its id.
std::string keep_feedback(store::Namespace& municipality, const Feedback& feedback,
                          std::string_view municipality_name, std::string_view recipient,
                          Instant now);

// Deletes what is past its retention; for a daily job. Returns how many rows went.
std::int64_t delete_old_feedback(store::Namespace& municipality, LocalDate today);

}  // namespace kommod::portal
