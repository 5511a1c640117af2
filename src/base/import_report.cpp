// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/import_report.h"

#include <fmt/format.h>

namespace kommod {
namespace {

// A refused value may be anything: control characters must not reach the terminal, and a whole file
// in one unclosed quote must not fill it.
std::string printable(std::string_view value) {
    constexpr std::size_t longest = 120;
    std::string out;
    for (const char c : value.substr(0, longest))
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    if (value.size() <= longest) return out;
    // Never cut a character in two: drop its continuation bytes, then its first byte.
    while (!out.empty() && (static_cast<unsigned char>(value[out.size()]) & 0xC0) == 0x80)
        out.pop_back();
    return out + " …";
}

}  // namespace

void ImportReport::reject(int line, std::string_view field, std::string_view value,
                          std::string reason, std::string proposal) {
    rejected.push_back(
        {line, std::string{field}, std::string{value}, std::move(reason), std::move(proposal)});
}

json::array ImportReport::first_rejected(std::size_t most) const {
    json::array rows;
    for (const auto& row : rejected) {
        if (rows.size() == most) break;
        rows.push_back(json::object{{"line", row.line},
                                    {"field", row.field},
                                    {"value", row.value},
                                    {"reason", row.reason},
                                    {"proposal", row.proposal}});
    }
    return rows;
}

json::object ImportReport::to_json() const {
    return {{"accepted", accepted},
            {"created", created},
            {"changed", changed},
            {"unchanged", unchanged},
            {"rejected", first_rejected(rejected.size())}};
}

std::string ImportReport::to_german() const {
    std::string out;
    for (const auto& row : rejected) {
        if (row.line > 0) out += fmt::format("Zeile {}: ", row.line);
        if (!row.field.empty()) out += fmt::format("{}: ", printable(row.field));
        if (!row.value.empty()) out += fmt::format("„{}“: ", printable(row.value));
        out += row.reason;
        if (!row.proposal.empty()) out += fmt::format(" Vorschlag: {}", printable(row.proposal));
        out += '\n';
    }
    out += fmt::format("{} übernommen ({} neu, {} geändert, {} unverändert), {} zurückgewiesen.\n",
                       accepted, created, changed, unchanged, rejected.size());
    return out;
}

}  // namespace kommod
