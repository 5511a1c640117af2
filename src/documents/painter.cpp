// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/painter.h"

#include <algorithm>
#include <stdexcept>

#include <cairo-pdf.h>

namespace kommod::documents {
namespace {

cairo_status_t append(void* to, const unsigned char* data, unsigned length) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Painter::Painter(const PageSize& first)
    : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, points(first.width_mm),
                                                   points(first.height_mm))),
      canvas_(cairo_create(surface_.get())),
      page_height_(points(first.height_mm)) {
    cairo_tag_begin(canvas(), "Document", nullptr);
}

void Painter::close_down_to(std::size_t depth) {
    while (open_.size() > depth) {
        cairo_tag_end(canvas(), open_.back().tag.name.c_str());
        open_.pop_back();
    }
}

void Painter::within(const Path& path) {
    const auto shared = std::ranges::mismatch(open_, path, {}, &Open::tag).in1 - open_.begin();
    close_down_to(static_cast<std::size_t>(shared));
    for (std::size_t i = open_.size(); i < path.size(); ++i) {
        const std::string& attributes = path[i].attributes;
        cairo_tag_begin(canvas(), path[i].name.c_str(),
                        attributes.empty() ? nullptr : attributes.c_str());
        if (!open_.empty()) open_.back().holds_others = true;
        open_.push_back({path[i]});
    }
}

// Cairo marks content for the elements that hold no others.
void Painter::decoration() {
    while (!open_.empty() && !open_.back().holds_others)
        close_down_to(open_.size() - 1);
}

Result<void> Painter::figure(const Svg& drawing, const Box& box, std::string alternative) {
    figures_.push_back({std::move(alternative), box, page_height_});
    return drawing.draw(canvas(), box);
}

void Painter::end_page() {
    decoration();
    cairo_show_page(canvas());
}

Painter::Pages Painter::finish() {
    close_down_to(0);
    cairo_tag_end(canvas(), "Document");
    cairo_surface_finish(surface_.get());
    for (const cairo_status_t status :
         {cairo_status(canvas()), cairo_surface_status(surface_.get())})
        if (status != CAIRO_STATUS_SUCCESS)
            throw std::runtime_error(std::string("Cairo: ") + cairo_status_to_string(status));
    return {std::move(bytes_), std::move(figures_)};
}

}  // namespace kommod::documents
