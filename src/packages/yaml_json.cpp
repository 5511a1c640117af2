// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "base/decimal.h"
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
    // Six places at most (base/decimal.h), so a double holds it and gives it back as it was.
    if (!leading_zero && Decimal::parse(text)) return std::stod(text);
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

std::string to_yaml(const json::value& json) {
    if (json.is_double()) return fmt::format("{}", json.get_double());
    std::string out;
    if (json.is_array()) {
        for (const json::value& each : json.get_array())
            out += (out.empty() ? "" : ",") + to_yaml(each);
        return "[" + out + "]";
    }
    if (json.is_object()) {
        for (const auto& [key, value] : json.get_object())
            out += (out.empty() ? "" : ",") + json::serialize(json::string(key)) + ": " +
                   to_yaml(value);
        return "{" + out + "}";
    }
    return json::serialize(json);
}

}  // namespace kommod::packages
