// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kommod::html {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Markdown, KnowsWhatOfficesWrite) {
    EXPECT_EQ(markdown_to_html("# Öffnungszeiten"),
              "<h2 class=\"kern-heading-large\">Öffnungszeiten</h2>");
    EXPECT_EQ(markdown_to_html("Ein *wichtiger* **Text**"),
              "<p class=\"kern-body\">Ein <em>wichtiger</em> <strong>Text</strong></p>");
    EXPECT_EQ(markdown_to_html("- a\n- b"),
              "<ul class=\"kern-list kern-list--bullet\"><li>a</li><li>b</li></ul>");
    EXPECT_EQ(markdown_to_html("3. a\n4. b"),
              "<ol class=\"kern-list kern-list--number\" start=\"3\"><li>a</li><li>b</li></ol>");
    EXPECT_THAT(
        markdown_to_html("[Mail](mailto:info@coesfeld.de?x=\"1\")"),
        HasSubstr("<a class=\"kern-link\" href=\"mailto:info@coesfeld.de?x=&quot;1&quot;\""));
}

TEST(Markdown, LetsNothingThroughThatRuns) {
    for (const char* source :
         {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b onclick='x'>c</b>",
          "[x](javascript:alert(1))", "[x](JAVASCRIPT:alert(1))", "[x](java&#10;script:alert(1))",
          "[x](data:text/html;base64,AAAA)", "[x](vbscript:x)", "[x](//evil.example)",
          "![x](javascript:alert(1))", "<javascript:alert(1)>", "[x]: javascript:alert(1)\n\n[x]",
          "`<script>`", "    <script>alert(1)</script>"}) {
        const auto html = markdown_to_html(source);
        EXPECT_THAT(html, Not(HasSubstr("<script"))) << source;
        EXPECT_THAT(html, Not(HasSubstr("href"))) << source;
        EXPECT_THAT(html, Not(HasSubstr("<img"))) << source;
        EXPECT_THAT(html, Not(HasSubstr("<b"))) << source;
    }
}

TEST(Markdown, BecomesPlainText) {
    EXPECT_EQ(markdown_to_text("# Titel\n\nEin [Link](https://x.de) und **fett**."),
              "Titel Ein Link und fett.");
}

// Whatever is written, only our own tags come out.
RC_GTEST_PROP(MarkdownProperty, OnlyKnownTags, ()) {
    const auto piece = rc::gen::element<std::string>("<", ">", "script", "a", "[", "]", "(", ")",
                                                     "javascript:", "*", "\n", "#", "`", "&lt;",
                                                     "\"", "'", " ", "- ", "&#x3c;", "\\");
    const auto parts = *rc::gen::container<std::vector<std::string>>(piece);
    std::string source;
    for (const auto& part : parts)
        source += part;
    const auto html = markdown_to_html(source);
    for (auto at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
        const auto rest = std::string_view(html).substr(at + 1 + (html[at + 1] == '/' ? 1 : 0));
        const bool known = rest.starts_with("p") || rest.starts_with("h") ||
                           rest.starts_with("ul") || rest.starts_with("ol") ||
                           rest.starts_with("li") || rest.starts_with("em>") ||
                           rest.starts_with("strong>") || rest.starts_with("br>") ||
                           rest.starts_with("a class=\"kern-link\"") || rest.starts_with("a>");
        RC_ASSERT(known);
    }
}

}  // namespace
}  // namespace kommod::html
