// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/field_types.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "authoring/document_parts.h"
#include "base/decimal.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

enum class Kind {
    whole,    // a whole number
    decimal,  // a number
    tick,     // yes when ticked
    today,    // the bound is today when ticked
    file_kinds,
    parts  // several of a few
};
struct Setting {
    std::string_view type, entry;
    Kind kind;
    const char* label;
};
constexpr std::array settings{
    Setting{"text", "max", Kind::whole, msgid("Höchstens so viele Zeichen")},
    Setting{"long_text", "max", Kind::whole, msgid("Höchstens so viele Zeichen")},
    Setting{"long_text", "min", Kind::whole, msgid("Mindestens so viele Zeichen")},
    Setting{"number", "min", Kind::decimal, msgid("Kleinster Wert")},
    Setting{"number", "max", Kind::decimal, msgid("Größter Wert")},
    Setting{"number", "places", Kind::whole, msgid("Stellen nach dem Komma")},
    Setting{"date", "max", Kind::today, msgid("Der Tag darf nicht in der Zukunft liegen")},
    Setting{"date", "min", Kind::today, msgid("Der Tag darf nicht in der Vergangenheit liegen")},
    Setting{"choices", "min", Kind::whole, msgid("Mindestens so viele Antworten")},
    Setting{"choices", "max", Kind::whole, msgid("Höchstens so viele Antworten")},
    Setting{"file", "kinds", Kind::file_kinds, msgid("Welche Dateien")},
    Setting{"file", "max_files", Kind::whole, msgid("Höchstens so viele Dateien")},
    Setting{"file", "later", Kind::tick, msgid("Darf später nachgereicht werden")},
    Setting{"address", "foreign", Kind::tick, msgid("Auch Anschriften in anderen Ländern")},
    Setting{"point", "outside", Kind::tick,
            msgid("Auch Stellen außerhalb der Stadt oder Gemeinde")},
    Setting{"person", "parts", Kind::parts, msgid("Wonach gefragt wird")},
    Setting{"organisation", "parts", Kind::parts, msgid("Wonach gefragt wird")},
    Setting{"group", "min", Kind::whole, msgid("Mindestens so viele Einträge")},
    Setting{"group", "max", Kind::whole, msgid("Höchstens so viele Einträge")},
};

struct PartWords {
    std::string_view type, id;
    const char* name;
    bool usual = false;
};
constexpr std::array part_words{
    PartWords{"person", "salutation", msgid("Anrede")},
    PartWords{"person", "title", msgid("Titel")},
    PartWords{"person", "given_names", msgid("Vornamen"), true},
    PartWords{"person", "family_name", msgid("Familienname"), true},
    PartWords{"person", "birth_name", msgid("Geburtsname")},
    PartWords{"person", "date_of_birth", msgid("Geburtsdatum")},
    PartWords{"person", "place_of_birth", msgid("Geburtsort")},
    PartWords{"person", "nationality", msgid("Staatsangehörigkeit")},
    PartWords{"organisation", "name", msgid("Name der Organisation"), true},
    PartWords{"organisation", "legal_form", msgid("Rechtsform")},
    PartWords{"organisation", "register_court", msgid("Registergericht")},
    PartWords{"organisation", "register_number", msgid("Registernummer")},
    PartWords{"file", "pdf", msgid("PDF"), true},
    PartWords{"file", "jpeg", msgid("Fotos (JPEG)"), true},
    PartWords{"file", "png", msgid("Bilder (PNG)"), true},
};

const json::value today_rule = json::object{{"today", json::array{}}};

bool has_part(const json::object& field, std::string_view entry, const PartWords& part) {
    const auto* chosen = field.if_contains(entry);
    if (chosen == nullptr || !chosen->is_array()) return part.usual;
    return std::ranges::find(chosen->get_array(), json::value_from(part.id)) !=
           chosen->get_array().end();
}

// What the form cannot say is left as it is: a rule, a day of the calendar.
bool is_beyond(const Setting& setting, const json::value* value) {
    if (value == nullptr || *value == today_rule) return false;
    return value->is_object() || setting.kind == Kind::today;
}

