// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/words.h"

#include <array>
#include <utility>

#include "base/msgid.h"

namespace kommod::forms {
namespace {

using Row = std::pair<std::string_view, const char*>;

constexpr auto parts = std::to_array<Row>({
    {"street", msgid("Straße")},
    {"house_number", msgid("Hausnummer")},
    {"addition", msgid("Adresszusatz")},
    {"postcode", msgid("Postleitzahl")},
    {"place", msgid("Ort")},
    {"country", msgid("Land")},
    {"salutation", msgid("Anrede")},
    {"title", msgid("Titel")},
    {"given_names", msgid("Vornamen")},
    {"family_name", msgid("Familienname")},
    {"birth_name", msgid("Geburtsname")},
    {"date_of_birth", msgid("Geburtsdatum")},
    {"place_of_birth", msgid("Geburtsort")},
    {"nationality", msgid("Staatsangehörigkeit")},
    {"name", msgid("Name der Organisation")},
    {"legal_form", msgid("Rechtsform")},
    {"register_court", msgid("Registergericht")},
    {"register_number", msgid("Registernummer")},
    {"latitude", msgid("Geografische Breite")},
    {"longitude", msgid("Geografische Länge")},
    {"description", msgid("Beschreibung des Ortes")},
});

constexpr auto sentences = std::to_array<Row>({
    {"part.required", msgid("Füllen Sie auch „{0}“ aus.")},
    {"value.kind", msgid("Beantworten Sie diese Frage noch einmal.")},
    {"text.control",
     msgid("Entfernen Sie Zeichen, die man nicht sieht, und tippen Sie die Angabe neu.")},
    {"text.too_long", msgid("Kürzen Sie die Angabe auf höchstens {0} Zeichen.")},
    {"text.too_short", msgid("Schreiben Sie mindestens {0} Zeichen.")},
    {"text.letters", msgid("Verwenden Sie nur Buchstaben, wie sie in Namen vorkommen. Das Zeichen "
                           "„{0}“ geht hier nicht.")},
    {"text.pattern", msgid("Prüfen Sie die Schreibweise. Wie die Angabe aussieht, steht in der "
                           "Beschreibung des Feldes.")},
    {"email.invalid", msgid("Geben Sie eine E-Mail-Adresse wie name@example.org an.")},
    {"phone.invalid",
     msgid("Geben Sie eine Telefonnummer mit Vorwahl an, zum Beispiel 02541 939 0.")},
    {"iban.format",
     msgid("Geben Sie eine IBAN an. Sie beginnt mit zwei Buchstaben, zum Beispiel DE.")},
    {"iban.country",
     msgid("Prüfen Sie die ersten beiden Buchstaben der IBAN. Dieses Land kennt keine IBAN.")},
    {"iban.length",
     msgid("Prüfen Sie die IBAN. Es sind zu viele oder zu wenige Zeichen; eine deutsche hat 22.")},
    {"iban.check_digits",
     msgid(
         "Prüfen Sie die IBAN. Ihre Prüfziffer stimmt nicht; vermutlich ist eine Ziffer falsch.")},
    {"tax_id.length", msgid("Geben Sie die 11 Ziffern der Steuer-Identifikationsnummer an.")},
    {"tax_id.check_digit",
     msgid("Prüfen Sie die Steuer-Identifikationsnummer. Vermutlich ist eine Ziffer falsch.")},
    {"postcode.length", msgid("Geben Sie eine Postleitzahl mit 5 Ziffern an.")},
    {"postcode.invalid", msgid("Prüfen Sie die Postleitzahl. Diese gibt es in Deutschland nicht.")},
    {"house_number.invalid", msgid("Geben Sie eine Hausnummer an, zum Beispiel 12 oder 12a.")},
    {"number.invalid", msgid("Geben Sie eine Zahl an, zum Beispiel 12 oder 12,5.")},
    {"number.whole", msgid("Geben Sie eine ganze Zahl an, ohne Komma.")},
    {"number.places", msgid("Geben Sie höchstens {0} Stellen hinter dem Komma an.")},
    {"number.too_small", msgid("Geben Sie eine Zahl an, die mindestens {0} ist.")},
    {"number.too_large", msgid("Geben Sie eine Zahl an, die höchstens {0} ist.")},
    {"money.invalid", msgid("Geben Sie einen Betrag in Euro an, zum Beispiel 12,50.")},
    {"money.places", msgid("Geben Sie höchstens zwei Stellen hinter dem Komma an.")},
    {"money.too_small", msgid("Geben Sie einen Betrag an, der mindestens {0} ist.")},
    {"money.too_large", msgid("Geben Sie einen Betrag an, der höchstens {0} ist.")},
    {"date.invalid", msgid("Geben Sie ein Datum wie 27.03.1986 an.")},
    {"date.no_day", msgid("Geben Sie auch den Tag an.")},
    {"date.no_month", msgid("Geben Sie auch den Monat an.")},
    {"date.no_year", msgid("Geben Sie auch das Jahr an.")},
    {"date.short_year", msgid("Geben Sie das Jahr mit vier Ziffern an, zum Beispiel 1986.")},
    {"date.impossible", msgid("Prüfen Sie das Datum. Diesen Tag gibt es nicht.")},
    {"date.too_early", msgid("Geben Sie ein Datum an, das nicht vor dem {0} liegt.")},
    {"date.too_late", msgid("Geben Sie ein Datum an, das nicht nach dem {0} liegt.")},
    {"time.invalid", msgid("Geben Sie eine Uhrzeit wie 9:30 an.")},
    {"time.too_early", msgid("Geben Sie eine Uhrzeit an, die nicht vor {0} Uhr liegt.")},
    {"time.too_late", msgid("Geben Sie eine Uhrzeit an, die nicht nach {0} Uhr liegt.")},
    {"choice.unknown", msgid("Wählen Sie eine der Antworten aus, die hier stehen.")},
    {"choices.too_few", msgid("Wählen Sie mindestens {0} Antworten aus.")},
    {"choices.too_many", msgid("Wählen Sie höchstens {0} Antworten aus.")},
    {"country.unknown", msgid("Wählen Sie ein Land aus der Liste aus.")},
    {"country.foreign", msgid("Geben Sie eine Anschrift in Deutschland an.")},
    {"file.unknown", msgid("Laden Sie die Datei noch einmal hoch.")},
    {"file.too_many", msgid("Laden Sie höchstens {0} Dateien hoch.")},
    {"file.kind", msgid("Laden Sie eine Datei dieser Art hoch: {0}.")},
    {"file.too_large", msgid("Laden Sie eine Datei hoch, die höchstens {0} MB groß ist.")},
    {"file.total", msgid("Zusammen dürfen die Dateien höchstens {0} MB groß sein.")},
    {"file.empty", msgid("Die Datei „{0}“ ist leer. Wählen Sie eine andere.")},
    {"file.unknown_kind",
     msgid(
         "Die Datei „{0}“ können wir nicht annehmen. Laden Sie eine Datei dieser Art hoch: {1}.")},
    {"file.broken", msgid("Die Datei „{0}“ ist beschädigt. Öffnen Sie sie auf Ihrem Gerät, "
                          "speichern Sie sie neu und laden Sie sie noch einmal hoch.")},
    {"file.too_wide", msgid("Das Bild „{0}“ ist zu groß: mehr als 4096 Bildpunkte breit oder hoch. "
                            "Speichern Sie es kleiner oder als JPEG.")},
    {"file.infected", msgid("In der Datei „{0}“ hat der Virenscanner Schädliches gefunden. Sie "
                            "wurde nicht gespeichert. Wählen Sie eine andere Datei.")},
    {"file.not_scanned", msgid("Die Datei „{0}“ kann gerade nicht geprüft werden. Versuchen Sie es "
                               "in einigen Minuten noch einmal.")},
    {"file.busy", msgid("Gerade werden viele Bilder geprüft. Laden Sie „{0}“ in einigen Sekunden "
                        "noch einmal hoch.")},
    {"group.too_few", msgid("Geben Sie mindestens {0} Einträge an.")},
    {"group.too_many", msgid("Geben Sie höchstens {0} Einträge an.")},
    {"point.elsewhere", msgid("Diese Stelle liegt außerhalb unseres Gebiets. Wählen Sie eine "
                              "andere, oder wenden Sie sich an die Nachbarkommune.")},
    {"point.invalid",
     msgid("Geben Sie Breite und Länge in Grad an, zum Beispiel 51,9457 und 7,1688.")},
});

constexpr const char* required(FieldType type) {
    using enum FieldType;
    switch (type) {
        case choice:
        case country:
            return msgid("Wählen Sie eine Antwort aus.");
        case choices:
            return msgid("Wählen Sie mindestens eine Antwort aus.");
        case yes_no:
            return msgid("Wählen Sie Ja oder Nein aus.");
        case date:
            return msgid("Geben Sie Tag, Monat und Jahr an, zum Beispiel 27 3 1986.");
        case file:
            return msgid("Laden Sie eine Datei hoch.");
        case declaration:
            return msgid("Setzen Sie hier ein Häkchen, damit es weitergehen kann.");
        case group:
            return msgid("Geben Sie mindestens einen Eintrag an.");
        case point:
            return msgid("Wählen Sie eine Stelle auf der Karte, oder beschreiben Sie sie.");
        default:
            return msgid("Füllen Sie dieses Feld aus.");
    }
}

template <class Rows>
const char* find(const Rows& rows, std::string_view key) {
    for (const auto& [known, words] : rows)
        if (known == key) return words;
    return "";
}

}  // namespace

const char* part_label(std::string_view part) {
    return find(parts, part);
}

const char* error_sentence(std::string_view key, FieldType type) {
    return key == "required" ? required(type) : find(sentences, key);
}

}  // namespace kommod::forms
