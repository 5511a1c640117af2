// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/grants.h"

#include <algorithm>

#include "audit/store.h"
#include "base/ids.h"
#include "base/text.h"
#include "staff/errors.h"
#include "staff/store.h"

namespace kommod::staff {
namespace {

constexpr std::size_t longest_reason = 500;

audit::Entry entry(const Grant& grant, std::string_view actor, std::string_view act, Instant at) {
    return {.at = at,
            .actor = {audit::ActorKind::staff, std::string{actor}},
            .act = std::string{act},
            .object_kind = "staff_grant",
            .object_id = grant.id,
            .details = {{"account", grant.account_id},
                        {"role", std::string{id(grant.role)}},
                        {"from", grant.from.to_iso()},
                        {"until", grant.until ? grant.until->to_iso() : std::string{}}}};
}

}  // namespace

Grants::Grants(store::Database& database, const Clock& clock)
    : database_(database), clock_(clock) {}

Result<Grant> Grants::give(const Staff& giver, std::string_view place, const NewGrant& draft) {
    const Instant now = clock_.now();
    auto* municipality = place == store::association ? nullptr : database_.find(place);
    if (municipality == nullptr || !may(giver, Permission::manage_grants, place, now.local_date()))
        return fail("staff.refused");
    const std::string reason{text::trim(draft.reason)};
    if (reason.empty() || reason.size() > longest_reason)
        return fail_at("reason", "staff.no_reason");
    if (draft.until && *draft.until < std::max(draft.from, now.local_date()))
        return fail_at("until", "staff.bad_period");
    const auto colleague = database_.association_namespace().read([&](store::Session& session) {
        return table::account_of_user(session, text::lower(text::trim(draft.user_name)));
    });
    if (!colleague || !colleague->staff.active || colleague->staff.home != store::association)
        return fail_at("user_name", "staff.no_such_colleague");
    const Grant grant{.id = new_id(now),
                      .account_id = colleague->staff.id,
                      .place = std::string{place},
                      .role = draft.role,
                      .from = draft.from,
                      .until = draft.until,
                      .reason = reason,
                      .given_by = giver.id,
                      .given = now,
                      .revoked_by = {},
                      .revoked = {}};
    municipality->write([&](store::WriteSession& session) {
        table::insert_grant(session, grant);
        audit::record(session, entry(grant, giver.id, "staff.give_grant", now));
    });
    return grant;
}

Result<void> Grants::revoke(const Staff& revoker, std::string_view place,
                            std::string_view grant_id) {
    const Instant now = clock_.now();
    auto* municipality = place == store::association ? nullptr : database_.find(place);
    if (municipality == nullptr ||
        !may(revoker, Permission::manage_grants, place, now.local_date()))
        return fail("staff.refused");
    return municipality->write([&](store::WriteSession& session) -> Result<void> {
        const auto grant = table::grant(session, place, grant_id);
        if (!grant) return fail("staff.unknown_grant");
        if (table::revoke_grant(session, grant_id, revoker.id, now))
            audit::record(session, entry(*grant, revoker.id, "staff.revoke_grant", now));
        return {};
    });
}

std::vector<Grant> Grants::of_place(std::string_view place) {
    auto* municipality = database_.find(place);
    if (municipality == nullptr || place == store::association) return {};
    return municipality->read(
        [&](store::Session& session) { return table::grants(session, place); });
}

std::vector<Grant> Grants::of_account(std::string_view place, std::string_view account_id) {
    auto* municipality = database_.find(place);
    if (municipality == nullptr || place == store::association) return {};
    return municipality->read(
        [&](store::Session& session) { return table::grants_of(session, place, account_id); });
}

}  // namespace kommod::staff
