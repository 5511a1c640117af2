// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The life of packages: draft -> published version -> live in a municipality (from a day) ->
// withdrawn or retired. Drafts and published versions lie in the namespace of who made them (the
// association for all its municipalities, or one municipality for itself); what is live, and the
// municipality's own parameters, in the municipality's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "packages/package.h"
#include "store/database.h"

namespace kommod::packages {

// What a municipality set, from a day on and by which of its rules.
struct ParameterValue {
    std::string key;
    json::value value;
    LocalDate valid_from;
    std::string citation;
};

struct Live {
    std::string package_id;
    std::string hash;  // of the published version
    std::string version;
    LocalDate from;
    std::optional<LocalDate> retired_from;  // no new applications from this day on
    std::optional<Instant> withdrawn_at;    // in an emergency, at once
    std::string notice;                     // to those who are in the middle; Markdown
};

// A package that a citizen may use in a town now, with all that is set for it.
struct Service {
    std::shared_ptr<const ServicePackage> package;
    Live live;
    forms::Record parameters;  // those of today, without "parameter." in front
    std::string office_id;     // of the municipality; empty when none was said
    // New applications may begin.
    bool open(LocalDate today) const;
};

class Store {
  public:
    Store(store::Database& database, const Clock& clock);
    static store::Migrations migrations();

    // A published version by its hash: the town's own or the association's. Kept in memory once
    // read. Null when it does not exist.
    std::shared_ptr<const ServicePackage> version(std::string_view name_space,
                                                  std::string_view hash);
    // What is live in a town (also withdrawn and retired, for those who began before).
    std::optional<Service> service(std::string_view name_space, std::string_view package_id,
                                   LocalDate today);
    // The same on a version that is no longer the live one: for drafts that began on it.
    std::optional<Service> service_on(std::string_view name_space, std::string_view package_id,
                                      std::string_view hash, LocalDate today);
    std::vector<Live> live(std::string_view name_space);

  private:
    store::Database& database_;
    const Clock& clock_;
};

}  // namespace kommod::packages
