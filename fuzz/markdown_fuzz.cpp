// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Markdown of a municipality never becomes a script.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "html/markdown.h"

namespace {

void try_once(std::string_view bytes) {
    const std::string html = kommod::html::markdown_to_html(bytes);
    if (html.find("<script") != std::string::npos ||
        html.find("\"javascript:") != std::string::npos)
        std::abort();
    (void)kommod::html::markdown_to_text(bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
