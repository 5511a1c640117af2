// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "base/text.h"
#include "html/template_node.h"

namespace kommod::html {
namespace {

using Nodes = std::vector<TemplateNode>;
using Kind = TemplateNode::Kind;

bool is_name(std::string_view text) {
    return !text.empty() && text.find("__") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
           });
}

bool is_template_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '/';
    });
}

std::string squeezed(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space) result += c;
        if (space && !result.empty() && result.back() != ' ') result += ' ';
    }
    if (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

class Parser {
  public:
    Parser(std::string_view file, std::string_view text, int line, ParsedTemplate& result)
        : file_(file), text_(text), line_(line), result_(result) {}

    Nodes parse() {
        Nodes nodes = parse_until("");
        return nodes;
    }

  private:
    std::string_view file_, text_;
    std::size_t at_ = 0;
    int line_;
    ParsedTemplate& result_;

    std::string place() const { return fmt::format("{}:{}", file_, line_); }
    [[noreturn]] void refuse(std::string_view what) const {
        throw std::runtime_error(fmt::format("{}: {}", place(), what));
    }

    void advance(std::size_t to) {
        line_ +=
            static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                        text_.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
        at_ = to;
    }

    // Reads up to the closing marker of `section` ("" for the end of the file).
    Nodes parse_until(const std::string& section) {
        Nodes nodes;
        while (at_ < text_.size()) {
            const auto next = std::min(text_.find("{{", at_), text_.find("[[", at_));
            const auto end = next == std::string_view::npos ? text_.size() : next;
            if (end > at_) {
                nodes.push_back(plain(text_.substr(at_, end - at_)));
                advance(end);
            }
            if (at_ >= text_.size()) break;
            if (text_.compare(at_, 2, "[[") == 0) {
                nodes.push_back(bracket());
            } else if (marker(nodes, section)) {
                return nodes;
            }
        }
        if (!section.empty()) refuse("the section {{#" + section + "}} is not closed");
        return nodes;
    }

    TemplateNode plain(std::string_view text) const {
        TemplateNode node;
        node.text = std::string(text);
        node.place = place();
        return node;
    }

    // Handles "{{...}}"; true when it closes `section`.
    bool marker(Nodes& nodes, const std::string& section) {
        const auto end = text_.find("}}", at_);
        if (end == std::string_view::npos) refuse("a marker {{ is not closed");
        std::string_view inside = text_.substr(at_ + 2, end - at_ - 2);
        TemplateNode node;
        node.place = place();
        const char sign = inside.empty() ? ' ' : inside.front();
        if (sign == '!') {
            remember_optional(inside.substr(1));
            advance(end + 2);
            return false;
        }
        if (sign == '/') {
            if (inside.substr(1) != section)
                refuse(
                    fmt::format("{{{{{}}}}} closes nothing, or not the innermost section", inside));
            advance(end + 2);
            return true;
        }
        if (sign == '#' || sign == '^') {
            node.kind = sign == '#' ? Kind::section : Kind::inverted;
            node.name = std::string(inside.substr(1));
            if (!is_name(node.name)) refuse("not a name: " + node.name);
            advance(end + 2);
            node.children = parse_until(node.name);
            nodes.push_back(std::move(node));
            return false;
        }
        node.kind = Kind::value;
        read_value(inside, node, nodes);
        advance(end + 2);
        nodes.push_back(std::move(node));
        return false;
    }

    void read_value(std::string_view inside, TemplateNode& node, const Nodes& before) const {
        const auto colon = inside.find(':');
        node.name = std::string(inside.substr(0, colon));
        if (colon != std::string_view::npos) node.modifier = std::string(inside.substr(colon + 1));
        if (!is_name(node.name)) refuse("not a name (lower-case letters, digits, _): " + node.name);
        const auto& modifier = node.modifier;
        if (modifier == "raw") {
            if (!node.name.ends_with("_html") && !node.name.ends_with("_svg"))
                refuse(":raw is only for names that end in _html or _svg");
        } else if (modifier == "json") {
            if (before.empty() || before.back().kind != Kind::text ||
                !before.back().text.ends_with("type=\"application/ld+json\">"))
                refuse(":json is only allowed in <script type=\"application/ld+json\">");
        } else if (!modifier.empty() && modifier != "markdown" && modifier != "lines") {
            refuse("unknown modifier :" + modifier);
        }
    }

    // "{{!optional a b}}" and "{{!element a b}}"; other remarks are dropped.
    void remember_optional(std::string_view inside) {
        for (auto [word, names] :
             {std::pair{"optional ", &result_.optional}, std::pair{"element ", &result_.element}}) {
            if (!inside.starts_with(word)) continue;
            const auto list = squeezed(inside.substr(std::string_view(word).size()));
            for (const auto name : text::split(list, ' '))
                names->emplace(name);
        }
    }

    // "[[>name a="..."]]" or "[[text]]".
    TemplateNode bracket() {
        TemplateNode node;
        node.place = place();
        const auto end = closing_bracket();
        const std::string_view inside = text_.substr(at_ + 2, end - at_ - 2);
        if (inside.starts_with('>')) {
            node.kind = Kind::include;
            read_include(inside.substr(1), node);
        } else {
            node.kind = Kind::message;
            node.text = squeezed(inside);
            if (node.text.empty()) refuse("an empty text [[]]");
            if (node.text.find('<') != std::string::npos)
                refuse("markup inside [[...]]; translate the text around it");
        }
        advance(end + 2);
        return node;
    }

    // The "]]" that ends the bracket at `at_`; those inside quoted arguments do not count.
    std::size_t closing_bracket() const {
        const bool include = text_.substr(at_ + 2).starts_with('>');
        bool quoted = false;
        for (auto i = at_ + 2; i + 1 < text_.size(); ++i) {
            if (include && text_[i] == '"') quoted = !quoted;
            if (!quoted && text_[i] == ']' && text_[i + 1] == ']') return i;
        }
        refuse("[[ is not closed");
    }

    void read_include(std::string_view inside, TemplateNode& node) {
        auto i = std::min(inside.find_first_of(" \n\t\r"), inside.size());
        node.name = std::string(inside.substr(0, i));
        if (!is_template_name(node.name)) refuse("not a template name: " + node.name);
        while ((i = inside.find_first_not_of(" \n\t\r", i)) != std::string_view::npos) {
            const auto equals = inside.find("=\"", i);
            if (equals == std::string_view::npos)
                refuse("expected name=\"...\" in [[>" + node.name);
            const auto name = inside.substr(i, equals - i);
            if (!is_name(name)) refuse("not a name: " + std::string(name));
            const auto close = inside.find('"', equals + 2);
            if (close == std::string_view::npos) refuse("a quote is not closed");
            Parser value(file_, inside.substr(equals + 2, close - equals - 2), line_, result_);
            node.arguments.emplace_back(std::string(name), value.parse());
            i = close + 1;
        }
    }
};

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

// What the content security policy or the escaping would not forgive. `text` is in lower case.
class Rules {
  public:
    Rules(std::string_view file, std::string_view text) : file_(file), text_(text) {}

    void check() const {
        forbid("<style",
               "inline styles are blocked by the content security policy: use web/styles");
        forbid("javascript:", "javascript: addresses are blocked");
        check_scripts();
        for (auto at = text_.find('='); at != npos; at = text_.find('=', at + 1))
            check_attribute(at);
    }

  private:
    static constexpr auto npos = std::string_view::npos;
    std::string_view file_, text_;

    [[noreturn]] void refuse(std::size_t at, std::string_view reason) const {
        const auto line =
            1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        throw std::runtime_error(fmt::format("{}:{}: {}", file_, line, reason));
    }

    void forbid(std::string_view what, std::string_view reason) const {
        if (const auto at = text_.find(what); at != npos) refuse(at, reason);
    }

    void check_scripts() const {
        constexpr std::string_view data = "type=\"application/ld+json\"";
        for (auto at = text_.find("<script"); at != npos; at = text_.find("<script", at + 1)) {
            const auto tag = text_.substr(at, text_.find('>', at) - at);
            if (tag.find(" src=") == npos && tag.find(data) == npos)
                refuse(at, "inline scripts are blocked");
        }
    }

    // The attribute whose "=" stands at `equals`; nothing when it is something else.
    void check_attribute(std::size_t equals) const {
        auto end = equals;
        while (end > 0 && is_blank(text_[end - 1]))
            --end;
        auto start = end;
        while (start > 0 && (is_lower(text_[start - 1]) || text_[start - 1] == '-'))
            --start;
        const auto name = text_.substr(start, end - start);
        const char before = start == 0 ? ' ' : text_[start - 1];
        if (name.empty() || !(is_blank(before) || before == '"' || before == '\'')) return;
        if (name == "style")
            refuse(start, "style attributes are blocked by the content security policy");
        if (name.size() > 2 && name.starts_with("on") && name.find('-') == npos)
            refuse(start, "inline event handlers are blocked: use web/scripts");
        if (text_.substr(equals + 1).starts_with("{{"))
            refuse(start, "attribute values need quotes");
    }
};

}  // namespace

ParsedTemplate parse_template(std::string_view file, std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    Rules(file, lower).check();
    ParsedTemplate result;
    result.nodes = Parser(file, text, 1, result).parse();
    return result;
}

}  // namespace kommod::html
