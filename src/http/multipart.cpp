// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/multipart.h"

#include "base/text.h"
#include "http/negotiation.h"

namespace kommod::http {
namespace {

constexpr std::size_t longest_header = 8 * 1024;
constexpr std::size_t longest_preamble = 1024;

// Browsers write a quote as %22 and line ends as %0D %0A in names, and nothing else in escapes
// (HTML standard, multipart/form-data encoding algorithm).
std::string unescape_name(std::string_view text) {
    std::string out = text::replace_all(text, "%22", "\"");
    out = text::replace_all(out, "%0D", "\r");
    return text::replace_all(out, "%0A", "\n");
}

// The next parameter "; key=value" or "; key="value"". False at the end or when malformed.
bool take_parameter(std::string_view& rest, std::string_view& key, std::string& value) {
    rest = text::trim(rest);
    if (!rest.starts_with(';')) return false;
    rest = text::trim(rest.substr(1));
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return false;
    key = rest.substr(0, equals);
    rest.remove_prefix(equals + 1);
    value.clear();
    if (!rest.starts_with('"')) {
        const auto end = rest.find(';');
        value = text::trim(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
        return true;
    }
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"') {
            rest.remove_prefix(i + 1);
            return true;
        }
        if (rest[i] == '\\' && i + 1 < rest.size() && rest[i + 1] == '"') ++i;
        value += rest[i];
    }
    return false;
}

bool read_disposition(std::string_view value, PartHeader& out, bool& named) {
    constexpr std::string_view kind = "form-data";
    if (value.size() < kind.size() || !iequals(value.substr(0, kind.size()), kind)) return false;
    std::string_view rest = value.substr(kind.size());
    std::string_view key;
    std::string text;
    while (take_parameter(rest, key, text)) {
        if (iequals(key, "name")) {
            out.name = unescape_name(text);
            named = true;
        } else if (iequals(key, "filename")) {
            out.file_name = unescape_name(text);
        }
    }
    return text::trim(rest).empty();
}

bool is_clean(std::string_view text) {
    return text.find('\0') == std::string_view::npos && text::is_utf8(text);
}

// Nothing when it is not the header of a form's part.
std::optional<PartHeader> parse_part_header(std::string_view lines) {
    PartHeader out;
    bool named = false;
    while (!lines.empty()) {
        const auto end = lines.find("\r\n");
        const std::string_view line = lines.substr(0, end);
        lines = end == std::string_view::npos ? std::string_view{} : lines.substr(end + 2);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = text::trim(line.substr(colon + 1));
        if (iequals(name, "content-disposition")) {
            if (named || !read_disposition(value, out, named)) return std::nullopt;
        } else if (iequals(name, "content-type")) {
            out.content_type = value;
        }
    }
    const bool clean = is_clean(out.name) && is_clean(out.content_type) &&
                       (!out.file_name || is_clean(*out.file_name));
    if (!named || !clean) return std::nullopt;
    return out;
}

}  // namespace

std::string multipart_boundary(std::string_view content_type) {
    std::string_view rest = content_type;
    const auto semicolon = rest.find(';');
    if (semicolon == std::string_view::npos) return {};
    rest.remove_prefix(semicolon);
    std::string_view key;
    std::string value;
    while (take_parameter(rest, key, value)) {
        if (!iequals(key, "boundary")) continue;
        const bool valid = !value.empty() && value.size() <= 70 && value.back() != ' ' &&
                           value.find_first_not_of(
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
                               "uvwxyz0123456789'()+_,-./:=? ") == std::string::npos;
        return valid ? value : std::string{};
    }
    return {};
}

// The body begins as if a line ended just before it, so that the first boundary is like all others.
MultipartParser::MultipartParser(std::string_view boundary, PartSink& sink)
    : delimiter_("\r\n--" + std::string{boundary}), sink_(sink), pending_("\r\n") {}

int MultipartParser::feed(std::string_view bytes) {
    if (state_ == State::done) return 0;  // the epilogue is ignored
    pending_ += bytes;
    int status = 0;
    while (step(status)) {
    }
    return status;
}

// Goes one step on; false when more bytes are needed, or at the end.
bool MultipartParser::step(int& status) {
    switch (state_) {
        case State::preamble:
            return skip_preamble(status);
        case State::after_boundary:
            return read_after_boundary(status);
        case State::header:
            return read_header(status);
        case State::data:
            return read_data(status);
        case State::done:
            pending_.clear();
            return false;
    }
    return false;
}

// What is looked for begins later than it may, or cannot begin earlier any more. The answer is the
// same however the bytes were cut.
bool MultipartParser::too_far(std::size_t found, std::size_t latest, std::size_t length) const {
    if (found != std::string::npos) return found > latest;
    return pending_.size() >= latest + length;
}

bool MultipartParser::skip_preamble(int& status) {
    const auto at = pending_.find(delimiter_);
    if (too_far(at, longest_preamble, delimiter_.size())) status = 400;
    if (at == std::string::npos || status != 0) return false;
    pending_.erase(0, at + delimiter_.size());
    state_ = State::after_boundary;
    return true;
}

bool MultipartParser::read_after_boundary(int& status) {
    if (pending_.size() < 2) return false;
    if (pending_.starts_with("--")) {
        state_ = State::done;
        return true;
    }
    const auto line_end = pending_.find("\r\n");
    if (too_far(line_end, longest_preamble, 2)) status = 400;
    if (line_end == std::string::npos || status != 0) return false;
    // Blanks may follow a boundary.
    if (!text::trim(std::string_view{pending_}.substr(0, line_end)).empty()) {
        status = 400;
        return false;
    }
    pending_.erase(0, line_end + 2);
    state_ = State::header;
    return true;
}

bool MultipartParser::read_header(int& status) {
    const auto end = pending_.find("\r\n\r\n");
    if (too_far(end, longest_header, 4)) status = 400;
    if (end == std::string::npos || status != 0) return false;
    auto header = parse_part_header(std::string_view{pending_}.substr(0, end));
    if (!header) {
        status = 400;
        return false;
    }
    pending_.erase(0, end + 4);
    state_ = State::data;
    status = sink_.begin_part(std::move(*header));
    return status == 0;
}

bool MultipartParser::read_data(int& status) {
    const auto at = pending_.find(delimiter_);
    if (at == std::string::npos) {
        if (pending_.size() < delimiter_.size()) return false;
        const std::size_t certain = pending_.size() - delimiter_.size() + 1;
        status = sink_.part_data(std::string_view{pending_}.substr(0, certain));
        pending_.erase(0, certain);
        return false;
    }
    if (at > 0) status = sink_.part_data(std::string_view{pending_}.substr(0, at));
    if (status == 0) status = sink_.end_part();
    if (status != 0) return false;
    pending_.erase(0, at + delimiter_.size());
    state_ = State::after_boundary;
    return true;
}

}  // namespace kommod::http
