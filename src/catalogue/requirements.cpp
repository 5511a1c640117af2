// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <utility>

#include "catalogue/builder.h"

namespace kommod::catalogue {
namespace {

using Names = std::vector<std::string>;

// What an application needs of which nothing more is known.
const std::array<std::string_view, 6> general_criteria{"information",    "form",     "submission",
                                                       "authentication", "delivery", "status"};

// Which block a criterion rests on. Forms for form and submission, and so on; the order is that of
// the frozen list of blocks.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> rests_on{{
    {"form", "forms"},
    {"submission", "forms"},
    {"authentication", "identity"},
    {"signature", "identity"},
    {"payment", "payment"},
    {"delivery", "mailbox"},
    {"status", "mailbox"},
    {"evidence", "vault"},
    {"once_only", "registers"},
}};

bool contains(const Names& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

void remove_all(Names& names, const Names& unwanted) {
    std::erase_if(names, [&](const std::string& name) { return contains(unwanted, name); });
}

Names derive_blocks(const Names& criteria) {
    Names blocks;
    for (const auto& [criterion, block] : rests_on)
        if (contains(criteria, criterion) && !contains(blocks, block)) blocks.emplace_back(block);
    return blocks;
}

Names inherited_criteria(const Act* act, const Profile& bundle, const Profile& service) {
    if (service.criteria) return *service.criteria;
    if (bundle.criteria) return *bundle.criteria;
    if (act) return act->criteria;
    return {general_criteria.begin(), general_criteria.end()};
}

// The blocks named nearest to the service, unless criteria were replaced nearer than that.
std::optional<Names> named_blocks(const Act* act, const Profile& bundle, const Profile& service) {
    if (service.blocks) return service.blocks;
    if (service.criteria) return std::nullopt;
    if (bundle.blocks) return bundle.blocks;
    if (bundle.criteria || !act || act->blocks.empty()) return std::nullopt;
    return act->blocks;
}

}  // namespace

Requirements requirements(const Act* act, const Profile& bundle, const Profile& service) {
    Requirements out{inherited_criteria(act, bundle, service), {}};
    Names taken_away = bundle.without;
    taken_away.insert(taken_away.end(), service.without.begin(), service.without.end());
    remove_all(out.criteria, taken_away);

    const auto named = named_blocks(act, bundle, service);
    if (!named) {
        out.blocks = derive_blocks(out.criteria);
        return out;
    }
    // A criterion that is not required takes its block away, unless another one rests on it.
    out.blocks = *named;
    Names unneeded = derive_blocks(taken_away);
    remove_all(unneeded, derive_blocks(out.criteria));
    remove_all(out.blocks, unneeded);
    return out;
}

}  // namespace kommod::catalogue
