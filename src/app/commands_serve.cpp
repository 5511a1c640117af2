// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod serve.
#include "app/commands.h"
#include "app/serve.h"
#include "images/sandbox.h"

namespace kommod::app {

void add_serve_commands(CLI::App& program, Context& context, Run& run) {
    auto* command = program.add_subcommand("serve", "Startet den Server");
    auto options = std::make_shared<ServeOptions>();
    command->add_flag("--demonstration", options->demonstration,
                      "Eine leere Installation mit dem Vorführverbund Kreis Coesfeld füllen");
    command->callback([&context, &run, options] {
        run = [&context, options] {
            const StopSignals signals;  // before the house starts its threads
            return serve(context.house(), *options, signals);
        };
    });
    // Started by the server alone (images/sandbox.h), so it is in no list of commands.
    auto* child = program.add_subcommand(images::child_command)->group("");
    const auto* photo = child->add_subcommand(images::photo_argument)->group("");
    child->callback([&run, photo] {
        run = [work = photo->parsed() ? images::Work::photo : images::Work::logo]() -> int {
            images::be_child(work);
        };
    });
}

}  // namespace kommod::app
