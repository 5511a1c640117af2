// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The catalogue's tables: the association's catalogue and what a municipality changes or adds.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "catalogue/catalogue.h"
#include "catalogue/record.h"
#include "store/database.h"

namespace kommod::catalogue {

// How often records changed; `documents` does not count synonyms.
struct Revision {
    std::int64_t records = 0, documents = 0;
    auto operator<=>(const Revision&) const = default;
};

class Store {
  public:
    Store(store::Database& database, const Clock& clock);
    ~Store();
    static store::Migrations migrations();

    // The catalogue as this municipality offers it on that day: the association's, overlaid by its
    // own records. Cheap: kept until the records change. An empty name means the association's own.
    std::shared_ptr<const Catalogue> snapshot(std::string_view name_space, LocalDate on);
    // The same with all that the catalogue only knows: services of the federation and the Land from
    // an import. `offered` tells them apart. For pages that explain a service and for the search;
    // never for counting.
    std::shared_ptr<const Catalogue> full(std::string_view name_space, LocalDate on);

    // The namespace's own records, without those it inherits.
    std::shared_ptr<const Records> records(std::string_view name_space);
    Revision revision(std::string_view name_space);

    // Changes records in one unit of work: `plan` sees the namespace's own records as they are and
    // returns those to put; it may run twice. Records that are equal already are not written.
    // Returns how many were written.
    using Plan = std::function<std::vector<Record>(const Records& current)>;
    // With `act`, the audit trail of the namespace tells of it in the same unit of work, when
    // anything was written; the moment and the number of records are filled in.
    std::int64_t update(std::string_view name_space, const Plan& plan,
                        const audit::Entry* act = nullptr);
    // True when there was such a record. `kind` as kind_of() says it.
    bool remove(std::string_view name_space, std::string_view kind, std::string_view id,
                const audit::Entry* act = nullptr);

    // Synonyms, as a service manager edits them: a municipality's own and the association's.
    std::vector<Synonym> synonyms(std::string_view name_space);
    // Errors: "catalogue.bad_synonym". What somebody did is told to the audit trail.
    Result<Synonym> put_synonym(std::string_view name_space, std::string_view term,
                                const std::vector<std::string>& means,
                                const audit::Actor* by = nullptr);
    bool remove_synonym(std::string_view name_space, std::string_view term,
                        const audit::Actor* by = nullptr);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::catalogue
