// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/console_export.h"

#include <fmt/format.h>

#include "base/msgid.h"
#include "forms/fields.h"

namespace kommod::cases {
namespace {

using documents::Heading;
using documents::Paragraph;
using documents::Span;
using documents::Table;
using documents::Voice;

json::array fees_json(const Application& application) {
    json::array out;
    for (const auto& fee : application.fees)
        out.push_back({{"id", fee.id},
                       {"amount", forms::to_json(forms::Value{fee.amount})},
                       {"per", fee.per},
                       {"citation", fee.citation}});
    return out;
}

json::array attachments_json(const Application& application) {
    json::array out;
    for (const auto& file : application.attachments)
        out.push_back(
            {{"path", file.path}, {"name", file.name}, {"kind", file.kind}, {"size", file.size}});
    return out;
}

documents::Spans value_of(const AnswerLine& line, const ApplicationPaper& paper) {
    documents::Spans out{Span{line.value}};
    if (line.changed)
        out.push_back(
            Span{" (" + paper.translate(msgid("gegenüber der Vorbelegung geändert")) + ")", true});
    return out;
}

void add_answers(documents::Document& out, const ApplicationPaper& paper) {
    for (const auto& page : paper.pages) {
        out.blocks.emplace_back(Heading{2, page.title});
        Table table{{{paper.translate(msgid("Frage")), 2}, {paper.translate(msgid("Antwort")), 3}},
                    {}};
        for (const auto& line : page.lines)
            table.rows.push_back({{Span{line.label}}, value_of(line, paper)});
        out.blocks.emplace_back(std::move(table));
    }
}

void add_attachments(documents::Document& out, const ApplicationPaper& paper) {
    if (paper.application.attachments.empty()) return;
    out.blocks.emplace_back(Heading{2, paper.translate(msgid("Unterlagen"))});
    documents::List list;
    for (const auto& file : paper.application.attachments)
        list.items.push_back({Span{file.name}});
    out.blocks.emplace_back(std::move(list));
}

void add_fees(documents::Document& out, const ApplicationPaper& paper) {
    if (paper.application.fees.empty()) return;
    out.blocks.emplace_back(Heading{2, paper.translate(msgid("Kosten"))});
    documents::List list;
    for (const auto& fee : paper.application.fees)
        list.items.push_back({Span{fmt::format("{}, {}", fee.amount.to_german(), fee.citation)}});
    out.blocks.emplace_back(std::move(list));
}

Paragraph moments(const ApplicationPaper& paper) {
    const auto& application = paper.application;
    auto text = fmt::format("{}: {}", paper.translate(msgid("Eingegangen")),
                            application.submitted_at.to_german());
    if (application.withdrawn_at)
        text += fmt::format(". {}: {}", paper.translate(msgid("Zurückgenommen")),
                            application.withdrawn_at->to_german());
    return {{Span{std::move(text)}}};
}

}  // namespace

json::object application_json(const Application& application, const Sender& town) {
    const bool withdrawn = application.state == Application::State::withdrawn;
    return {{"format", "kommod-application/1"},
            {"reference", application.reference},
            {"submitted_at", application.submitted_at.to_iso()},
            {"state", withdrawn ? "withdrawn" : "submitted"},
            {"withdrawn_at",
             withdrawn ? json::value(application.withdrawn_at->to_iso()) : json::value(nullptr)},
            {"municipality", {{"ags", town.ags}, {"name", town.name}}},
            {"service",
             {{"title", application.title},
              {"package", application.package_id},
              {"version", application.package_version},
              {"hash", application.package_hash}}},
            {"language", application.language},
            {"office", application.office},
            {"email", application.email ? json::value(*application.email) : json::value(nullptr)},
            {"answers", application.answers},
            {"computed", application.computed},
            {"parameters", application.parameters},
            {"changed", application.changed},
            {"fees", fees_json(application)},
            {"attachments", attachments_json(application)},
            {"outstanding", json::value_from(application.outstanding)},
            {"delete_on", application.delete_on.to_iso()}};
}

documents::Document application_document(const ApplicationPaper& paper) {
    const auto& application = paper.application;
    documents::Document out;
    out.about.title = fmt::format("{} {}: {}", paper.translate(msgid("Antrag")),
                                  application.reference, paper.service);
    out.about.author = paper.town.name;
    out.about.description = paper.translate(msgid("Kopie eines Antrags, wie er abgesendet wurde."));
    out.about.language = paper.language == "en" ? "en" : "de";
    out.about.created = application.submitted_at;
    out.footer = application.reference;
    out.page_words = paper.translate(msgid("Seite {} von {}"));
    out.blocks.emplace_back(Heading{1, paper.service});
    out.blocks.emplace_back(
        Paragraph{{Span{paper.translate(msgid("Vorgangsnummer:")) + " "},
                   Span{application.reference, true}, Span{", " + paper.town.name}},
                  Voice::lead});
    out.blocks.emplace_back(moments(paper));
    add_answers(out, paper);
    add_attachments(out, paper);
    add_fees(out, paper);
    out.blocks.emplace_back(
        Paragraph{{Span{fmt::format("{} {}, {} {}", paper.translate(msgid("Online-Dienst:")),
                                    application.package_id, paper.translate(msgid("Fassung")),
                                    application.package_version)}},
                  Voice::small});
    return out;
}

}  // namespace kommod::cases
