// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/negotiation.h"

#include <algorithm>
#include <charconv>

namespace kommod::http {
namespace {

constexpr std::string_view blanks = " \t";

std::string_view strip(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Cuts the next element off a list; what is cut has no blanks around it.
std::string_view take(std::string_view& list, char separator) {
    const auto end = list.find(separator);
    const std::string_view element = strip(list.substr(0, end));
    list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
    return element;
}

// Weight in thousandths: "0.8" is 800. What cannot be read counts as 0: refused rather than
// guessed.
int quality(std::string_view parameters) {
    while (!parameters.empty()) {
        std::string_view parameter = take(parameters, ';');
        if (parameter.size() < 3 || (parameter[0] != 'q' && parameter[0] != 'Q') ||
            parameter[1] != '=')
            continue;
        parameter.remove_prefix(2);
        int thousandths = (parameter[0] == '1') ? 1000 : 0;
        if (thousandths == 0 && parameter.size() > 2 && parameter[1] == '.') {
            int unit = 100;
            for (const char digit : parameter.substr(2, 3)) {
                if (digit < '0' || digit > '9') return 0;
                thousandths += (digit - '0') * unit;
                unit /= 10;
            }
        }
        return thousandths;
    }
    return 1000;
}

// How well a media type is liked: the weight of the most specific range that covers it, times ten,
// plus how specific that range is.
int liking(std::string_view accept, std::string_view type, std::string_view type_range) {
    int specific = -1;
    int weight = 0;
    while (!accept.empty()) {
        std::string_view element = take(accept, ',');
        const std::string_view range = take(element, ';');
        const int level = iequals(range, type)         ? 2
                          : iequals(range, type_range) ? 1
                          : range == "*/*"             ? 0
                                                       : -1;
        if (level <= specific) continue;
        specific = level;
        weight = quality(element);
    }
    return weight == 0 ? 0 : weight * 10 + specific;
}

bool to_number(std::string_view digits, std::uint64_t& out) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return error == std::errc{} && end == digits.data() + digits.size() && !digits.empty();
}

std::string_view opaque(std::string_view etag) {
    if (etag.starts_with("W/")) etag.remove_prefix(2);
    return etag;
}

}  // namespace

bool iequals(std::string_view a, std::string_view b) {
    const auto low = [](char c) { return (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return low(x) == low(y); });
}

bool prefers_json(std::string_view accept) {
    if (accept.find("json") == std::string_view::npos) return false;
    return liking(accept, "application/json", "application/*") >
           liking(accept, "text/html", "text/*");
}

Encodings accepted_encodings(std::string_view accept_encoding) {
    Encodings out;
    while (!accept_encoding.empty()) {
        std::string_view element = take(accept_encoding, ',');
        const std::string_view coding = take(element, ';');
        const bool liked = quality(element) > 0;
        if (iequals(coding, "gzip")) out.gzip = liked;
        if (iequals(coding, "br")) out.brotli = liked;
    }
    return out;
}

bool none_match_hits(std::string_view if_none_match, std::string_view etag) {
    if (strip(if_none_match) == "*") return true;
    while (!if_none_match.empty())
        if (opaque(take(if_none_match, ',')) == opaque(etag)) return true;
    return false;
}

RangeAnswer parse_range(std::string_view range, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    if (range.size() <= unit.size() || !iequals(range.substr(0, unit.size()), unit)) return {};
    const std::string_view spec = strip(range.substr(unit.size()));
    const auto dash = spec.find('-');
    if (dash == std::string_view::npos || spec.find(',') != std::string_view::npos) return {};
    const std::string_view from = strip(spec.substr(0, dash));
    const std::string_view to = strip(spec.substr(dash + 1));
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (from.empty()) {  // the last n bytes
        if (!to_number(to, last)) return {};
        if (last == 0 || size == 0) return {RangeKind::unsatisfiable, {}};
        const std::uint64_t length = std::min(last, size);
        return {RangeKind::part, {size - length, length}};
    }
    if (!to_number(from, first)) return {};
    if (to.empty())
        last = size == 0 ? 0 : size - 1;
    else if (!to_number(to, last) || last < first)
        return {};
    if (first >= size) return {RangeKind::unsatisfiable, {}};
    last = std::min(last, size - 1);
    return {RangeKind::part, {first, last - first + 1}};
}

std::optional<std::string_view> find_cookie(std::string_view cookie_header, std::string_view name) {
    while (!cookie_header.empty()) {
        const std::string_view pair = take(cookie_header, ';');
        if (pair.size() > name.size() && pair[name.size()] == '=' && pair.starts_with(name))
            return pair.substr(name.size() + 1);
    }
    return std::nullopt;
}

}  // namespace kommod::http
