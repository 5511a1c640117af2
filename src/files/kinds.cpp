// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "files/kinds.h"

#include <array>
#include <utility>

namespace kommod::files {
namespace {

using namespace std::string_view_literals;
constexpr std::array<std::pair<Kind, std::string_view>, 3> names{
    {{Kind::pdf, "pdf"}, {Kind::jpeg, "jpeg"}, {Kind::png, "png"}}};
// ISO 32000-2, 7.5.2; ITU-T T.81, B.1.1.3 (SOI and the next marker); RFC 2083, 3.1.
constexpr std::array<std::pair<Kind, std::string_view>, 3> beginnings{
    {{Kind::pdf, "%PDF-"sv}, {Kind::jpeg, "\xFF\xD8\xFF"sv}, {Kind::png, "\x89PNG\r\n\x1A\n"sv}}};

}  // namespace

std::string_view to_id(Kind kind) {
    for (const auto& [known, name] : names)
        if (known == kind) return name;
    return {};
}

std::optional<Kind> kind_from_id(std::string_view id) {
    for (const auto& [kind, name] : names)
        if (name == id) return kind;
    return std::nullopt;
}

std::optional<Kind> kind_of(std::string_view first_bytes) {
    for (const auto& [kind, beginning] : beginnings)
        if (first_bytes.starts_with(beginning)) return kind;
    return std::nullopt;
}

}  // namespace kommod::files
