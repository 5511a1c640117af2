// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a visitor of the monitor asked for: which day, as known when, by which model, and what of
// the town shall stand out. Read from the address once; every link of the page is made from it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/message.h"
#include "monitor/words.h"
#include "municipalities/store.h"
#include "readiness/store.h"

namespace kommod::monitor {

struct Pages;

struct Looking {
    readiness::PointInTime at;
    bool day_given = false, known_given = false;
    std::string model;
    // What stands out; the rest of the town is dimmed.
    std::optional<std::size_t> block;  // waits for this building block
    std::optional<int> level;          // stands on this level
    std::string subject, life_event;   // belongs to it
    bool sdg = false;                  // a procedure of the EU's Single Digital Gateway
    std::string reuse;                 // "developed", "reused": by a solution "Einer für Alle"
    json::array errors;  // {field, text} for the error summary; the value is then left out

    // "?stand=2023-07-01&bekannt=2022-12-01&modell=2.0", without what is the default; empty when
    // all is. It holds the point of view, not what stands out.
    std::string query() const;
    // The same with what stands out.
    std::string whole_query() const;
    // The same for another day.
    std::string query_on(LocalDate day) const;
    bool narrowed() const;
};
// `words`: in which a wrong day is told.
Looking looking(const http::Request& request, const Words& words);
// The sentence for a field that holds no day; `example` is one that the field would take.
std::string not_a_day(const Words& words, std::string_view text, std::string_view example);

// The municipality of the request's portal and its picture; nothing when the portal is no
// municipality's or the model is unknown.
struct Seen {
    municipalities::Municipality municipality;
    Looking looking;
    std::shared_ptr<const readiness::Picture> picture;
};
// "m05558012" -> "05558012"; empty for the association's own pages.
std::string ags_of(const http::Request& request);
std::optional<Seen> see(const http::Request& request, const Pages& pages);

// By the catalogue's order: what stands out. Empty when everything does.
std::vector<bool> focus(const readiness::Picture& picture, const Looking& looking);

// Name, day, example note and links that every page of the monitor shows.
json::object common_view(const http::Request& request, const Seen& seen);

}  // namespace kommod::monitor
