// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The municipalities' tables: the directory in the association's namespace; offices, texts and
// theme in each one's own.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "municipalities/directory.h"
#include "municipalities/municipality.h"
#include "store/database.h"

namespace kommod::municipalities {

class Store {
  public:
    Store(store::Database& database, const Clock& clock);
    ~Store();
    static store::Migrations association_migrations();
    static store::Migrations municipality_migrations();

    // All of the directory, by name. It is kept in memory until it changes: hold the pointer while
    // you read.
    std::shared_ptr<const std::vector<Municipality>> all();
    // The directory itself; directory_at_hand() from memory alone, for threads that must not wait:
    // null when it may be out of date, until somebody asked for directory().
    std::shared_ptr<const Directory> directory();
    std::shared_ptr<const Directory> directory_at_hand() const;
    std::vector<Municipality> active();  // those with a portal here, by name
    std::optional<Municipality> by_ags(std::string_view ags);
    std::optional<Municipality> by_slug(std::string_view slug);
    std::optional<Municipality> by_host(std::string_view host);
    std::string association_name();

    // The office that stands for a kind of office in this municipality: its own, or the district's.
    std::optional<Office> office(std::string_view ags, std::string_view kind);
    // Its own offices by name, then its district's (marked so).
    std::vector<Office> offices(std::string_view ags);
    // A text of the portal ("impressum", "datenschutz", "leichte-sprache", ...), as Markdown: in
    // this language, else in German; empty when nobody wrote it.
    std::string text(std::string_view ags, std::string_view id, std::string_view language);
    // CSS custom properties of the municipality's theme, empty for the default.
    std::map<std::string, std::string> theme(std::string_view ags);
    std::string outage_banner(std::string_view ags);
    std::optional<Logo> logo(std::string_view ags);
    // The PNG itself, read anew each time; empty when there is none.
    std::string logo_content(std::string_view ags);
    // A fact of the association itself ("name", "provider", "provider_url", "source"); empty when
    // nobody recorded it.
    std::string association_fact(std::string_view id);

    // Changes. Each is one unit of work and records who made it in the trail of the namespace it
    // changes; what is as given already changes and records nothing. All fail with
    // "municipalities.unknown" for an AGS that is not in the directory, and those of a
    // municipality's own records with "municipalities.not_open" before open().

    // Creates or changes records of the directory: all or none. Failures: see plan().
    Result<std::vector<Change>> put(const audit::Actor& actor,
                                    std::span<const Municipality> records);
    // What put() would do, without doing it.
    Result<std::vector<Change>> preview(std::span<const Municipality> records);
    // Creates the namespace for the municipality's (or district's) own records.
    Result<void> open(const audit::Actor& actor, std::string_view ags);
    // Gives it a portal here (opens it too), or takes the portal away and keeps the records.
    Result<void> activate(const audit::Actor& actor, std::string_view ags);
    Result<void> deactivate(const audit::Actor& actor, std::string_view ags);
    void put_association_fact(const audit::Actor& actor, const std::string& id,
                              const std::string& value);
    // Failures of the following: see portal_records.h.
    Result<void> put_office(const audit::Actor& actor, std::string_view ags, const Office& office);
    // All or none; those above come before those below them.
    Result<void> put_offices(const audit::Actor& actor, std::string_view ags,
                             std::span<const Office> offices);
    Result<void> remove_office(const audit::Actor& actor, std::string_view ags,
                               std::string_view id);
    // An empty text removes it.
    Result<void> put_text(const audit::Actor& actor, std::string_view ags, std::string_view id,
                          std::string_view language, std::string_view content);
    Result<void> put_texts(const audit::Actor& actor, std::string_view ags,
                           std::span<const Text> texts);
    // The whole theme at once.
    Result<void> put_theme(const audit::Actor& actor, std::string_view ags,
                           const std::map<std::string, std::string>& theme);
    // Plain text; empty takes the banner down.
    Result<void> put_outage_banner(const audit::Actor& actor, std::string_view ags,
                                   std::string_view content);
    // `png` is of our own making (images/sandbox.h); the hash of `logo` is made here.
    Result<void> put_logo(const audit::Actor& actor, std::string_view ags, Logo logo,
                          std::string_view png);
    Result<void> remove_logo(const audit::Actor& actor, std::string_view ags);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::municipalities
