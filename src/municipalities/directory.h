// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The directory of all municipalities: looking one up, and what a change of it would do. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "municipalities/municipality.h"

namespace kommod::municipalities {

// One moment of the directory; immutable once made.
class Directory {
  public:
    Directory() = default;
    explicit Directory(std::vector<Municipality> municipalities);  // sorts them by name

    const std::vector<Municipality>& all() const { return all_; }
    const Municipality* by_ags(std::string_view ags) const { return find(by_ags_, ags); }
    const Municipality* by_slug(std::string_view slug) const { return find(by_slug_, slug); }
    const Municipality* by_host(std::string_view host) const { return find(by_host_, host); }

  private:
    using Index = std::unordered_map<std::string, std::size_t>;
    const Municipality* find(const Index& index, std::string_view key) const;

    std::vector<Municipality> all_;
    Index by_ags_, by_slug_, by_host_;
};

enum class Outcome { created, changed, unchanged };

struct Change {
    Municipality municipality;  // as it will stand
    Outcome outcome = Outcome::unchanged;
    std::vector<std::string> fields;  // that differ from what is recorded
};

// What putting these records into the directory would do. An empty slug keeps the one recorded (an
// address does not change by itself) or gets a free one; `active` is kept as recorded. Errors:
// those of Ags, parse_slug and parse_host, "municipalities.slug_taken",
// "municipalities.host_taken".
Result<std::vector<Change>> plan(const Directory& directory, std::span<const Municipality> records);

}  // namespace kommod::municipalities
