// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Reports, and later letters, certificates and receipts, as data: blocks from top to bottom on A4.
// How they look is decided here, once.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "documents/metadata.h"

namespace kommod::documents {

// A stretch of text. `link` is an address (http, https, mailto, or "/..." below `Metadata::site`);
// empty for plain text.
struct Span {
    std::string text;
    bool bold = false;
    std::string link = {};
};
using Spans = std::vector<Span>;

struct Heading {
    // 1 to 3; the first heading of a document is its only one of level 1 (PDF/UA-1, 7.4).
    int level = 1;
    std::string text;
};

enum class Voice {
    lead,  // one or two sentences under the title that say it all
    plain,
    small,  // sources, notes
};

struct Paragraph {
    Spans text;
    Voice voice = Voice::plain;
};

struct List {
    std::vector<Spans> items;
    bool numbered = false;
};

enum class Alignment { left, right };  // numbers stand right, with figures of one width

struct Column {
    std::string header;
    double share = 1;  // of the width, beside the shares of the other columns
    Alignment alignment = Alignment::left;
};

// A table with a header row, repeated on every page; a row is never torn apart. Each row has a cell
// for every column.
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Spans>> rows;
};

struct Figure {
    std::string svg;          // as in documents/drawing.h
    std::string alternative;  // what it shows, for those who do not see it; must not be empty
    double width_mm = 0;      // 0: as wide as the text (165 mm)
    std::string caption = {};
};

struct KeyFigure {
    std::string number;  // as it is printed: "221", "18,4 %"
    std::string label;
    // Against what came before: "+12 seit Januar"; empty when there is nothing to compare.
    std::string change = {};
};

// Two to four large numbers beside each other.
struct KeyFigures {
    std::vector<KeyFigure> figures;
};

struct Spacer {
    double height_mm = 0;
};

using Block = std::variant<Heading, Paragraph, List, Table, Figure, KeyFigures, Spacer>;

struct Document {
    Metadata about;
    std::vector<Block> blocks;
    std::string footer;  // at the left of every page's foot
    // At its right: number of the page, number of pages.
    std::string page_words = "Seite {} von {}";
    // More is an error: a report of one page stays one.
    std::optional<std::size_t> at_most_pages = {};
};

// The document as a tagged PDF (ISO 32000-1, 14.8): A4 portrait, ragged right, not hyphenated but
// for soft hyphens (U+00AD); paragraphs leave at least two lines on either side of a page break, a
// heading stays with what follows. Language, title, headings, lists, tables with their header
// cells, alternative texts and links are there as PDF/UA-1 asks; decoration and footers are
// artifacts. It is the ground for PDF/A-3 (typefaces embedded, no encryption, XMP), but claims
// neither.
//
// Text is shown in normalisation form C. All letters and sequences of DIN 91379 are there; a
// character in none of the typefaces becomes U+FFFD, never an empty box; marks that turn the
// direction of writing are left out. Bytes and threads as for drawing_pdf.
//
// Errors, "documents." followed by one of these; `field` names the block ("blocks[3]")
// - too_long: more pages than `at_most_pages`; `value` is the number it would take, no `field`
// - block_malformed: a heading of another level, a table whose rows do not fit its columns, no
//   alternative text, key figures that are fewer than one or more than four, a link that is none or
//   needs a site, text that is not UTF-8
// - block_too_high: a figure or a table row is higher than a page
// - drawing_...: the drawing of a figure, as in drawing_pdf
// - no_title: `about.title` is empty
Result<std::string> document_pdf(const Document& document);

}  // namespace kommod::documents
