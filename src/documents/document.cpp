// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/document.h"

#include <algorithm>

#include <fmt/format.h>

#include "documents/check.h"
#include "documents/finish.h"
#include "documents/fonts.h"
#include "documents/layout.h"
#include "documents/text.h"

namespace kommod::documents {
namespace {

// Margins in the spirit of DIN 5008: 25 mm left for the hole punch, 20 mm right.
constexpr double left = points(25), right = points(20), top = points(20), bottom = points(24);
constexpr double foot = points(13);  // from the lower edge to the footer's top
constexpr Style footer_style{8, 11, false, muted_ink};

class Pages {
  public:
    Pages(const Document& document, PangoContext* context)
        : document_(document), context_(context), painter_(a4_portrait) {}

    Result<std::string> run() {
        auto layout = lay_out(document_, context_, {left, width()});
        if (!layout) return fail(std::move(layout.error()));
        std::vector<Slice> slices;
        for (const Piece& piece : layout->pieces)
            slices.push_back(piece.slice);
        const auto places = paginate(slices, height() - top - bottom);
        if (!places)
            return fail(Error{"documents.block_too_high",
                              "higher than a page",
                              layout->pieces[places.error()].field,
                              0,
                              {},
                              {}});
        const std::size_t pages = places->empty() ? 1 : places->back().page + 1;
        if (document_.at_most_pages && pages > *document_.at_most_pages) return too_long(pages);
        if (auto drawn = draw(layout->pieces, *places, pages); !drawn)
            return fail(std::move(drawn.error()));
        return finish_pdf(painter_.finish(), document_.about, layout->links);
    }

  private:
    static double width() { return points(a4_portrait.width_mm) - left - right; }
    static double height() { return points(a4_portrait.height_mm); }

    Result<std::string> too_long(std::size_t pages) const {
        Error error{"documents.too_long", {}, {}, 0, std::to_string(pages), {}};
        error.what = fmt::format("{} pages, at most {} allowed", pages, *document_.at_most_pages);
        return fail(std::move(error));
    }

    Result<void> draw(const std::vector<Piece>& pieces, const std::vector<Place>& places,
                      std::size_t pages) {
        std::size_t page = 0;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const Place& place = places[i];
            const bool begins_page = place.page != page;
            if (begins_page) end_page(page++, pages);
            if (begins_page && pieces[i].repeat)
                pieces[i].repeat(painter_, top + place.y - pieces[i].slice.repeated);
            if (auto drawn = pieces[i].draw(painter_, top + place.y); !drawn) return drawn;
        }
        end_page(page, pages);
        return {};
    }

    void end_page(std::size_t page, std::size_t pages) {
        const double y = height() - foot;
        Style at_right = footer_style;
        at_right.alignment = Alignment::right;
        Text{context_, {{document_.footer}}, footer_style, width()}.draw_as_decoration(painter_,
                                                                                       left, y);
        Text{context_, {{page_words(page + 1, pages)}}, at_right, width()}.draw_as_decoration(
            painter_, left, y);
        painter_.end_page();
    }

    // The first {} is the page, the second the number of pages; any other text is printed as it is.
    std::string page_words(std::size_t page, std::size_t pages) const {
        std::string words = document_.page_words;
        for (const std::size_t number : {page, pages})
            if (const auto at = words.find("{}"); at != std::string::npos)
                words.replace(at, 2, std::to_string(number));
        return words;
    }

    const Document& document_;
    PangoContext* context_;
    Painter painter_;
};

}  // namespace

Result<std::string> document_pdf(const Document& document) {
    if (auto sound = check(document); !sound) return fail(std::move(sound.error()));
    const Fonts fonts;
    const auto context = fonts.context(document.about.language);
    return Pages{document, context.get()}.run();
}

}  // namespace kommod::documents
