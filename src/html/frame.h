// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Everything around the content of a page that the renderer knows by itself. Inside this room only.
#pragma once

#include <string_view>

#include "base/json.h"
#include "html/translation.h"
#include "http/message.h"

namespace kommod::html {

// Adds to what `app` gave: every key the layout asks for, the language switch, asset addresses, the
// form guard.
json::object complete_frame(json::object given, const http::Request& request,
                            const Translations& translations);

// Adds links and numbers to the errors of a view ([{field, text}]) for the error summary, and what
// the layout asks about its breadcrumb.
void complete_view(json::object& view);

// The tag for the lang attribute: "de", "en", "de-simple".
std::string_view html_language(std::string_view language);

}  // namespace kommod::html
