// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A request's head, arriving in two pieces or at once, is found and judged the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "http/framing.h"

namespace {

using kommod::http::Head;
using kommod::http::HeadFinder;

constexpr std::size_t limit = 4096;

void try_once(std::string_view bytes) {
    HeadFinder at_once{limit}, in_pieces{limit};
    const auto whole = at_once.look(bytes);
    const auto half = in_pieces.look(bytes.substr(0, bytes.size() / 2));
    if (half.refused == 0 && half.length == 0) {
        const auto rest = in_pieces.look(bytes);
        if (rest.refused != whole.refused || rest.length != whole.length) std::abort();
    }
    if (whole.refused != 0 || whole.length == 0) return;
    if (whole.begin + whole.length > bytes.size()) std::abort();
    Head head;
    const int refused = parse_head(bytes.substr(whole.begin, whole.length), head);
    // What was taken is framed in one way only.
    if (refused == 0 && head.chunked && head.content_length > 0) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
