// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Check your answers, then send them.
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "cases/submission.h"
#include "cases/summary.h"
#include "cases/visit.h"
#include "mail/mail.h"

namespace kommod::cases {
namespace {

using http::Response;

// What has to be mended before it can be sent: id of the element, sentence.
using Errors = std::vector<std::pair<std::string, std::string>>;

std::string declaration_name(std::string_view id) {
    return fmt::format("erklaerung.{}", id);
}

// An address of the form stands there already; it is written to only when somebody ticks the box.
std::string known_address(const Visit& visit, const forms::Evaluation& evaluation) {
    if (visit.request.form.has("email")) return std::string{visit.request.form.get("email")};
    for (const auto& page : evaluation.pages)
        for (const auto& state : page.fields)
            if (state.field->type == forms::FieldType::email && state.value.text() != nullptr)
                return *state.value.text();
    return {};
}

json::array declarations(const Visit& visit, const Errors& errors) {
    json::array out;
    for (const auto& id : visit.package().form.declarations) {
        const auto name = declaration_name(id);
        std::string error;
        for (const auto& [field, sentence] : errors)
            if (field == name) error = sentence;
        out.push_back({{"id", name},
                       {"label", visit.text("declarations." + id)},
                       {"checked", visit.request.form.has(name)},
                       {"error", error}});
    }
    return out;
}

std::string change_address(const Visit& visit, const SummarySection& section) {
    const auto page = visit.at("/seite/" + section.page);
    return (section.item.empty() ? page : page + "/" + section.item) + "?zurueck=pruefen";
}

Response show_check(const Visit& visit, const Errors& errors, bool changed) {
    const auto evaluation = visit.evaluation();
    if (!evaluation.complete) return http::redirect(visit.at(first_gap(evaluation)));
    const forms::Inputs inputs{evaluation.answers, visit.attributes, visit.service.parameters,
                               visit.request.today()};
    const auto fees = fee_lines(visit, visit.package().fees_due(evaluation, inputs));
    json::array mistakes;
    std::string email_error;
    for (const auto& [field, sentence] : errors) {
        mistakes.push_back({{"field", field}, {"text", sentence}});
        if (field == "email") email_error = sentence;
    }
    json::object view{
        {"sections", summary_view(visit, evaluation,
                                  [&](const SummarySection& section) {
                                      return change_address(visit, section);
                                  })},
        {"fees_exist", !fees.empty()},
        {"fees", fee_view(fees)},
        {"declarations", declarations(visit, errors)},
        {"declarations_exist", !visit.package().form.declarations.empty()},
        {"wants_mail", visit.request.form.has("bestaetigung")},
        {"email", known_address(visit, evaluation)},
        {"email_error", email_error},
        {"revision", visit.draft.revision},
        {"changed", changed},
        {"action", visit.at("/absenden")},
        {"back_href", evaluation.pages.empty()
                          ? visit.home()
                          : visit.at(Stage::of_page(evaluation.pages.back().page->id))},
        {"errors", std::move(mistakes)}};
    return show(visit, "apply/check", visit.translate("Prüfen Sie Ihre Angaben"), std::move(view),
                errors.empty() && !changed ? 200 : 422);
}

Response check(const Visit& visit) {
    return show_check(visit, {}, false);
}

Errors mistakes_of(const Visit& visit) {
    Errors out;
    for (const auto& id : visit.package().form.declarations)
        if (!visit.request.form.has(declaration_name(id)))
            out.emplace_back(
                declaration_name(id),
                visit.translate("Bestätigen Sie die Erklärung, bevor Sie den Antrag absenden."));
    const auto address = text::trim(visit.request.form.get("email"));
    if (visit.request.form.has("bestaetigung") && !mail::parse_address(address))
        out.emplace_back("email",
                         visit.translate("Geben Sie eine E-Mail-Adresse wie name@example.org an, "
                                         "oder nehmen Sie das Häkchen weg."));
    return out;
}

Wish wish_of(const Visit& visit) {
    Wish out;
    const auto revision = visit.request.form.get("stand");
    std::from_chars(revision.data(), revision.data() + revision.size(), out.revision);
    if (visit.request.form.has("bestaetigung"))
        out.email = std::string{text::trim(visit.request.form.get("email"))};
    return out;
}

Response submit(const Visit& visit) {
    if (visit.service.offer.withdrawn_at && !visit.draft.trial()) return withdrawn(visit);
    const auto mistakes = mistakes_of(visit);
    if (!mistakes.empty()) return show_check(visit, mistakes, false);
    switch (send(visit, wish_of(visit))) {
        case Sent::gone:
            return not_found(visit.deps, visit.request);
        case Sent::changed:
            return show_check(visit, {}, true);
        case Sent::incomplete:
            return http::redirect(visit.at(""));
        case Sent::done:
            break;
    }
    return http::redirect(visit.at("/beleg"));
}

}  // namespace

void add_check_pages(http::Router& router, const Deps& deps) {
    using http::Method;
    router.tenant(draft_route(deps, Method::get, "/pruefen", check));
    router.tenant(draft_route(deps, Method::post, "/absenden", submit));
    // Who reloads, or changes the language, after a refused form.
    router.tenant(draft_route(deps, Method::get, "/absenden", [](const Visit& visit) {
        return http::redirect(visit.at("/pruefen"));
    }));
}

}  // namespace kommod::cases
