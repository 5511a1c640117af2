// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The packages that are shipped, and a small one, for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "packages/package.h"

namespace kommod::packages {

inline Files files_in(const std::filesystem::path& folder) {
    Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        files[std::filesystem::relative(entry.path(), folder).generic_string()] =
            std::string{std::istreambuf_iterator<char>(in), {}};
    }
    return files;
}

inline std::filesystem::path shipped_folder() {
    return std::filesystem::path{KOMMOD_SOURCE_DIR} / "packages";
}

// A service with a branch, a group, a check, a stop, a fee and a letter.
inline Files small_package() {
    Files files;
    files["package.yaml"] = R"(format: kommod-package/1
id: fundhund
version: 1.0.0
provider: Kreis Coesfeld
licence: EUPL-1.2
services: ["99102013000000"]
legal_basis:
  - {citation: "§ 965 BGB"}
trust_level: none
languages: [de]
blocks: [forms]
criteria: [information, form, submission]
parameters:
  - {key: futtergeld, type: money, default: "12.50", citation: "§ 3 Gebührensatzung"}
retention: {draft: P30D, application: P6M, citation: "§ 973 BGB"}
process: {office: ordnungsamt, deadline: P6M, deadline_citation: "§ 973 Abs. 1 BGB"}
privacy: {basis: "Art. 6 Abs. 1 lit. e DSGVO"}
letters: [eingang]
)";
    files["form.yaml"] = R"(format: kommod-form/1
pages:
  - id: anlass
    fields:
      - {key: anlass, type: choice, options: [gefunden, vermisst]}
  - id: tiere
    fields:
      - key: tiere
        type: group
        max: 3
        item_title: art
        fields:
          - {key: art, type: text, max: 40}
          - {key: seit, type: date, max: {today: []}}
    computed:
      - {key: zahl, type: number, value: {count: [{var: tiere}]}}
    checks:
      - {id: hoechstens_zwei, that: {"<=": [{var: zahl}, 2]}, at: [tiere]}
  - id: futter
    when: {"==": [{var: anlass}, gefunden]}
    fields:
      - {key: futter, type: yes_no}
    stops:
      - {id: keins, when: {"!": {var: futter}}}
declarations: [richtig]
)";
    files["fees.yaml"] = R"(fees:
  - {id: futter, amount: {"*": [{var: zahl}, {var: parameter.futtergeld}]}, when: {var: futter}, citation: "§ 3 Gebührensatzung"}
)";
    files["texts/de.yaml"] =
        R"(service: {title: Fundhund, lead: Ein Hund ist da., privacy: Daten., after: Wir melden uns.}
pages:
  anlass: {title: Anlass der Meldung}
  tiere: {title: Die Tiere}
  futter: {title: Das Futter}
fields:
  anlass: {options: {gefunden: Gefunden, vermisst: Vermisst}}
  tiere: {item: Tier}
  tiere.art: {label: Art}
  tiere.seit: {label: Seit wann}
checks: {hoechstens_zwei: Höchstens zwei Tiere.}
stops: {keins: {title: Bitte füttern, text: Sonst geht es nicht weiter.}}
declarations: {richtig: Alles stimmt.}
fees: {futter: Futtergeld}
parameters: {futtergeld: {label: Futtergeld je Tier}}
)";
    files["letters/eingang.de.md"] = R"(# Ihre Meldung {{reference}}

Sie haben gemeldet: {{anlass}}. {{#if futter}}Danke für das Futter.{{/if}}

{{#each tiere}}- {{art}} seit {{seit}}
{{/each}}
)";
    files["tests/wege.yaml"] = R"(- name: Ein Hund wurde gefunden
  today: 2026-03-01
  answers: {anlass: gefunden, tiere: [{art: Hund, seit: 2026-02-01}], futter: true}
  expect: {path: [anlass, tiere, futter], computed: {zahl: 1}, fees: {futter: "12.50"}}
- name: Vermisst
  today: 2026-03-01
  answers: {anlass: vermisst, tiere: [{art: Hund, seit: 2026-02-01}]}
  expect: {path: [anlass, tiere], fees: {}}
- name: Nicht gefüttert
  today: 2026-03-01
  answers: {anlass: gefunden, tiere: [{art: Hund, seit: 2026-02-01}], futter: false}
  expect: {path: [anlass, tiere, futter], stop: keins}
- name: Zu viele und zu früh
  today: 2026-03-01
  answers: {anlass: vermisst, tiere: [{art: a, seit: 2026-03-02}, {art: b, seit: 2026-02-01}, {art: c, seit: 2026-02-01}]}
  expect: {errors: {tiere.0.seit: date.too_late}}
- name: Drei
  today: 2026-03-01
  answers: {anlass: vermisst, tiere: [{art: a, seit: 2026-02-01}, {art: b, seit: 2026-02-01}, {art: c, seit: 2026-02-01}]}
  expect: {errors: {tiere: checks.hoechstens_zwei}}
)";
    return files;
}

}  // namespace kommod::packages
