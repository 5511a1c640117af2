// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/format.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kommod::catalogue {
namespace {

// Texts as people write them, and some that nobody should.
rc::Gen<std::string> words() {
    return rc::gen::elementOf(std::vector<std::string>{"Wohngeld", "Straße & Grün", "\"quoted\"",
                                                       "zwei\nZeilen", "\\ / \t", "日本", "x",
                                                       "§ 5 \xE2\x82\xAC"});
}

template <class T>
rc::Gen<std::optional<T>> maybe(rc::Gen<T> gen) {
    return rc::gen::oneOf(rc::gen::just(std::optional<T>{}),
                          rc::gen::map(std::move(gen), [](T v) { return std::optional<T>{v}; }));
}

rc::Gen<std::vector<std::string>> some(std::vector<std::string> of) {
    return rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::move(of)));
}

LocalDate any_day() {
    return LocalDate{2000, 1, 1}.plus_days(*rc::gen::inRange(0, 20'000));
}

Fee any_fee() {
    Fee fee;
    fee.name = *words();
    fee.amount =
        *maybe(rc::gen::map(rc::gen::inRange(0, 1'000'000), [](int c) { return Cents{c}; }));
    if (*rc::gen::arbitrary<bool>()) {
        fee.from = Cents{*rc::gen::inRange(0, 100)};
        fee.until = Cents{*rc::gen::inRange(100, 1000)};
    }
    fee.legal_basis = *words();
    if (*rc::gen::arbitrary<bool>()) fee.valid_from = any_day();
    if (*rc::gen::arbitrary<bool>()) fee.valid_until = any_day();
    return fee;
}

ServiceDetails any_details() {
    const std::vector<std::string> criteria{"form", "payment", "once_only"};
    ServiceDetails details;
    details.name = *words();
    details.type = *maybe(rc::gen::elementOf(std::vector<std::string>{"", "2/3", "1, 2/3"}));
    details.act = *maybe(words());
    details.office = *maybe(words());
    details.trust = *maybe(rc::gen::elementOf(std::vector<std::string>{"", "low", "high"}));
    details.level = *maybe(rc::gen::element(Level::state, Level::district));
    details.legal = *maybe(some({"§ 1 A", "§ 2 B"}));
    details.addressees = *maybe(some({"citizen", "business"}));
    details.evidence = *maybe(some({"Pass", "Foto"}));
    details.sdg = *maybe(rc::gen::inRange(0, 4));
    details.offered = *maybe(rc::gen::arbitrary<bool>());
    details.fee_charged = *maybe(rc::gen::arbitrary<bool>());
    if (*rc::gen::arbitrary<bool>()) details.fees = std::vector<Fee>{any_fee(), any_fee()};
    if (*rc::gen::arbitrary<bool>())
        details.deadlines =
            std::vector<Deadline>{{"003", 2, 4, "WOCHE", "WOCHE", {}, any_day(), *words()}};
    details.cases_per_year = *maybe(rc::gen::inRange<std::int64_t>(0, 1'000'000'000));
    if (*rc::gen::arbitrary<bool>()) details.valid_from = any_day();
    details.profile.criteria = *maybe(some(criteria));
    details.profile.blocks = *maybe(some({"forms", "vault"}));
    details.profile.without = *some(criteria);
    for (const auto* language : {"de", "en"})
        for (const auto* module : {"02", "05"})
            if (*rc::gen::arbitrary<bool>()) details.texts[language][module] = *words();
    return details;
}

Records any_records() {
    Records records;
    records.header = Header{*words(), *words(), "2019", {{"selected", *words()}}, false};
    records.put(Act{"permit", *words(), {"form"}, *some({"forms"})});
    records.put(OfficeKind{"amt", *words(), Level::district});
    records.put(Subject{"s", *words(), *rc::gen::inRange(0, 9)});
    records.put(LifeEvent{"e", "s", *words(), *rc::gen::inRange(0, 9)});
    BundleRecord bundle;
    bundle.id = "10000";
    bundle.ozg = *some({"10000", "10001"});
    bundle.life_event = "e";
    bundle.name = *words();
    bundle.sdg = *rc::gen::arbitrary<bool>();
    bundle.offered = *rc::gen::arbitrary<bool>();
    bundle.profile.without = {"payment"};
    records.put(bundle);
    for (const auto* key : {"99107023000000", "lokal:x"}) {
        ServiceRecord service{key,      "10000",         any_details(),
                              *words(), *some({"WoGG"}), *some({"Gesetz"})};
        records.put(service);
        records.put(Supplement{key, any_details()});
    }
    records.put(Synonym{*words(), {*words()}});
    return records;
}

RC_GTEST_PROP(OwnFormat, WhatIsWrittenIsReadBackAsTheSame, ()) {
    const Records records = any_records();
    const std::string written = write_format(records);
    const auto document = read_format(written);
    RC_ASSERT(document);
    RC_ASSERT(document->rejected.empty());
    Records again;
    again.header = document->header;
    for (const auto& line : document->records)
        again.put(line.record);
    RC_ASSERT(again == records);
    RC_ASSERT(write_format(again) == written);
}

TEST(OwnFormat, StarterFileIsWrittenAsItStands) {
    std::ifstream file{KOMMOD_SOURCE_DIR "/catalogue/starter.jsonl"};
    std::string line;
    int number = 0;
    while (std::getline(file, line)) {
        ++number;
        const auto record = read_record(line);
        ASSERT_TRUE(record) << number << ": " << record.error().field << " " << record.error().what;
        EXPECT_EQ(*read_record(write_record(*record)), *record) << number;
    }
    EXPECT_GT(number, 1400);
}

}  // namespace
}  // namespace kommod::catalogue
