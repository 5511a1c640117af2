// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Expected failures are values: what is wrong, where, and what to do.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace kommod {

// An expected failure of bad input or a missing thing.
// `key` is stable and addresses the text for users ("catalogue.bad_key"); `what` is for logs and
// operators.
struct Error {
    std::string key;
    std::string what;
    std::string field;  // field or column the failure belongs to; empty when it concerns the whole
    int line = 0;       // 1-based line of a file; 0 when there is none
    std::string value;  // the refused value, as it was given
    std::string proposal;  // what would have been accepted, when it can be guessed

    bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

// `return fail("catalogue.bad_key", "14 digits expected");`
inline tl::unexpected<Error> fail(std::string key, std::string what = {}) {
    return tl::unexpected<Error>(Error{std::move(key), std::move(what), {}, 0, {}, {}});
}
inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace kommod
