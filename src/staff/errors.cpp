// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/errors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

namespace kommod::staff {
namespace {

struct Sentence {
    std::string_view key, german;
};

// The first one is said alike for an unknown user, a wrong password and a closed account.
constexpr std::array sentences{
    Sentence{"staff.login_refused",
             "Die Anmeldung war nicht möglich. Prüfen Sie Benutzername und Passwort."},
    Sentence{"staff.code_refused",
             "Dieser Code gilt nicht (mehr). Warten Sie auf den nächsten Code Ihrer App und geben "
             "Sie ihn ein. Jeder Code gilt nur einmal."},
    Sentence{"staff.enrolment_refused",
             "Dieser Einrichtungscode gilt nicht (mehr). Bitten Sie den Betrieb um einen neuen."},
    Sentence{"staff.wrong_password", "Das ist nicht Ihr jetziges Passwort."},
    Sentence{"staff.password_short", "Wählen Sie ein Passwort mit mindestens 12 Zeichen."},
    Sentence{"staff.password_long", "Wählen Sie ein kürzeres Passwort."},
    Sentence{"staff.password_user_name",
             "Das Passwort darf Ihren Benutzernamen nicht enthalten. Wählen Sie ein anderes."},
    Sentence{"staff.password_common",
             "Dieses Passwort wird zu leicht erraten. Nehmen Sie zum Beispiel vier Wörter, die "
             "nichts miteinander zu tun haben."},
    Sentence{"staff.password_same", "Wählen Sie ein anderes Passwort als das jetzige."},
    Sentence{"staff.password_differs", "Die beiden neuen Passwörter sind nicht gleich."},
    Sentence{"staff.bad_user_name",
             "Der Benutzername braucht 3 bis 40 Zeichen: Kleinbuchstaben ohne Umlaute, Ziffern, "
             "Punkt, Binde- und Unterstrich."},
    Sentence{"staff.user_name_taken",
             "Diesen Benutzernamen gibt es schon. Wählen Sie einen anderen."},
    Sentence{"staff.bad_name", "Geben Sie den Namen der Person ein."},
    Sentence{"staff.no_role", "Wählen Sie mindestens eine Rolle."},
    Sentence{"staff.unknown_role", "Wählen Sie eine der angebotenen Rollen."},
    Sentence{"staff.not_oneself",
             "Das muss eine andere Person mit der Rolle Betrieb für Sie tun (Vier-Augen-Prinzip)."},
    Sentence{"staff.last_operator",
             "Mindestens eine aktive Person muss die Rolle Betrieb behalten. Geben Sie sie zuerst "
             "einer anderen."},
    Sentence{"staff.no_such_colleague",
             "Unter diesem Benutzernamen gibt es keine aktive Person des Verbunds."},
    Sentence{"staff.bad_period", "Das Ende muss nach dem Beginn und in der Zukunft liegen."},
    Sentence{"staff.bad_date", "Geben Sie ein Datum wie 31.12.2026 ein."},
    Sentence{"staff.no_reason", "Nennen Sie den Grund mit höchstens 500 Zeichen."},
    Sentence{"staff.unknown_account", "Dieses Konto gibt es nicht."},
    Sentence{"staff.unknown_grant", "Diese Berechtigung gibt es nicht."},
    Sentence{"staff.unknown_session", "Diese Sitzung ist schon beendet."},
    Sentence{"staff.refused", "Dafür haben Sie keine Berechtigung."},
};

std::string wait_text(std::string_view seconds_text) {
    long seconds = 0;
    std::from_chars(seconds_text.data(), seconds_text.data() + seconds_text.size(), seconds);
    if (seconds < 120)
        return fmt::format(
            "Zu viele Versuche. Warten Sie {} Sekunden und versuchen Sie es dann noch einmal.",
            std::max(seconds, 1L));
    return fmt::format(
        "Zu viele Versuche. Warten Sie {} Minuten und versuchen Sie es dann noch einmal.",
        (seconds + 59) / 60);
}

}  // namespace

std::string german_text(const Error& error) {
    if (error.key == "staff.wait") return wait_text(error.value);
    const auto found =
        std::find_if(sentences.begin(), sentences.end(),
                     [&](const Sentence& sentence) { return sentence.key == error.key; });
    return found != sentences.end() ? std::string{found->german}
                                    : "Das war nicht möglich. Versuchen Sie es noch einmal.";
}

}  // namespace kommod::staff
