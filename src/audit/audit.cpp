// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "audit/audit.h"

#include <charconv>

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/text.h"

namespace kommod::audit {
namespace {

constexpr std::string_view anchor_prefix = "kommod-audit";

void append(std::string& out, std::string_view field) {
    out += fmt::format("{}:", field.size());
    out += field;
}

}  // namespace

std::string_view to_id(ActorKind kind) {
    switch (kind) {
        case ActorKind::system:
            return "system";
        case ActorKind::command:
            return "command";
        case ActorKind::staff:
            return "staff";
        case ActorKind::account:
            return "account";
    }
    return "system";
}

std::string_view to_german(ActorKind kind) {
    switch (kind) {
        case ActorKind::system:
            return "System";
        case ActorKind::command:
            return "Befehlszeile";
        case ActorKind::staff:
            return "Personal";
        case ActorKind::account:
            return "Konto";
    }
    return "System";
}

std::string first_hash(std::string_view chain) {
    return crypto::hex(crypto::sha256(fmt::format("{}:{}", anchor_prefix, chain)));
}

std::string hash_of(const Record& record) {
    std::string all;
    append(all, record.previous_hash);
    append(all, std::to_string(record.sequence));
    append(all, std::to_string(record.at));
    append(all, record.actor_kind);
    append(all, record.actor_id);
    append(all, record.act);
    append(all, record.object_kind);
    append(all, record.object_id);
    append(all, record.details);
    return crypto::hex(crypto::sha256(all));
}

std::string Anchor::str() const {
    return fmt::format("{}:{}:{}:{}:{}", anchor_prefix, name_space, chain, sequence, hash);
}

Result<Anchor> Anchor::parse(std::string_view text) {
    const auto parts = text::split(text::trim(text), ':');
    const auto malformed = [&] {
        return fail({"audit.bad_anchor",
                     "Ein Anker hat die Form kommod-audit:Namensraum:Kette:Nummer:Hash.",
                     {},
                     0,
                     std::string{text},
                     {}});
    };
    if (parts.size() != 5 || parts[0] != anchor_prefix || parts[1].empty() || parts[2].empty())
        return malformed();
    Anchor anchor{std::string{parts[1]}, std::string{parts[2]}, 0, std::string{parts[4]}};
    const auto& number = parts[3];
    const auto [end, ec] =
        std::from_chars(number.data(), number.data() + number.size(), anchor.sequence);
    if (ec != std::errc{} || end != number.data() + number.size() || anchor.sequence < 0)
        return malformed();
    const auto raw = crypto::unhex(anchor.hash);
    if (!raw || raw->size() != 32) return malformed();
    return anchor;
}

}  // namespace kommod::audit
