// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/sentences.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kommod::app {
namespace {

struct Sentence {
    std::string_view key, german;
};

// Keys whose sentence must name numbers or columns ("settings.bad_value", "catalogue.bad_row") are
// not here: what they say is German already.
constexpr std::array sentences{
    Sentence{"settings.unknown",
             "Diese Einstellung gibt es nicht. „kommod settings“ nennt alle, die es gibt"},
    Sentence{"settings.malformed",
             "Die Einstellungsdatei ist nicht lesbar. Schreiben Sie je Zeile „name: wert“"},
    Sentence{"settings.unreadable",
             "Die Einstellungsdatei kann nicht gelesen werden. Prüfen Sie Pfad und Rechte"},
    Sentence{"backup.exists",
             "Diese Datei gibt es schon. Nehmen Sie einen anderen Namen: Sicherungen werden nicht "
             "überschrieben"},
    Sentence{"backup.unwritable",
             "Die Sicherung kann nicht geschrieben werden. Prüfen Sie Ordner, Rechte und Platz"},
    Sentence{"backup.unknown_namespace",
             "Davon gibt es hier keine Daten. Prüfen Sie den AGS; der Verbund heißt „association“"},
    Sentence{
        "backup.malformed",
        "Die Datei ist entschlüsselt, aber keine vollständige Sicherung von Kommod. Nehmen Sie "
        "eine andere"},
    Sentence{"restore.newer",
             "Die Sicherung stammt von einer neueren oder geänderten Fassung von Kommod. Spielen "
             "Sie sie mit jener zurück"},
    Sentence{"restore.in_use",
             "Die Datenbank ist in Gebrauch. Halten Sie den Server an und versuchen Sie es noch "
             "einmal"},
    Sentence{"restore.does_not_fit",
             "Die Sicherung passt nicht in diese Datenbank; nichts wurde geändert. „kommod restore "
             "--inspect“ sagt, ob die Datei heil ist"},
    Sentence{"restore.unknown_namespace",
             "Davon enthält die Sicherung nichts. „kommod restore --inspect“ sagt, was darin ist"},
    Sentence{"restore.exists",
             "Hier sind schon Daten. Mit --overwrite werden sie durch die Sicherung ersetzt"},
    Sentence{"sealed.unreadable",
             "Die Datei kann nicht gelesen werden. Prüfen Sie Pfad und Rechte"},
    Sentence{"sealed.not_sealed",
             "Das ist keine verschlüsselte Datei von Kommod. Prüfen Sie, ob es die richtige ist"},
    Sentence{"sealed.wrong_passphrase",
             "Die Passphrase ist falsch, oder der Anfang der Datei ist beschädigt. Versuchen Sie "
             "die Passphrase, mit der gesichert wurde"},
    Sentence{"sealed.cut_off",
             "Die Datei ist abgeschnitten. Kopieren Sie sie noch einmal, oder nehmen Sie eine "
             "andere Sicherung"},
    Sentence{"sealed.damaged",
             "Die Datei ist beschädigt oder verändert. Nehmen Sie eine andere Sicherung"},
    Sentence{"mail.bad_server",
             "Den Mailserver (mail_server) erwartet Kommod als smtp://RECHNER:PORT oder "
             "smtps://RECHNER:PORT"},
    Sentence{"mail.bad_address",
             "Die Absenderadresse (mail_from) ist keine E-Mail-Adresse wie post@example.org"},
    Sentence{"catalogue.unknown_format",
             "Dieses Format kennt Kommod nicht. Es gibt CSV, XZuFi und Kommods eigenes (JSON)"},
    Sentence{"staff.bad_user_name",
             "Der Benutzername braucht 3 bis 40 Zeichen: Kleinbuchstaben ohne Umlaute, Ziffern, "
             "Punkt, Binde- und Unterstrich"},
    Sentence{"staff.user_name_taken",
             "Diesen Benutzernamen gibt es schon. Wählen Sie einen anderen"},
    Sentence{"staff.bad_name", "Geben Sie mit --name den Namen der Person an"},
    Sentence{"staff.no_role", "Geben Sie mit --role mindestens eine Rolle an"},
    Sentence{"staff.unknown_role",
             "Diese Rolle gibt es nicht. Es gibt operator, service_manager, case_worker, auditor "
             "und reader"},
    Sentence{"staff.unknown_home",
             "Diese Kommune hat hier keine Daten. Prüfen Sie den AGS; ohne --municipality gehört "
             "das Konto dem Verbund"},
    Sentence{"staff.unknown_account", "Dieses Konto gibt es nicht. „kommod staff list“ nennt alle"},
    Sentence{"staff.not_a_demonstration",
             "Codes werden nur für Vorführkonten gezeigt. Ist der zweite Faktor verloren, hilft "
             "„kommod staff reset-factor“"},
    Sentence{"staff.password_short", "Wählen Sie ein Passwort mit mindestens 12 Zeichen"},
    Sentence{"staff.password_long", "Wählen Sie ein kürzeres Passwort"},
    Sentence{"staff.password_user_name",
             "Das Passwort darf den Benutzernamen nicht enthalten. Wählen Sie ein anderes"},
    Sentence{"staff.password_common",
             "Dieses Passwort wird zu leicht erraten. Nehmen Sie zum Beispiel vier Wörter, die "
             "nichts miteinander zu tun haben"},
};

// Without a full stop: the value and the proposal follow.
std::string words_of(const Error& error) {
    const auto found = std::find_if(sentences.begin(), sentences.end(),
                                    [&](const Sentence& known) { return known.key == error.key; });
    if (found != sentences.end()) return std::string{found->german};
    std::string words = error.what.empty() ? error.key : error.what;
    if (words.ends_with('.')) words.pop_back();
    return words;
}

}  // namespace

std::string sentence(const Error& error) {
    std::string out;
    if (error.line > 0) out += "Zeile " + std::to_string(error.line) + ": ";
    if (!error.field.empty()) out += error.field + ": ";
    out += words_of(error);
    if (!error.value.empty()) out += " (angegeben: „" + error.value + "“)";
    out += '.';
    if (!error.proposal.empty()) out += " Gemeint ist vielleicht „" + error.proposal + "“.";
    return out;
}

}  // namespace kommod::app
