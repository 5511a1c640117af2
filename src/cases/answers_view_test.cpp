// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What the office reads of an application.
#include "cases/answers_view.h"

#include <gmock/gmock.h>

#include "base/text.h"
#include "cases/testing.h"
#include "packages/testing.h"

namespace kommod::cases {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::shared_ptr<const packages::ServicePackage> package_with_all() {
    auto files = packages::small_package();
    auto& form = files.at("form.yaml");
    form = text::replace_all(form, "      - {key: futter, type: yes_no}\n",
                             "      - {key: futter, type: yes_no}\n"
                             "      - {key: kosten, type: money, optional: true}\n"
                             "      - {key: hinweis, type: notice}\n"
                             "      - {key: foto, type: file, kinds: [jpeg], later: true}\n");
    auto& texts = files.at("texts/de.yaml");
    texts = text::replace_all(texts, "  tiere: {item: Tier}\n",
                              "  tiere: {item: Tier}\n"
                              "  futter: {label: \"Hat er gefressen?\"}\n"
                              "  kosten: {label: Ausgelegt}\n"
                              "  hinweis: {text: Danke.}\n"
                              "  foto: {label: Foto}\n");
    texts += "computed: {zahl: Zahl der Tiere}\n";
    const auto checked = packages::check(files);
    for (const auto& problem : checked.problems)
        if (problem.weight == forms::Problem::Weight::error)
            ADD_FAILURE() << forms::to_line(problem);
    return checked.package;
}

forms::Speech german(const packages::ServicePackage& package) {
    return {"de", [](std::string_view text) { return std::string{text}; },
            [&package](std::string_view key) { return std::string{package.text("de", key)}; }};
}

std::vector<std::string> told(const AnswerPage& page) {
    std::vector<std::string> out{page.title};
    for (const auto& line : page.lines)
        out.push_back(line.label + ": " + line.value + (line.changed ? " (geändert)" : "") +
                      (line.outstanding ? " (fehlt)" : ""));
    return out;
}

TEST(AnswersView, PagesItemsAndWhatIsOutstandingReadAsOnPaper) {
    const auto package = package_with_all();
    auto application = testing::an_application("a");
    application.answers["kosten"] = "8.40";
    application.answers["tiere"].as_array().push_back({{"art", "Pudel"}, {"seit", "2026-02-28"}});
    application.computed["zahl"] = "2";
    application.changed = {"tiere.1.art", "kosten"};
    application.outstanding = {"foto"};
    const auto pages = answers_view(application, *package, german(*package));
    ASSERT_THAT(pages, SizeIs(5));
    EXPECT_THAT(told(pages[0]), ElementsAre("Anlass der Meldung", "Anlass der Meldung: Gefunden"));
    EXPECT_THAT(told(pages[1]),
                ElementsAre("Tier 1: Dackel", "Art: Dackel", "Seit wann: 27. Februar 2026"));
    EXPECT_THAT(told(pages[2]), ElementsAre("Tier 2: Pudel", "Art: Pudel (geändert)",
                                            "Seit wann: 28. Februar 2026"));
    EXPECT_THAT(told(pages[3]), ElementsAre("Die Tiere", "Zahl der Tiere: 2"));
    EXPECT_THAT(told(pages[4]),
                ElementsAre("Das Futter", "Hat er gefressen?: Ja", "Ausgelegt: 8,40 € (geändert)",
                            "Foto: wird nachgereicht (fehlt)"));
    EXPECT_EQ(pages[2].lines[0].path, "tiere.1.art");
}

TEST(AnswersView, WhatNobodyAnsweredIsNotThere) {
    const auto package = package_with_all();
    auto application = testing::an_application("a");
    application.answers = {{"anlass", "vermisst"}, {"fremd", "steht in keinem Formular"}};
    application.computed = {};
    const auto pages = answers_view(application, *package, german(*package));
    ASSERT_THAT(pages, SizeIs(1));
    EXPECT_EQ(pages[0].lines[0].value, "Vermisst");
    application.answers = {};
    EXPECT_THAT(answers_view(application, *package, german(*package)), IsEmpty());
}

}  // namespace
}  // namespace kommod::cases
