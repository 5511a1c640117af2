// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From records to the catalogue of one day: overlays, inheritance, requirement profiles. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "catalogue/catalogue.h"
#include "catalogue/record.h"

namespace kommod::catalogue {

class CatalogueBuilder {
  public:
    // `offered`: what the municipality offers, the windows of the picture. `all`: also what the
    // catalogue only knows (services of the federation and the Land from an import). `ever`: all of
    // them, whatever the day, for the search's index.
    enum class Which { offered, all, ever };

    // Puts records on top of those that are there: the association's first, then the
    // municipality's. Of a service that is there already, what the new record says wins and what
    // it leaves out stays; any other record replaces the one with its id.
    CatalogueBuilder& add(const Records& records);

    Catalogue build(LocalDate on, Which which = Which::offered) const;

    // Days on which a service begins or ends: between two of them every day has the same catalogue.
    std::set<LocalDate> turning_days() const;
    // Keys of services whose bundle, or whose bundle's life event, does not exist. They are left
    // out.
    std::vector<std::string> dangling() const;

  private:
    bool complete(const ServiceRecord& service) const;
    Bundle resolve_bundle(const BundleRecord& record) const;
    PublicService resolve_service(const ServiceRecord& record, const BundleRecord& bundle) const;

    Records records_;
};

// Criteria and blocks of a service: its act's profile, replaced by the bundle's and by its own,
// less what they take away. Without any profile of a kind of act, the general one of an application
// is assumed. Blocks that nobody names follow from the criteria.
struct Requirements {
    std::vector<std::string> criteria, blocks;
};
Requirements requirements(const Act* act, const Profile& bundle, const Profile& service);

}  // namespace kommod::catalogue
