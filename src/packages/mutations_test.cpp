// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The packages that come with the program, broken in one place each: every one is refused, and what
// is said names the file and, where it can be known, the line. KOMMOD_MUTATE=all breaks them in
// every place (some minutes), else in a few of each kind.
#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>
#include <re2/re2.h>

#include "packages/shipped.h"
#include "packages/testing.h"

namespace kommod::packages {
namespace {

enum class Said {
    here,     // in the file, on the line
    file,     // in the file
    anywhere  // a name of one file is missed by another
};
struct Mutation {
    const char* kind;
    std::string_view files;  // how the file's name begins
    const char* where;       // its only group is what is broken, by "_x" behind it
    Said said;
};
constexpr auto mutations = std::to_array<Mutation>({
    {"a name in a condition", "form.yaml", R"(\{var: ([a-z_.0-9]+)\})", Said::here},
    {"a name in a fee", "fees.yaml", R"(\{var: ([a-z_.0-9]+)\})", Said::here},
    {"a type", "form.yaml", R"(type: ([a-z_]+))", Said::here},
    {"a compared option", "form.yaml", R"(\{"[=!]=": \[\{var: [a-z_.]+\}, ([a-z_]+)\])",
     Said::here},
    {"an operator", "form.yaml", R"((?:when|that|value): \{([a-z]+):)", Said::here},
    {"a key of a field", "form.yaml", R"(key: ([a-z_0-9]+))", Said::anywhere},
    {"an id of a page", "form.yaml", R"((?m)^  - id: ([a-z_0-9]+))", Said::anywhere},
    {"a field of a check", "form.yaml", R"(at: \[([a-z_0-9]+))", Said::here},
    {"a fee's legal basis", "fees.yaml", R"((citation):)", Said::here},
    {"a name in a letter", "letters/", R"(\{\{(?:#if |#each )?([a-z_.0-9]+)\}\})", Said::here},
    {"a section of the texts", "texts/", R"((?m)^([a-z]+):)", Said::file},
    {"a text", "texts/", R"((?m)^  ([a-z_.0-9]+): \{)", Said::file},
    {"a place in a text", "texts/", R"(\{\{([a-z_.]+)\}\})", Said::file},
    {"a key of the manifest", "package.yaml", R"((?m)^([a-z_]+):)", Said::file},
    {"a period", "package.yaml", R"(: (P\d+[DMY]))", Said::here},
    {"a criterion", "package.yaml", R"(criteria: \[([a-z]+))", Said::here},
    {"an answer of a case", "tests/", R"(answers: \{([a-z_0-9]+):)", Said::file},
    {"what a case expects", "tests/", R"(expect: \{([a-z]+):)", Said::here},
    {"a page of a case", "tests/", R"(path: \[([a-z_0-9]+))", Said::file},
});

struct Place {
    std::size_t begin = 0, end = 0;
    int line = 0;
};

std::vector<Place> places_of(const std::string& content, const RE2& where) {
    std::vector<Place> out;
    std::size_t from = 0;
    re2::StringPiece found[2];
    while (where.Match(content, from, content.size(), RE2::UNANCHORED, found, 2)) {
        const auto begin = static_cast<std::size_t>(found[1].data() - content.data());
        const auto line =
            std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
        out.push_back({begin, begin + found[1].size(), static_cast<int>(line) + 1});
        from = begin + std::max<std::size_t>(found[1].size(), 1);
    }
    return out;
}

// A few of them, spread evenly, or all.
std::vector<Place> some_of(const std::vector<Place>& all) {
    constexpr std::size_t few = 4;
    const auto* wanted = std::getenv("KOMMOD_MUTATE");
    if (all.size() <= few || (wanted != nullptr && std::string_view{wanted} == "all")) return all;
    std::vector<Place> out;
    for (std::size_t i = 0; i < few; ++i)
        out.push_back(all[i * (all.size() - 1) / (few - 1)]);
    return out;
}

forms::Problems problems_of(const Files& files) {
    auto checked = check(files);
    if (!checked.package) return std::move(checked.problems);
    return run_cases(*checked.package);
}

bool is_told(const forms::Problems& problems, Said said, const std::string& file, int line) {
    return std::ranges::any_of(problems, [&](const forms::Problem& problem) {
        const bool named = !problem.file.empty() && problem.line > 0;
        if (said == Said::anywhere) return named;
        return named && problem.file == file && (said == Said::file || problem.line == line);
    });
}

class Mutants : public testing::TestWithParam<Mutation> {};

TEST_P(Mutants, are_all_refused_with_file_and_line) {
    const Mutation& mutation = GetParam();
    const RE2 where{mutation.where};
    ASSERT_TRUE(where.ok()) << where.error();
    int broken = 0;
    for (const auto& [id, files] : shipped())
        for (const auto& [name, content] : files) {
            if (!name.starts_with(mutation.files)) continue;
            for (const Place& place : some_of(places_of(content, where))) {
                auto mutant = files;
                mutant[name].insert(place.end, "_x");
                const auto problems = problems_of(mutant);
                ++broken;
                std::string all;
                for (const auto& problem : problems)
                    all += forms::to_line(problem) + "\n";
                EXPECT_TRUE(is_told(problems, mutation.said, name, place.line))
                    << id << "/" << name << ":" << place.line << ": "
                    << content.substr(place.begin, place.end - place.begin) << "\n"
                    << all;
            }
        }
    EXPECT_GT(broken, 0) << "nothing to break";
}

std::string name_of(const testing::TestParamInfo<Mutation>& info) {
    std::string out = info.param.kind;
    std::ranges::replace_if(
        out, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return out;
}
INSTANTIATE_TEST_SUITE_P(ShippedPackages, Mutants, testing::ValuesIn(mutations), name_of);

}  // namespace
}  // namespace kommod::packages
