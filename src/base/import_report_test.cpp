// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/import_report.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace kommod {
namespace {

ImportReport sample() {
    ImportReport report;
    report.accepted = 5;
    report.created = 2;
    report.changed = 1;
    report.unchanged = 2;
    report.reject(7, "ags", "0555801", "Ein Gemeindeschlüssel hat acht Ziffern.", "05558012");
    return report;
}

TEST(ImportReport, json_has_the_shape_all_imports_share) {
    EXPECT_EQ(json::serialize(sample().to_json()),
              R"({"accepted":5,"created":2,"changed":1,"unchanged":2,"rejected":[{"line":7,)"
              R"("field":"ags","value":"0555801",)"
              R"("reason":"Ein Gemeindeschlüssel hat acht Ziffern.","proposal":"05558012"}]})");
}

TEST(ImportReport, german_text_names_line_value_reason_and_proposal) {
    EXPECT_EQ(sample().to_german(),
              "Zeile 7: ags: „0555801“: Ein Gemeindeschlüssel hat acht Ziffern. Vorschlag: "
              "05558012\n5 übernommen (2 neu, 1 geändert, 2 unverändert), 1 zurückgewiesen.\n");
}

TEST(ImportReport, hostile_values_reach_no_terminal_and_stay_utf8) {
    for (std::size_t padding = 0; padding < 4; ++padding) {
        ImportReport report;
        report.reject(1, "name",
                      std::string(padding, 'x') + "\x1b[2J" + std::string(110, 'y') + "äöüäöüäöü",
                      "Der Name ist zu lang.");
        const auto text = report.to_german();
        EXPECT_EQ(text.find('\x1b'), std::string::npos);
        EXPECT_TRUE(text::is_utf8(text)) << text;
    }
}

}  // namespace
}  // namespace kommod
