// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/check.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "documents/svg.h"

namespace kommod::documents {
namespace {

Result<void> refuse(std::string what, std::string value = {}) {
    return fail(Error{"documents.block_malformed", std::move(what), {}, 0, std::move(value), {}});
}

class Check {
  public:
    explicit Check(const Document& document) : document_(document) {}

    Result<void> operator()(const Heading& heading) {
        const int highest = level_ == 0 ? 1 : 2;
        if (heading.level < highest || heading.level > std::min(3, level_ + 1))
            return refuse("the first heading is of level 1, those below skip no level",
                          std::to_string(heading.level));
        level_ = heading.level;
        return words(heading.text);
    }
    Result<void> operator()(const Paragraph& paragraph) { return spans(paragraph.text); }
    Result<void> operator()(const List& list) {
        for (const Spans& item : list.items)
            if (auto seen = spans(item); !seen) return seen;
        return {};
    }
    Result<void> operator()(const Table& table) {
        if (table.columns.empty()) return refuse("a table without columns");
        for (const Column& column : table.columns) {
            if (!(column.share > 0)) return refuse("a column without width", column.header);
            if (auto seen = words(column.header); !seen) return seen;
        }
        for (const auto& row : table.rows) {
            if (row.size() != table.columns.size())
                return refuse("a row has a cell for every column", std::to_string(row.size()));
            for (const Spans& cell : row)
                if (auto seen = spans(cell); !seen) return seen;
        }
        return {};
    }
    Result<void> operator()(const Figure& figure) {
        if (text::trim(figure.alternative).empty()) return refuse("no alternative text");
        if (!(figure.width_mm >= 0)) return refuse("a figure of no width");
        if (auto seen = words(figure.alternative); !seen) return seen;
        return words(figure.caption);
    }
    Result<void> operator()(const KeyFigures& key) {
        if (key.figures.empty() || key.figures.size() > 4) return refuse("one to four key figures");
        for (const KeyFigure& figure : key.figures)
            for (const std::string* part : {&figure.number, &figure.label, &figure.change})
                if (auto seen = words(*part); !seen) return seen;
        return {};
    }
    Result<void> operator()(const Spacer& spacer) {
        return spacer.height_mm >= 0 ? Result<void>{} : refuse("a negative space");
    }

  private:
    Result<void> words(const std::string& text) {
        return text::is_utf8(text) ? Result<void>{} : refuse("not UTF-8");
    }
    Result<void> spans(const Spans& spans) {
        for (const Span& span : spans) {
            if (auto seen = words(span.text); !seen) return seen;
            if (!span.link.empty() && !can_follow(span.link, document_.about.site))
                return refuse("not a link that the document can follow", span.link);
        }
        return {};
    }

    const Document& document_;
    int level_ = 0;  // of the heading before
};

}  // namespace

Result<void> check(const Document& document) {
    if (document.about.title.empty())
        return fail("documents.no_title", "a document without a title");
    Check check{document};
    for (std::size_t i = 0; i < document.blocks.size(); ++i)
        if (auto seen = std::visit(check, document.blocks[i]); !seen) {
            seen.error().field = fmt::format("blocks[{}]", i);
            return seen;
        }
    return {};
}

}  // namespace kommod::documents
