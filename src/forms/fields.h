// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From what a browser sends to values that cannot be wrong, and back; and the rules of each type of
// field.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "forms/definition.h"
#include "forms/duration.h"
#include "forms/value.h"

namespace kommod::forms {

// Why an answer cannot stay. `key` is stable ("date.too_late", "required", "iban.check_digits") and
// addresses the sentence; `arguments` fill it in ({0}, {1}).
struct FieldError {
    std::string key;
    std::string part;  // of a record: "postcode"; empty for the whole
    std::vector<std::string> arguments;
    bool operator==(const FieldError&) const = default;
};

// All values that came under a name: form.all("hunde.0.rasse"). Records come in parts
// ("halter.family_name"), dates as "wurftag.day", ".month", ".year" or ISO in one.
using RawInput = std::function<std::vector<std::string>(std::string_view name)>;

// A field's answer as it was typed, by the name of its input; for showing it again.
struct ReadField {
    Value value;  // absent when nothing was typed or it cannot be read
    std::optional<FieldError> error;
};
// Reads what was typed: trims, normalises (NFC), understands German spellings. Emptiness is no
// error here; whether an answer is required is known to evaluate().
ReadField read_typed(const Field& field, std::string_view path, const RawInput& raw);

// Whether a value may stand in a field: length, bounds, pattern, parts, letters. `scope` is what
// the bounds read. Absent is always allowed here.
std::optional<FieldError> check_value(const Field& field, const Value& value, const Scope& scope,
                                      const std::vector<std::string>& offered);

// As JSON, without loss, by the type of the field: money and decimals as texts, days as ISO.
json::value to_json(const Value& value);
// The reverse; nothing when it is no value of that field.
std::optional<Value> from_json(const Field& field, const json::value& json);
Record answers_from_json(const Form& form, const json::object& json);

// The words around values in a language; `translate` is html::Renderer::translate for one language.
struct Speech {
    std::string language;  // "de", "en", "de-leicht"
    std::function<std::string(std::string_view german)> translate;
    std::function<std::string(std::string_view key)> text;  // of the package: "fields.a.options.b"
};
// "hunde.0.rasse" -> "hunde.rasse": texts are the same for every item.
std::string without_items(std::string_view path);
// "10 Jahre, 6 Monate", "14 Tage"
std::string shown(const Duration& duration, const Speech& speech);
// How people read it: "1. März 2026", "84,00 €", the label of an option.
std::string shown(const Field& field, std::string_view path, const Value& value,
                  const Speech& speech);
// The sentence of an error: what to do. The package's own "fields.<path>.required" goes first when
// something is missing.
std::string sentence(const FieldError& error, const Field& field, std::string_view path,
                     const Speech& speech);

}  // namespace kommod::forms
