// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A drawing as a PDF of one page: the poster of the monitor, a sheet for the counter.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "documents/metadata.h"

namespace kommod::documents {

// One page that holds the drawing as large as it fits, centred. Everything stays vector; text stays
// text and can be selected and searched; the typefaces are embedded as subsets. The drawing is one
// tagged Figure (its alternative text is `about.description`), and each <a href> becomes a link
// whose description is the <title> inside it.
//
// `svg` must have a viewBox. Known typefaces are "Fira Sans" in 400 and 600; every other family
// becomes Fira Sans. A letter that Fira Sans has not comes from Noto Sans; a combining mark among
// them may stand a little beside its letter. Colours must be plain (CSS variables are not
// resolved), styles stand in <style> or in attributes. Text in an element with `opacity` is drawn
// as outlines and cannot be selected; a lighter `fill` keeps it text.
//
// The bytes depend on the arguments and the version of the program and its libraries only, not on
// the machine, its fonts or its clock. May be called by any number of threads at once. About 50 ms
// of one core and 15 MB for a town of 1,200 windows.
//
// The drawing is ours, and yet nothing but vectors is let through; no file and no address is ever
// opened. Errors, "documents." followed by
// - drawing_malformed: not well-formed XML, with a document type, or larger than 4 MB
// - drawing_element: no plain vector drawing (image, script, filter, foreignObject ...)
// - drawing_reference: something that leaves the drawing, or a link other than http, https, mailto
//   or "/..." below `about.site`
// - drawing_size: no viewBox, or a page that is not between 10 mm and 5 m
// - drawing_refused: the renderer gave up, for example on too many <use> within <use>
// - no_title: `about.title` is empty
Result<std::string> drawing_pdf(std::string_view svg, const PageSize& page, const Metadata& about);

}  // namespace kommod::documents
