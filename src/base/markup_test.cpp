// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/markup.h"

#include <gtest/gtest.h>

namespace kommod {
namespace {

TEST(Markup, EveryCharacterThatMeansSomethingIsEscaped) {
    EXPECT_EQ(markup::escaped(R"(<a href="x" title='y'>R&D</a>)"),
              "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;R&amp;D&lt;/a&gt;");
    EXPECT_EQ(markup::escaped("Straße & Grün"), "Straße &amp; Grün");
    EXPECT_EQ(markup::escaped(""), "");
}

TEST(Markup, LineEndsStayAndOtherControlCharactersGo) {
    EXPECT_EQ(markup::escaped("a\tb\r\nc"), "a\tb\r\nc");
    EXPECT_EQ(markup::escaped(std::string_view{"a\0b\x01\x1F", 5}), "ab");
}

}  // namespace
}  // namespace kommod
