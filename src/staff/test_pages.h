// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For the tests of this room: its pages behind a server, and people who go through both factors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "staff/test_console.h"

namespace kommod::staff::testing {

// What is written between two marks of a page.
inline std::string between(const std::string& page, std::string_view before,
                           std::string_view after) {
    const auto from = page.find(before);
    if (from == std::string::npos) return {};
    const auto begin = from + before.size();
    return page.substr(begin, page.find(after, begin) - begin);
}

class StaffPages : public ConsoleTest {
  protected:
    void SetUp() override {
        ConsoleTest::SetUp();
        if (IsSkipped()) return;
        http::Hooks hooks;
        hooks.error_page = [this](const http::Request& request, int status) {
            return error_page(request, status);
        };
        serve({}, {}, std::move(hooks));
    }
    json::object frame(const http::Request& request) override {
        json::object out;
        add_console_frame(out, desk(), request);
        return out;
    }
    const std::vector<http::Route>& routes() const { return all_routes(); }

    static std::string filled(std::string pattern, const std::string& id) {
        const auto at = pattern.find("{id}");
        if (at != std::string::npos) pattern.replace(at, 4, id);
        return pattern;
    }

    virtual http::Response error_page(const http::Request&, int status) const {
        return http::text_response(std::to_string(status), "text/plain", status);
    }
};

}  // namespace kommod::staff::testing
