// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Pages that belong to the installation, not to a room: health, the theme, the preview of
// components, errors.
#pragma once

#include "app/house.h"
#include "html/page.h"
#include "http/router.h"

namespace kommod::app {

void add_site_pages(http::Router& router, House& house, const html::Renderer& renderer);

// The page for a refusal of the server: says what is wrong and what to do, never how the program is
// made.
http::Response error_page(const html::Renderer& renderer, const http::Request& request, int status);

}  // namespace kommod::app
