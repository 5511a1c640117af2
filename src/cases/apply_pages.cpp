// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/apply_pages.h"

namespace kommod::cases {

void add_apply_pages(http::Router& router, const Deps& deps) {
    add_start_pages(router, deps);
    add_form_pages(router, deps);
    add_item_pages(router, deps);
    add_check_pages(router, deps);
    add_receipt_pages(router, deps);
    add_later_pages(router, deps);
}

}  // namespace kommod::cases
