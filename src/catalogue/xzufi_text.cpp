// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "catalogue/xzufi.h"

namespace kommod::catalogue {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> entities{{
    {"amp", "&"},
    {"lt", "<"},
    {"gt", ">"},
    {"quot", "\""},
    {"apos", "'"},
    {"nbsp", " "},
    {"auml", "ä"},
    {"ouml", "ö"},
    {"uuml", "ü"},
    {"Auml", "Ä"},
    {"Ouml", "Ö"},
    {"Uuml", "Ü"},
    {"szlig", "ß"},
    {"euro", "€"},
    {"sect", "§"},
}};

// What an opening or closing tag leaves in plain text.
std::string_view mark_of(std::string_view tag) {
    const bool closing = tag.starts_with('/');
    if (closing) tag.remove_prefix(1);
    std::string name;
    for (const char c : tag) {
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) break;
        name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (name == "br") return "\n";
    if (name == "li") return closing ? "\n" : "\n- ";
    if (name == "p" || name == "div" || name == "ul" || name == "ol" || name == "h1" ||
        name == "h2" || name == "h3" || name == "h4" || name == "tr")
        return "\n\n";
    return "";
}

// Lines without white space at their ends, at most one empty line between two.
std::string tidy_lines(std::string_view text) {
    std::string out;
    int empty = 2;
    for (const auto part : text::split(text, '\n')) {
        const auto line = text::trim(part);
        empty = line.empty() ? empty + 1 : 0;
        if (line.empty() && empty > 1) continue;
        out += std::string{line} + '\n';
    }
    return std::string{text::trim(out)};
}

}  // namespace

std::string plain_text(std::string_view html) {
    constexpr std::size_t longest_tag = 2000, longest_entity = 8;
    std::string out;
    for (std::size_t i = 0; i < html.size(); ++i) {
        const char c = html[i];
        if (c == '<' && i + 1 < html.size() &&
            (html[i + 1] == '/' || std::isalpha(static_cast<unsigned char>(html[i + 1])) != 0)) {
            const auto end = html.substr(0, std::min(html.size(), i + longest_tag)).find('>', i);
            if (end != std::string_view::npos) {
                out += mark_of(html.substr(i + 1, end - i - 1));
                i = end;
                continue;
            }
        }
        if (c == '&') {
            const auto end = html.substr(0, std::min(html.size(), i + longest_entity)).find(';', i);
            const auto name = end == std::string_view::npos ? std::string_view{}
                                                            : html.substr(i + 1, end - i - 1);
            const auto known = std::ranges::find(
                entities, name, &std::pair<std::string_view, std::string_view>::first);
            if (known != entities.end()) {
                out += known->second;
                i = end;
                continue;
            }
        }
        out += c;
    }
    return tidy_lines(out);
}

}  // namespace kommod::catalogue
