// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// texts/<language>.yaml
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "packages/placeholders.h"
#include "packages/reading.h"

namespace kommod::packages {
namespace {

void flatten(const YAML::Node& node, const std::string& path, PlacedTexts& out,
             forms::ProblemList& problems) {
    out.places.emplace(path, node.Mark());
    if (node.IsScalar()) {
        if (node.Scalar().empty())
            problems.error(node, "texts.empty", fmt::format("Der Text „{}“ ist leer.", path))
                .proposal = "Schreiben Sie ihn, oder lassen Sie die Angabe weg.";
        out.texts[path] = node.Scalar();
        return;
    }
    if (!node.IsMap()) {
        problems.error(node, "texts.no_text", fmt::format("Bei „{}“ steht kein Text.", path));
        return;
    }
    for (const auto& entry : node) {
        const auto key = (path.empty() ? "" : path + ".") + entry.first.Scalar();
        if (out.texts.contains(key))
            problems.error(entry.first, "texts.twice",
                           fmt::format("Den Text „{}“ gibt es zweimal.", key));
        flatten(entry.second, key, out, problems);
    }
}

// The place of a text that is not there: the nearest map around it.
YAML::Mark place_of_missing(const PlacedTexts& placed, std::string_view key) {
    while (true) {
        const auto found = placed.places.find(key);
        if (found != placed.places.end()) return found->second;
        const auto dot = key.rfind('.');
        if (dot == std::string_view::npos) break;
        key = key.substr(0, dot);
    }
    return {};
}

forms::Problem problem_at(const forms::ProblemList& problems, const YAML::Mark& mark) {
    forms::Problem out;
    out.file = problems.file();
    out.line = mark.is_null() ? 1 : mark.line + 1;
    out.column = mark.is_null() ? 1 : mark.column + 1;
    return out;
}

struct WantedTexts {
    std::vector<std::string> needed, possible;
    bool knows(std::string_view key) const {
        // What to have at hand is the author's own list.
        return key.starts_with("needed.") || std::ranges::find(needed, key) != needed.end() ||
               std::ranges::find(possible, key) != possible.end();
    }
};

WantedTexts wanted_texts(const ServicePackage& package) {
    WantedTexts out{{"service.title", "service.lead", "service.privacy", "service.after"},
                    {"service.before", "service.minutes"}};
    for (const forms::TextKey& key : forms::text_keys(package.form))
        (key.required ? out.needed : out.possible).push_back(key.key);
    for (const Fee& fee : package.fees) {
        out.needed.push_back("fees." + fee.id);
        out.possible.push_back("fee_hints." + fee.id);
    }
    for (const Parameter& parameter : package.parameters) {
        out.needed.push_back("parameters." + parameter.key + ".label");
        out.possible.push_back("parameters." + parameter.key + ".help");
    }
    return out;
}

}  // namespace

PlacedTexts read_texts(const YAML::Node& source, forms::ProblemList& problems) {
    PlacedTexts out;
    if (!source.IsMap()) {
        problems.error(source, "texts.no_text", "Hier stehen keine Texte.");
        return out;
    }
    flatten(source, "", out, problems);
    return out;
}

void check_texts(const PlacedTexts& placed, const ServicePackage& package, bool complete,
                 forms::ProblemList& problems) {
    const WantedTexts wanted = wanted_texts(package);
    for (const std::string& key : wanted.needed) {
        // Parameters are for the service manager, who reads German.
        const bool only_german =
            key.starts_with("parameters.") && problems.file() != "texts/de.yaml";
        if (placed.texts.contains(key) || only_german) continue;
        auto problem = problem_at(problems, place_of_missing(placed, key));
        if (!complete) problem.weight = forms::Problem::Weight::warning;
        problem.key = "texts.missing";
        problem.what = fmt::format("Der Text „{}“ fehlt.", key);
        problem.at = key;
        problems.add(std::move(problem));
    }
    for (const auto& [key, text] : placed.texts) {
        check_placeholders(key, text, package,
                           problem_at(problems, placed.places.find(key)->second), problems);
        if (wanted.knows(key)) continue;
        auto problem = problem_at(problems, placed.places.find(key)->second);
        problem.key = "texts.unused";
        problem.what = fmt::format("Den Text „{}“ zeigt niemand.", key);
        auto known = wanted.needed;
        known.insert(known.end(), wanted.possible.begin(), wanted.possible.end());
        const auto near = forms::nearest(key, known);
        problem.proposal = near.empty() ? "Streichen Sie ihn, oder prüfen Sie den Namen."
                                        : fmt::format("Meinten Sie „{}“?", near);
        problem.at = key;
        problems.add(std::move(problem));
    }
}

}  // namespace kommod::packages
