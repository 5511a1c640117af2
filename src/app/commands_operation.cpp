// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod check, settings, audit: what operators look at.
#include <fstream>
#include <iostream>

#include <fmt/format.h>

#include "app/check.h"
#include "app/commands.h"
#include "audit/store.h"
#include "base/text.h"

namespace kommod::app {
namespace {

int show_check(Context& context, bool as_json) {
    const auto findings = check(context.house());
    constexpr const char* marks[] = {"gut     ", "Hinweis ", "PROBLEM "};
    constexpr const char* ids[] = {"fine", "warning", "problem"};
    json::array list;
    bool problem = false;
    for (const auto& [weight, topic, text] : findings) {
        const auto index = static_cast<std::size_t>(weight);
        problem = problem || weight == Finding::Weight::problem;
        if (as_json)
            list.push_back({{"weight", ids[index]}, {"topic", topic}, {"text", text}});
        else
            std::cout << marks[index] << topic << ": " << text << "\n";
    }
    if (as_json) std::cout << json::serialize(list) << "\n";
    return problem ? 1 : 0;
}

void add_check(CLI::App& program, Context& context, Run& run) {
    auto* command = program.add_subcommand(
        "check", "Sagt, was an Einstellungen, Platte, Datenbank, Mail, Texten fehlt");
    auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Als JSON");
    command->callback([&context, &run, as_json] {
        run = [&context, as_json] { return show_check(context, *as_json); };
    });
}

// The documented table of all settings, as docs/settings.md holds it.
int print_settings() {
    std::cout << "| in the file | environment | command line | meaning |\n|---|---|---|---|\n";
    for (const auto& info : all_settings())
        std::cout << fmt::format("| `{}` | `{}` | `--{}` | {} |\n", info.key, info.variable,
                                 text::replace_all(info.key, "_", "-"), info.explanation);
    return 0;
}

void add_settings(CLI::App& program, Run& run) {
    program.add_subcommand("settings", "Alle Einstellungen mit ihrer Bedeutung")->callback([&run] {
        run = &print_settings;
    });
}

std::vector<std::string> chosen_namespaces(House& house, const std::string& ags) {
    if (ags.empty()) return house.database().namespaces();
    const auto name = store::municipality_namespace(ags);
    if (!house.database().find(name))
        throw Refusal("Für den AGS „" + ags + "“ gibt es hier keine Daten.");
    return {name};
}

struct AuditOptions {
    std::string ags;
    std::vector<std::string> anchors;
    bool json = false;
};

int verify_audit(Context& context, const AuditOptions& options) {
    std::vector<audit::Anchor> anchors;
    for (const auto& text : options.anchors) {
        auto anchor = audit::Anchor::parse(text);
        if (!anchor) throw Refusal(sentence(anchor.error()));
        anchors.push_back(std::move(*anchor));
    }
    auto& house = context.house();
    json::array list;
    bool broken = false;
    for (const auto& name : chosen_namespaces(house, options.ags)) {
        std::vector<audit::Anchor> own = audit::kept_anchors(house.database(), name);
        for (const auto& anchor : anchors)
            if (anchor.name_space == name) own.push_back(anchor);
        const auto summary = audit::verify(*house.database().find(name), own);
        broken = broken || !summary;
        if (options.json)
            list.push_back(summary ? json::value{{"namespace", name},
                                                 {"intact", true},
                                                 {"entries", summary->entries},
                                                 {"anchor", summary->anchor.str()}}
                                   : json::value{{"namespace", name},
                                                 {"intact", false},
                                                 {"reason", summary.error().what}});
        else if (summary)
            std::cout << fmt::format("{}: unversehrt, {} Einträge. Anker: {}\n", name,
                                     summary->entries, summary->anchor.str());
        else
            std::cout << fmt::format("{}: VERÄNDERT. {}\n", name, sentence(summary.error()));
    }
    if (options.json) std::cout << json::serialize(list) << "\n";
    return broken ? 1 : 0;
}

void add_audit(CLI::App& program, Context& context, Run& run) {
    auto* group = program.add_subcommand("audit", "Protokoll der Handlungen und Einsichten");
    group->require_subcommand(1);
    group->fallthrough();
    auto* command = group->add_subcommand("verify", "Prüft, ob das Protokoll unversehrt ist");
    auto options = std::make_shared<AuditOptions>();
    command->add_option("--municipality", options->ags, "AGS; ohne: alle Namensräume");
    command->add_option("--anchor", options->anchors,
                        "Ein früher notierter Anker (mehrfach möglich)");
    command->add_flag("--json", options->json, "Als JSON");
    command->callback([&context, &run, options] {
        run = [&context, options] { return verify_audit(context, *options); };
    });
}

}  // namespace

void add_operation_commands(CLI::App& program, Context& context, Run& run) {
    add_check(program, context, run);
    add_settings(program, run);
    add_audit(program, context, run);
}

}  // namespace kommod::app
