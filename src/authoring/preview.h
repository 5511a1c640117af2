// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A page of a draft as citizens will see it, from the same components. Inside of the room.
#pragma once

#include "authoring/console_pages.h"

namespace kommod::authoring {

// {page_title, page_text, own_heading, fields[], broken}: every field of the page, also those that
// are asked on a condition. `broken`: the form cannot be read as it is.
json::object preview_view(const Desk& desk, const json::object& document, std::string_view page);

// The same as markup alone, for a preview that follows the typing.
http::Response show_preview(const http::Request& request, const Desk& desk,
                            const json::object& document, std::string_view page);

}  // namespace kommod::authoring
