// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/house.h"

#include <array>
#include <filesystem>

#include "app/data_folder.h"
#include "app/secret.h"
#include "audit/store.h"
#include "authoring/drafts.h"
#include "base/crypto.h"
#include "cases/store.h"
#include "catalogue/starter.h"
#include "files/store.h"
#include "geo/demonstration.h"
#include "http/sessions.h"
#include "municipalities/demonstration.h"
#include "packages/demonstration.h"
#include "portal/store.h"
#include "readiness/import.h"
#include "staff/demonstration.h"
#include "staff/store.h"
#include "steering/demonstration.h"
#include "steering/store.h"

namespace kommod::app {
namespace {

std::unique_ptr<store::Database> open_database(const Settings& settings, const Clock& clock) {
    const std::array rooms = {audit::migrations(),
                              http::Sessions::migrations(),
                              municipalities::Store::association_migrations(),
                              municipalities::Store::municipality_migrations(),
                              staff::association_migrations(),
                              staff::municipality_migrations(),
                              catalogue::Store::migrations(),
                              readiness::Store::migrations(),
                              packages::Store::migrations(),
                              files::migrations(),
                              geo::migrations(),
                              cases::migrations(),
                              authoring::migrations(),
                              portal::migrations(),
                              steering::migrations()};
    return store::Database::open(
        {.database_url = settings.database, .folder = settings.data / "namespaces"}, rooms, clock);
}

}  // namespace

House::House(Settings settings, const Clock& clock)
    : settings_(std::move(settings)),
      clock_(clock),
      secret_(load_or_make_secret(prepared_data_folder(settings_.data) / "secret.key")),
      database_(open_database(settings_, clock)),
      municipalities_(std::make_unique<municipalities::Store>(*database_, clock)),
      catalogue_(std::make_unique<catalogue::Store>(*database_, clock)),
      search_(std::make_unique<catalogue::Search>(*database_, *catalogue_, clock)),
      readiness_(
          std::make_unique<readiness::Store>(*database_, *catalogue_, *municipalities_, clock)),
      packages_(std::make_unique<packages::Store>(*database_, clock)),
      maps_(std::make_unique<geo::Store>(clock)),
      sessions_(std::make_unique<http::Sessions>(database_->association_namespace(), clock)),
      desk_(std::make_unique<staff::Desk>(
          *database_, *sessions_, *municipalities_, clock,
          staff::Settings{.key = crypto::hmac_sha256(secret_, "staff"), .issuer = "Kommod"})) {}

House::~House() = default;

void House::load_demonstration() {
    if (!municipalities::load_demonstration(*municipalities_)) return;
    catalogue::load_demonstration(*catalogue_);
    readiness::load_demonstration(*readiness_, clock_.today());
    geo::load_demonstration(*database_, *municipalities_, *maps_);
    steering::load_demonstration(*catalogue_, clock_.today());
    packages::load_demonstration(*packages_, *readiness_, *municipalities_, clock_);
    if (const auto loaded = staff::load_demonstration(*desk_); !loaded)
        throw std::runtime_error("the demonstration accounts cannot be made: " +
                                 loaded.error().what);
}

std::string House::demonstration_logins() {
    return staff::demonstration_logins(*desk_);
}

}  // namespace kommod::app
