// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a schema becomes before it is written down. Inside of the room.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "packages/xdatenfelder.h"
#include "packages/xdatenfelder_read.h"

namespace kommod::packages::fim {

struct DraftField {
    std::string key, type;
    std::string when;  // key of a question that has to be answered with yes
    bool optional = false;
    std::string id;  // of the element, empty for a question that the schema does not have
    std::vector<std::pair<std::string, std::string>> settings;  // as they stand in form.yaml
    std::vector<std::pair<std::string, std::string>> options;   // id and label
    std::vector<std::string> option_hints;                      // beside each option, or empty
    std::string label, help;                                    // of a notice, `help` is its text
    std::string item;     // of a group: what one of them is called
    std::string comment;  // version and legal basis
    std::string citation;
    std::vector<DraftField> fields;
};

struct DraftPage {
    std::string id, title, text, when, comment;
    std::string element;  // id of the group that became this page
    std::vector<DraftField> fields;
};

struct Draft {
    std::vector<DraftPage> pages;
    std::vector<ImportNote> notes;
};

// Groups become pages, groups that occur several times become repeating groups.
Draft draft_of(const Schema& schema);
// One field, without its place in the form. `keep` is false when it has no counterpart.
struct DrawnField {
    DraftField field;
    bool keep = true;
};
DrawnField field_of(const Element& element, std::vector<ImportNote>& notes);

// The files of the package.
Files write_draft(const Schema& schema, const Draft& draft);

// A key as docs/packages.md wants it: "Straße, Nr." -> "strasse_nr".
std::string key_from(std::string_view words);
// In double quotes: YAML reads the texts of JSON.
std::string yaml_text(std::string_view text);

}  // namespace kommod::packages::fim
