// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The way through a form: what comes next, what came before, how far it is. Pure functions of what
// evaluate() said; nothing here knows of browsers.
#pragma once

#include <string>
#include <string_view>

#include "forms/evaluate.h"

namespace kommod::cases {

// Where somebody is to go.
struct Stage {
    enum class Kind {
        page,     // a page of the form
        stop,     // it ends here: not entitled, not competent
        summary,  // check your answers
        start     // before the first page
    } kind = Kind::page;
    std::string page;  // its id, for `page`

    static Stage of_page(std::string_view id) { return {Kind::page, std::string{id}}; }
    static Stage stop() { return {Kind::stop, {}}; }
    static Stage summary() { return {Kind::summary, {}}; }
    static Stage start() { return {Kind::start, {}}; }
    bool operator==(const Stage&) const = default;
};

// Whether a page may be opened by its address: all before it are complete.
bool is_reachable(const forms::Evaluation& evaluation, std::string_view page);
// Where somebody goes on who comes from outside: the first page with something missing.
Stage first_gap(const forms::Evaluation& evaluation);
// Behind a page that was just saved. Who came from the summary for one change goes back there, or
// to what that change opened up.
Stage stage_after(const forms::Evaluation& evaluation, std::string_view page, bool from_summary);
// Before a page: along the path, whatever the browser's own history says.
Stage stage_before(const forms::Evaluation& evaluation, std::string_view page, bool from_summary);

// "Seite 3 von etwa 7". Which pages come is known only when the answers are there that decide it.
struct Progress {
    std::size_t number = 0, total = 0;
    bool exact = false;  // nothing that is still open can change the total
    bool operator==(const Progress&) const = default;
};
Progress progress(const forms::Form& form, const forms::Evaluation& evaluation,
                  std::string_view page);

}  // namespace kommod::cases
