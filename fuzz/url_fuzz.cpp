// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What is decoded is UTF-8 without NUL, and survives being encoded again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "http/message.h"

namespace {

void try_once(std::string_view bytes) {
    for (const bool form : {false, true}) {
        const auto decoded = kommod::http::url_decode(bytes, form);
        if (!decoded) continue;
        if (!kommod::text::is_utf8(*decoded) || decoded->find('\0') != std::string::npos)
            std::abort();
        const auto again = kommod::http::url_decode(kommod::http::url_encode(*decoded), form);
        if (!again || *again != *decoded) std::abort();
    }
    const auto parameters = kommod::http::parse_urlencoded(bytes);
    if (!parameters) return;
    for (const auto& [name, value] : parameters->entries())
        if (!kommod::text::is_utf8(name) || !kommod::text::is_utf8(value)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
