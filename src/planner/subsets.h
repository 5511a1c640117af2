// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The exact search: dynamic programming over the sets of items that are done (Held and Karp 1962).
// Inside of the room only.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "planner/groundwork.h"

namespace kommod::planner {

// More useful items than that are searched by bounded.h.
constexpr std::size_t exact_items = 20;

// The best that is possible from and up to every set of useful items. Two tables of 2^n values: 16
// MB for 20 items.
class Subsets {
  public:
    // The groundwork has at most `exact_items` useful items and outlives this.
    explicit Subsets(const Groundwork& ground);

    // The most that is still gained once exactly these (useful, with all their predecessors) are
    // done.
    std::int64_t after(ItemSet done) const { return after_[small(done)]; }
    // The most that is gained when these and no others are ever done.
    std::int64_t until(ItemSet done) const { return until_[small(done)]; }
    // The useful items in the best order; of equally good ones the first by the items' given order.
    Order best() const;

  private:
    using Small = std::uint32_t;  // a set of useful items, renumbered
    struct Light {
        Small needs, last;
        std::int32_t from;
        std::int64_t weight;
    };
    using Lights = std::vector<Light>;
    using Gains = std::array<std::int64_t, exact_items>;

    Small small(ItemSet items) const;
    template <bool down>
    void visit(std::size_t left, Small done, std::int64_t worked, const Light* lights,
               std::size_t count);
    void add_gains(std::int32_t today, const Light* lights, std::size_t count, Gains& gains) const;
    void settle_after(Small done, std::int64_t worked, const Light* lights, std::size_t count);
    void settle_until(Small done, std::int64_t worked, const Light* lights, std::size_t count);

    const Groundwork& ground_;
    std::vector<std::size_t> items_;  // by number in a small set; predecessors have higher numbers
    std::vector<Small> before_, behind_;  // direct and indirect predecessors; what rests on it
    std::vector<std::int64_t> effort_;
    std::vector<Lights> kept_;  // by depth: the lights that can still be lit
    std::vector<std::int64_t> after_, until_;
};

}  // namespace kommod::planner
