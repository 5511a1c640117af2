// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/placeholders.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace kommod::packages {
namespace {

constexpr std::string_view open = "{{", closed = "}}", of_parameter = "parameter.";

// What lies between two places, and the name of the place behind it; `end` is false when the
// bracket does not close.
struct Part {
    std::string_view before, name;
    bool end = true;
};
// Calls for each place in order and gives back what stands behind the last.
template <class Seen>
std::string_view each_place(std::string_view text, Seen seen) {
    while (true) {
        const auto start = text.find(open);
        if (start == std::string_view::npos) return text;
        const auto stop = text.find(closed, start);
        const bool end = stop != std::string_view::npos;
        const auto inside = text.substr(start + open.size(),
                                        end ? stop - start - open.size() : std::string_view::npos);
        seen(Part{text.substr(0, start), text::trim(inside), end});
        if (!end) return {};
        text.remove_prefix(stop + closed.size());
    }
}

// These are shown where there is no town: in lists of services and of what a town sets.
bool has_no_town(std::string_view key) {
    return key == "service.title" || key == "service.minutes" || key.starts_with("parameters.");
}

bool is_known(std::string_view name, const ServicePackage& package) {
    if (name == "municipality" || name == "office") return true;
    if (!name.starts_with(of_parameter)) return false;
    const auto* parameter = package.parameter(name.substr(of_parameter.size()));
    return parameter != nullptr && parameter->type_id != "yes_no";
}

std::string nearest_name(std::string_view name, const ServicePackage& package) {
    std::vector<std::string> known{"municipality", "office"};
    for (const Parameter& parameter : package.parameters)
        if (parameter.type_id != "yes_no")
            known.push_back(std::string{of_parameter} + parameter.key);
    const auto near = forms::nearest(name, known);
    return near.empty() ? fmt::format("Möglich sind: {}.", fmt::join(known, ", "))
                        : fmt::format("Meinten Sie „{{{{{}}}}}“?", near);
}

}  // namespace

bool is_markdown(std::string_view text_key) {
    return text_key == "service.before" || text_key == "service.after" ||
           text_key == "service.privacy" || text_key.ends_with(".text") ||
           text_key.ends_with(".help");
}

std::string markdown_literal(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += ' ';
            continue;
        }
        if (std::string_view{"\\`*_{}[]()#+-.!<>|~&\"'"}.find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

std::string fill_in(std::string_view text_key, std::string_view text,
                    const std::function<Filling(std::string_view name)>& filling) {
    const bool markdown = is_markdown(text_key);
    std::string out;
    const auto rest = each_place(text, [&](const Part& part) {
        out += part.before;
        const Filling here = filling(part.name);
        out += markdown && !here.markdown ? markdown_literal(here.text) : here.text;
    });
    out += rest;
    return out;
}

std::string shown_text(const ServicePackage& package, std::string_view language,
                       std::string_view text_key, const forms::Record& parameters,
                       const Around& around, const forms::Speech& speech) {
    const auto text = package.text(language, text_key);
    if (text.find(open) == std::string_view::npos) return std::string{text};
    return fill_in(text_key, text, [&](std::string_view name) -> Filling {
        if (name == "municipality") return {around.municipality()};
        if (name == "office") return {around.office()};
        if (!name.starts_with(of_parameter)) return {};
        const auto key = name.substr(of_parameter.size());
        const auto found = std::ranges::find(parameters, key, &forms::Record::value_type::first);
        const auto* parameter = package.parameter(key);
        if (found == parameters.end() || parameter == nullptr) return {};
        // A duration is kept as ISO 8601 has it.
        if (const auto* kept = found->second.text(); kept && parameter->type_id == "duration")
            if (const auto duration = forms::Duration::parse(*kept))
                return {forms::shown(*duration, speech)};
        static const forms::Field plain;
        return {forms::shown(plain, key, found->second, speech), parameter->type_id == "long_text"};
    });
}

std::vector<std::string> names_in(std::string_view text) {
    std::vector<std::string> out;
    each_place(text, [&](const Part& part) {
        const auto space = part.name.rfind(' ');
        out.emplace_back(part.name.substr(space == std::string_view::npos ? 0 : space + 1));
    });
    return out;
}

void check_placeholders(std::string_view text_key, std::string_view text,
                        const ServicePackage& package, const forms::Problem& place,
                        forms::ProblemList& problems) {
    each_place(text, [&](const Part& part) {
        forms::Problem problem = place;
        problem.at = text_key;
        if (!part.end) {
            problem.key = "texts.open_bracket";
            problem.what = fmt::format("Im Text „{}“ fehlt das Ende der Klammer.", text_key);
            problem.proposal = "Schreiben Sie zum Beispiel {{municipality}}.";
        } else if (has_no_town(text_key)) {
            problem.key = "texts.no_place";
            problem.what = fmt::format("Im Text „{}“ wird nichts eingesetzt.", text_key);
            problem.why = "Er steht auch dort, wo es keine Stadt oder Gemeinde gibt.";
        } else if (!is_known(part.name, package)) {
            problem.key = "texts.unknown_place";
            problem.what = fmt::format("„{}“ im Text „{}“ gibt es nicht.", part.name, text_key);
            problem.proposal = nearest_name(part.name, package);
        } else {
            return;
        }
        problems.add(std::move(problem));
    });
}

}  // namespace kommod::packages
