// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/permissions.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "staff/errors.h"
#include "store/database.h"

namespace kommod::staff {
namespace {

struct RoleName {
    Role role;
    std::string_view id, german;
};
constexpr std::array role_names{
    RoleName{Role::operator_, "operator", "Betrieb"},
    RoleName{Role::service_manager, "service_manager", "Web-Administration"},
    RoleName{Role::case_worker, "case_worker", "Sachbearbeitung"},
    RoleName{Role::auditor, "auditor", "Revision"},
    RoleName{Role::reader, "reader", "Lesezugriff"},
};

constexpr std::array<std::pair<Permission, std::string_view>, all_permissions.size()>
    permission_names{{{Permission::read_console, "read_console"},
                      {Permission::manage_staff, "manage_staff"},
                      {Permission::manage_grants, "manage_grants"},
                      {Permission::run_installation, "run_installation"},
                      {Permission::edit_texts, "edit_texts"},
                      {Permission::edit_catalogue, "edit_catalogue"},
                      {Permission::edit_facts, "edit_facts"},
                      {Permission::edit_services, "edit_services"},
                      {Permission::read_cases, "read_cases"},
                      {Permission::work_on_cases, "work_on_cases"},
                      {Permission::read_trail, "read_trail"}}};

const RoleName& name_of(Role role) {
    return *std::find_if(role_names.begin(), role_names.end(),
                         [&](const RoleName& name) { return name.role == role; });
}

}  // namespace

std::string_view id(Role role) {
    return name_of(role).id;
}

std::string_view german_name(Role role) {
    return name_of(role).german;
}

std::string_view id(Permission permission) {
    return std::find_if(permission_names.begin(), permission_names.end(),
                        [&](const auto& entry) { return entry.first == permission; })
        ->second;
}

Result<Role> parse_role(std::string_view text) {
    const auto given = text::lower(text::trim(text));
    for (const RoleName& name : role_names)
        if (given == name.id || given == text::lower(name.german)) return name.role;
    return fail_at("role", "staff.unknown_role",
                   "role is one of operator, service_manager, case_worker, auditor, "
                   "reader",
                   std::string{text});
}

// Who runs the installation neither publishes nor decides nor audits: the roles are kept apart so
// that no single one can both act and cover it up. A person may hold several where a town is small.
bool allows(Role role, Permission permission) {
    if (permission == Permission::read_console) return true;
    switch (role) {
        case Role::operator_:
            return permission == Permission::manage_staff ||
                   permission == Permission::manage_grants ||
                   permission == Permission::run_installation;
        case Role::service_manager:
            return permission == Permission::edit_texts ||
                   permission == Permission::edit_catalogue ||
                   permission == Permission::edit_facts || permission == Permission::edit_services;
        case Role::case_worker:
            return permission == Permission::read_cases || permission == Permission::work_on_cases;
        case Role::auditor:
            return permission == Permission::read_trail;
        case Role::reader:
            return false;
    }
    return false;
}

bool is_own_matter(Permission permission) {
    return permission == Permission::manage_staff || permission == Permission::manage_grants;
}

bool Grant::holds_on(LocalDate today) const {
    return !revoked && from <= today && (!until || today <= *until);
}

bool Staff::has(Role role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool may(const Staff& staff, Permission permission, std::string_view place, LocalDate today) {
    if (!staff.active) return false;
    if (place == staff.home)
        return std::any_of(staff.roles.begin(), staff.roles.end(),
                           [&](Role role) { return allows(role, permission); });
    if (staff.home != store::association || is_own_matter(permission)) return false;
    return std::any_of(staff.grants.begin(), staff.grants.end(), [&](const Grant& grant) {
        return grant.place == place && grant.account_id == staff.id && grant.holds_on(today) &&
               allows(grant.role, permission);
    });
}

}  // namespace kommod::staff
