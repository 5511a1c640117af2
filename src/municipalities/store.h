// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The municipalities' tables: the directory in the association's namespace; offices, texts and
// theme in each one's own.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "municipalities/municipality.h"
#include "store/database.h"

namespace kommod::municipalities {

class Store {
  public:
    Store(store::Database& database, const Clock& clock);
    ~Store();
    static store::Migrations association_migrations();
    static store::Migrations municipality_migrations();

    // All of the directory, by name (kept in memory until it changes).
    std::shared_ptr<const std::vector<Municipality>> all();
    std::vector<Municipality> active();  // those with a portal here, by name
    std::optional<Municipality> by_ags(std::string_view ags);
    std::optional<Municipality> by_slug(std::string_view slug);
    std::optional<Municipality> by_host(std::string_view host);
    std::string association_name();

    // The office that stands for a kind of office in this municipality: its own, or the district's.
    std::optional<Office> office(std::string_view ags, std::string_view kind);
    std::vector<Office> offices(std::string_view ags);
    // A text of the portal ("impressum", "datenschutz", "leichte-sprache", ...), as Markdown; empty
    // when nobody wrote it.
    std::string text(std::string_view ags, std::string_view id, std::string_view language);
    // CSS custom properties of the municipality's theme, empty for the default.
    std::map<std::string, std::string> theme(std::string_view ags);
    std::string outage_banner(std::string_view ags);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::municipalities
