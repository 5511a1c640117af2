// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Marks a German text that stands in a table and is translated later, so that the check of the
// translations (html/translation_test.cpp) finds it.
#pragma once

namespace kommod {

constexpr const char* msgid(const char* german) {
    return german;
}

}  // namespace kommod
