// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a visitor of the monitor asked for: which day, as known when, which building block. Read
// from the address once; every link of the page is made from it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/message.h"
#include "municipalities/store.h"
#include "readiness/store.h"

namespace kommod::monitor {

struct Looking {
    readiness::PointInTime at;
    bool day_given = false, known_given = false;
    std::optional<std::size_t> block;
    std::string subject, model;
    json::array errors;  // {field, text} for the error summary; the value is then left out

    // "?stand=2023-07-01&bekannt=2022-12-01", without what is the default; empty when all is.
    std::string query() const;
    // The same for another day, with the block.
    std::string query_on(LocalDate day) const;
};
// `today`: what `stand` is when nobody says it.
Looking looking(const http::Request& request);

// The municipality of the request's portal and its picture; nothing when the portal is no
// municipality's or the model is unknown.
struct Seen {
    municipalities::Municipality municipality;
    Looking looking;
    std::shared_ptr<const readiness::Picture> picture;
};
std::optional<Seen> see(const http::Request& request, readiness::Store& readiness,
                        municipalities::Store& municipalities);

// Name, day, example note and links that every page of the monitor shows.
json::object common_view(const http::Request& request, const Seen& seen);

}  // namespace kommod::monitor
