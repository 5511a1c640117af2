// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The chunked coding gives the same body however the bytes are cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/framing.h"

namespace {

using kommod::http::ChunkedBody;

struct Outcome {
    int status = 0;
    bool done = false;
    std::string body;
};

// Feeds `step` bytes at a time, as a connection does: what was not used comes again.
Outcome decode(std::string_view bytes, std::size_t step) {
    ChunkedBody body;
    Outcome out;
    std::size_t begin = 0, end = 0;
    while (out.status == 0 && !body.done() && end < bytes.size()) {
        end = std::min(bytes.size(), end + step);
        std::size_t used = 0;
        out.status = body.feed(
            bytes.substr(begin, end - begin),
            [&out](std::string_view piece) {
                out.body += piece;
                return 0;
            },
            used);
        if (used > end - begin) std::abort();
        begin += used;
    }
    out.done = out.status == 0 && body.done();
    return out;
}

void try_once(std::string_view bytes) {
    const auto whole = decode(bytes, bytes.size() + 1);
    const auto pieces = decode(bytes, 7);
    if (whole.done && pieces.done && whole.body != pieces.body) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
