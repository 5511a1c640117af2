// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Kommod's own catalogue format: JSON Lines, a header first, then one record a line. Described in
// docs/catalogue.md. What is written is read back as the same records, byte for byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "catalogue/record.h"

namespace kommod::catalogue {

// One record and the line it stands on.
struct Line {
    int line = 0;
    Record record;
};

struct Document {
    Header header;
    std::vector<Line> records;    // without the header
    std::vector<Error> rejected;  // records that say something that is not allowed
};

// Reads a whole file. A file without our header, or with a line that is no JSON (a file cut in
// two), is an Error; a record with a wrong value is only rejected.
Result<Document> read_format(std::string_view text);
// Reads one record from its line.
Result<Record> read_record(std::string_view json_line);

// One line without its line end; members in a fixed order.
std::string write_record(const Record& record);
// The whole file.
std::string write_format(const Records& records);

}  // namespace kommod::catalogue
