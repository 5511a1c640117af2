// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The parsed form of a template; inside this room only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kommod::html {

struct TemplateNode {
    enum class Kind { text, value, section, inverted, include, message };
    Kind kind = Kind::text;
    std::string name;      // of value, section, include
    std::string text;      // of text and message
    std::string modifier;  // of value: "", "markdown", "lines", "raw", "json"
    std::string place;     // "portal/start.html:12"
    std::vector<TemplateNode> children;
    std::vector<std::pair<std::string, std::vector<TemplateNode>>> arguments;  // of include
};

struct ParsedTemplate {
    std::vector<TemplateNode> nodes;
    std::set<std::string, std::less<>> optional;  // arguments or keys that may be left out
    std::set<std::string, std::less<>> element;   // keys of list elements that may be left out
};

// Parses one file; throws std::runtime_error("file:line: what is wrong").
ParsedTemplate parse_template(std::string_view file, std::string_view text);

}  // namespace kommod::html
