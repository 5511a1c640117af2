// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A form as its author wrote it, read and checked once: pages, fields, conditions. The format is
// described in docs/packages.md. A compiled form never changes and is shared by all threads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/expression.h"
#include "forms/pattern.h"
#include "forms/problem.h"
#include "forms/types.h"

namespace kommod::forms {

enum class FieldType : std::uint8_t {
    text,
    long_text,
    email,
    phone,
    number,
    money,
    date,
    time,
    yes_no,
    choice,
    choices,
    country,
    file,
    postcode,
    place,
    address,
    iban,
    tax_id,
    person,
    organisation,
    group,
    notice,
    declaration,
    point
};
std::string_view to_id(FieldType type);
std::optional<FieldType> field_type_from_id(std::string_view id);
// All, in the order above.
const std::vector<std::string>& field_type_ids();

struct Option {
    std::string id;
    std::optional<Expression> when;  // offered only then
};

struct Prefill {
    enum class Mode {
        fixed,     // cannot be changed
        proposed,  // stands in the field
        marked     // may be changed, and the office sees that it was
    };
    std::string from;  // "login.family_name"
    Mode mode = Mode::proposed;
};

// What only some types have; see the table in docs/packages.md.
struct Settings {
    std::optional<Expression> min, max;  // number, money, date, time
    std::optional<int> least, most;      // characters, items, choices, files
    int places = 0;
    Pattern pattern;
    bool letters_of_names = false;
    std::vector<Option> options;
    // A choice of what a text lists, mostly a town's parameter: one between commas or on a line,
    // its own label. Instead of `options`.
    std::optional<Expression> listed;
    std::vector<std::string> parts;             // of a record, in the order in which they are asked
    bool foreign = false;                       // addresses in other countries, too
    bool outside = false;                       // places beyond the municipality, too
    std::vector<std::string> kinds;             // of files: "pdf", "jpeg", "png"
    std::uint64_t max_size = 0, max_total = 0;  // bytes
    bool later = false;
    std::string item_title;
};

struct Field {
    std::string key;
    FieldType type = FieldType::text;
    std::optional<Expression> when;
    bool optional = false;
    std::optional<Expression> required;  // overrules `optional`
    Settings settings;
    std::optional<Prefill> prefill;
    bool sensitive = false;
    std::string fim;
    std::string citation;       // the rule of law that asks for it
    std::vector<Field> fields;  // of a group
    int line = 0, column = 0;   // in form.yaml

    bool has_value() const { return type != FieldType::notice; }
};

struct Computed {
    std::string key;
    Type type;
    Expression value;
    int line = 0, column = 0;  // in form.yaml
};

struct Check {
    std::string id;
    Expression that;
    std::vector<std::string> at;
};

struct Stop {
    std::string id;
    Expression when;
};

struct Page {
    std::string id;
    std::optional<Expression> when;
    std::vector<Field> fields;
    std::vector<Computed> computed;
    std::vector<Check> checks;
    std::vector<Stop> stops;

    // A page that asks for a repeating group: it holds that one field.
    const Field* group() const {
        return fields.size() == 1 && fields.front().type == FieldType::group ? &fields.front()
                                                                             : nullptr;
    }
};

struct Form {
    std::vector<Page> pages;
    std::vector<std::string> declarations;

    const Page* page(std::string_view id) const;
    // By its path without items: "hunde.rasse".
    const Field* field(std::string_view path) const;
};

// The words of a town's list: between commas and lines, trimmed, each once.
std::vector<std::string> listed_words(std::string_view list);

// What a form may read from around it: the types of "parameter.x" and "login.x".
struct Surroundings {
    std::map<std::string, Type, std::less<>> parameters, login;
};
// Attributes that a log-in may give (names as in docs/packages.md, person and address).
const std::map<std::string, Type, std::less<>>& login_attributes();

// Reads and checks everything: names, types, order, conditions that can never hold. The form is
// there when no problem is an error.
struct CompiledForm {
    std::optional<Form> form;
    Problems problems;
    // Every name an expression may read after the last page; for fees and letters.
    Names names;
};
CompiledForm compile(const YAML::Node& source, const Surroundings& around, std::string file);
// Reads an expression and checks it against what is known above it (`names`) and what comes
// `later`. Nothing when it cannot be read; what else is wrong is among the problems.
std::optional<Expression> compile_expression(const YAML::Node& source, const Names& names,
                                             const Type& wanted, ProblemList& problems,
                                             const Names& later = {});
// The same for a condition, which is refused when it comes out the same whatever is answered.
std::optional<Expression> compile_condition(const YAML::Node& source, const Names& names,
                                            ProblemList& problems, const Names& later = {});

// The texts that a form needs in every language, flat: "pages.anlass.title",
// "fields.hunde.rasse.label", "fields.anlass.options.anmelden".
struct TextKey {
    std::string key;
    bool required = true;  // the rest may be there
    int line = 0, column = 0;
};
std::vector<TextKey> text_keys(const Form& form);

}  // namespace kommod::forms
