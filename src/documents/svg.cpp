// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/svg.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include <libxml/xmlreader.h>

#include "base/text.h"

namespace kommod::documents {
namespace {

constexpr std::size_t largest_drawing = 4u << 20;

// What is drawn as vectors. A filter, a mask or an image would put pixels into the PDF.
constexpr std::array<std::string_view, 22> plain_elements{"svg",
                                                          "g",
                                                          "defs",
                                                          "symbol",
                                                          "use",
                                                          "a",
                                                          "title",
                                                          "desc",
                                                          "style",
                                                          "path",
                                                          "rect",
                                                          "circle",
                                                          "ellipse",
                                                          "line",
                                                          "text",
                                                          "polygon",
                                                          "stop",
                                                          "polyline",
                                                          "clipPath",
                                                          "linearGradient",
                                                          "radialGradient",
                                                          "tspan"};

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

// CSS that fetches: @import, and url(...) of anything but a part of the drawing. Escapes could hide
// either.
bool leaves_the_drawing(std::string_view css) {
    std::string text = text::lower(css);
    std::erase_if(text, [](unsigned char c) { return std::isspace(c) || c == '"' || c == '\''; });
    if (text.find('\\') != std::string::npos || text.find("@import") != std::string::npos)
        return true;
    for (std::size_t at = text.find("url("); at != std::string::npos;
         at = text.find("url(", at + 1))
        if (text.compare(at + 4, 1, "#") != 0) return true;
    return false;
}

// Reads through a drawing once, before anything is drawn.
class Inspection {
  public:
    explicit Inspection(std::string_view svg)
        : reader_(xmlReaderForMemory(svg.data(), static_cast<int>(svg.size()), nullptr, "UTF-8",
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)) {}

    Result<std::map<std::string, std::string>> run() {
        if (!reader_) return refuse("drawing_malformed", "the XML reader did not start");
        int more = 0;
        while ((more = xmlTextReaderRead(reader_.get())) == 1)
            if (auto seen = node(); !seen) return fail(std::move(seen.error()));
        if (more != 0) return refuse("drawing_malformed", "not well-formed XML");
        return std::move(links_);
    }

  private:
    Result<void> node() {
        switch (xmlTextReaderNodeType(reader_.get())) {
            case XML_READER_TYPE_ELEMENT:
                return element();
            case XML_READER_TYPE_END_ELEMENT:
                leave(view(xmlTextReaderConstLocalName(reader_.get())));
                return {};
            case XML_READER_TYPE_TEXT:
            case XML_READER_TYPE_CDATA:
                return words(view(xmlTextReaderConstValue(reader_.get())));
            case XML_READER_TYPE_DOCUMENT_TYPE:
            case XML_READER_TYPE_ENTITY_REFERENCE:
                return refuse("drawing_malformed", "a drawing has no document type or entities");
            case XML_READER_TYPE_PROCESSING_INSTRUCTION:
                return refuse("drawing_element", "a drawing has no processing instructions");
            default:
                return {};
        }
    }

    Result<void> element() {
        const std::string name{view(xmlTextReaderConstLocalName(reader_.get()))};
        if (view(xmlTextReaderConstNamespaceUri(reader_.get())) != "http://www.w3.org/2000/svg" ||
            std::ranges::find(plain_elements, name) == plain_elements.end())
            return refuse("drawing_element", "not a plain drawing", name);
        if (xmlTextReaderDepth(reader_.get()) == 0 && name != "svg")
            return refuse("drawing_malformed", "the root is no <svg>", name);
        const bool empty = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
        open_ = name;
        while (xmlTextReaderMoveToNextAttribute(reader_.get()) == 1)
            if (auto seen = attribute(name); !seen) return seen;
        xmlTextReaderMoveToElement(reader_.get());
        if (empty) leave(name);
        return {};
    }

