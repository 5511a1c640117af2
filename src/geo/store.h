// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The map of each municipality, in its own records.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "geo/map.h"
#include "store/database.h"

namespace kommod::geo {

// A layer as it was read in, and who has to be named for it.
template <class Content>
struct Layer {
    Content content;
    std::string source;
    bool operator==(const Layer&) const = default;
};

struct Layers {
    std::optional<Layer<Area>> outline;
    std::optional<Layer<std::vector<Way>>> ways;
};

// Tables of every municipality.
store::Migrations migrations();

class Store {
  public:
    explicit Store(const Clock& clock);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // Null while a municipality has no outline: without it there is nothing to draw, and nobody
    // knows what lies in it. Kept in memory while it is asked for.
    std::shared_ptr<const Map> map(store::Namespace& municipality);

    Layers layers(store::Namespace& municipality);
    // Replaces the layers that are given, with an entry in the trail.
    void put(store::Namespace& municipality, const Layers& layers, const audit::Actor& by);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::geo
