// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What an import did: counts, and every refused value with its line, a reason and a proposal.
// All imports (municipalities, catalogue) answer with this one shape.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace kommod {

// One refused record. `reason` is a German sentence for the person who made the file.
struct Rejection {
    int line = 0;  // 1-based; 0 when the file as a whole is meant
    std::string field;
    std::string value;
    std::string reason;
    std::string proposal;  // what would have been accepted, when it can be guessed

    bool operator==(const Rejection&) const = default;
};

struct ImportReport {
    std::int64_t accepted = 0;  // created + changed + unchanged
    std::int64_t created = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::vector<Rejection> rejected;  // in the order of the file

    void reject(int line, std::string_view field, std::string_view value, std::string reason,
                std::string proposal = {});
    // [{line,field,value,reason,proposal}], the first ones.
    json::array first_rejected(std::size_t most) const;
    // {accepted, created, changed, unchanged, rejected:[{line,field,value,reason,proposal}]}
    json::object to_json() const;
    // The same for a terminal: one line a rejection, then the sums.
    std::string to_german() const;

    bool operator==(const ImportReport&) const = default;
};

}  // namespace kommod
