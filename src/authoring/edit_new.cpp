// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Where drafts begin.
#include <fmt/format.h>

#include "authoring/document_parts.h"
#include "authoring/edit.h"
#include "packages/tasks.h"

namespace kommod::authoring {
namespace {

constexpr std::string_view manifest_file = "package.yaml", form_file = "form.yaml",
                           german_file = "texts/de.yaml";

std::string open_text(std::string_view what) {
    return fmt::format("{}: {}]", packages::to_be_written, what);
}

json::object manifest(const NewPackage& wanted) {
    json::array services;
    for (const auto& service : wanted.services)
        services.push_back(json::value_from(service));
    return {
        {"format", "kommod-package/1"},
        {"id", wanted.id},
        {"version", "1.0.0"},
        {"provider", wanted.provider},
        {"licence", "EUPL-1.2"},
        {"changes", "Erste Fassung."},
        {"services", std::move(services)},
        {"legal_basis", json::array{json::object{{"citation", wanted.citation}}}},
        {"trust_level", "none"},
        {"languages", json::array{"de"}},
        {"blocks", json::array{"forms"}},
        {"criteria", json::array{"information", "form", "submission"}},
        {"retention",
         {{"draft", "P30D"},
          {"application", "P2Y"},
          {"citation", "Art. 5 Abs. 1 Buchst. e DSGVO"}}},
        {"process", {{"office", wanted.office.empty() ? "amt" : wanted.office}}},
        {"privacy", {{"basis", "Art. 6 Abs. 1 Buchst. e DSGVO, § 3 DSG NRW, " + wanted.citation}}},
        {"letters", json::array{"eingang"}},
    };
}

// In the words of the portal's own notice; what only the author knows stands open.
std::string privacy_notice(const NewPackage& wanted) {
    return fmt::format(
        "**Wer ist verantwortlich?** {{{{municipality}}}}. Die Anschrift steht im Impressum, der "
        "Kontakt zum Datenschutz in der Datenschutzerklärung.\n\n"
        "**Wozu brauchen wir Ihre Daten?** {} Rechtsgrundlage sind Art. 6 Abs. 1 Buchst. e DSGVO, "
        "§ 3 DSG NRW und {}.\n\n"
        "**Wer bekommt die Daten?** {{{{office}}}}. Unser technischer "
        "Dienstleister verarbeitet "
        "sie nur in unserem Auftrag.\n\n"
        "**Wie lange bleiben sie gespeichert?** Einen begonnenen, nicht abgesendeten Antrag "
        "löschen wir nach 30 Tagen, "
        "einen abgesendeten zwei Jahre nach dem Eingang.\n\n"
        "**Ihre Rechte:** Auskunft, Berichtigung, Löschung, Einschränkung und Widerspruch (Art. 15 "
        "bis 18 und 21 DSGVO) "
        "und Beschwerde bei der Landesbeauftragten für Datenschutz und Informationsfreiheit NRW.",
        open_text("ein Satz zum Zweck"), wanted.citation);
}

json::object german_texts(const NewPackage& wanted) {
    return {
        {"service",
         {{"title", wanted.title},
          {"lead", open_text("in einem Satz, was man hier erledigt")},
          {"after", "Das Amt prüft Ihre Angaben und meldet sich bei Ihnen."},
          {"privacy", privacy_notice(wanted)},
          {"minutes", "5"}}},
        {"pages", {{"angaben", {{"title", "Ihre Angaben"}}}}},
        {"fields", {{"person", {{"label", "Ihr Name"}}}}},
        {"declarations", {{"richtigkeit", "Ich habe alle Angaben nach bestem Wissen gemacht."}}},
    };
}

constexpr const char* confirmation = R"(# Ihr Antrag {{reference}}: {{service}}

Guten Tag,

Ihr Antrag ist am {{submitted_on}} bei uns eingegangen. Er hat die Nummer **{{reference}}**. Nennen Sie sie bitte, wenn Sie uns schreiben oder anrufen.

Wir prüfen Ihre Angaben und melden uns bei Ihnen.

Freundliche Grüße

{{office}}
{{municipality}}
)";

json::object first_form() {
    return {{"format", "kommod-form/1"},
            {"pages",
             json::array{json::object{
                 {"id", "angaben"},
                 {"fields", json::array{json::object{{"key", "person"}, {"type", "person"}}}}}}},
            {"declarations", json::array{"richtigkeit"}}};
}

json::array first_cases() {
    return json::array{json::object{
        {"name", "Der einfachste Weg"},
        {"today", "2026-03-02"},
        {"answers", {{"person", {{"given_names", "Ada"}, {"family_name", "Brüning"}}}}},
        {"expect", {{"path", json::array{"angaben"}}}}}};
}

}  // namespace

json::object make_document(const NewPackage& wanted) {
    return {{manifest_file, manifest(wanted)},
            {form_file, first_form()},
            {german_file, german_texts(wanted)},
            {"letters/eingang.de.md", confirmation},
            {"tests/wege.yaml", first_cases()}};
}

json::object complete_document(const json::object& drawn, const NewPackage& wanted) {
    json::object out = make_document(wanted);
    // Its one case answers questions that are not asked here.
    out.erase("tests/wege.yaml");
    auto form = object_in(drawn, form_file);
    form["declarations"] = object_in(out, form_file).at("declarations");
    out[form_file] = std::move(form);
    auto& texts = out[german_file].as_object();
    for (const auto& [section, entries] : object_in(drawn, german_file)) {
        if (section == "service") continue;
        texts[section] = entries;
    }
    if (const auto lead = text_at(drawn, "de", {"service", "lead"}); !lead.empty())
        set_text(out, "de", {"service", "lead"}, lead);
    auto& package = out[manifest_file].as_object();
    const auto& law = array_in(object_in(drawn, manifest_file), "legal_basis");
    if (!law.empty()) package["legal_basis"] = law;
    return out;
}

json::object copy_document(const json::object& document, const NewPackage& wanted) {
    json::object out = document;
    auto& package = out[manifest_file].as_object();
    package["id"] = wanted.id;
    package["version"] = "1.0.0";
    package["provider"] = wanted.provider;
    package["changes"] = "Erste Fassung.";
    if (!wanted.services.empty()) package["services"] = json::value_from(wanted.services);
    if (!wanted.citation.empty())
        package["legal_basis"] = json::array{json::object{{"citation", wanted.citation}}};
    if (!wanted.office.empty()) package["process"].as_object()["office"] = wanted.office;
    for (const auto& language : array_in(package, "languages"))
        if (language != "de" && language.is_string())
            set_text(out, language.get_string(), {"service", "title"},
                     open_text("Name des Dienstes"));
    set_text(out, "de", {"service", "title"}, wanted.title);
    return out;
}

}  // namespace kommod::authoring
