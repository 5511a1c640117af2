// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/artifacts.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kommod::documents {
namespace {

// Operators that begin something visible. Marked content must not begin between building a path and
// painting it, nor inside a text object that began outside, so it begins with the path or the text
// object.
bool begins_content(std::string_view name) {
    constexpr std::array<std::string_view, 5> names{"m", "re", "BT", "Do", "sh"};
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

void Artifacts::end_artifact() {
    if (in_artifact_) write("\nEMC\n");
    in_artifact_ = false;
}

void Artifacts::handleToken(const QPDFTokenizer::Token& token) {
    instruction_.push_back(token);
    if (token.getType() != QPDFTokenizer::tt_word) return;
    const std::string& name = token.getValue();
    if (name == "BDC" || name == "BMC") {
        end_artifact();
        ++depth_;
    } else if (name == "EMC") {
        --depth_;
    } else if (depth_ == 0 && !in_artifact_ && begins_content(name)) {
        write("\n/Artifact BMC\n");
        in_artifact_ = true;
    }
    for (const auto& part : instruction_)
        writeToken(part);
    instruction_.clear();
}

void Artifacts::handleEOF() {
    for (const auto& part : instruction_)
        writeToken(part);
    instruction_.clear();
    end_artifact();
}

}  // namespace kommod::documents
