// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The facts' tables (bitemporal: valid date and recorded date) and the pictures derived from them.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "catalogue/store.h"
#include "municipalities/store.h"
#include "readiness/changes.h"
#include "readiness/deadlines.h"
#include "readiness/fact_log.h"
#include "readiness/facts.h"
#include "readiness/models.h"
#include "readiness/readiness.h"
#include "store/database.h"

namespace kommod::readiness {

class Store {
  public:
    Store(store::Database& database, catalogue::Store& catalogue,
          municipalities::Store& municipalities, const Clock& clock);
    ~Store();
    static store::Migrations migrations();

    // The picture of a municipality at a point in time; kept until facts or catalogue change.
    // `model` empty: the newest model valid on that day that is marked as the default.
    // Null for an unknown model.
    std::shared_ptr<const Picture> picture(std::string_view ags, PointInTime at,
                                           std::string_view model = {});
    // Number of services per level, 0 first: as picture(...)->levels(), and cheap for many days.
    // Empty for an unknown model.
    std::vector<int> levels(std::string_view ags, PointInTime at, std::string_view model = {});
    // The same as if these versions were recorded in a namespace already: what a form would change.
    std::shared_ptr<const Picture> picture_with(std::string_view name_space,
                                                std::span<const FactVersion> drafts,
                                                std::string_view ags, PointInTime at,
                                                std::string_view model = {});
    const Models& models() const;
    const StatutoryDeadlines& deadlines() const;

    // The facts that speak for a municipality, as they were known at the end of that day.
    Facts facts(std::string_view ags, LocalDate known);
    // All that was ever recorded in a namespace.
    std::shared_ptr<const FactLog> log(std::string_view name_space);

    struct Recorded {
        int created = 0, unchanged = 0;
        std::vector<Rejection> rejected;  // when there is one, nothing was recorded
    };
    // How versions are compared with those that stand there.
    enum class Telling {
        file,      // again from the beginning: each version that stands there in this order, word
                   // for word, changes nothing
        last_word  // what shall hold from now on, also when it was said before on the same day and
                   // then otherwise: only the newest version is compared
    };
    // Adds versions, all or none. What the newest version says already changes nothing; a version
    // that would be recorded before a version of the same fact is refused ("facts.out_of_order"):
    // the past stays as it was. With `act`, the audit trail of the namespace tells of it in the
    // same unit of work, when anything was recorded; the moment and the number of facts are filled
    // in.
    Recorded record(std::string_view name_space, std::span<const FactVersion> versions,
                    const audit::Entry* act = nullptr, Telling telling = Telling::file);

    // From the first record to the last plan in the facts of a municipality, as known on a day: the
    // ends of the time slider. Nothing when there are no facts.
    struct Span {
        LocalDate first, last;
    };
    std::optional<Span> span(std::string_view ags, LocalDate known);

    // What was recorded of a municipality's facts in these days (inclusive), newest first.
    std::vector<FactEvent> events(std::string_view ags, LocalDate from, LocalDate until);
    // One service's levels through time: a step for every day on which its level or what it lacks
    // changed, oldest first. A past day is seen with the knowledge of that day, a coming one with
    // today's plans. Empty for an unknown service or model.
    struct Step {
        LocalDate day;
        int level = 0;
        std::uint32_t missing = 0;  // criteria by the model's order
    };
    std::vector<Step> history(std::string_view ags, std::string_view service_key, LocalDate today,
                              std::string_view model = {});

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::readiness
