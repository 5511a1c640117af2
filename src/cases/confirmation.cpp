// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/confirmation.h"

#include "html/markdown.h"
#include "packages/letter.h"

namespace kommod::cases {
namespace {

// What stands in the places of a letter.
class Filling {
  public:
    Filling(const Visit& visit, const Application& application, const forms::Evaluation& evaluation)
        : visit_(visit),
          application_(application),
          evaluation_(evaluation),
          values_(forms::scope_of(evaluation, {evaluation.answers, visit.attributes,
                                               visit.service.parameters, visit.request.today()})),
          office_(visit.deps.municipalities.office(visit.municipality.ags, application.office)) {}

    std::string shown(std::string_view path) const {
        if (path == "reference") return application_.reference;
        if (path == "submitted_on") return day(visit_, application_.submitted_at.local_date());
        if (path == "service") return application_.title;
        if (path == "municipality") return municipalities::spoken_name(visit_.municipality);
        if (path == "office")
            return office_ ? office_->name : municipalities::spoken_name(visit_.municipality);
        if (const auto* state = evaluation_.field(path))
            return forms::shown(*state->field, path, state->value, visit_.speech());
        // A part of a record, a computed value, a parameter: by what it is alone.
        static const forms::Field plain;
        return forms::shown(plain, path, values_.at(path), visit_.speech());
    }
    bool holds(std::string_view path) const { return values_.at(path).holds(); }
    std::size_t count(std::string_view path) const {
        const forms::Value list = values_.at(path);
        return list.list() != nullptr ? list.list()->size() : 0;
    }

  private:
    const Visit& visit_;
    const Application& application_;
    const forms::Evaluation& evaluation_;
    forms::Value values_;
    std::optional<municipalities::Office> office_;
};

std::string letter_source(const Visit& visit) {
    const auto& letters = visit.package().letters.at("eingang");
    const auto found = letters.find(visit.request.language);
    return found == letters.end() ? letters.at("de") : found->second;
}

}  // namespace

PlainLetter confirmation(const Visit& visit, const Application& application,
                         const forms::Evaluation& evaluation) {
    const Filling filling{visit, application, evaluation};
    forms::ProblemList none{"letters/eingang"};  // a published letter has no problems
    const auto letter = packages::Letter::parse(letter_source(visit), none);
    const auto rendered =
        letter.render({.shown = [&](std::string_view path) { return filling.shown(path); },
                       .holds = [&](std::string_view path) { return filling.holds(path); },
                       .count = [&](std::string_view path) { return filling.count(path); }});
    return {rendered.subject, html::markdown_to_text(rendered.markdown)};
}

}  // namespace kommod::cases
