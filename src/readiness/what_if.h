// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What if: single services of a picture under changed circumstances, without deriving the town anew
// and without copying it. Only what a change touches is looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "readiness/readiness.h"

namespace kommod::readiness {

// The level that each set of missing criteria leaves, as a table: derivation for whole regions.
class LevelTable {
  public:
    explicit LevelTable(const MaturityModel& model);
    std::uint8_t operator[](std::uint32_t missing) const {
        const std::uint8_t low = low_[missing & low_mask], high = high_[missing >> low_bits];
        return low < high ? low : high;
    }

  private:
    static constexpr std::uint32_t low_bits = 13;  // a table that fits the first-level cache
    static constexpr std::uint32_t low_mask = (1U << low_bits) - 1;
    std::vector<std::uint8_t> low_, high_;
};

// What is known of one service in one municipality: 8 bytes.
struct Cell {
    std::uint32_t required = 0, met = 0;
};
// One level a cell. Precondition: as many levels as cells.
void derive_levels(const LevelTable& table, std::span<const Cell> cells,
                   std::span<std::uint8_t> levels);

// A picture's facts as bits, by its own order of blocks, solutions and preconditions.
struct CompiledFacts {
    explicit CompiledFacts(const Picture& picture);
    // Of the criteria a solution fulfils, those that no missing block holds up.
    std::uint32_t effective(std::size_t solution, std::uint32_t operating) const;

    std::vector<std::uint32_t> rests_on;        // blocks, by criterion
    std::vector<std::uint32_t> declared, uses;  // criteria and blocks, by solution
    std::vector<std::uint32_t> bars;            // criteria, by precondition
    std::uint32_t operating = 0;                // blocks
};

class WhatIf {
  public:
    // The picture must outlive this.
    explicit WhatIf(const Picture& picture);

    void open(std::size_t block);  // brings it into operation
    void meet(std::size_t precondition);
    void go_live(std::size_t solution);

    std::uint32_t missing(std::uint32_t service) const;  // criteria, by the model's order
    int level(std::uint32_t service) const;
    std::uint32_t operating() const { return operating_; }
    // Services that one of the changes may have touched, ascending.
    std::vector<std::uint32_t> touched() const;

  private:
    const Picture& picture_;
    const CompiledFacts facts_;
    std::uint32_t operating_;
    std::vector<bool> met_, live_, touched_;
};

}  // namespace kommod::readiness
