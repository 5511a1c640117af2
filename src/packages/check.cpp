// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// All files of a package together.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/crypto.h"
#include "forms/yaml_file.h"
#include "packages/case_run.h"
#include "packages/letter.h"
#include "packages/reading.h"

namespace kommod::packages {
namespace {

using forms::Problem;
using forms::ProblemList;

Problem about(const std::string& file, std::string key, std::string what,
              std::string proposal = {}) {
    Problem out;
    out.file = file;
    out.line = 1;
    out.column = 1;
    out.key = std::move(key);
    out.what = std::move(what);
    out.proposal = std::move(proposal);
    return out;
}

class PackageCheck {
  public:
    PackageCheck(const Files& files, Completeness wanted) : files_(files), wanted_(wanted) {}

    CheckedPackage run() {
        if (read_yaml("package.yaml", true, [&](const YAML::Node& node, ProblemList& problems) {
                read_manifest(node, package_, problems);
            }))
            read_form();
        CheckedPackage out;
        std::ranges::stable_sort(found_, [](const Problem& a, const Problem& b) {
            return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
        });
        out.problems = std::move(found_);
        if (wanted_ == Completeness::usable) forgive_missing_cases(out.problems);
        if (forms::has_errors(out.problems)) return out;
        package_.hash = crypto::hex(crypto::sha256(json::serialize(package_.document)));
        out.package = std::make_shared<const ServicePackage>(std::move(package_));
        return out;
    }

  private:
    static void forgive_missing_cases(forms::Problems& problems) {
        for (Problem& problem : problems)
            if (problem.key == "packages.no_cases" || problem.key == "packages.not_covered")
                problem.weight = Problem::Weight::warning;
    }

    void take(ProblemList& problems) {
        for (Problem& problem : problems.take())
            found_.push_back(std::move(problem));
    }

    // Reads one YAML file and notes it as seen and in the document. False when it is not there or
    // cannot be read.
    template <class Read>
    bool read_yaml(const std::string& name, bool needed, Read read) {
        const auto file = files_.find(name);
        if (file == files_.end()) {
            if (needed)
                found_.push_back(about(name, "packages.no_file", "Diese Datei fehlt.",
                                       "Ein Paket beginnt man mit „kommod package new“."));
            return false;
        }
        seen_.insert(name);
        ProblemList problems{name};
        const auto node = forms::load_yaml(file->second, problems);
        if (node) {
            package_.document[name] = to_json(*node);
            read(*node, problems);
        }
        take(problems);
        return node.has_value();
    }

    void read_form() {
        forms::Surroundings around;
        for (const Parameter& parameter : package_.parameters)
            around.parameters.emplace(parameter.key, parameter.type);
        bool compiled = false;
        read_yaml("form.yaml", true, [&](const YAML::Node& node, ProblemList& problems) {
            auto form = forms::compile(node, around, "form.yaml");
            for (Problem& problem : form.problems)
                problems.add(std::move(problem));
            if (!form.form) return;
            package_.form = std::move(*form.form);
            package_.names = std::move(form.names);
            compiled = true;
        });
        if (!compiled) return;
        read_yaml("fees.yaml", false, [&](const YAML::Node& node, ProblemList& problems) {
            read_fees(node, package_.names, package_, problems);
        });
        read_all_texts();
        read_letters();
        read_all_cases();
        if (!forms::has_errors(found_))
            for (Problem& problem : unused(package_))
                found_.push_back(std::move(problem));
        for (const auto& [name, text] : files_)
            if (!seen_.contains(name))
                found_.push_back(about(name, "packages.unknown_file",
                                       "Diese Datei gehört nicht in ein Paket.",
                                       "Was in ein Paket gehört, steht in docs/packages.md."));
    }

    void read_all_texts() {
        for (const char* language : {"de", "en", "de-leicht"}) {
            const auto name = fmt::format("texts/{}.yaml", language);
            const bool promised =
                std::ranges::find(package_.languages, language) != package_.languages.end();
            read_yaml(name, promised, [&](const YAML::Node& node, ProblemList& problems) {
                PlacedTexts placed = read_texts(node, problems);
                check_texts(placed, package_, promised, problems);
                package_.texts[language] = std::move(placed.texts);
            });
        }
    }

    void read_letters() {
        if (std::ranges::find(package_.letter_ids, "eingang") == package_.letter_ids.end())
            found_.push_back(about("package.yaml", "packages.no_confirmation",
                                   "Die Bestätigung des Eingangs fehlt unter den Briefen.",
                                   "Schreiben Sie letters: [eingang] und letters/eingang.de.md."));
        for (const std::string& id : package_.letter_ids)
            for (const std::string& language : package_.languages)
                read_letter(id, language);
    }

