// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What an author does to a document, one function each. Pure; what the document is worth afterwards
// says packages::check(). Each says in a German sentence what it did, or fails with a key and the
// names that its sentence needs in Error::value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace kommod::authoring {

using Done = Result<std::string>;

struct NewPackage {
    std::string id, title, provider;
    std::vector<std::string> services;  // LeiKa keys or "bundle:..."
    std::string citation;               // of the legal basis; may be empty and is a task then
    std::string office;                 // of the town
};
// A small service that is complete but for what its author has to write (packages::to_be_written):
// one page with one question, all texts in German, the confirmation of receipt.
json::object make_document(const NewPackage& wanted);
// The same package under another name, as its first version; of `wanted` what is said goes before.
json::object copy_document(const json::object& document, const NewPackage& wanted);

// What was drawn from a schema (packages::import_xdatenfelder), with what a package needs besides:
// `drawn` gives the form, its texts and, when it names any, the legal basis.
json::object complete_document(const json::object& drawn, const NewPackage& wanted);

// "Straße und Hausnummer" -> "strasse_und_hausnummer"; another one when that is taken.
std::string make_key(std::string_view label, const std::vector<std::string>& taken);

// Null when it is not there. A field of a group is called "hunde.rasse".
json::object* find_page(json::object& document, std::string_view page);
json::object* find_field(json::object& document, std::string_view path);
const json::object* find_page(const json::object& document, std::string_view page);
const json::object* find_field(const json::object& document, std::string_view path);
// The page on which a field stands; empty when it is nowhere.
std::string page_of(const json::object& document, std::string_view path);
// Keys of fields and computed values, of groups also "hunde.rasse", in order.
std::vector<std::string> all_fields(const json::object& document);

// A text by its place: {"fields", "hunde.rasse", "label"}; empty when it is not there.
using TextPlace = std::vector<std::string>;
std::string text_at(const json::object& document, std::string_view language,
                    const TextPlace& place);
// An empty text is taken out; what differs in the space around it only stays as it is.
void set_text(json::object& document, std::string_view language, const TextPlace& place,
              std::string_view typed);
// How authors call a field, what each municipality sets ("parameter.zonen") or a page: its label,
// else its page's title, else its key.
std::string field_name(const json::object& document, std::string_view path);
std::string page_name(const json::object& document, std::string_view page);

Done add_page(json::object& document, std::string_view title);
Done set_page(json::object& document, std::string_view page, std::string_view title,
              std::string_view text);
enum class Towards { start, end };
Done move_page(json::object& document, std::string_view page, Towards towards);
// Fails with "authoring.read" when something else reads what it asks.
Done remove_page(json::object& document, std::string_view page);

// `group`: the key of the group that the new field belongs to; empty: to the page itself.
Done add_field(json::object& document, std::string_view page, std::string_view group,
               std::string_view type, std::string_view label);
Done move_field(json::object& document, std::string_view path, Towards towards);
Done move_field_to(json::object& document, std::string_view path, std::string_view page);
Done remove_field(json::object& document, std::string_view path);

struct FieldWords {
    std::string label, hint, help, required;
};
Done set_field_words(json::object& document, std::string_view path, const FieldWords& words);
// Sets or, with null, takes out one entry of a field: "optional", "when", "max" ...
Done set_field_entry(json::object& document, std::string_view path, std::string_view entry,
                     const json::value& value);
// One option a line; what is only reworded keeps its id when its place did not change, and every
// option keeps it that is called as before.
Done set_options(json::object& document, std::string_view path,
                 const std::vector<std::string>& labels);
// A choice offers what a text of each municipality lists: the parameter "zonen". What was offered
// before goes with its words.
Done set_listed_options(json::object& document, std::string_view path, std::string_view parameter);
// That parameter; empty when the field has options of its own.
std::string listed_by(const json::object& field);
Done set_page_condition(json::object& document, std::string_view page, const json::value& when);

// Where a field is read: German names of places ("Bedingung der Seite „Halter“").
std::vector<std::string> readers_of(const json::object& document, std::string_view path);

}  // namespace kommod::authoring
