// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A response as bytes: header lines, conditional and partial answers, compression.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.h"
#include "http/negotiation.h"

namespace kommod::http {

// What is to be sent. Head and body are owned here, or belong to `keeper` (a cached page, an
// asset). The head lacks Date, Connection and the empty line: those are the connection's.
struct Reply {
    int status = 200;
    std::string own_head, own_body;
    std::string_view shared_head, shared_body;
    std::shared_ptr<const void> keeper;
    std::filesystem::path file;  // sent instead of a body when set
    std::uint64_t file_offset = 0, file_length = 0;
    bool close = false;  // the connection cannot go on after it

    std::string_view head() const { return own_head.empty() ? shared_head : own_head; }
    std::string_view body() const { return own_body.empty() ? shared_body : own_body; }
};

// What of a request decides how its response is sent.
struct Wishes {
    bool head_only = false;
    Encodings encodings;
    std::string_view none_match, range, if_range;
};

// The whole way from response to bytes. Compresses text of 1 kB and more, but never a response
// with a session: personal data beside what a stranger can make the page repeat would leak
// through the length (BREACH). Tokens in anonymous forms are masked anew on each page.
Reply encode(Response response, const Wishes& wishes, bool with_session);

// Status line and header lines with this Content-Length.
std::string head_text(const Response& response, std::uint64_t content_length,
                      std::string_view content_encoding = {});
std::string not_modified_text(const Response& response);

std::string_view reason_of(int status);
std::string entity_tag(std::string_view body);  // weak: the same for all encodings
bool is_compressible(std::string_view content_type);

bool has_header(const Response& response, std::string_view name);
std::string_view header_of(const Response& response, std::string_view name);
void drop_header(Response& response, std::string_view name);
// Throws std::invalid_argument when a header would break out of its line.
void check_sendable(const Response& response);

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(Instant now);

}  // namespace kommod::http