    Result<void> attribute(std::string_view element) {
        const std::string_view name = view(xmlTextReaderConstLocalName(reader_.get()));
        const std::string_view value = view(xmlTextReaderConstValue(reader_.get()));
        if (xmlTextReaderIsNamespaceDecl(reader_.get()) == 1) return {};
        if (name == "base") return refuse("drawing_reference", "xml:base", value);
        if (name == "href" && element == "a") {
            if (!is_link(value)) return refuse("drawing_reference", "not a link", value);
            link_ = value;
            links_.try_emplace(link_);
        } else if (name == "href" && !value.starts_with('#')) {
            return refuse("drawing_reference", "leads out of the drawing", value);
        } else if ((name == "style" || text::lower(value).find("url(") != std::string::npos) &&
                   leaves_the_drawing(value)) {
            return refuse("drawing_reference", "leads out of the drawing", value);
        }
        return {};
    }

    Result<void> words(std::string_view text) {
        if (open_ == "style" && leaves_the_drawing(text))
            return refuse("drawing_reference", "the style fetches something");
        if (open_ == "title" && !link_.empty()) links_[link_] += text;
        return {};
    }

    void leave(std::string_view name) {
        if (name == "a") link_.clear();
        open_.clear();
    }

    tl::unexpected<Error> refuse(std::string_view key, std::string what,
                                 std::string_view value = {}) {
        Error error{"documents." + std::string(key), std::move(what), {}, 0, {}, {}};
        if (reader_) error.line = xmlTextReaderGetParserLineNumber(reader_.get());
        error.value = text::prefix(value, 200);
        return fail(std::move(error));
    }

    std::unique_ptr<xmlTextReader, Freed<xmlFreeTextReader>> reader_;
    std::string open_;  // the innermost element that was opened last
    std::string link_;  // the address of the <a> that is open
    std::map<std::string, std::string> links_;
};

std::optional<RsvgRectangle> view_box(RsvgHandle* drawing) {
    gboolean has_width = FALSE, has_height = FALSE, has_box = FALSE;
    RsvgLength width, height;
    RsvgRectangle box{};
    rsvg_handle_get_intrinsic_dimensions(drawing, &has_width, &width, &has_height, &height,
                                         &has_box, &box);
    if (!has_box || !(box.width > 0) || !(box.height > 0)) return std::nullopt;
    return box;
}

}  // namespace

bool is_link(std::string_view address) {
    const bool clean = std::ranges::all_of(address, [](unsigned char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '\'' && c != '\\';
    });
    const bool own = address.starts_with('/') && !address.starts_with("//");
    return clean && (own || address.starts_with("https://") || address.starts_with("http://") ||
                     address.starts_with("mailto:"));
}

bool can_follow(std::string_view address, std::string_view site) {
    return is_link(address) && (!address.starts_with('/') || !site.empty());
}

Result<Svg> Svg::parse(std::string_view svg, std::string_view site) {
    if (svg.size() > largest_drawing || !text::is_utf8(svg))
        return fail("documents.drawing_malformed", "larger than 4 MB or not UTF-8");
    auto links = Inspection{svg}.run();
    if (!links) return fail(std::move(links.error()));
    for (const auto& [address, title] : *links)
        if (!can_follow(address, site))
            return fail({"documents.drawing_reference",
                         "a link within the site, but no site",
                         {},
                         0,
                         address,
                         {}});

    GError* problem = nullptr;
    Svg result;
    // Without a base address librsvg opens nothing.
    result.drawing_.reset(rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()),
                                                    svg.size(), &problem));
    const Failure failure{problem};
    if (!result.drawing_) return fail("documents.drawing_malformed", failure->message);
    if (!view_box(result.drawing_.get()))
        return fail("documents.drawing_size", "the drawing has no viewBox");
    rsvg_handle_set_dpi(result.drawing_.get(), 96);
    result.links_ = std::move(*links);
    return result;
}

double Svg::height_per_width() const {
    const RsvgRectangle box = *view_box(drawing_.get());
    return box.height / box.width;
}

Result<void> Svg::draw(cairo_t* canvas, const Box& box) const {
    GError* problem = nullptr;
    const RsvgRectangle viewport{box.x, box.y, box.width, box.height};
    cairo_save(canvas);
    const bool drawn = rsvg_handle_render_document(drawing_.get(), canvas, &viewport, &problem);
    cairo_restore(canvas);
    const Failure failure{problem};
    if (!drawn) return fail("documents.drawing_refused", failure->message);
    return {};
}

}  // namespace kommod::documents
