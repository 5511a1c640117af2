// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One page of a form as its template shows it. Inside this room only.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cases/answers.h"
#include "cases/visit.h"

namespace kommod::cases {

struct PageShown {
    const Visit& visit;
    const Place& place;
    const forms::Evaluation& evaluation;
    const json::object& answers;             // those that `evaluation` was made of
    const forms::RawInput* typed = nullptr;  // what was typed and refused; null: what is kept
    std::vector<Issue> issues = {};
};

// Around the fields.
struct PageFrame {
    std::string title, text;  // Markdown
    std::string here;         // address of the page itself
    std::string back;
};
// The whole view of apply/page.html.
json::object page_view(const PageShown& shown, const PageFrame& frame);
// For the script: the fields alone, as the answers so far make them. Nothing is kept.
http::Response live_fields(const Visit& visit, const Place& place);

struct PageItem {
    std::string identity, title;
    bool done = false;
};
// The items of the group that a page asks for.
std::vector<PageItem> items_of(const Visit& visit, const forms::Evaluation& evaluation,
                               const Place& place, const json::object& answers);
// Something is missing in an item of the group; the error's argument is its title.
constexpr std::string_view item_incomplete = "group.item_incomplete";
// The sentence of an issue.
std::string sentence_of(const Visit& visit, const Place& place, const Issue& issue);

// The fields that stood on a page, as it said itself (hidden input "gefragt").
std::set<std::string, std::less<>> asked_names(const http::Request& request);
forms::RawInput raw_input(const http::Request& request);

}  // namespace kommod::cases
