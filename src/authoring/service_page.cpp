// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/console_pages.h"

namespace kommod::authoring {

void add_service_console(http::Router&, const Console&) {}

}  // namespace kommod::authoring
