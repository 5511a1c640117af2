// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The failures of this room, made short; and what the person before the screen reads of them.
#pragma once

#include <string>
#include <utility>

#include "base/error.h"

namespace kommod::staff {

inline tl::unexpected<Error> fail_at(std::string field, std::string key, std::string what = {},
                                     std::string value = {}) {
    return fail(Error{std::move(key), std::move(what), std::move(field), 0, std::move(value), {}});
}

// A German sentence that says what to do.
std::string german_text(const Error& error);

}  // namespace kommod::staff
