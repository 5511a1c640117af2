// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Comma-separated values (RFC 4180), read and written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace kommod::csv {

// One record of a file and the line on which it begins (1-based; quoted fields may span lines).
struct Record {
    int line = 0;
    std::vector<std::string> fields;
};

// Reads records one after the other from text that stays alive. A UTF-8 byte order mark is skipped;
// the separator is
// ',' or ';', whichever the first line holds more of outside quotes; lines end with LF or CRLF.
class Reader {
  public:
    explicit Reader(std::string_view text);
    // The next record; false at the end. A broken one (quote never closed, text after a quote) is
    // an Error "csv.malformed" with its line; reading goes on behind its line end.
    Result<bool> next(Record& record);

  private:
    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
    char separator_ = ',';
};

// Appends one record. A field that a spreadsheet would run as a formula (= + - @ tab CR at its
// start) gets a leading apostrophe unless it is a plain number (CWE-1236).
void write(std::string& out, const std::vector<std::string>& fields, char separator = ',');

}  // namespace kommod::csv
