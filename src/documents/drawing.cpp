// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/drawing.h"

#include "documents/finish.h"
#include "documents/fonts.h"
#include "documents/painter.h"
#include "documents/svg.h"

namespace kommod::documents {
namespace {

bool is_possible(double mm) {
    return mm >= 10 && mm <= 5000;  // also false for NaN
}

}  // namespace

Result<std::string> drawing_pdf(std::string_view svg, const PageSize& page, const Metadata& about) {
    if (about.title.empty()) return fail("documents.no_title", "a document without a title");
    if (!is_possible(page.width_mm) || !is_possible(page.height_mm))
        return fail("documents.drawing_size", "a page has between 10 mm and 5 m");
    const Fonts fonts;
    const auto drawing = Svg::parse(svg, about.site);
    if (!drawing) return fail(drawing.error());

    Painter painter{page};
    painter.within({Tag{"Figure"}});
    const Box whole{0, 0, points(page.width_mm), points(page.height_mm)};
    if (auto drawn = painter.figure(*drawing, whole,
                                    about.description.empty() ? about.title : about.description);
        !drawn)
        return fail(std::move(drawn.error()));
    painter.end_page();
    return finish_pdf(painter.finish(), about, drawing->links());
}

}  // namespace kommod::documents
