// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// All answers, as people read them: to be checked before sending, and on the receipt afterwards.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "cases/visit.h"
#include "forms/evaluate.h"

namespace kommod::cases {

struct SummaryRow {
    std::string label, value;
};
struct SummarySection {
    std::string title;
    std::string page, item;  // where its answers are given
    std::vector<SummaryRow> rows;
};
// A section for each page that asks something, and for each item of a group. `answers` tell the
// identities of items.
std::vector<SummarySection> summary(const Shop& shop, const forms::Evaluation& evaluation,
                                    const json::object& answers);

struct FeeLine {
    std::string name, amount, per, citation;
};
std::vector<FeeLine> fee_lines(const Shop& shop, const std::vector<packages::FeeDue>& due);
json::array fee_view(const std::vector<FeeLine>& lines);

// For templates: [{id, title, rows[{key, value}], change_href}]; a change leads back to the
// summary. Without links when `change` says nothing.
using ChangeLink = std::function<std::string(const SummarySection&)>;
json::array summary_view(const Visit& visit, const forms::Evaluation& evaluation,
                         const ChangeLink& change);
json::array section_views(const std::vector<SummarySection>& sections, const ChangeLink& change);

}  // namespace kommod::cases