json::object choice_of_parts(const http::Request& request, const Desk& desk,
                             const json::object& field, const Setting& setting, bool posted) {
    const auto ticked = request.form.all(setting.entry);
    json::array options;
    for (const auto& part : part_words)
        if (part.type == setting.type)
            options.push_back(
                {{"option_value", part.id},
                 {"option_label", desk.translate(request.language, part.name)},
                 {"checked", posted ? std::ranges::find(ticked, part.id) != ticked.end()
                                    : has_part(field, setting.entry, part)}});
    return {{"id", setting.entry},
            {"label", desk.translate(request.language, setting.label)},
            {"options", std::move(options)}};
}

Done put_number(json::object& document, std::string_view path, const Setting& setting,
                std::string_view typed) {
    if (typed.empty()) return set_field_entry(document, path, setting.entry, nullptr);
    auto text = text::replace_all(std::string{typed}, ",", ".");
    const auto number = Decimal::parse(text);
    const bool whole = text.find('.') == std::string::npos;
    constexpr int longest = 9;
    if (!number || text.size() > longest ||
        (setting.kind == Kind::whole && (!whole || text[0] == '-')))
        return fail({"authoring.bad_value",
                     "no number",
                     std::string{setting.entry},
                     0,
                     fmt::format("„{}“: Geben Sie eine Zahl an.", typed),
                     {}});
    if (whole) return set_field_entry(document, path, setting.entry, std::stoll(text));
    return set_field_entry(document, path, setting.entry, std::stod(text));
}

// Those that stay, as they stood; behind them what is new.
json::array in_order(const json::object& field, const Setting& setting,
                     const std::vector<std::string_view>& ticked) {
    json::array out;
    const auto take = [&](std::string_view id) {
        const auto value = json::value_from(id);
        if (std::ranges::find(ticked, id) != ticked.end() &&
            std::ranges::find(out, value) == out.end())
            out.push_back(value);
    };
    for (const auto& part : array_in(field, setting.entry))
        if (part.is_string()) take(part.get_string());
    for (const auto& part : part_words)
        if (part.type == setting.type) take(part.id);
    return out;
}

Done put_parts(json::object& document, std::string_view path, const Setting& setting,
               const http::Request& request) {
    const json::object field = *find_field(document, path);
    const auto ticked = request.form.all(setting.entry);
    bool any = false, same = true;
    for (const auto& part : part_words) {
        if (part.type != setting.type) continue;
        const bool now = std::ranges::find(ticked, part.id) != ticked.end();
        any = any || now;
        same = same && now == has_part(field, setting.entry, part);
    }
    if (!any)
        return fail({"authoring.bad_value",
                     "nothing chosen",
                     std::string{setting.entry},
                     0,
                     "Wählen Sie mindestens eins aus.",
                     {}});
    // Their order is the author's.
    if (same) return std::string{};
    return set_field_entry(document, path, setting.entry, in_order(field, setting, ticked));
}

Done put_setting(json::object& document, std::string_view path, const Setting& setting,
                 const http::Request& request) {
    const auto typed = text::trim(request.form.get(setting.entry));
    switch (setting.kind) {
        case Kind::whole:
        case Kind::decimal:
            return put_number(document, path, setting, typed);
        case Kind::tick:
            return set_field_entry(document, path, setting.entry,
                                   typed.empty() ? json::value(nullptr) : json::value(true));
        case Kind::today:
            return set_field_entry(document, path, setting.entry,
                                   typed.empty() ? json::value(nullptr) : today_rule);
        case Kind::file_kinds:
        case Kind::parts:
            break;
    }
    return put_parts(document, path, setting, request);
}

}  // namespace

