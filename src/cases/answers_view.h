// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// An application as the office reads it: the pages of its form with what was answered there, in the
// words of the package. Pure: the same for the page, the PDF and whatever comes later.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/application.h"
#include "forms/fields.h"
#include "geo/position.h"
#include "packages/package.h"

namespace kommod::cases {

struct AnswerLine {
    std::string path;  // "tiere.0.art"; empty for what was computed
    std::string label, value;
    bool changed = false;      // by the citizen, against what an account or a card said
    bool outstanding = false;  // a file that will be handed in later; `value` says so
    std::optional<geo::Position> position;  // of an answer that says where
};
struct AnswerPage {
    std::string title;  // of the page, or of an item: "Tier 1: Dackel"
    std::vector<AnswerLine> lines;
};
// Only what was answered: pages that were not asked, and fields that were left blank, are not
// there. `package` is the version on which it was sent.
std::vector<AnswerPage> answers_view(const Application& application,
                                     const packages::ServicePackage& package,
                                     const forms::Speech& speech);

// Shared with the citizen's summary, so that both read the same.
std::string answer_label(const forms::Page& page, std::string_view path,
                         const forms::Speech& speech);
std::string item_title(const forms::Field& group, const forms::Value& item, std::size_t index,
                       const forms::Speech& speech);
// Of a point: where it is, unless it was only described.
std::optional<geo::Position> position_in(const forms::Value& point);
std::string computed_shown(const forms::Value& value, const forms::Speech& speech);

}  // namespace kommod::cases
