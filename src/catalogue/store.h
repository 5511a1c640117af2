// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The catalogue's tables: the association's catalogue and what a municipality changes or adds.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.h"
#include "store/database.h"

namespace kommod::catalogue {

class Store {
  public:
    Store(store::Database& database, const Clock& clock);
    ~Store();
    static store::Migrations migrations();

    // The catalogue as this municipality offers it on that day: the association's, overlaid by its
    // own records. Cheap: kept until the records change. An empty name means the association's own.
    std::shared_ptr<const Catalogue> snapshot(std::string_view name_space, LocalDate on);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::catalogue
