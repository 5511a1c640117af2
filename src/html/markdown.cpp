// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/markdown.h"

#include <algorithm>
#include <array>
#include <memory>

#include <cmark.h>
#include <fmt/format.h>

#include "base/markup.h"
#include "base/text.h"

namespace kommod::html {
namespace {

struct NodeDeleter {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct IteratorDeleter {
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using Document = std::unique_ptr<cmark_node, NodeDeleter>;
using Walk = std::unique_ptr<cmark_iter, IteratorDeleter>;

Document parse(std::string_view markdown) {
    return Document(
        cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_VALIDATE_UTF8));
}

// An address that cannot run anything: relative, or of a harmless scheme. Browsers ignore control
// characters inside a scheme ("java\tscript:"), so an address that has any is refused.
bool is_harmless(std::string_view address) {
    const bool control = std::any_of(address.begin(), address.end(),
                                     [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
    if (control) return false;
    const auto stop = address.find_first_of(":/?#");
    if (stop == std::string_view::npos || address[stop] != ':')
        return !address.starts_with("//") && !address.starts_with("/\\");
    const auto scheme = text::lower(address.substr(0, stop));
    constexpr std::array<std::string_view, 4> allowed{"https", "http", "mailto", "tel"};
    return std::find(allowed.begin(), allowed.end(), scheme) != allowed.end();
}

std::string_view literal(cmark_node* node) {
    const char* text = cmark_node_get_literal(node);
    return text == nullptr ? std::string_view{} : std::string_view{text};
}

class HtmlWriter {
  public:
    std::string write(cmark_node* document) {
        const Walk walk(cmark_iter_new(document));
        for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
             event = cmark_iter_next(walk.get())) {
            visit(cmark_iter_get_node(walk.get()), event == CMARK_EVENT_ENTER);
        }
        return std::move(out_);
    }

  private:
    std::string out_;

    static bool is_tight(cmark_node* paragraph) {
        auto* item = cmark_node_parent(paragraph);
        auto* list = item == nullptr ? nullptr : cmark_node_parent(item);
        return list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST &&
               cmark_node_get_list_tight(list) != 0;
    }

    void tag(std::string_view name, std::string_view attributes, bool enter) {
        out_ += enter ? fmt::format("<{}{}>", name, attributes) : fmt::format("</{}>", name);
    }

    void link(cmark_node* node, bool enter) {
        const char* url = cmark_node_get_url(node);
        const std::string_view address = url == nullptr ? "" : url;
        if (address.empty() || !is_harmless(address)) return;
        tag("a", fmt::format(" class=\"kern-link\" href=\"{}\"", markup::escaped(address)), enter);
    }

    void list(cmark_node* node, bool enter) {
        const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        const int start = ordered ? cmark_node_get_list_start(node) : 1;
        const std::string from = start == 1 ? "" : fmt::format(" start=\"{}\"", start);
        tag(ordered ? "ol" : "ul",
            fmt::format(" class=\"kern-list kern-list--{}\"{}", ordered ? "number" : "bullet",
                        from),
            enter);
    }

    void heading(cmark_node* node, bool enter) {
        constexpr std::array<std::string_view, 3> looks{"large", "medium", "small"};
        const int level = std::min(cmark_node_get_heading_level(node), 5);
        const auto look = looks[static_cast<std::size_t>(std::min(level, 3) - 1)];
        tag(fmt::format("h{}", level + 1), fmt::format(" class=\"kern-heading-{}\"", look), enter);
    }

    void visit(cmark_node* node, bool enter) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_HEADING:
                heading(node, enter);
                break;
            case CMARK_NODE_PARAGRAPH:
                if (!is_tight(node)) tag("p", " class=\"kern-body\"", enter);
                break;
            case CMARK_NODE_LIST:
                list(node, enter);
                break;
            case CMARK_NODE_ITEM:
                tag("li", "", enter);
                break;
            case CMARK_NODE_EMPH:
                tag("em", "", enter);
                break;
            case CMARK_NODE_STRONG:
                tag("strong", "", enter);
                break;
            case CMARK_NODE_LINK:
                link(node, enter);
                break;
            case CMARK_NODE_SOFTBREAK:
                out_ += '\n';
                break;
            case CMARK_NODE_LINEBREAK:
                out_ += "<br>";
                break;
            case CMARK_NODE_TEXT:
            case CMARK_NODE_CODE:
                out_ += markup::escaped(literal(node));
                break;
            case CMARK_NODE_CODE_BLOCK:
                out_ +=
                    fmt::format("<p class=\"kern-body\">{}</p>", markup::escaped(literal(node)));
                break;
            // Quotes, rules and images show their text only; raw HTML shows nothing.
            default:
                break;
        }
    }
};

}  // namespace

std::string markdown_to_html(std::string_view markdown) {
    const auto document = parse(markdown);
    return HtmlWriter().write(document.get());
}

std::string markdown_to_text(std::string_view markdown) {
    const auto document = parse(markdown);
    std::string out;
    const Walk walk(cmark_iter_new(document.get()));
    for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk.get())) {
        auto* node = cmark_iter_get_node(walk.get());
        const auto type = cmark_node_get_type(node);
        const bool inline_text = type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE;
        const bool space = type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ||
                           type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
        if (inline_text && event == CMARK_EVENT_ENTER) out += literal(node);
        if (space && !out.empty() && out.back() != ' ') out += ' ';
    }
    return std::string(text::trim(out));
}

}  // namespace kommod::html
