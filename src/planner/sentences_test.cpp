// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "planner/sentences.h"

#include <gtest/gtest.h>

#include "planner/testing.h"

namespace kommod::planner {
namespace {

// The reasons of all steps, a line each.
std::string reasons(const Agenda& agenda) {
    const Plan plan = Planner::make(agenda)->best().value();
    std::string out;
    for (std::size_t place = 0; place < plan.steps.size(); ++place)
        out += in_german(why(agenda, plan, place)) + "\n";
    return out;
}

TEST(Sentences, SayWhatAStepLightsAndWhatTheRunnerUpWouldCost) {
    Agenda agenda = testing::agenda("2023-01-01", "2024-01-01", "90", "Bezahlen 10;Postfach 5",
                                    "Bezahlen=120000;Postfach=36500");
    agenda.groups[0].services = 12;
    EXPECT_EQ(
        reasons(agenda),
        "Mit „Bezahlen“ gehen am 10. Januar 2023 12 Leistungen online (Fälle im Jahr: "
        "120.000). Käme „Postfach“ an dieser Stelle, könnten vor dem 1. Januar 2024 644 Fälle "
        "weniger online erledigt werden.\n"
        "Mit „Postfach“ geht am 15. Januar 2023 eine Leistung online (Fälle im Jahr: "
        "36.500).\n");
}

TEST(Sentences, SayWhatAStepPreparesAndWhatIsLost) {
    EXPECT_EQ(
        reasons(testing::agenda("2023-01-01", "2023-01-31", "90", "A 5;B 5;C 50;D 1",
                                "A+B=36500;A=365;C=1")),
        "Mit „A“ geht am 5. Januar 2023 eine Leistung online (Fälle im Jahr: 365). Käme „B“ an "
        "dieser Stelle, könnten vor dem 31. Januar 2023 5 Fälle weniger online erledigt "
        "werden.\n"
        "Mit „B“ geht am 10. Januar 2023 eine Leistung online (Fälle im Jahr: 36.500).\n"
        "„C“ bringt vor dem 31. Januar 2023 keine Leistung online und steht deshalb am Ende.\n"
        "„D“ bringt vor dem 31. Januar 2023 keine Leistung online und steht deshalb am Ende.\n");
    EXPECT_EQ(reasons(testing::agenda("2023-01-01", "2023-01-31", "90",
                                      "A 5;B 5 after A;C 5 after B", "B=365;A+C=365")),
              "„A“ bringt allein noch nichts online, aber mit „B“ eine Leistung.\n"
              "Mit „B“ geht am 10. Januar 2023 eine Leistung online (Fälle im Jahr: 365). Außerdem "
              "bereitet es „C“ vor, mit dem eine weitere Leistung folgt.\n"
              "Mit „C“ geht am 15. Januar 2023 eine Leistung online (Fälle im Jahr: 365).\n");
}

TEST(Sentences, SayWhatDecidesTheDay) {
    EXPECT_EQ(
        reasons(testing::agenda("2023-01-01", "2023-01-31", "90",
                                "A 5 from 2023-01-20;B 5 after A;C 5",
                                "A=20;B=10;C=5 from 2023-01-25")),
        "Mit „A“ geht am 20. Januar 2023 eine Leistung online (Fälle im Jahr: 20). Früher als "
        "am 20. Januar 2023 ist das nicht möglich, auch wenn die Arbeit schon am 5. Januar "
        "2023 getan ist.\n"
        "Mit „B“ geht am 20. Januar 2023 eine Leistung online (Fälle im Jahr: 10). Die Arbeit "
        "ist am 10. Januar 2023 getan, muss aber auf „A“ warten.\n"
        "Mit „C“ ist ab 15. Januar 2023 alles da, was eine Leistung braucht, die erst später "
        "beginnt.\n");
}

TEST(Sentences, SayWhenAnotherWereAsGood) {
    EXPECT_EQ(
        reasons(testing::agenda("2023-01-01", "2023-01-31", "90", "A 5;B 5", "A=10;B=10")),
        "Mit „A“ geht am 5. Januar 2023 eine Leistung online (Fälle im Jahr: 10). „B“ wäre an "
        "dieser Stelle ebenso gut.\n"
        "Mit „B“ geht am 10. Januar 2023 eine Leistung online (Fälle im Jahr: 10).\n");
}

TEST(Sentences, SayWhatANextStepWouldMean) {
    const Agenda agenda = testing::agenda("2023-01-01", "2023-01-31", "90", "A 5;B 5;C 5;D 5",
                                          "A=10;A+B+C=20;A+B=5;D=1");
    const Plan plan = Planner::make(agenda)->best().value();
    std::string out;
    for (const NextStep& next : plan.next)
        out += in_german(why(agenda, next)) + "\n";
    EXPECT_EQ(
        out,
        "„A“ bringt für sich allein eine Leistung online. Eine weitere Leistung braucht dazu "
        "noch: B und C.\n"
        "„B“ bringt für sich allein noch keine Leistung online. Eine weitere Leistung braucht "
        "dazu noch: A und C.\n"
        "„C“ bringt für sich allein noch keine Leistung online. Eine weitere Leistung braucht "
        "dazu noch: A und B.\n"
        "„D“ bringt für sich allein eine Leistung online.\n");
}

TEST(Sentences, KeepPartsForOtherLanguages) {
    const Agenda agenda = testing::agenda("2023-01-01", "2023-01-31", "90", "A 5", "A=1234567");
    const Plan plan = Planner::make(agenda)->best().value();
    const Phrase phrase = why(agenda, plan, 0).at(0);
    EXPECT_EQ(std::get<LocalDate>(phrase.values.at("day")), testing::day("2023-01-05"));
    EXPECT_EQ(std::get<std::int64_t>(phrase.values.at("cases")), 1234567);
    EXPECT_EQ(in_german(Phrase{"{{names}}: {{number}}",
                               {{"names", std::vector<std::string>{"A", "B", "C"}},
                                {"number", std::int64_t{-1234567}}}}),
              "A, B und C: -1.234.567");
}

}  // namespace
}  // namespace kommod::planner
