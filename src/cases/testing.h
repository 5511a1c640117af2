// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests of this room: applications as citizens would have sent them.
#pragma once

#include <string>
#include <string_view>

#include "base/crypto.h"
#include "cases/application.h"
#include "cases/reference.h"

namespace kommod::cases::testing {

// Of the service of packages::small_package(); each id has a reference of its own.
inline Application an_application(std::string id) {
    Application out;
    out.submitted_at = *Instant::parse("2026-03-01T09:30:00Z");
    const auto day = out.submitted_at.local_date();
    out.reference = make_reference(day, crypto::sha256(id));
    out.id = std::move(id);
    out.package_id = "fundhund";
    out.package_version = "1.0.0";
    out.title = "Fundtier melden";
    out.language = "de";
    out.answers = {{"anlass", "gefunden"},
                   {"tiere", json::array{{{"art", "Dackel"}, {"seit", "2026-02-27"}}}},
                   {"futter", true}};
    out.computed = {{"zahl", "1"}};
    out.parameters = {{"futtergeld", "12.50"}};
    out.office = "ordnungsamt";
    out.delete_on = day.plus_months(6);
    return out;
}

}  // namespace kommod::cases::testing
