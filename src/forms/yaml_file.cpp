// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/yaml_file.h"

#include <sstream>
#include <string>

#include <yaml-cpp/eventhandler.h>

#include "base/text.h"

namespace kommod::forms {
namespace {

// Looks for anchors and aliases before anything is built from them.
class AliasFinder final : public YAML::EventHandler {
  public:
    std::optional<YAML::Mark> found;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { note(mark, anchor); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { note(mark, 1); }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  const std::string&) override {
        note(mark, anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        note(mark, anchor);
    }
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        note(mark, anchor);
    }
    void OnMapEnd() override {}

  private:
    void note(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != 0 && !found) found = mark;
    }
};

void problem_at(ProblemList& problems, const YAML::Mark& mark, std::string key, std::string what,
                std::string proposal) {
    Problem problem;
    problem.file = problems.file();
    problem.line = mark.is_null() ? 1 : mark.line + 1;
    problem.column = mark.is_null() ? 1 : mark.column + 1;
    problem.key = std::move(key);
    problem.what = std::move(what);
    problem.proposal = std::move(proposal);
    problems.add(std::move(problem));
}

}  // namespace

std::optional<YAML::Node> load_yaml(std::string_view text, ProblemList& problems) {
    if (text.size() > largest_file) {
        problem_at(problems, YAML::Mark::null_mark(), "forms.too_large", "Die Datei ist zu groß.",
                   "Eine Datei hat höchstens 1 MB.");
        return std::nullopt;
    }
    if (!text::is_utf8(text)) {
        problem_at(problems, YAML::Mark::null_mark(), "forms.not_utf8",
                   "Die Datei ist nicht in UTF-8 geschrieben.",
                   "Speichern Sie sie mit dieser Kodierung.");
        return std::nullopt;
    }
    try {
        std::istringstream in{std::string{text}};
        AliasFinder aliases;
        YAML::Parser parser{in};
        parser.HandleNextDocument(aliases);
        if (aliases.found) {
            problem_at(problems, *aliases.found, "forms.alias",
                       "Verweise mit & und * gibt es hier nicht.",
                       "Schreiben Sie die Angabe noch einmal hin.");
            return std::nullopt;
        }
        return YAML::Load(std::string{text});
    } catch (const YAML::Exception& broken) {
        problem_at(problems, broken.mark, "forms.yaml",
                   "Das ist kein lesbares YAML: " + broken.msg + ".",
                   "Prüfen Sie Einrückung, Klammern und Anführungszeichen.");
        return std::nullopt;
    }
}

}  // namespace kommod::forms
