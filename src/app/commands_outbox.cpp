// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod outbox: what could not be delivered, and trying it again.
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "store/outbox.h"

namespace kommod::app {
namespace {

int list_dead_letters(Context& context) {
    auto& house = context.house();
    std::int64_t waiting = 0, dead = 0;
    for (const auto& name : house.database().namespaces()) {
        auto& records = *house.database().find(name);
        const auto state = store::outbox_state(records);
        waiting += state.waiting;
        dead += state.dead;
        for (const auto& letter : store::dead_letters(records))
            std::cout << fmt::format("{} {} {} {} Versuche, zuletzt {}: {}{}\n", name, letter.id,
                                     letter.topic, letter.attempts, letter.died_at.to_iso(),
                                     letter.last_error,
                                     letter.expired ? " (abgelaufen, Inhalt gelöscht)" : "");
    }
    std::cout << fmt::format("{} warten, {} unzustellbar\n", waiting, dead);
    return 0;
}

int retry(Context& context, const std::string& id) {
    auto& house = context.house();
    for (const auto& name : house.database().namespaces()) {
        const auto outcome =
            store::retry_dead_letter(*house.database().find(name), id, context.clock().now());
        if (outcome == store::Retry::expired)
            throw Refusal(
                "Diese Nachricht kann nicht mehr zugestellt werden: Ihre Frist ist "
                "abgelaufen, ihr Inhalt ist gelöscht.");
        if (outcome == store::Retry::unknown) continue;
        std::cout << "Wird noch einmal zugestellt.\n";
        return 0;
    }
    throw Refusal("Es gibt keine unzustellbare Nachricht mit der Kennung „" + id + "“.");
}

}  // namespace

void add_outbox_commands(CLI::App& program, Context& context, Run& run) {
    auto* group = program.add_subcommand("outbox", "Nachrichten, die noch nicht zugestellt sind");
    group->require_subcommand(1);
    group->fallthrough();
    group->add_subcommand("list", "Zeigt unzustellbare Nachrichten")->callback([&context, &run] {
        run = [&context] { return list_dead_letters(context); };
    });
    auto* command =
        group->add_subcommand("retry", "Stellt eine unzustellbare Nachricht noch einmal zu");
    auto id = std::make_shared<std::string>();
    command->add_option("id", *id, "Kennung aus der Liste")->required();
    command->callback(
        [&context, &run, id] { run = [&context, id] { return retry(context, *id); }; });
}

}  // namespace kommod::app
