// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/commands.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "staff/errors.h"

namespace kommod::staff {
namespace {

audit::Actor actor(std::string_view command) {
    return {audit::ActorKind::command, std::string{command}};
}

Result<Account> account_of(Desk& desk, std::string_view user_name) {
    auto account = desk.accounts.of_user(user_name);
    if (!account)
        return fail_at("user", "staff.unknown_account",
                       fmt::format("there is no account \"{}\"", user_name),
                       std::string{user_name});
    return *std::move(account);
}

Result<std::vector<Role>> parse_roles(std::string_view text) {
    std::vector<Role> roles;
    for (const auto part : text::split(text, ',')) {
        const auto role = parse_role(part);
        if (!role) return fail(role.error());
        if (std::find(roles.begin(), roles.end(), *role) == roles.end()) roles.push_back(*role);
    }
    return roles;
}

std::string roles_text(const Staff& staff) {
    std::vector<std::string> names;
    for (const Role role : staff.roles)
        names.emplace_back(id(role));
    return text::join(names, ",");
}

std::string_view state_text(const Account& account, Instant now) {
    if (!account.staff.active) return "deaktiviert";
    if (account.one_time_until && *account.one_time_until <= now)
        return "Einmalpasswort abgelaufen";
    if (account.one_time_until) return "Einmalpasswort";
    if (!account.has_factor()) return "ohne zweiten Faktor";
    return "aktiv";
}

}  // namespace

Result<std::string> command_add(Desk& desk, const AddCommand& command) {
    const auto roles = parse_roles(command.role);
    if (!roles) return fail(roles.error());
    std::string home{store::association};
    if (!command.ags.empty()) {
        const auto town = desk.municipalities.by_ags(command.ags);
        if (!town)
            return fail_at("municipality", "staff.unknown_home",
                           "no such municipality in the directory", command.ags);
        home = town->name_space();
    }
    const auto added = desk.accounts.add(actor("staff add"), {.user_name = command.user_name,
                                                              .name = command.name,
                                                              .home = home,
                                                              .roles = *roles,
                                                              .password = command.password});
    if (!added) return fail(added.error());
    const auto password = command.password.empty()
                              ? fmt::format("Einmalpasswort (wird nur jetzt angezeigt): {}\n",
                                            added->one_time_password)
                              : std::string{};
    return fmt::format(
        "Konto \"{}\" ist angelegt.\n{}Bei der ersten Anmeldung unter /verwaltung wird der zweite "
        "Faktor eingerichtet und ein eigenes Passwort gewählt. Frist: 7 Tage.",
        added->user_name, password);
}

std::string command_list(Desk& desk) {
    std::string out = fmt::format("{:<24} {:<14} {:<32} {:<28} {}\n", "Benutzername", "Heimat",
                                  "Rollen", "Zustand", "Name");
    for (const auto& account : desk.accounts.of_home({}))
        out += fmt::format("{:<24} {:<14} {:<32} {:<28} {}{}\n", account.staff.user_name,
                           account.staff.home, roles_text(account.staff),
                           state_text(account, desk.clock.now()), account.staff.name,
                           account.staff.demonstration ? " (Demonstration)" : "");
    return out;
}

json::array command_list_json(Desk& desk) {
    json::array out;
    for (const auto& account : desk.accounts.of_home({})) {
        json::array roles;
        for (const Role role : account.staff.roles)
            roles.emplace_back(std::string{id(role)});
        out.push_back({{"user", account.staff.user_name},
                       {"name", account.staff.name},
                       {"home", account.staff.home},
                       {"roles", std::move(roles)},
                       {"active", account.staff.active},
                       {"second_factor", account.has_factor()},
                       {"demonstration", account.staff.demonstration}});
    }
    return out;
}

Result<std::string> command_reset_factor(Desk& desk, std::string_view user_name) {
    const auto account = account_of(desk, user_name);
    if (!account) return fail(account.error());
    const auto token = desk.accounts.reset_factor(actor("staff reset-factor"), account->staff.id);
    if (!token) return fail(token.error());
    return fmt::format(
        "Der zweite Faktor von \"{}\" ist zurückgesetzt, alle Sitzungen sind beendet.\n"
        "Einrichtungscode (wird nur jetzt angezeigt, gilt 24 Stunden): {}",
        account->staff.user_name, *token);
}

Result<std::string> command_reset_password(Desk& desk, std::string_view user_name) {
    const auto account = account_of(desk, user_name);
    if (!account) return fail(account.error());
    const auto password =
        desk.accounts.reset_password(actor("staff reset-password"), account->staff.id);
    if (!password) return fail(password.error());
    return fmt::format(
        "Alle Sitzungen von \"{}\" sind beendet.\n"
        "Einmalpasswort (wird nur jetzt angezeigt, gilt 7 Tage): {}",
        account->staff.user_name, *password);
}

Result<std::string> command_code(Desk& desk, std::string_view user_name) {
    const auto account = account_of(desk, user_name);
    if (!account) return fail(account.error());
    return desk.log_in.demonstration_code(*account);
}

}  // namespace kommod::staff
