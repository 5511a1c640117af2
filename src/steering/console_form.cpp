// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/console_form.h"

#include <algorithm>

#include "base/text.h"
#include "html/page.h"

namespace kommod::steering {
namespace {

using html::msgid;
using readiness::FactKind;
using readiness::FactVersion;

FormGroup work_group() {
    return {msgid("Für den Planer"),
            {{"effort", msgid("Aufwand in Personentagen"),
              msgid("Eigene Arbeit der Kommune, eine ganze Zahl"), Control::number},
             {"earliest", msgid("Frühestens"), msgid("Vor diesem Tag geht es auf keinen Fall"),
              Control::day},
             {"after", msgid("Erst nach"), "", Control::several, Choices::predecessors}}};
}

FormField criteria_field(const char* label) {
    return {"criteria", label, "", Control::several, Choices::criteria};
}

FormField services_field() {
    return {"services", msgid("Leistungen"),
            msgid("Je Zeile ein Leistungsschlüssel oder eine Auswahl: bundle:10119 (ein Bündel), "
                  "act:permit (eine Leistungsart), subject:bauen-wohnen (ein Themenfeld), "
                  "requires:payment (alles, was ein Kriterium verlangt), sdg oder * für alle. "
                  "Mit & gilt beides zugleich, ein ! davor nimmt weg. Die Vorschau zählt nach."),
            Control::services};
}

std::vector<FormGroup> block_form() {
    return {
        {msgid("Worum es geht"),
         {{"name", msgid("Name"), "", Control::line},
          {"responsible", msgid("Zuständig"), msgid("Wer den Baustein in Betrieb nehmen muss"),
           Control::line},
          {"note", msgid("Anmerkung"), "", Control::text}}},
        {msgid("Termine"),
         {{"test_from", msgid("Test ab"), "", Control::day},
          {"planned_for", msgid("Geplant für"), "", Control::day},
          {"operation_from", msgid("Wirklich in Betrieb seit"),
           msgid("Erst ausfüllen, wenn es so ist oder der Tag fest steht"), Control::day},
          {"until", msgid("In Betrieb bis"), msgid("Nur, wenn der Betrieb endet"), Control::day}}},
        work_group()};
}

std::vector<FormGroup> solution_form() {
    return {{msgid("Worum es geht"),
             {{"title", msgid("Titel"), "", Control::line},
              {"kind", msgid("Art"), "", Control::choice, Choices::solution_kind},
              {"provider", msgid("Anbieter"), "", Control::line},
              {"url", msgid("Adresse"), msgid("Beginnt mit https:// oder /"), Control::address},
              {"reuse", msgid("Einer für Alle"), "", Control::choice, Choices::reuse}}},
            {msgid("Termine"),
             {{"planned_for", msgid("Geplant für"), "", Control::day},
              {"from", msgid("Wirklich online seit"),
               msgid("Erst ausfüllen, wenn es so ist oder der Tag fest steht"), Control::day},
              {"until", msgid("Online bis"), msgid("Nur, wenn der Dienst endet"), Control::day}}},
            {msgid("Wirkung"),
             {criteria_field(msgid("Erfüllt diese Kriterien")),
              {"blocks", msgid("Braucht diese Bausteine"), "", Control::several, Choices::blocks},
              services_field()}}};
}

std::vector<FormGroup> precondition_form() {
    return {
        {msgid("Worum es geht"),
         {{"title", msgid("Titel"), "", Control::line},
          {"kind", msgid("Art"), "", Control::choice, Choices::precondition_kind},
          {"owner", msgid("Wer handeln muss"), "", Control::line},
          {"citation", msgid("Fundstelle"), msgid("Zum Beispiel § 9 PAuswG"), Control::line},
          {"explanation", msgid("Erklärung"), "", Control::text}}},
        {msgid("Termine"),
         {{"since", msgid("Steht im Weg seit"), "", Control::day},
          {"announced_for", msgid("Angekündigt für"), "", Control::day},
          {"met_on", msgid("Wirklich erfüllt am"),
           msgid("Erst ausfüllen, wenn es so ist oder der Tag fest steht"), Control::day}}},
        {msgid("Wirkung"), {criteria_field(msgid("Verhindert diese Kriterien")), services_field()}},
        work_group()};
}

// ISO when it is a day as Germans or date fields write it; else what was typed, for the check to
// refuse.
std::string as_day(std::string_view typed) {
    const auto day = LocalDate::parse_german(typed);
    return day ? day->to_iso() : std::string(typed);
}

void take(json::object& payload, const char* name, const std::vector<std::string>& list) {
    json::array entries;
    for (const std::string& entry : list)
        entries.emplace_back(entry);
    if (!entries.empty()) payload[name] = std::move(entries);
}

void read_field(json::object& payload, const FormField& field, const http::Parameters& form) {
    const std::string typed{text::trim(form.get(field.name))};
    if (field.control == Control::several) {
        const auto ticked = form.all(field.name);
        take(payload, field.name, {ticked.begin(), ticked.end()});
    } else if (field.control == Control::services) {
        take(payload, field.name, selectors_of(typed));
    } else if (!typed.empty()) {
        payload[field.name] =
            field.control == Control::day ? as_day(typed) : text::replace_all(typed, "\r\n", "\n");
    }
}

std::vector<std::string> list_in(const json::object& payload, const char* name) {
    std::vector<std::string> out;
    const json::value* value = payload.if_contains(name);
    if (value != nullptr && value->is_array())
        for (const json::value& entry : value->get_array())
            if (entry.is_string()) out.emplace_back(entry.get_string());
    return out;
}

std::string text_in(const json::object& payload, const char* name) {
    const json::value* value = payload.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string{};
}

}  // namespace

const std::vector<FormGroup>& form_of(FactKind kind) {
    static const auto block = block_form(), solution = solution_form(),
                      precondition = precondition_form();
    switch (kind) {
        case FactKind::block:
            return block;
        case FactKind::solution:
            return solution;
        case FactKind::precondition:
            break;
    }
    return precondition;
}

FactVersion read_form(FactKind kind, std::string id, const http::Parameters& form,
                      const FactVersion* before, LocalDate today) {
    FactVersion out;
    out.kind = kind;
    out.id = std::move(id);
    out.recorded_on = today;
    for (const FormGroup& group : form_of(kind))
        for (const FormField& field : group.fields)
            read_field(out.payload, field, form);
    if (before != nullptr)
        if (const json::value* confirmed = before->payload.if_contains("confirmed"))
            out.payload["confirmed"] = *confirmed;
    out.example = form.has("example");
    for (const std::string_view ags : form.all("municipalities"))
        out.municipalities.emplace_back(ags);
    return out;
}

std::string new_id(std::string_view title, const std::vector<std::string>& taken) {
    const std::string base = text::slug(title);
    std::string out = base;
    for (int number = 2; std::find(taken.begin(), taken.end(), out) != taken.end(); ++number)
        out = base + "-" + std::to_string(number);
    return out;
}

readiness::Selectors selectors_of(std::string_view typed) {
    readiness::Selectors out;
    std::string lines{typed};
    std::replace_if(
        lines.begin(), lines.end(), [](char c) { return c == ',' || c == ';' || c == '\r'; }, '\n');
    for (const std::string_view line : text::split(lines, '\n'))
        if (const auto word = text::trim(line); !word.empty()) out.emplace_back(word);
    return out;
}

json::object field_view(const FormField& field, const json::object& payload,
                        const std::vector<Choice>& choices, const std::string& error) {
    const auto ticked = list_in(payload, field.name);
    const std::string value = field.control == Control::services ? text::join(ticked, "\n")
                                                                 : text_in(payload, field.name);
    json::array options;
    for (const Choice& choice : choices)
        options.push_back(
            {{"option_value", choice.value},
             {"option_label", choice.label},
             {"checked", std::find(ticked.begin(), ticked.end(), choice.value) != ticked.end()},
             {"value", choice.value},
             {"label", choice.label},
             {"selected", choice.value == value}});
    const bool line = field.control == Control::line || field.control == Control::address ||
                      field.control == Control::number || field.control == Control::day;
    return {{"field", field.name},
            {"error", error},
            {"content", value},
            {"is_line", line},
            {"is_text", field.control == Control::text},
            {"is_services", field.control == Control::services},
            {"is_choice", field.control == Control::choice},
            {"is_several", field.control == Control::several && !choices.empty()},
            {"input_type", field.control == Control::day ? "date" : "text"},
            {"input_mode", field.control == Control::number ? "numeric" : ""},
            {"input_width",
             field.control == Control::day || field.control == Control::number ? "10" : ""},
            {"options", std::move(options)}};
}

std::string error_of(const std::vector<Rejection>& wrong, std::string_view field) {
    for (const Rejection& each : wrong)
        if (each.field == field)
            return each.value.empty() ? each.reason : each.reason + " („" + each.value + "“)";
    return {};
}

}  // namespace kommod::steering
