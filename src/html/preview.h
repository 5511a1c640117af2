// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// /vorschau: every component in every state, for designers, tests and eyes. Site route.
#pragma once

#include "html/page.h"

namespace kommod::html {

http::Response preview_page(const Renderer& renderer, const http::Request& request);

// Its view model alone; ?fehler=1 shows the page as after a refused form.
json::object preview_view(const http::Request& request);

}  // namespace kommod::html
