// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The facts' tables (bitemporal: valid date and recorded date) and the pictures derived from them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "catalogue/store.h"
#include "municipalities/store.h"
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
    std::shared_ptr<const Picture> picture(std::string_view ags, PointInTime at,
                                           std::string_view model = {});

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::readiness
