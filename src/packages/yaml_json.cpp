// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <charconv>
#include <map>

#include "packages/reading.h"

namespace kommod::packages {
namespace {

// As YAML 1.2's core schema reads a plain scalar; what could be a number with a leading zero is a
// key or a postcode.
json::value plain(const std::string& text) {
    if (text.empty() || text == "null" || text == "~") return nullptr;
    if (text == "true") return true;
    if (text == "false") return false;
    const char* const end = text.data() + text.size();
    const bool leading_zero = text.size() > 1 && text[0] == '0' && text[1] != '.';
    std::int64_t whole = 0;
    if (const auto [stop, failure] = std::from_chars(text.data(), end, whole);
        failure == std::errc{} && stop == end && !leading_zero)
        return whole;
    // 0.5 stays the decimal that it is: as text, which every reader of numbers takes.
    return json::value(text);
}

}  // namespace

json::value to_json(const YAML::Node& node) {
    if (node.IsSequence()) {
        json::array out;
        for (const YAML::Node& each : node)
            out.push_back(to_json(each));
        return out;
    }
    if (node.IsMap()) {
        std::map<std::string, json::value> sorted;
        for (const auto& entry : node)
            sorted.insert_or_assign(entry.first.Scalar(), to_json(entry.second));
        json::object out;
        for (auto& [key, value] : sorted)
            out[key] = std::move(value);
        return out;
    }
    if (!node.IsScalar()) return nullptr;
    return node.Tag() == "!" ? json::value(node.Scalar()) : plain(node.Scalar());
}

}  // namespace kommod::packages
