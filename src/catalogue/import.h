// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Import of catalogues: flat CSV, XZuFi 2.2.0 and 2.3.1, Kommod's own format. What is what is seen
// from the content, never from a file's name.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <istream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "base/error.h"
#include "base/import_report.h"
#include "catalogue/store.h"

namespace kommod::catalogue {

// One document, on disk or in memory.
class Input {
  public:
    // `name` as people know the file, when it is kept under another one.
    static Input file(std::filesystem::path path, std::string name = {});
    static Input text(std::string name, std::string content);

    const std::string& name() const { return name_; }
    // Null when the file cannot be read.
    std::unique_ptr<std::istream> open() const;

  private:
    std::string name_, content_;
    std::filesystem::path path_;
};

enum class Format { flat_csv, xzufi, kommod };

struct ImportOptions {
    std::string municipality;  // AGS; empty for the association's catalogue
    bool dry_run = false;      // reports what would happen
    // Who imports it, for the audit trail; null: the trail does not tell of it.
    const audit::Actor* by = nullptr;
    // Called now and then with the records read and, once known, how many there are in all.
    std::function<void(std::size_t done, std::size_t total)> progress = {};
};

// Imports all inputs in one unit of work, or nothing: a broken input (unreadable, no UTF-8, XML or
// JSON that does not parse, a required column missing) is an Error. Records that cannot be taken
// are listed in the report, all others are taken. A second time, everything is unchanged.
Result<ImportReport> import_catalogue(Store& store, const std::vector<Input>& inputs,
                                      const ImportOptions& options);

// What the content begins with; Error "catalogue.unknown_format".
Result<Format> sniff(std::string_view beginning);

}  // namespace kommod::catalogue
