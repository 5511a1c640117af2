// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/message.h"

#include "base/text.h"
#include "http/negotiation.h"

namespace kommod::http {
namespace {

// More fields than any form of the house has; beyond it somebody plays with memory.
constexpr std::size_t most_fields = 2000;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

template <class Map>
std::string_view find_in(const Map& map, std::string_view name) {
    const auto found = map.find(name);
    return found == map.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace

std::string_view Parameters::get(std::string_view name) const {
    for (const auto& [key, value] : entries_)
        if (key == name) return value;
    return {};
}

bool Parameters::has(std::string_view name) const {
    for (const auto& entry : entries_)
        if (entry.first == name) return true;
    return false;
}

std::vector<std::string_view> Parameters::all(std::string_view name) const {
    std::vector<std::string_view> out;
    for (const auto& [key, value] : entries_)
        if (key == name) out.emplace_back(value);
    return out;
}

std::string_view Request::header(std::string_view lower_case_name) const {
    return find_in(headers, lower_case_name);
}

std::string_view Request::capture(std::string_view name) const {
    return find_in(captures, name);
}

bool Request::wants_json() const {
    return path.ends_with(".json") || prefers_json(header("accept"));
}

std::vector<std::pair<std::string, std::string>> form_fields(const Request& request,
                                                             FormKind kind) {
    std::vector<std::pair<std::string, std::string>> out;
    out.emplace_back(csrf_field, request.csrf_token);
    if (kind == FormKind::spam_guarded) out.emplace_back(stamp_field, request.form_stamp);
    return out;
}

Response redirect(std::string location, int status) {
    Response response;
    response.status = status;
    response.content_type.clear();
    response.set_header("Location", std::move(location));
    return response;
}

Response json_response(std::string body, int status) {
    return text_response(std::move(body), "application/json", status);
}

Response text_response(std::string body, std::string content_type, int status) {
    Response response;
    response.status = status;
    response.content_type = std::move(content_type);
    response.body = std::move(body);
    return response;
}

std::string url_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

Result<std::string> url_decode(std::string_view text, bool form) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && form) {
            out += ' ';
        } else if (text[i] == '%') {
            if (i + 2 >= text.size()) return fail("url.malformed", "cut-off escape");
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return fail("url.malformed", "bad escape");
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    if (out.find('\0') != std::string::npos) return fail("url.malformed", "NUL");
    if (!text::is_utf8(out)) return fail("url.malformed", "not UTF-8");
    return out;
}

Result<Parameters> parse_urlencoded(std::string_view text) {
    Parameters out;
    if (text.empty()) return out;
    for (const std::string_view pair : text::split(text, '&')) {
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        auto name = url_decode(pair.substr(0, equals), true);
        if (!name) return fail(name.error());
        auto value = url_decode(
            equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
        if (!value) return fail(value.error());
        if (out.entries().size() == most_fields) return fail("url.malformed", "too many fields");
        out.add(std::move(*name), std::move(*value));
    }
    return out;
}

}  // namespace kommod::http
