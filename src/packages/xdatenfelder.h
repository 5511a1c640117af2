// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A package begins with a schema of the federal repository of data fields (FIM): XDatenfelder 2.0
// or 3.0.0, urn:xoev-de:fim:standard:xdatenfelder_2 and _3.0.0. What becomes of what is in
// docs/packages.md. A schema says what an authority must know, not how a citizen is asked: the
// result is a draft.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "packages/package.h"

namespace kommod::packages {

// What a person has to look at.
struct ImportNote {
    enum class Kind : std::uint8_t {
        rule,      // prose that has to become a condition or a check
        left_out,  // an element that has no counterpart
        changed    // an element that became something else than it was
    } kind = Kind::rule;
    std::string id;       // "R60000037", "F60000227"
    std::string text;     // of a rule its words; else what became of the element, in German
    int line = 0;         // of the XML document
    std::string at;       // the name of the element that it belongs to
    std::string element;  // its id; empty: the whole schema
    // Where the element came to stand, as forms::Problem::at has it ("pages.halter.fields.name");
    // empty when it was left out.
    std::string place;
    bool operator==(const ImportNote&) const = default;
};

struct Imported {
    Files files;  // package.yaml, form.yaml, texts/de.yaml, letters/eingang.de.md
    std::vector<ImportNote> notes;
};

// Errors: "packages.broken_xml", "packages.no_schema", "packages.bad_schema",
// "packages.empty_schema", "packages.schema_too_large", each with the line of the document.
Result<Imported> import_xdatenfelder(std::string_view xml);

// "Zeile 30: Regel R60000037 (bei Person): Es muss ..."
std::string to_line(const ImportNote& note);

}  // namespace kommod::packages
