// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A multipart body ends in the same parts however it is cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/multipart.h"

namespace {

using kommod::http::MultipartParser;
using kommod::http::PartHeader;

class Parts : public kommod::http::PartSink {
  public:
    std::string seen;

    int begin_part(PartHeader header) override {
        seen += "<" + header.name + "|" + header.file_name.value_or("-") + ">";
        return 0;
    }
    int part_data(std::string_view data) override {
        seen += data;
        return 0;
    }
    int end_part() override {
        seen += "</>";
        return 0;
    }
};

std::string parse(std::string_view bytes, std::size_t step) {
    Parts parts;
    MultipartParser parser{"grenze", parts};
    for (std::size_t at = 0; at < bytes.size(); at += step)
        if (parser.feed(bytes.substr(at, std::min(step, bytes.size() - at))) != 0) return "refused";
    return parser.done() ? parts.seen : "unfinished";
}

void try_once(std::string_view bytes) {
    kommod::http::multipart_boundary(bytes);
    if (parse(bytes, bytes.size() + 1) != parse(bytes, 5)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
