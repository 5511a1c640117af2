// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// All rooms of an installation, opened in order and joined. Commands and the server work on a
// House.
#pragma once

#include <memory>
#include <string>

#include "app/settings.h"
#include "base/clock.h"
#include "catalogue/search.h"
#include "catalogue/store.h"
#include "geo/store.h"
#include "http/sessions.h"
#include "municipalities/store.h"
#include "packages/store.h"
#include "readiness/store.h"
#include "staff/desk.h"
#include "store/database.h"

namespace kommod::app {

class House {
  public:
    // Opens the database and migrates it. Throws std::runtime_error with a sentence when it cannot.
    House(Settings settings, const Clock& clock);
    ~House();

    const Settings& settings() const { return settings_; }
    const Clock& clock() const { return clock_; }
    store::Database& database() { return *database_; }
    municipalities::Store& municipalities() { return *municipalities_; }
    catalogue::Store& catalogue() { return *catalogue_; }
    catalogue::Search& search() { return *search_; }
    readiness::Store& readiness() { return *readiness_; }
    packages::Store& packages() { return *packages_; }
    geo::Store& maps() { return *maps_; }
    http::Sessions& sessions() { return *sessions_; }
    staff::Desk& desk() { return *desk_; }
    // 32 bytes from which keys are derived; kept in `data/secret.key`, made at the first start,
    // readable by its owner only.
    const std::string& secret() const { return secret_; }
    std::filesystem::path secret_file() const { return settings_.data / "secret.key"; }

    // Fills an empty installation with Kreis Coesfeld, its eleven municipalities, the starter
    // catalogue and the recorded facts; marked as a demonstration. Each room begins with what is
    // not there yet, so that a call which was interrupted goes on where it was; what is there
    // stays.
    void load_demonstration();
    // Names and passwords of the demonstration accounts, for the terminal; empty when there are
    // none.
    std::string demonstration_logins();

  private:
    Settings settings_;
    const Clock& clock_;
    std::string secret_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<municipalities::Store> municipalities_;
    std::unique_ptr<catalogue::Store> catalogue_;
    std::unique_ptr<catalogue::Search> search_;
    std::unique_ptr<readiness::Store> readiness_;
    std::unique_ptr<packages::Store> packages_;
    std::unique_ptr<geo::Store> maps_;
    std::unique_ptr<http::Sessions> sessions_;
    std::unique_ptr<staff::Desk> desk_;
};

}  // namespace kommod::app
