// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/comparison.h"

#include <functional>

#include <gmock/gmock.h>

#include "authoring/edit.h"
#include "packages/shipped.h"
#include "packages/testing.h"

namespace kommod::authoring {
namespace {

using Kind = Difference::Kind;
using Whose = Difference::Whose;
using ::testing::ElementsAre;

json::object small() {
    return packages::check(packages::small_package()).package->document;
}

TEST(Comparison, a_version_does_not_differ_from_itself) {
    for (const auto& [id, files] : packages::shipped()) {
        const auto document = packages::check(files).package->document;
        EXPECT_TRUE(compare(document, document).empty()) << id;
    }
}

TEST(Comparison, its_own_number_is_no_difference) {
    auto later = small();
    later["package.yaml"].as_object()["version"] = "2.0.0";
    later["package.yaml"].as_object()["changes"] = "Neu.";
    EXPECT_TRUE(compare(small(), later).empty());
}

TEST(Comparison, says_what_an_author_did) {
    const auto before = small();
    const auto after = [&](auto change) {
        auto document = before;
        EXPECT_TRUE(change(document));
        return compare(before, document);
    };
    EXPECT_THAT(after([](auto& document) {
                    return set_field_entry(document, "futter", "optional", json::value(true));
                }),
                ElementsAre(Difference{Kind::added, Whose::citizens,
                                       "Feld „Das Futter“: freiwillig", "", "Ja"}));
    EXPECT_THAT(after([](auto& document) { return move_page(document, "futter", Towards::start); }),
                ElementsAre(Difference{Kind::changed, Whose::citizens, "Reihenfolge der Seiten",
                                       "anlass, tiere, futter", "anlass, futter, tiere"}));
    EXPECT_THAT(after([](auto& document) {
                    document["package.yaml"].as_object()["retention"].as_object()["application"] =
                        "P1Y";
                    return true;
                }),
                ElementsAre(Difference{Kind::changed, Whose::office,
                                       "Aufbewahrung: Abgesendetes bleibt", "P6M", "P1Y"}));
    const auto grown = after([](auto& document) {
        return add_field(document, "futter", "", "text", "Welches Futter?");
    });
    // What stood alone had the page's title for its label.
    EXPECT_THAT(grown, ElementsAre(Difference{Kind::added, Whose::citizens,
                                              "Feld „Welches Futter?“", "", "Welches Futter?"},
                                   Difference{Kind::added, Whose::citizens,
                                              "Text „fields.futter.label“ (de)", "", "Das Futter"},
                                   Difference{Kind::added, Whose::citizens,
                                              "Text „fields.welches_futter.label“ (de)", "",
                                              "Welches Futter?"}));
}

// Every leaf of a shipped package, changed alone, is seen.
void each_leaf(json::value& here, const std::function<void()>& seen) {
    if (here.is_object()) {
        for (auto& [key, below] : here.get_object())
            each_leaf(below, seen);
        return;
    }
    if (here.is_array()) {
        for (auto& below : here.get_array())
            each_leaf(below, seen);
        return;
    }
    const auto kept = here;
    here = here.is_bool() ? json::value(!here.get_bool()) : json::value("anders");
    if (here != kept) seen();
    here = kept;
}

TEST(Comparison, no_change_is_overlooked) {
    const auto before = packages::check(packages::shipped().at("sperrmuell")).package->document;
    auto after = before;
    // What compare() leaves out on purpose, and the format, which is checked when a package is
    // read.
    const auto left_out = [&] {
        for (const char* own : {"version", "changes", "id"})
            if (after.at("package.yaml").at(own) != before.at("package.yaml").at(own)) return true;
        return after.at("form.yaml").at("format") != before.at("form.yaml").at("format");
    };
    int seen = 0;
    for (auto& [file, content] : after)
        each_leaf(content, [&] {
            ++seen;
            EXPECT_EQ(compare(before, after).empty(), left_out()) << file;
        });
    EXPECT_GT(seen, 300);
}

}  // namespace
}  // namespace kommod::authoring
