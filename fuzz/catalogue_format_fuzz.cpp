// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A record of Kommod's own format that was taken is written and read back as the same line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "catalogue/format.h"

namespace {

void try_once(std::string_view bytes) {
    (void)kommod::catalogue::read_format(bytes);
    const auto record = kommod::catalogue::read_record(bytes);
    if (!record) return;
    const auto line = kommod::catalogue::write_record(*record);
    const auto again = kommod::catalogue::read_record(line);
    if (!again || kommod::catalogue::write_record(*again) != line) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
