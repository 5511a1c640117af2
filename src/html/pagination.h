// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Numbers below a long list.
#pragma once

#include <string_view>

#include "base/json.h"

namespace kommod::html {

// The view of components/pagination.html: {pages[{label, href, current, gap}], previous_href,
// next_href}; null when there is only one page. `page` counts from 1; links are `address` + number
// ("/leistungen?q=hund&seite=").
json::value pagination(int page, int pages, std::string_view address);

}  // namespace kommod::html
