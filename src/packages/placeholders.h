// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// {{municipality}}, {{office}} and {{parameter.x}} in the texts that citizens read, filled in when
// they are shown: one package speaks for every town.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/fields.h"
#include "forms/problem.h"
#include "packages/package.h"

namespace kommod::packages {

// "pages.x.text", "fields.x.help", "service.before" ...: shown as Markdown.
bool is_markdown(std::string_view text_key);
// Text that stays text in Markdown: its punctuation loses its meaning behind a backslash
// (CommonMark 2.4), lines become one.
std::string markdown_literal(std::string_view text);

struct Filling {
    std::string text;
    bool markdown = false;  // somebody at the town wrote it as Markdown
};
// The text with all places filled in; what `filling` says of "municipality" or "parameter.x" stays
// text in Markdown.
std::string fill_in(std::string_view text_key, std::string_view text,
                    const std::function<Filling(std::string_view name)>& filling);

// Who is meant by {{municipality}} and {{office}}.
struct Around {
    std::function<std::string()> municipality, office;
};
// A text of the package as a municipality shows it.
std::string shown_text(const ServicePackage& package, std::string_view language,
                       std::string_view text_key, const forms::Record& parameters,
                       const Around& around, const forms::Speech& speech);

// "municipality", "parameter.x", of letters also "hunde" of {{#each hunde}}; in order.
std::vector<std::string> names_in(std::string_view text);

// Names that are none, brackets without an end, places in texts that are shown without a town: each
// a problem at `place`.
void check_placeholders(std::string_view text_key, std::string_view text,
                        const ServicePackage& package, const forms::Problem& place,
                        forms::ProblemList& problems);

}  // namespace kommod::packages
