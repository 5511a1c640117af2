// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Files that come to the console, and the report of what they changed. Inside of the room only.
#pragma once

#include <string>

#include "base/import_report.h"
#include "steering/console_pages.h"

namespace kommod::steering {

constexpr std::uint64_t largest_file = 8ULL * 1024 * 1024;

struct Uploaded {
    std::string name, content;
};
// Errors: "steering.no_file", "steering.not_text", with a sentence.
Result<Uploaded> uploaded(const http::Request& request);

http::Response show_report(const http::Request& request, const Desk& desk,
                           const ImportReport& report, const std::string& file,
                           const std::string& again_href);

}  // namespace kommod::steering
