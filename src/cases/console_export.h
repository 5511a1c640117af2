// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// An application taken along by the office: as JSON for its other programs, as PDF for its files.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "cases/answers_view.h"
#include "cases/application.h"
#include "documents/document.h"

namespace kommod::cases {

struct Sender {
    std::string ags, name;  // of the municipality that it was sent to
};

// All that was kept, without what only the program needs. The format "kommod-application/1" is
// described in docs/cases.md.
json::object application_json(const Application& application, const Sender& town);

struct ApplicationPaper {
    const Application& application;
    Sender town;
    std::string service;  // its title
    std::string language;
    std::vector<AnswerPage> pages;
    std::function<std::string(std::string_view german)> translate;
};
documents::Document application_document(const ApplicationPaper& paper);

}  // namespace kommod::cases