    void read_letter(const std::string& id, const std::string& language) {
        const auto name = fmt::format("letters/{}.{}.md", id, language);
        const auto file = files_.find(name);
        if (file == files_.end()) {
            found_.push_back(about(name, "packages.no_file", "Dieser Brief fehlt.",
                                   "Jeder Brief hat eine Datei in jeder Sprache des Pakets."));
            return;
        }
        seen_.insert(name);
        ProblemList problems{name};
        Letter::parse(file->second, problems).check(package_.names, problems);
        take(problems);
        package_.document[name] = file->second;
        package_.letters[id][language] = file->second;
    }

    void read_all_cases() {
        for (const auto& [name, text] : files_)
            if (name.starts_with("tests/") && name.ends_with(".yaml"))
                read_yaml(name, false, [&](const YAML::Node& node, ProblemList& problems) {
                    read_cases(node, package_, problems);
                });
        if (package_.cases.empty()) {
            found_.push_back(about("tests/", "packages.no_cases", "Das Paket hat keinen Testfall.",
                                   "Legen Sie tests/wege.yaml mit einem Fall für jeden Weg an."));
            return;
        }
        if (!forms::has_errors(found_)) check_coverage();
    }

    // Every page, every stop and every check is reached by a case.
    void check_coverage() {
        std::set<std::string> reached, met;
        for (const Case& declared : package_.cases) {
            const CaseRun run{package_, declared};
            for (const std::string& page : run.path())
                reached.insert(page);
            if (const auto* stop = run.evaluation.stop()) met.insert("stops." + stop->id);
            for (const auto& [path, key] : run.errors())
                met.insert(key);
        }
        for (const forms::Page& page : package_.form.pages) {
            const int line = page.fields.empty() ? 1 : page.fields.front().line;
            if (!reached.contains(page.id))
                not_covered(line, fmt::format("Kein Testfall erreicht die Seite „{}“.", page.id),
                            Problem::Weight::error);
            for (const forms::Stop& stop : page.stops)
                if (!met.contains("stops." + stop.id))
                    not_covered(line, fmt::format("Kein Testfall erreicht den Halt „{}“.", stop.id),
                                Problem::Weight::warning);
            for (const forms::Check& check : page.checks)
                if (!met.contains("checks." + check.id))
                    not_covered(line,
                                fmt::format("Kein Testfall verletzt die Prüfung „{}“.", check.id),
                                Problem::Weight::warning);
        }
    }

    void not_covered(int line, std::string what, Problem::Weight weight) {
        Problem problem = about("form.yaml", "packages.not_covered", std::move(what),
                                "Legen Sie in tests/ einen Fall dafür an.");
        problem.line = line;
        problem.weight = weight;
        found_.push_back(std::move(problem));
    }

    const Files& files_;
    const Completeness wanted_;
    ServicePackage package_;
    std::set<std::string, std::less<>> seen_;
    forms::Problems found_;
};

}  // namespace

CheckedPackage check(const Files& files, Completeness wanted) {
    return PackageCheck{files, wanted}.run();
}

json::object document_of(const Files& files) {
    json::object out;
    for (const auto& [name, content] : files) {
        if (name.ends_with(".md")) {
            out[name] = content;
            continue;
        }
        ProblemList unheard{name};
        if (const auto node = forms::load_yaml(content, unheard)) out[name] = to_json(*node);
    }
    return out;
}

Files files_of(const json::object& document) {
    Files files;
    for (const auto& [name, content] : document)
        files[name] = name.ends_with(".md") && content.is_string()
                          ? std::string{content.get_string()}
                          : to_yaml(content);
    return files;
}

CheckedPackage check(const json::object& document, Completeness wanted) {
    return check(files_of(document), wanted);
}

std::shared_ptr<const forms::Form> form_of(const json::object& document) {
    const auto node_of = [&](std::string_view name) -> std::optional<YAML::Node> {
        const auto* content = document.if_contains(name);
        ProblemList unheard{std::string{name}};
        return content ? forms::load_yaml(to_yaml(*content), unheard) : std::nullopt;
    };
    const auto manifest = node_of("package.yaml");
    const auto form = node_of("form.yaml");
    if (!manifest || !form) return nullptr;
    ServicePackage package;
    ProblemList unheard{"package.yaml"};
    read_manifest(*manifest, package, unheard);
    forms::Surroundings around;
    for (const Parameter& parameter : package.parameters)
        around.parameters.emplace(parameter.key, parameter.type);
    auto compiled = forms::compile(*form, around, "form.yaml");
    return compiled.form ? std::make_shared<const forms::Form>(std::move(*compiled.form)) : nullptr;
}

}  // namespace kommod::packages
