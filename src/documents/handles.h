// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Owners for what Cairo, Pango and GLib hand out. Only the .cpp files of this room include it.
#pragma once

#include <memory>

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <glib-object.h>
#include <pango/pango.h>

namespace kommod::documents {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* handle) const {
        Free(handle);
    }
};

using Surface = std::unique_ptr<cairo_surface_t, Freed<cairo_surface_destroy>>;
using Canvas = std::unique_ptr<cairo_t, Freed<cairo_destroy>>;
using Configuration = std::unique_ptr<FcConfig, Freed<FcConfigDestroy>>;
using Attributes = std::unique_ptr<PangoAttrList, Freed<pango_attr_list_unref>>;
using FontDescription = std::unique_ptr<PangoFontDescription, Freed<pango_font_description_free>>;
using LineIterator = std::unique_ptr<PangoLayoutIter, Freed<pango_layout_iter_free>>;
template <class T>
using Object = std::unique_ptr<T, Freed<g_object_unref>>;
using Failure = std::unique_ptr<GError, Freed<g_error_free>>;

inline constexpr double points_per_mm = 72 / 25.4;  // the unit of PDF is 1/72 inch
constexpr double points(double mm) {
    return mm * points_per_mm;
}

}  // namespace kommod::documents
