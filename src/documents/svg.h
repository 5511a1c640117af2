// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Drawings that are let onto a page: checked before the renderer sees them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <librsvg/rsvg.h>

#include "base/error.h"
#include "documents/handles.h"

namespace kommod::documents {

// A place on the page in points, from its upper left corner.
struct Box {
    double x = 0, y = 0, width = 0, height = 0;
};

class Svg {
  public:
    // Refuses with the keys named in documents/drawing.h. A Fonts must live on this thread until
    // the drawing is gone.
    static Result<Svg> parse(std::string_view svg, std::string_view site);

    double height_per_width() const;
    // Every address that it links to, with what the link says about itself.
    const std::map<std::string, std::string>& links() const { return links_; }
    // Scaled into the box and centred. Links open tags of their own.
    Result<void> draw(cairo_t* canvas, const Box& box) const;

  private:
    Object<RsvgHandle> drawing_;
    std::map<std::string, std::string> links_;
};

// Whether a document may lead there: http, https, mailto, or an address of the own site that begins
// with "/".
bool is_link(std::string_view address);
// Whether a document with this site can follow it: "/..." needs one.
bool can_follow(std::string_view address, std::string_view site);

}  // namespace kommod::documents
