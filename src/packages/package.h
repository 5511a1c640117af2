// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A service package, read and checked: what the pages, the console and the commands work with.
// The format is described in docs/packages.md. A loaded package never changes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "forms/definition.h"
#include "forms/duration.h"
#include "forms/evaluate.h"
#include "http/message.h"

namespace kommod::packages {

struct Citation {
    std::string citation, text;
};

// What each municipality sets for itself.
struct Parameter {
    std::string key;
    std::string
        type_id;  // "money", "number", "text", "long_text", "date", "duration", "yes_no", "email"
    forms::Type type;
    std::optional<forms::Value> initial;
    bool optional = false;
    std::string citation;
    int line = 0, column = 0;  // in package.yaml
};

struct Fee {
    std::string id;
    forms::Expression amount;
    std::optional<forms::Expression> when;
    enum class Per { once, month, year } per = Per::once;
    std::string citation;
};
struct FeeDue {
    const Fee* fee = nullptr;
    Cents amount;
};

struct Retention {
    forms::Duration draft, application;
    std::string citation;
};

struct Process {
    std::string office;  // "steueramt": each municipality says which of its offices that is
    std::optional<forms::Duration> deadline;
    std::string deadline_citation;
};

// The texts of one language by flat keys ("fields.anlass.label").
using Texts = std::map<std::string, std::string, std::less<>>;

// A declared case of the author's.
struct Case {
    std::string name, file;
    int line = 0;
    std::optional<LocalDate> today;
    json::object parameters, login, answers;
    json::object expect;
};

struct ServicePackage {
    std::string id, version, provider, licence, changes;
    std::vector<std::string> services;
    std::vector<Citation> legal_basis;
    std::optional<LocalDate> valid_from, valid_until;
    http::TrustLevel trust_level = http::TrustLevel::none;
    std::vector<std::string> languages, blocks, criteria;
    std::vector<Parameter> parameters;
    Retention retention;
    Process process;
    std::string privacy_basis;
    std::vector<std::string> letter_ids;
    forms::Form form;
    forms::Names names;  // all that can be read after the last page
    std::vector<Fee> fees;
    std::map<std::string, Texts, std::less<>> texts;  // by language
    // By id and language: the Markdown source; see letter.h.
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> letters;
    std::vector<Case> cases;
    // SHA-256 of the canonical document, in hex: two packages with the same hash are the same.
    std::string hash;
    // The canonical document: the files as one JSON object {"package.yaml": {...}, "form.yaml":
    // ..., "letters/eingang.de.md": "..."}; what is stored, signed and exported.
    json::object document;

    // The text in the language, else in German, else empty.
    std::string_view text(std::string_view language, std::string_view key) const;
    const Parameter* parameter(std::string_view key) const;
    // The record of all parameters with their values: those given, else the initial ones.
    forms::Record parameter_values(const json::object& given) const;
    // What is due after the form was filled in.
    std::vector<FeeDue> fees_due(const forms::Evaluation& evaluation,
                                 const forms::Inputs& inputs) const;
};

// The files of a package by their path relative to its folder, as they are.
using Files = std::map<std::string, std::string, std::less<>>;

struct CheckedPackage {
    std::shared_ptr<const ServicePackage> package;  // null when there are errors
    forms::Problems problems;                       // by file, line and column
};
// How much of a package has to be there. What is published has cases that reach every page; for
// walking through a draft, and for what was published by stricter or laxer rules, that is told and
// does not stand in the way.
enum class Completeness { whole, usable };
// Reads and checks everything: names, types, conditions, texts, letters, fees, retention, cases,
// pages that no case reaches.
CheckedPackage check(const Files& files, Completeness wanted = Completeness::whole);
// The canonical document of files, also of those that check() refuses: what is no YAML is left out.
json::object document_of(const Files& files);
// The files that a canonical document stands for.
Files files_of(const json::object& document);
// The same from the canonical document. What was published is loaded this way.
CheckedPackage check(const json::object& document, Completeness wanted = Completeness::whole);

// The form of a draft alone, also while its texts, letters or cases are not right yet; null when it
// cannot be read itself.
std::shared_ptr<const forms::Form> form_of(const json::object& document);

// Runs the declared cases; what came out otherwise than declared, each with its place.
forms::Problems run_cases(const ServicePackage& package);

}  // namespace kommod::packages
