// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kommod::csv {
namespace {

std::vector<Record> read_all(std::string_view text, std::vector<Error>* errors = nullptr) {
    Reader reader{text};
    std::vector<Record> out;
    for (Record record;;) {
        const auto more = reader.next(record);
        if (!more) {
            if (errors) errors->push_back(more.error());
            continue;
        }
        if (!*more) return out;
        out.push_back(record);
    }
}

TEST(Csv, ReadsQuotesSeparatorsAndLines) {
    const auto records = read_all(
        "\xEF\xBB\xBF"
        "a,b\r\n\"x \"\"y\"\"\",\"two\nlines\"\nlast,");
    ASSERT_EQ(records.size(), 3U);
    EXPECT_EQ(records[0].fields, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(records[1].fields, (std::vector<std::string>{"x \"y\"", "two\nlines"}));
    EXPECT_EQ(records[2].line, 4) << "the record before spans two lines";
    EXPECT_EQ(records[2].fields, (std::vector<std::string>{"last", ""}));
    EXPECT_EQ(read_all("a;b\n1;2,5\n")[1].fields, (std::vector<std::string>{"1", "2,5"}));
}

TEST(Csv, ABrokenRecordIsNamedAndTheRestIsRead) {
    std::vector<Error> errors;
    const auto records = read_all("a,b\n\"x\"y,1\n\"never closed,2\nfine,3\n", &errors);
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].line, 2);
    EXPECT_EQ(errors[1].line, 3);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[1].fields[0], "fine");
    EXPECT_EQ(records[1].line, 4);
}

// CWE-1236: a spreadsheet must not run what a citizen typed.
TEST(Csv, DisarmsFormulas) {
    std::string out;
    write(out, {"=1+1", "-5", "+49 2541", "@x", "-x", "plain"});
    EXPECT_EQ(out, "'=1+1,-5,'+49 2541,'@x,'-x,plain\r\n");
}

RC_GTEST_PROP(Csv, ReadsBackWhatItWrote, ()) {
    const auto field =
        rc::gen::container<std::string>(rc::gen::element('a', '"', ',', ';', '\n', ' ', 'b'));
    const auto rows = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::container<std::vector<std::string>>(3, field)));
    std::string text = "h1,h2,h3\r\n";
    for (const auto& row : rows)
        write(text, row);
    const auto records = read_all(text);
    RC_ASSERT(records.size() == rows.size() + 1);
    for (std::size_t i = 0; i < rows.size(); ++i)
        RC_ASSERT(records[i + 1].fields == rows[i]);
}

}  // namespace
}  // namespace kommod::csv