const std::vector<TypeWords>& type_words() {
    static const std::vector<TypeWords> all{
        {"text", msgid("Kurzer Text"), msgid("ein Wort, eine Zeile")},
        {"long_text", msgid("Langer Text"), msgid("eine Begründung, eine Beschreibung")},
        {"yes_no", msgid("Ja oder Nein"), msgid("eine Frage, die man so beantwortet")},
        {"choice", msgid("Eine Antwort aus mehreren"), msgid("Gründe, Arten, Orte")},
        {"choices", msgid("Mehrere Antworten"), msgid("alles Zutreffende ankreuzen")},
        {"date", msgid("Datum"), msgid("ein Tag")},
        {"time", msgid("Uhrzeit"), msgid("9.30 Uhr")},
        {"number", msgid("Zahl"), msgid("eine Anzahl, ein Maß")},
        {"money", msgid("Geldbetrag"), msgid("Euro und Cent")},
        {"person", msgid("Name einer Person"), msgid("Vornamen, Familienname, Geburtsdatum")},
        {"organisation", msgid("Organisation"), msgid("Firma, Verein")},
        {"address", msgid("Anschrift"), msgid("Straße, Hausnummer, Ort")},
        {"place", msgid("Postleitzahl und Ort"), msgid("48653 Coesfeld")},
        {"postcode", msgid("Postleitzahl"), msgid("48653")},
        {"email", msgid("E-Mail-Adresse"), msgid("für Rückfragen")},
        {"phone", msgid("Telefonnummer"), msgid("für Rückfragen")},
        {"iban", msgid("IBAN"), msgid("für eine Erstattung")},
        {"tax_id", msgid("Steuer-Identifikationsnummer"), msgid("elf Ziffern")},
        {"country", msgid("Land"), msgid("Staat oder Staatsangehörigkeit")},
        {"file", msgid("Datei"), msgid("ein Nachweis, ein Foto")},
        {"point", msgid("Stelle auf der Karte"), msgid("wo etwas ist")},
        {"notice", msgid("Hinweis ohne Frage"), msgid("etwas, das man hier wissen muss")},
        {"declaration", msgid("Erklärung zum Ankreuzen"), msgid("eine Zustimmung")},
        {"group", msgid("Liste von Einträgen"), msgid("mehrere Hunde, Personen, Gegenstände")},
    };
    return all;
}

std::string type_name(const http::Request& request, const Desk& desk, std::string_view type) {
    const auto found = std::ranges::find(type_words(), type, &TypeWords::id);
    return found == type_words().end() ? std::string{type}
                                       : desk.translate(request.language, found->name);
}

json::object settings_view(const http::Request& request, const Desk& desk,
                           const json::object& field) {
    const auto type = string_of(field, "type");
    const bool posted = request.form.has("stand");  // what was typed goes before what is kept
    json::array numbers, ticks, parts;
    for (const auto& setting : settings) {
        if (setting.type != type) continue;
        const auto* value = field.if_contains(setting.entry);
        if (is_beyond(setting, value)) continue;
        const auto label = desk.translate(request.language, setting.label);
        if (setting.kind == Kind::whole || setting.kind == Kind::decimal)
            numbers.push_back(
                {{"id", setting.entry},
                 {"label", label},
                 {"value", posted               ? std::string{request.form.get(setting.entry)}
                           : value == nullptr   ? std::string{}
                           : value->is_double() ? fmt::format("{}", value->get_double())
                           : value->is_string() ? std::string{value->get_string()}
                                                : json::serialize(*value)}});
        else if (setting.kind == Kind::tick || setting.kind == Kind::today)
            ticks.push_back(
                {{"id", setting.entry},
                 {"label", label},
                 {"checked", posted ? request.form.has(setting.entry)
                                    : value != nullptr && *value != json::value(false)}});
        else
            parts.push_back(choice_of_parts(request, desk, field, setting, posted));
    }
    return {
        {"numbers", std::move(numbers)}, {"ticks", std::move(ticks)}, {"parts", std::move(parts)}};
}

Done set_settings(json::object& document, std::string_view path, const http::Request& request) {
    const auto* field = find_field(document, path);
    if (field == nullptr) return fail("authoring.no_such");
    const auto type = string_of(*field, "type");
    const json::object before = *field;
    for (const auto& setting : settings) {
        if (setting.type != type) continue;
        const auto* value = before.if_contains(setting.entry);
        if (is_beyond(setting, value)) continue;
        if (auto done = put_setting(document, path, setting, request); !done) return done;
    }
    return fmt::format("Feld „{}“ geändert.", field_name(document, path));
}

}  // namespace kommod::authoring
