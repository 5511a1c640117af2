// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Letters: a subject and Markdown with places to fill in. {{name}}, {{#if name}}...{{/if}} and
// {{#each name}}...{{/each}} are all the logic there is.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/problem.h"
#include "forms/types.h"

namespace kommod::packages {

class Letter {
  public:
    // The first line is "# subject". What is wrong goes to `problems`; what could be read is there.
    static Letter parse(std::string_view source, forms::ProblemList& problems);

    // Names that are none of `names` and not known to every letter (reference, submitted_on,
    // service, municipality, office): each a problem.
    void check(const forms::Names& names, forms::ProblemList& problems) const;

    struct Words {
        std::function<std::string(std::string_view path)> shown;  // what stands in its place
        std::function<bool(std::string_view path)> holds;
        std::function<std::size_t(std::string_view path)> count;  // items of a list
    };
    struct Rendered {
        std::string subject, markdown;
    };
    // What is filled in stays text: whatever somebody typed, it never becomes Markdown. Inside of
    // {{#each hunde}} the name {{name}} is asked for as "hunde.0.name" first.
    Rendered render(const Words& words) const;

  private:
    struct Piece {
        enum class Kind { text, name, if_start, each_start, end } kind = Kind::text;
        std::string held;  // text or name
        int line = 0, column = 0;
        std::size_t partner = 0;  // of a start: where its end is
    };
    void append(std::size_t from, std::size_t to, const std::string& inside, const Words& words,
                std::string& out) const;

    std::vector<Piece> pieces_;
};

}  // namespace kommod::packages
