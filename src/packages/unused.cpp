// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a package computes or has every town set, and nobody reads.
#include <set>

#include <fmt/format.h>

#include "packages/placeholders.h"
#include "packages/reading.h"

namespace kommod::packages {
namespace {

class Readers {
  public:
    explicit Readers(const ServicePackage& package) {
        for (const forms::Page& page : package.form.pages)
            of_page(page);
        for (const Fee& fee : package.fees) {
            of(fee.amount);
            of(fee.when);
        }
        for (const auto& [language, texts] : package.texts)
            for (const auto& [key, text] : texts)
                of_text(text);
        for (const auto& [id, letters] : package.letters)
            for (const auto& [language, letter] : letters)
                of_text(letter);
    }
    bool read(const std::string& name) const { return names_.contains(name); }

  private:
    void of(const forms::Expression& expression) {
        for (auto& name : expression.reads())
            names_.insert(std::move(name));
    }
    void of(const std::optional<forms::Expression>& expression) {
        if (expression) of(*expression);
    }
    void of_field(const forms::Field& field) {
        of(field.when);
        of(field.required);
        of(field.settings.min);
        of(field.settings.max);
        of(field.settings.listed);
        for (const forms::Option& option : field.settings.options)
            of(option.when);
        for (const forms::Field& inner : field.fields)
            of_field(inner);
    }
    void of_page(const forms::Page& page) {
        of(page.when);
        for (const forms::Field& field : page.fields)
            of_field(field);
        for (const forms::Computed& computed : page.computed)
            of(computed.value);
        for (const forms::Check& check : page.checks)
            of(check.that);
        for (const forms::Stop& stop : page.stops)
            of(stop.when);
    }
    void of_text(std::string_view text) {
        for (auto& name : names_in(text))
            names_.insert(std::move(name));
    }

    std::set<std::string> names_;
};

forms::Problem unread(const char* file, int line, int column, std::string what,
                      const char* proposal) {
    forms::Problem out;
    out.file = file;
    out.line = line;
    out.column = column;
    out.key = "packages.unused";
    out.what = std::move(what);
    out.proposal = proposal;
    out.weight = forms::Problem::Weight::warning;
    return out;
}

}  // namespace

forms::Problems unused(const ServicePackage& package) {
    const Readers readers{package};
    forms::Problems out;
    for (const Parameter& parameter : package.parameters)
        if (!readers.read("parameter." + parameter.key))
            out.push_back(unread("package.yaml", parameter.line, parameter.column,
                                 fmt::format("Die Angabe „{}“ liest niemand.", parameter.key),
                                 "Nennen Sie sie in einer Bedingung, einer Gebühr, einem Text oder "
                                 "einem Brief, oder streichen Sie sie."));
    for (const forms::Page& page : package.form.pages)
        for (const forms::Computed& computed : page.computed)
            if (!readers.read(computed.key) &&
                package.text("de", "computed." + computed.key).empty())
                out.push_back(
                    unread("form.yaml", computed.line, computed.column,
                           fmt::format("Was „{}“ berechnet, liest niemand.", computed.key),
                           "Geben Sie ihm einen Text unter computed, dann steht es auf der "
                           "Zusammenfassung, oder streichen Sie es."));
    return out;
}

}  // namespace kommod::packages
