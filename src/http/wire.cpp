// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/wire.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <stdexcept>

#include <sys/stat.h>

#include "base/crypto.h"
#include "http/compress.h"
#include "http/gate.h"

namespace kommod::http {
namespace {

constexpr std::size_t worth_compressing = 1024;

bool breaks_line(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

Reply not_modified(const Response& response) {
    Reply reply;
    reply.status = 304;
    reply.own_head = not_modified_text(response);
    return reply;
}

// A file from disk: entity tag of size and time, single ranges.
Reply encode_file(Response response, const Wishes& wishes, bool with_session) {
    struct stat info{};
    if (::stat(response.file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
        Response missing = plain_error_page(404);
        add_security_headers(missing, has_header(response, "strict-transport-security"));
        return encode(std::move(missing), wishes, with_session);
    }
    const auto size = static_cast<std::uint64_t>(info.st_size);
    const std::string tag = "\"" + std::to_string(size) + "-" +
                            std::to_string(info.st_mtim.tv_sec) + "-" +
                            std::to_string(info.st_mtim.tv_nsec) + "\"";
    if (!has_header(response, "etag") && !with_session) response.set_header("ETag", tag);
    response.set_header("Accept-Ranges", "bytes");
    if (!wishes.none_match.empty() && !with_session && none_match_hits(wishes.none_match, tag))
        return not_modified(response);
    RangeAnswer range;
    if (wishes.if_range.empty() || wishes.if_range == tag) range = parse_range(wishes.range, size);
    Reply reply;
    if (range.kind == RangeKind::unsatisfiable) {
        response.status = 416;
        response.set_header("Content-Range", "bytes */" + std::to_string(size));
        reply.status = 416;
        reply.own_head = head_text(response, 0);
        return reply;
    }
    reply.file_length = size;
    if (range.kind == RangeKind::part) {
        response.status = 206;
        reply.file_offset = range.range.first;
        reply.file_length = range.range.length;
        response.set_header("Content-Range",
                            "bytes " + std::to_string(reply.file_offset) + "-" +
                                std::to_string(reply.file_offset + reply.file_length - 1) + "/" +
                                std::to_string(size));
    }
    reply.status = response.status;
    reply.own_head = head_text(response, reply.file_length);
    if (!wishes.head_only && reply.file_length > 0) reply.file = std::move(response.file);
    return reply;
}

}  // namespace

Reply encode(Response response, const Wishes& wishes, bool with_session) {
    if (!response.file.empty()) return encode_file(std::move(response), wishes, with_session);
    const std::string_view tag = header_of(response, "etag");
    if (response.status == 200 && !tag.empty() && !wishes.none_match.empty() &&
        none_match_hits(wishes.none_match, tag))
        return not_modified(response);
    std::string_view encoding;
    if (wishes.encodings.gzip && !with_session && response.body.size() >= worth_compressing &&
        is_compressible(response.content_type)) {
        std::string small = gzip(response.body, 1);
        if (!small.empty()) {
            response.body = std::move(small);
            encoding = "gzip";
        }
    }
    Reply reply;
    reply.status = response.status;
    reply.own_head = head_text(response, response.body.size(), encoding);
    if (!wishes.head_only) reply.own_body = std::move(response.body);
    return reply;
}

std::string head_text(const Response& response, std::uint64_t content_length,
                      std::string_view content_encoding) {
    std::string out = "HTTP/1.1 " + std::to_string(response.status) + " ";
    out.reserve(1024);
    out.append(reason_of(response.status)).append("\r\n");
    const auto line = [&](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append("\r\n");
    };
    if (!response.content_type.empty()) line("Content-Type", response.content_type);
    if (response.status != 204) line("Content-Length", std::to_string(content_length));
    if (!content_encoding.empty()) line("Content-Encoding", content_encoding);
    for (const auto& [name, value] : response.headers)
        line(name, value);
    return out;
}

std::string not_modified_text(const Response& response) {
    Response bare;
    bare.status = 304;
    for (const auto& [name, value] : response.headers)
        if (!iequals(name, "accept-ranges")) bare.set_header(name, value);
    std::string out = "HTTP/1.1 304 Not Modified\r\n";
    for (const auto& [name, value] : bare.headers)
        out.append(name).append(": ").append(value).append("\r\n");
    return out;
}

std::string_view reason_of(int status) {
    static constexpr std::array<std::pair<int, std::string_view>, 33> reasons = {{
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {416, "Range Not Satisfiable"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    }};
    for (const auto& [number, reason] : reasons)
        if (number == status) return reason;
    return "Status";
}

std::string entity_tag(std::string_view body) {
    return "W/\"" + crypto::base64url(crypto::sha256(body).substr(0, 16)) + "\"";
}

bool is_compressible(std::string_view content_type) {
    return content_type.starts_with("text/") || content_type.starts_with("application/json") ||
           content_type.starts_with("application/ld+json") ||
           content_type.starts_with("application/xml") ||
           content_type.starts_with("application/geo+json") ||
           content_type.starts_with("image/svg+xml");
}

bool has_header(const Response& response, std::string_view name) {
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [&](const auto& header) { return iequals(header.first, name); });
}

std::string_view header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (iequals(key, name)) return value;
    return {};
}

void drop_header(Response& response, std::string_view name) {
    std::erase_if(response.headers,
                  [&](const auto& header) { return iequals(header.first, name); });
}

void check_sendable(const Response& response) {
    bool broken = breaks_line(response.content_type);
    for (const auto& [name, value] : response.headers)
        broken = broken || name.empty() || breaks_line(name) || breaks_line(value);
    if (response.set_session_token)
        broken = broken || breaks_line(*response.set_session_token) ||
                 response.set_session_token->find(';') != std::string::npos;
    if (broken) throw std::invalid_argument("a response header holds a line break");
    if (response.status < 200 || response.status > 599)
        throw std::invalid_argument("a response has no final status");
}

std::string http_date(Instant now) {
    const std::time_t seconds = now.micros() / 1'000'000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const std::size_t length =
        std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), length};
}

}  // namespace kommod::http
