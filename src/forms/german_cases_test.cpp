// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What Germans type, and what is made of it: cases of our own with their sources, and those that
// another engine of the federal administration (a2j-rechtsantragstelle) published.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "forms/fields.h"

namespace kommod::forms {
namespace {

struct Answer {
    Value value;
    std::string error;
};

// As a browser's input becomes a value that may stay.
Answer answer(const Field& field, const std::string& typed) {
    const auto read = read_typed(field, field.key, [&](std::string_view name) {
        return name == field.key ? std::vector{typed} : std::vector<std::string>{};
    });
    if (read.error) return {{}, read.error->key};
    const Value nothing{Record{}};
    const Scope scope{&nothing, nullptr, *LocalDate::parse("2026-03-01")};
    if (const auto error = check_value(field, read.value, scope, {})) return {{}, error->key};
    return {read.value, {}};
}

Field field_of(FieldType type) {
    Field field;
    field.key = "feld";
    field.type = type;
    return field;
}

// How the cases write a value.
std::string spelled(const Value& value) {
    if (value.text()) return *value.text();
    if (value.number()) return value.number()->to_string();
    if (value.day())
        return fmt::format("{:02}.{:02}.{}", value.day()->day(), value.day()->month(),
                           value.day()->year());
    if (value.money()) return value.money()->to_german();
    return {};
}

// --- Our own -------------------------------------------------------------------------------------

struct Typed {
    FieldType type;
    const char* typed;
    const char* value;  // empty: refused with `error`
    const char* error;
    const char* source;
};

class GermanCase : public testing::TestWithParam<Typed> {};

TEST_P(GermanCase, is_read_as_it_is_meant) {
    const Typed& typed = GetParam();
    const Answer got = answer(field_of(typed.type), typed.typed);
    EXPECT_EQ(spelled(got.value), typed.value) << typed.typed << ": " << typed.source;
    EXPECT_EQ(got.error, typed.error) << typed.typed << ": " << typed.source;
}

constexpr auto german_cases = std::to_array<Typed>({
    {FieldType::tax_id, "86 095 742 719", "86095742719", "", "§ 139b AO; published example"},
    {FieldType::tax_id, "47036892816", "47036892816", "", "§ 139b AO; published example"},
    {FieldType::tax_id, "65929970489", "65929970489", "", "since 2016 a digit may stand 3 times"},
    {FieldType::tax_id, "86095742718", "", "tax_id.check_digit", "ISO 7064 MOD 11,10"},
    {FieldType::tax_id, "01234567897", "", "tax_id.length", "never begins with 0"},
    {FieldType::tax_id, "12345678901", "", "tax_id.check_digit", "one digit of the ten repeats"},
    {FieldType::iban, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "", "ISO 13616"},
    {FieldType::iban, "XX89370400440532013000", "", "iban.country", "SWIFT's registry"},
    {FieldType::iban, "DE8937040044053201300", "", "iban.length", "SWIFT's registry"},
    {FieldType::iban, "DE98370400440532013000", "", "iban.check_digits", "MOD 97-10"},
    {FieldType::postcode, "48653", "48653", "", "Coesfeld"},
    {FieldType::postcode, "D-48653", "", "postcode.length", "DIN 5008: without a country"},
    {FieldType::phone, "02541 939-0", "02541 939-0", "", "DIN 5008"},
    {FieldType::phone, "(02541) 9 39 40 00", "(02541) 9 39 40 00", "", "DIN 5008, formerly"},
    {FieldType::phone, "+49 2541 9390", "+49 2541 9390", "", "E.123"},
    {FieldType::phone, "02541/939-0", "02541/939-0", "", "as it is often written"},
    {FieldType::phone, "02541 939 App. 12", "", "phone.invalid", "E.164: digits"},
    {FieldType::email, "a.b+c@kreis-coesfeld.de", "a.b+c@kreis-coesfeld.de", "", "RFC 5321"},
    {FieldType::email, "info@müller.de", "info@müller.de", "", "RFC 6531"},
    {FieldType::email, "a..b@example.org", "", "email.invalid", "RFC 5321, 4.1.2"},
    {FieldType::email, "a@-example.org", "", "email.invalid", "RFC 1123, 2.1"},
    {FieldType::email, "a@example.1", "", "email.invalid", "no top-level domain is a number"},
    {FieldType::email, "a@x@example.org", "", "email.invalid", "one @"},
    {FieldType::email, "\"a b\"@example.org", "", "email.invalid", "quoted: nobody has one"},
    {FieldType::time, "9.30 Uhr", "09:30", "", "DIN 5008 and custom"},
    {FieldType::time, "24:00", "", "time.invalid", "the day has 24 hours, ISO 8601-1:2019"},
    {FieldType::date, "1.3.2026", "01.03.2026", "", "DIN 5008"},
    {FieldType::date, "2026-03-01", "01.03.2026", "", "ISO 8601"},
    {FieldType::date, "29.2.2026", "", "date.invalid", "no leap year"},
    {FieldType::date, "1.3.26", "", "date.invalid", "a century would be a guess"},
    {FieldType::money, "1.234,50 €", "1.234,50 €", "", "DIN 5008"},
    {FieldType::money, "1234,50 EUR", "1.234,50 €", "", "ISO 4217"},
    {FieldType::money, "0,005", "", "money.places", "never rounded"},
    {FieldType::number,
     "\u2212"
     "3",
     "-3", "", "U+2212 MINUS SIGN"},
});
INSTANTIATE_TEST_SUITE_P(All, GermanCase, testing::ValuesIn(german_cases));

TEST(GermanCases, names_are_those_of_din_91379) {
    Field field = field_of(FieldType::text);
    field.settings.letters_of_names = true;
    for (const char* name :
         {"Müller-Lüdenscheidt", "Dvořák", "Þórsdóttir", "D’Angelo", "D'Angelo", "Đặng", "Łukasz",
          "Ž̦", "ẞtrauß", "van der Ää", "Nuñez", "Ȟaŋska", "Öğretmenoğlu", "St. John", "J̌ān"})
        EXPECT_EQ(answer(field, name).error, "") << name;
    for (const char* name : {"Иванов", "李", "Müller2", "A@B", "a_b", "<b>", "α", "😀"})
        EXPECT_EQ(answer(field, name).error, "text.letters") << name;
}

TEST(GermanCases, a_pattern_is_of_the_whole_text) {
    Field field = field_of(FieldType::text);
    field.settings.pattern = *Pattern::parse("[0-9]{15}");
    EXPECT_EQ(answer(field, "276098106234567").error, "");
    EXPECT_EQ(answer(field, "2760981062345678").error, "text.pattern");
    EXPECT_EQ(answer(field, "a276098106234567").error, "text.pattern");
    EXPECT_TRUE(Pattern{}.matches("anything"));
    EXPECT_FALSE(Pattern::parse("[0-9"));
    // Linear in the text, whatever is written: RE2.
    field.settings.pattern = *Pattern::parse("(a+)+b");
    EXPECT_EQ(answer(field, std::string(190, 'a')).error, "text.pattern");
}

TEST(GermanCases, mail_addresses_are_checked_without_a_sound) {
    testing::internal::CaptureStderr();
    for (int i = 0; i < 200; ++i)
        answer(field_of(FieldType::email), fmt::format("{}ä@müller{}.example.org", i, i * 7919));
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(GermanCases, a_day_comes_in_three_inputs) {
    const auto day = [](std::string d, std::string m, std::string y) {
        const auto read = read_typed(field_of(FieldType::date), "d", [&](std::string_view name) {
            if (name == "d.day") return std::vector{d};
            if (name == "d.month") return std::vector{m};
            return name == "d.year" ? std::vector{y} : std::vector<std::string>{};
        });
        return read.error ? read.error->key : spelled(read.value);
    };
    EXPECT_EQ(day("1", "3", "2026"), "01.03.2026");
    EXPECT_EQ(day("01", "März", "2026"), "01.03.2026");
    EXPECT_EQ(day("1", "mär", "2026"), "01.03.2026");
    EXPECT_EQ(day("1", "Mrz.", "2026"), "01.03.2026");
    EXPECT_EQ(day("1", "3x", "2026"), "date.impossible");
    EXPECT_EQ(day("1", "13", "2026"), "date.impossible");
    EXPECT_EQ(day("29", "2", "2026"), "date.impossible");
    EXPECT_EQ(day("1", "3", "26"), "date.short_year");
    EXPECT_EQ(day("", "3", "2026"), "date.no_day");
    EXPECT_EQ(day("1", "", "2026"), "date.no_month");
    EXPECT_EQ(day("1", "3", ""), "date.no_year");
    EXPECT_EQ(day("", "", ""), "");
}

TEST(GermanCases, an_address_is_as_long_as_mail_can_be) {
    const Field field = field_of(FieldType::email);
    const std::string local(64, 'a'), label(63, 'b');
    EXPECT_EQ(answer(field, local + "@" + label + ".de").error, "");
    EXPECT_EQ(answer(field, local + "a@" + label + ".de").error, "email.invalid");
    EXPECT_EQ(answer(field, local + "@" + label + "b.de").error, "email.invalid");
    EXPECT_EQ(answer(field, local + "@x." + label).error, "");
    EXPECT_EQ(answer(field, local + "@x." + label + "b").error, "email.invalid");
    EXPECT_EQ(answer(field, local + "@" + label + "." + label + "." + label + ".de").error,
              "email.invalid");
}

// --- Those of others -----------------------------------------------------------------------------

std::filesystem::path cases_of_others() {
    const char* shared = std::getenv("KOMMOD_SHARED");
    return std::filesystem::path{shared != nullptr ? shared : KOMMOD_SOURCE_DIR "/../shared"} /
           "data/fields/a2j_german_field_cases.json";
}

// Where we say something else, and why; the list stands in docs/forms.md, too.
struct Deviation {
    const char *kind, *input, *reason;
};
constexpr auto deviations = std::to_array<Deviation>({
    {"integer", "1000,9", "nothing is rounded"},
    {"integer", "1.000.000,1", "nothing is rounded"},
    {"integer", "1.0", "1.0 is 1"},
    {"integer", "1000.0", "1000.0 is 1000"},
    {"dateString", "2010-12-01", "ISO 8601 is read"},
    {"dateString", "1.1.2023", "DIN 5008 allows it without zeros"},
    {"formatCents", "0", "there is no negative zero"},
    {"year", "1980", "the limits of the case got lost in its publication"},
    {"year", "2010", "the limits of the case got lost in its publication"},
});

// Cases about what does not exist here.
bool has_no_counterpart(std::string_view kind, const json::object& entry) {
    // Boxes that exclude each other are a check; half a cent cannot be written.
    return kind == "checkedCheckbox" || (kind == "formatCents" && entry.contains("row")) ||
           (entry.contains("money") && entry.at("money") == "__undefined__") ||
           (entry.contains("input") && entry.at("input") == "__undefined__");
}

Field field_for(std::string_view kind, const json::object& entry) {
    using enum FieldType;
    const auto bounded = [](FieldType type, Value min, Value max) {
        Field out = field_of(type);
        out.settings.min = Expression{std::move(min)};
        out.settings.max = Expression{std::move(max)};
        return out;
    };
    const json::value* const error = entry.if_contains("errorMessage");
    if (kind == "iban") return field_of(iban);
    if (kind == "phoneNumber") return field_of(phone);
    if (kind == "postcode") return field_of(postcode);
    if (kind == "email") return field_of(email);
    if (kind == "time") return field_of(time);
    if (kind == "integer") return field_of(number);
    if (kind == "year") return bounded(number, Value{Decimal{1850}}, Value{Decimal{2080}});
    if (kind == "dateString" && entry.contains("earliest"))
        return bounded(date, Value{*LocalDate::parse("2020-01-02")}, Value{});
    if (kind == "dateString" && entry.contains("latest"))
        return bounded(date, Value{}, Value{*LocalDate::parse("2020-01-01")});
    if (kind == "dateString") return field_of(date);
    if (error != nullptr && (*error == "too_much" || *error == "too_little"))
        return bounded(money, Value{Cents{-100'000'000}}, Value{Cents{100'000'000}});
    if (kind == "stringRequired") return field_of(text);
    return field_of(money);
}

std::string as_typed(const json::value& input) {
    return input.is_string() ? std::string{input.get_string()} : json::serialize(input);
}

// A house number is part of an address.
bool house_number_stays(const std::string& typed) {
    Field field = field_of(FieldType::address);
    field.settings.parts = {"house_number"};
    const auto read = read_typed(field, "a", [&](std::string_view name) {
        return name == "a.house_number" ? std::vector{typed} : std::vector<std::string>{};
    });
    const Value nothing{Record{}};
    const Scope scope{&nothing, nullptr, *LocalDate::parse("2026-03-01")};
    return !read.error && !read.value.is_absent() && !check_value(field, read.value, scope, {});
}

std::string without_euro(std::string money) {
    const auto at = money.find(" €");
    return at == std::string::npos ? money : money.substr(0, at);
}

// Whether we say the same; `input` is what the case is called by.
bool agrees(std::string_view kind, const json::object& entry, std::string& input) {
    if (kind == "formatCents") {
        input = json::serialize(entry.at("cents"));
        return without_euro(Cents{entry.at("cents").to_number<std::int64_t>()}.to_german()) ==
               entry.at("formatted").as_string();
    }
    input = as_typed(entry.contains("money") ? entry.at("money") : entry.at("input"));
    if (kind == "germanHouseNumber")
        return house_number_stays(input) == entry.at("valid").as_bool();
    const Answer got = answer(field_for(kind, entry), input);
    const bool stays = !got.value.is_absent();
    if (kind == "validateMoney") return stays == entry.at("expected").as_bool();
    if (kind == "moneyToCents")
        return stays && got.value.money()->count() == entry.at("cents").as_int64();
    if (!entry.contains("expected")) return !stays;
    const auto expected = as_typed(entry.at("expected"));
    if (expected.empty()) return got.value.is_absent() && got.error.empty();
    // Grouping is for reading, not for keeping.
    if (kind == "iban" && expected.find(' ') != std::string::npos) {
        const Speech speech{"de", [](auto text) { return std::string{text}; },
                            [](auto) { return std::string{}; }};
        return shown(field_of(FieldType::iban), "feld", got.value, speech) == expected;
    }
    return without_euro(spelled(got.value)) == expected;
}

TEST(GermanCases, agree_with_those_of_others_but_for_a_list) {
    if (!std::filesystem::exists(cases_of_others())) GTEST_SKIP() << "../shared/data is not there";
    std::ifstream in(cases_of_others());
    const auto file = json::parse(std::string{std::istreambuf_iterator<char>(in), {}});
    int count = 0, without_counterpart = 0;
    std::set<std::pair<std::string, std::string>> differing;
    for (const auto& [kind, entries] : file.at("cases").as_object())
        for (const json::value& each : entries.as_array()) {
            ++count;
            if (has_no_counterpart(kind, each.as_object())) {
                ++without_counterpart;
                continue;
            }
            std::string input;
            if (!agrees(kind, each.as_object(), input)) differing.emplace(kind, input);
        }
    EXPECT_EQ(count, 193);
    EXPECT_EQ(without_counterpart, 8);
    std::set<std::pair<std::string, std::string>> listed;
    for (const Deviation& deviation : deviations)
        listed.emplace(deviation.kind, deviation.input);
    EXPECT_EQ(differing, listed);
}

}  // namespace
}  // namespace kommod::forms
