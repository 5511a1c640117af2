// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod staff: the first operator, lost factors, and the codes of demonstration accounts.
#include <iostream>

#include "app/commands.h"
#include "staff/commands.h"

namespace kommod::app {
namespace {

int print(const Result<std::string>& answer) {
    if (!answer) throw Refusal(sentence(answer.error()));
    std::cout << *answer << "\n";
    return 0;
}

void add_add(CLI::App& staff, Context& context, Run& run) {
    auto* command = staff.add_subcommand("add", "Legt ein Konto an und nennt sein Einmalpasswort");
    auto options = std::make_shared<staff::AddCommand>();
    auto from_input = std::make_shared<bool>(false);
    command->add_option("--name", options->name, "Vor- und Nachname")->required();
    command->add_option("--user", options->user_name, "Benutzername")->required();
    command->add_option(
        "--role", options->role,
        "operator, service_manager, case_worker, auditor, reader; mehrere mit Komma");
    command->add_option("--municipality", options->ags, "AGS der Kommune; ohne: der Verbund");
    command->add_flag("--password-from-input", *from_input,
                      "Passwort aus der Standardeingabe lesen");
    command->callback([&context, &run, options, from_input] {
        run = [&context, options, from_input] {
            if (*from_input) std::getline(std::cin, options->password);
            return print(staff::command_add(context.house().desk(), *options));
        };
    });
}

void add_list(CLI::App& staff, Context& context, Run& run) {
    auto* command = staff.add_subcommand("list", "Zeigt alle Konten");
    auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Als JSON");
    command->callback([&context, &run, as_json] {
        run = [&context, as_json] {
            auto& desk = context.house().desk();
            std::cout << (*as_json ? json::serialize(staff::command_list_json(desk))
                                   : staff::command_list(desk))
                      << "\n";
            return 0;
        };
    });
}

using OneUser = Result<std::string> (*)(staff::Desk&, std::string_view user_name);

void add_for_user(CLI::App& staff, Context& context, Run& run, const char* name, const char* help,
                  OneUser act) {
    auto* command = staff.add_subcommand(name, help);
    auto user = std::make_shared<std::string>();
    command->add_option("--user", *user, "Benutzername")->required();
    command->callback([&context, &run, user, act] {
        run = [&context, user, act] { return print(act(context.house().desk(), *user)); };
    });
}

}  // namespace

void add_staff_commands(CLI::App& program, Context& context, Run& run) {
    auto* staff = program.add_subcommand("staff", "Konten der Beschäftigten");
    staff->require_subcommand(1);
    staff->fallthrough();
    add_add(*staff, context, run);
    add_list(*staff, context, run);
    add_for_user(*staff, context, run, "reset-factor",
                 "Setzt einen verlorenen zweiten Faktor zurück", &staff::command_reset_factor);
    add_for_user(*staff, context, run, "reset-password", "Vergibt ein neues Einmalpasswort",
                 &staff::command_reset_password);
    add_for_user(*staff, context, run, "code",
                 "Nennt den Code des zweiten Faktors (nur Vorführkonten)", &staff::command_code);
}

}  // namespace kommod::app
