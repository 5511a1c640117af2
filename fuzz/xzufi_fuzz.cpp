// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// XZuFi from outside: whatever is accepted must be writable and readable again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "catalogue/xzufi.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace catalogue = kommod::catalogue;
    std::istringstream stream{{reinterpret_cast<const char*>(data), size}};
    const auto file = catalogue::read_xzufi(stream);
    if (!file || file->services.empty()) return 0;
    std::istringstream written{
        catalogue::write_xzufi(file->services, catalogue::XzufiVersion::v2_3_1)};
    if (!catalogue::read_xzufi(written)) std::abort();
    return 0;
}
