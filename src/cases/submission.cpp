// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/submission.h"

#include <algorithm>

#include <fmt/format.h>

#include "audit/store.h"
#include "base/crypto.h"
#include "base/ids.h"
#include "cases/confirmation.h"
#include "cases/file_owners.h"
#include "cases/reference.h"
#include "cases/store.h"
#include "cases/summary.h"
#include "cases/trial.h"
#include "cases/uploads.h"
#include "mail/mail.h"

namespace kommod::cases {
namespace {

json::object as_object(const forms::Record& record) {
    json::object out;
    for (const auto& [key, value] : record)
        out[key] = forms::to_json(value);
    return out;
}

std::string_view per_id(packages::Fee::Per per) {
    switch (per) {
        case packages::Fee::Per::month:
            return "month";
        case packages::Fee::Per::year:
            return "year";
        case packages::Fee::Per::once:
            break;
    }
    return "once";
}

std::vector<packages::FeeDue> fees_due(const Visit& visit, const forms::Evaluation& evaluation) {
    return visit.package().fees_due(evaluation, {evaluation.answers, visit.attributes,
                                                 visit.service.parameters, visit.request.today()});
}

void add_fees(Application& out, const Visit& visit, const forms::Evaluation& evaluation) {
    for (const auto& due : fees_due(visit, evaluation))
        out.fees.push_back(
            {due.fee->id, std::string{per_id(due.fee->per)}, due.fee->citation, due.amount});
}

std::string text_of(const forms::Value& value) {
    return value.text() == nullptr ? std::string{} : *value.text();
}

void add_files(Application& out, const forms::FieldState& state) {
    const auto* files = state.value.list();
    if (files == nullptr) return;
    for (std::size_t index = 0; index < files->size(); ++index) {
        const auto& file = (*files)[index];
        const auto size = file.at("size");
        out.attachments.push_back({.path = state.path + "." + std::to_string(index),
                                   .file_id = text_of(file.at("id")),
                                   .name = text_of(file.at("name")),
                                   .kind = text_of(file.at("kind")),
                                   .size = size.number() == nullptr ? 0
                                                                    : static_cast<std::uint64_t>(
                                                                          size.number()->whole())});
    }
}

void add_states(Application& out, const forms::Evaluation& evaluation) {
    for (const auto& page : evaluation.pages)
        for (const auto& state : page.fields) {
            if (state.changed) out.changed.emplace_back(state.path);
            if (state.outstanding()) out.outstanding.push_back(state.path);
            if (state.field->type == forms::FieldType::file) add_files(out, state);
        }
}

std::string new_reference(LocalDate today) {
    constexpr std::size_t reference_bytes = 8;
    return make_reference(today, crypto::random_bytes(reference_bytes));
}

Application make_application(const Visit& visit, const forms::Evaluation& evaluation,
                             const Wish& wish) {
    const auto& package = visit.package();
    const auto today = visit.request.today();
    Application out;
    out.id = new_id(visit.request.now);
    out.reference = new_reference(today);
    out.package_id = package.id;
    out.package_version = package.version;
    out.package_hash = package.hash;
    out.title = visit.title();
    out.language = visit.request.language;
    out.submitted_at = visit.request.now;
    out.answers = as_object(evaluation.answers);
    out.computed = as_object(evaluation.computed);
    out.parameters = as_object(visit.service.parameters);
    add_fees(out, visit, evaluation);
    add_states(out, evaluation);
    out.email = wish.email;
    out.office = visit.service.offer.office;
    out.delete_on = package.retention.application.after(today);
    return out;
}

json::array summary_json(const std::vector<SummarySection>& sections) {
    json::array out;
    for (const auto& section : sections) {
        json::array rows;
        for (const auto& row : section.rows)
            rows.push_back({{"label", row.label}, {"value", row.value}});
        out.push_back({{"title", section.title}, {"rows", std::move(rows)}});
    }
    return out;
}

json::array declarations_json(const Visit& visit) {
    json::array out;
    for (const auto& id : visit.package().form.declarations)
        out.push_back({{"id", id}, {"text", visit.text("declarations." + id)}});
    return out;
}

json::array fees_json(const Visit& visit, const std::vector<packages::FeeDue>& due) {
    const auto lines = fee_lines(visit, due);
    json::array out;
    for (std::size_t at = 0; at < due.size(); ++at)
        out.push_back({{"id", due[at].fee->id},
                       {"name", lines[at].name},
                       {"amount", forms::to_json(forms::Value{due[at].amount})},
                       {"amount_shown", lines[at].amount},
                       {"per", per_id(due[at].fee->per)},
                       {"per_shown", lines[at].per},
                       {"citation", lines[at].citation}});
    return out;
}

struct Mail {
    mail::Message message;
    std::string key;
};

// The confirmation of receipt in the words of the package (§ 9a Abs. 3 OZG).
void add_confirmation(std::vector<Mail>& mails, const Visit& visit, const Application& application,
                      const forms::Evaluation& evaluation) {
    if (!application.email) return;
    const auto letter = confirmation(visit, application, evaluation);
    mails.push_back({{.to = *application.email, .subject = letter.subject, .text = letter.text},
                     "application.receipt:" + application.id});
}

// The office learns that there is something to do, and nothing about the person.
void add_notice(std::vector<Mail>& mails, const Visit& visit, const Application& application) {
    const auto office =
        visit.deps.municipalities.office(visit.municipality.ags, application.office);
    if (!office || office->email.empty()) return;
    const std::string title{visit.package().text("de", "service.title")};
    const auto text = fmt::format(
        "Guten Tag,\n\nein Antrag ist online eingegangen.\n\nDienst: {}\nVorgangsnummer: {}\n"
        "Eingang: {}\n\nSie lesen ihn in der Verwaltung von Kommod:\n{}/verwaltung/antraege/{}/"
        "vorgang/{}\n",
        title, application.reference, application.submitted_at.to_german(),
        visit.deps.public_url.empty() ? visit.request.origin : visit.deps.public_url,
        visit.municipality.ags, application.reference);
    mails.push_back({{.to = office->email,
                      .subject = fmt::format("Neuer Antrag: {}, {}", title, application.reference),
                      .text = text},
                     "application.notice:" + application.id});
}

std::vector<Mail> mails_of(const Visit& visit, const Application& application,
                           const forms::Evaluation& evaluation) {
    std::vector<Mail> out;
    add_confirmation(out, visit, application, evaluation);
    add_notice(out, visit, application);
    return out;
}

// The unit of work is undone; another reference, and once more.
struct ReferenceTaken {};

// Everything that an application in earnest leaves behind, in one unit of work.
void hand_in(store::WriteSession& session, std::string_view draft, const Application& application,
             const std::vector<Handover>& files, const std::vector<Mail>& mails) {
    if (!keep(session, application)) throw ReferenceTaken{};
    hand_over(session, draft, application.id, files);
    // What cannot be sent is in the log; the application stands all the same.
    for (const Mail& mail : mails)
        (void)mail::enqueue(session, mail.message, mail.key);
}

// The end of a walk: the version counts as walked through, and nothing else happens.
void end_trial(store::WriteSession& session, const Visit& visit, const Draft& draft,
               const forms::Evaluation& evaluation) {
    const forms::Inputs inputs{evaluation.answers, visit.attributes, visit.service.parameters,
                               visit.request.today()};
    files::remove_all(session, owner_of_draft(draft.id));
    packages::mark_done(session, visit.package(),
                        {"preview", visit.request.now, draft.trial_by,
                         declared_case(visit.package(), draft.answers, inputs, evaluation)});
    audit::record(session, {.at = visit.request.now,
                            .actor = {audit::ActorKind::staff, draft.trial_by},
                            .act = "package.walked",
                            .object_kind = "package",
                            .object_id = visit.package().id,
                            .details = {{"version", visit.package().version}}});
}

}  // namespace

json::object make_receipt(const Visit& visit, const Application& application,
                          const forms::Evaluation& evaluation) {
    const auto& package = visit.package();
    json::array services(package.services.begin(), package.services.end());
    return {{"format", "kommod-receipt/1"},
            {"reference", application.reference},
            {"submitted_at", application.submitted_at.to_iso()},
            {"language", application.language},
            {"municipality",
             {{"ags", visit.municipality.ags}, {"name", visit.municipality.official_name}}},
            {"service",
             {{"title", application.title},
              {"package", package.id},
              {"version", package.version},
              {"hash", package.hash},
              {"services", std::move(services)}}},
            {"answers", application.answers},
            {"computed", application.computed},
            {"fees", fees_json(visit, fees_due(visit, evaluation))},
            {"declarations", declarations_json(visit)},
            {"outstanding", json::value_from(application.outstanding)},
            {"confirmation_mailed", application.email.has_value()},
            {"kept_until", application.delete_on.to_iso()},
            {"summary", summary_json(summary(visit, evaluation, visit.draft.answers))}};
}

namespace {

// Whether the draft was still as it was checked, and is sent now.
bool write(const Visit& visit, const forms::Evaluation& evaluation, const Wish& wish) {
    const auto application = make_application(visit, evaluation, wish);
    Draft sent = visit.draft;
    sent.receipt = make_receipt(visit, application, evaluation);
    const auto mails =
        sent.trial() ? std::vector<Mail>{} : mails_of(visit, application, evaluation);
    const auto files = sent.trial() ? std::vector<Handover>{} : to_hand_over(visit, application);
    return save_unchanged(visit.records, sent, visit.token, visit.package().retention.draft,
                          visit.request.now, [&](store::WriteSession& session) {
                              if (sent.trial())
                                  end_trial(session, visit, sent, evaluation);
                              else
                                  hand_in(session, sent.id, application, files, mails);
                          });
}

// Why it was not written: another tab was there first.
Sent met(const Visit& visit) {
    const auto draft =
        find_draft(visit.records, visit.draft.id, visit.token, visit.request.today());
    if (!draft) return Sent::gone;
    return draft->sent() ? Sent::done : Sent::changed;
}

}  // namespace

// Everything is made before the writer's turn, which is everybody's: it only looks whether the
// draft is still the one that was checked.
Sent send(const Visit& visit, const Wish& wish) {
    if (visit.draft.revision != wish.revision) return Sent::changed;
    const auto evaluation = visit.evaluation();
    if (!evaluation.complete) return Sent::incomplete;
    while (true) {
        try {
            return write(visit, evaluation, wish) ? Sent::done : met(visit);
        } catch (const ReferenceTaken&) {
            continue;
        }
    }
}

}  // namespace kommod::cases
