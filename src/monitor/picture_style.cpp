// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/picture_style.h"

#include <map>
#include <optional>

#include "base/embedded.h"
#include "base/text.h"

namespace kommod::embedded {
extern const std::span<const File> monitor_styles;
}

namespace kommod::monitor {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

std::string without_comments(std::string_view css) {
    std::string out;
    while (!css.empty()) {
        const auto begin = css.find("/*");
        out += css.substr(0, begin);
        if (begin == std::string_view::npos) break;
        const auto end = css.find("*/", begin);
        css = end == std::string_view::npos ? std::string_view{} : css.substr(end + 2);
    }
    return out;
}

struct Rule {
    std::string_view selector, body;
};

// The rules of the outermost level; those inside of @media and the like are passed over.
template <class Act>
void each_rule(std::string_view css, const Act& act) {
    while (true) {
        const auto open = css.find('{');
        if (open == std::string_view::npos) return;
        std::size_t close = open + 1;
        for (int depth = 1; close < css.size(); ++close) {
            depth += css[close] == '{' ? 1 : css[close] == '}' ? -1 : 0;
            if (depth == 0) break;
        }
        const Rule rule{text::trim(css.substr(0, open)), css.substr(open + 1, close - open - 1)};
        if (!rule.selector.starts_with('@')) act(rule);
        css = css.substr(std::min(css.size(), close + 1));
    }
}

Variables variables_of(std::string_view body) {
    Variables out;
    for (const std::string_view line : text::split(body, ';')) {
        const auto colon = line.find(':');
        if (colon != std::string_view::npos)
            out.emplace(text::trim(line.substr(0, colon)), text::trim(line.substr(colon + 1)));
    }
    return out;
}

// The value with its variables filled in; nothing when one is unknown.
std::optional<std::string> filled(std::string_view value, const Variables& variables) {
    constexpr std::string_view call = "var(";
    std::string out;
    while (true) {
        const auto at = value.find(call);
        out += value.substr(0, at);
        if (at == std::string_view::npos) return out;
        const auto end = value.find_first_of(",)", at);
        if (end == std::string_view::npos || value[end] != ')') return std::nullopt;
        const auto found =
            variables.find(text::trim(value.substr(at + call.size(), end - at - call.size())));
        if (found == variables.end()) return std::nullopt;
        out += found->second;
        value = value.substr(end + 1);
    }
}

// ".m-a" or ".m-a,\n.m-b text": plain classes of the drawing, no states.
bool of_the_drawing(std::string_view selector) {
    for (const std::string_view part : text::split(selector, ','))
        if (!text::trim(part).starts_with(".m-") || part.find(':') != std::string_view::npos)
            return false;
    return true;
}

}  // namespace

std::string plain_style(std::string_view css) {
    const std::string plain = without_comments(css);
    std::optional<Variables> variables;
    std::string out;
    each_rule(plain, [&](const Rule& rule) {
        if (rule.selector == ":root" && !variables) variables = variables_of(rule.body);
        if (!variables || !of_the_drawing(rule.selector)) return;
        std::string body;
        for (const std::string_view declaration : text::split(rule.body, ';')) {
            const auto value = filled(text::trim(declaration), *variables);
            if (value && !value->empty()) body += *value + ";";
        }
        out += text::replace_all(rule.selector, "\n", "") + "{" + body + "}";
    });
    return out;
}

const std::string& picture_style() {
    static const std::string style = "text{font-family:\"Fira Sans\",sans-serif}" +
                                     plain_style(embedded::monitor_styles.front().content);
    return style;
}

}  // namespace kommod::monitor
