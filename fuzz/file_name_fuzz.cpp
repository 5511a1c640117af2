// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A file's name from a browser is made safe once and stays as it is then.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "files/reception.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kommod::files;
    const auto name = safe_name({reinterpret_cast<const char*>(data), size}, Kind::pdf);
    if (name.find_first_of("/\\\r\n\"") != name.npos || !name.ends_with(".pdf") ||
        safe_name(name, Kind::pdf) != name)
        std::abort();
    return 0;
}
