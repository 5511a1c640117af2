// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Roles, permissions and the one question that decides everything in the console: may this person
// do that there, on that day? Pure; the table of cases is tests/cases/staff_permissions.csv.
//
// A place is the name of a namespace: "association" or a municipality's ("m05558012"). A person
// has roles at home. Staff of the association act in a municipality only by a grant of that
// municipality; staff of a municipality never act elsewhere.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"

namespace kommod::staff {

enum class Role { operator_, service_manager, case_worker, auditor, reader };
inline constexpr std::array all_roles{Role::operator_, Role::service_manager, Role::case_worker,
                                      Role::auditor, Role::reader};

// What can be allowed. Whoever has any role may read the console.
enum class Permission {
    read_console,      // internal views: monitor, lists, missing texts
    manage_staff,      // add, deactivate, roles, reset of the second factor
    manage_grants,     // let the association's staff in, and show them out
    run_installation,  // failed letters, jobs
    edit_texts,        // texts, offices, theme, outage banner
    edit_catalogue,    // services, synonyms, imports
    edit_facts,        // solutions, building blocks, preconditions
    edit_services,     // make online services, take them live and withdraw them
    read_cases,
    work_on_cases,
    read_trail,  // the audit trail; reading it is recorded too
};
inline constexpr std::array all_permissions{
    Permission::read_console,  Permission::manage_staff,     Permission::manage_grants,
    Permission::edit_texts,    Permission::run_installation, Permission::edit_catalogue,
    Permission::edit_facts,    Permission::edit_services,    Permission::read_cases,
    Permission::work_on_cases, Permission::read_trail};

std::string_view id(Role role);  // "operator", "service_manager", ...: in SQL, commands, cases
std::string_view id(Permission permission);
std::string_view german_name(Role role);
Result<Role> parse_role(std::string_view text);  // id or German name; key "staff.unknown_role"

bool allows(Role role, Permission permission);
// A municipality's own matters: no grant gives these, so that a grant can never beget another one.
bool is_own_matter(Permission permission);

// A municipality's leave for one of the association's staff.
struct Grant {
    std::string id;
    std::string account_id;
    std::string place;  // the municipality's namespace
    Role role = Role::reader;
    LocalDate from;
    std::optional<LocalDate> until;  // last day; none: until revoked
    std::string reason;
    std::string given_by;  // account id
    Instant given;
    std::string revoked_by;
    std::optional<Instant> revoked;  // at once and for good

    bool holds_on(LocalDate today) const;
};

struct Staff {
    std::string id;
    std::string user_name;
    std::string name;
    std::string home;  // a place
    std::vector<Role> roles;
    std::vector<Grant> grants;
    bool active = false;
    bool demonstration = false;

    bool has(Role role) const;
};

bool may(const Staff& staff, Permission permission, std::string_view place, LocalDate today);

}  // namespace kommod::staff
