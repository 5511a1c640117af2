// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Grants: a municipality lets one of the association's staff act in it, in one role, for a time,
// and may end that at any moment. Kept in the municipality's own namespace and recorded in its own
// trail.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "staff/permissions.h"
#include "store/database.h"

namespace kommod::staff {

struct NewGrant {
    std::string user_name;  // of one of the association's staff
    Role role = Role::reader;
    LocalDate from;
    std::optional<LocalDate> until;
    std::string reason;
};

class Grants {
  public:
    Grants(store::Database& database, const Clock& clock);

    // `giver` must hold manage_grants at `place`, which only the municipality's own staff can.
    // Keys: "staff.refused", "staff.no_such_colleague" (unknown, inactive or not the
    // association's), "staff.bad_period", "staff.no_reason".
    Result<Grant> give(const Staff& giver, std::string_view place, const NewGrant& draft);
    // Keys: "staff.refused", "staff.unknown_grant".
    Result<void> revoke(const Staff& revoker, std::string_view place, std::string_view grant_id);

    std::vector<Grant> of_place(std::string_view place);
    std::vector<Grant> of_account(std::string_view place, std::string_view account_id);

  private:
    store::Database& database_;
    const Clock& clock_;
};

}  // namespace kommod::staff
