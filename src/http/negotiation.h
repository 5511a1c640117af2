// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What the client prefers, has already, and wants a part of: Accept, Accept-Encoding,
// If-None-Match, Range (RFC 9110, sections 12 to 14).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kommod::http {

// Accept ranks JSON above HTML; with equal weights the one that is named beats a wildcard.
bool prefers_json(std::string_view accept);

struct Encodings {
    bool gzip = false;
    bool brotli = false;
};
Encodings accepted_encodings(std::string_view accept_encoding);

// If-None-Match holds this entity tag (weak comparison) or "*".
bool none_match_hits(std::string_view if_none_match, std::string_view etag);

struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t length = 0;
};
enum class RangeKind { whole, part, unsatisfiable };
struct RangeAnswer {
    RangeKind kind = RangeKind::whole;
    ByteRange range;
};
// A single byte range; several ranges or other units are answered with the whole (allowed by
// RFC 9110 14.2).
RangeAnswer parse_range(std::string_view range, std::uint64_t size);

// The value of one cookie in a Cookie header, or nothing.
std::optional<std::string_view> find_cookie(std::string_view cookie_header, std::string_view name);

bool iequals(std::string_view a, std::string_view b);  // ASCII, for header names and tokens

}  // namespace kommod::http
