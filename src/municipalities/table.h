// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A CSV file read as a whole, with its columns found by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/csv.h"
#include "base/import_report.h"

namespace kommod::municipalities {

class Table {
  public:
    // Reads the file; what is broken about it as a whole is added to the report, and nothing is
    // returned then.
    static std::optional<Table> read(std::string_view text, ImportReport& report);

    bool has(std::string_view column) const { return columns_.contains(std::string{column}); }
    // The column most similar to a missing one; empty when none is.
    std::string similar(std::string_view column) const;
    // The trimmed value; empty when the column or the field is absent.
    std::string_view value(const csv::Record& record, std::string_view column) const;
    const std::vector<csv::Record>& records() const { return records_; }

  private:
    std::unordered_map<std::string, std::size_t> columns_;
    std::vector<csv::Record> records_;
};

}  // namespace kommod::municipalities
