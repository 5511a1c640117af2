// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Texts that municipalities write: headings, paragraphs, lists, links and emphasis in Markdown, and
// nothing else. Raw HTML, images and addresses other than http(s), mailto, tel and relative ones
// vanish.
#pragma once

#include <string>
#include <string_view>

namespace kommod::html {

// HTML in KERN's classes. Headings start at <h2>: "#" is <h2>, "##" <h3> (the page has the <h1>).
std::string markdown_to_html(std::string_view markdown);

// The text without any mark-up, for search results, mails and <meta name="description">.
std::string markdown_to_text(std::string_view markdown);

}  // namespace kommod::html
