// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A settings file: taken or refused with a line, whatever it holds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/settings.h"

namespace {

void try_once(std::string_view bytes) {
    kommod::app::Settings settings;
    const auto read = kommod::app::read_settings(bytes, settings);
    if (!read && read.error().key.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
