// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/parameter_form.h"

#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "authoring/typed_day.h"
#include "base/text.h"
#include "forms/view.h"

namespace kommod::authoring {
namespace {

using forms::Field;
using forms::FieldType;
using forms::Value;
using http::Request;
using packages::Parameter;

constexpr int days_of_week = 7;
constexpr int months_of_year = 12;
constexpr int longest_text = 200;
constexpr int longest_long_text = 4000;
constexpr auto wants_duration =
    msgid("Geben Sie eine Dauer an, zum Beispiel 10 Tage, 6 Wochen oder 3 Monate.");

// The field that asks for a parameter; a duration is asked in words.
Field field_of(const Parameter& parameter) {
    Field out;
    out.key = parameter.key;
    out.optional = parameter.optional;
    out.type = parameter.type_id == "duration"
                   ? FieldType::text
                   : forms::field_type_from_id(parameter.type_id).value_or(FieldType::text);
    if (out.type == FieldType::number) out.settings.places = 2;
    if (out.type == FieldType::text) out.settings.most = longest_text;
    if (out.type == FieldType::long_text) out.settings.most = longest_long_text;
    return out;
}

std::string citation_name(const Parameter& parameter) {
    return parameter.key + "_grundlage";
}

forms::RawInput raw_of(const Request& request) {
    return [&request](std::string_view name) {
        std::vector<std::string> out;
        for (const auto value : request.form.all(name))
            out.emplace_back(value);
        return out;
    };
}

// The words of a parameter stand under "parameters", those of a form's field under "fields".
forms::Speech speech_of(const Request& request, const Desk& desk,
                        const packages::ServicePackage* package,
                        const std::string& only_label = {}) {
    const std::string language = request.language;
    return {language,
            [&desk, language](std::string_view german) { return desk.translate(language, german); },
            [package, only_label](std::string_view key) -> std::string {
                constexpr std::string_view fields = "fields.";
                if (!key.starts_with(fields)) return {};
                const auto rest = key.substr(fields.size());
                if (package == nullptr) return rest.ends_with(".label") ? only_label : "";
                const auto dot = rest.rfind('.');
                const auto kind = rest.substr(dot + 1) == "help" ? "hint" : rest.substr(dot + 1);
                const auto name = std::string{rest.substr(0, dot)};
                if (kind == "hint")
                    return std::string{package->text("de", "parameters." + name + ".help")};
                return std::string{package->text("de", "parameters." + std::string{rest})};
            }};
}

// As it stands in the input.
Value shown_value(const Parameter& parameter, const Value& value) {
    if (parameter.type_id != "duration" || value.text() == nullptr) return value;
    const auto duration = forms::Duration::parse(*value.text());
    return duration ? Value{in_german(*duration)} : value;
}

std::optional<Value> held(const Parameter& parameter, const packages::Offer& offer,
                          LocalDate today) {
    const auto given = offer.parameters_on(today);
    const auto* own = given.if_contains(parameter.key);
    if (own == nullptr) return std::nullopt;
    return forms::from_json(field_of(parameter), *own);
}

struct ReadOne {
    Value value;
    std::string sentence;  // what is wrong
};
ReadOne read_one(const Request& request, const Desk& desk, const packages::ServicePackage& package,
                 const Parameter& parameter) {
    const auto field = field_of(parameter);
    const auto speech = speech_of(request, desk, &package);
    const auto wrong = [&](const forms::FieldError& error) {
        return ReadOne{{}, forms::sentence(error, field, parameter.key, speech)};
    };
    auto read = forms::read_typed(field, parameter.key, raw_of(request));
    if (read.error) return wrong(*read.error);
    if (read.value.is_absent()) return parameter.optional ? ReadOne{} : wrong({.key = "required"});
    const Value nothing;
    const forms::Scope scope{&nothing, nullptr, request.today()};
    if (const auto error = forms::check_value(field, read.value, scope, {})) return wrong(*error);
    if (parameter.type_id != "duration") return {read.value, {}};
    const auto duration = parse_german_duration(*read.value.text());
    if (!duration) return {{}, desk.translate(request.language, wants_duration)};
    return {Value{duration->to_iso()}, {}};
}

}  // namespace

std::string in_german(const forms::Duration& duration) {
    const auto count = [](int number, const char* one, const char* many) {
        return fmt::format("{} {}", number, number == 1 ? one : many);
    };
    std::vector<std::string> parts;
    if (const int years = duration.months / months_of_year; years != 0)
        parts.push_back(count(years, "Jahr", "Jahre"));
    if (const int months = duration.months % months_of_year; months != 0)
        parts.push_back(count(months, "Monat", "Monate"));
    if (duration.days != 0 || parts.empty()) parts.push_back(count(duration.days, "Tag", "Tage"));
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::optional<forms::Duration> parse_german_duration(std::string_view typed) {
    if (auto iso = forms::Duration::parse(typed)) return iso;
    forms::Duration out;
    bool any = false;
    for (const auto part : text::split(typed, ',')) {
        const auto trimmed = text::trim(part);
        int number = 0;
        const auto read = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
        constexpr int most = 10'000;
        if (read.ec != std::errc{} || number < 0 || number > most) return std::nullopt;
        const auto unit = text::lower(
            text::trim(trimmed.substr(static_cast<std::size_t>(read.ptr - trimmed.data()))));
        if (unit == "tag" || unit == "tage" || unit == "tagen")
            out.days += number;
        else if (unit == "woche" || unit == "wochen")
            out.days += number * days_of_week;
        else if (unit == "monat" || unit == "monate" || unit == "monaten")
            out.months += number;
        else if (unit == "jahr" || unit == "jahre" || unit == "jahren")
            out.months += number * months_of_year;
        else
            return std::nullopt;
        any = true;
    }
    return any ? std::optional{out} : std::nullopt;
}

Result<json::value> read_proposed(const Request& request, const Desk& desk, std::string_view type,
                                  std::string_view typed) {
    const auto trimmed = text::trim(typed);
    const auto wrong = [&](const char* sentence) {
        return fail(Error{.key = "authoring.bad_value",
                          .what = "not a value",
                          .value = desk.translate(request.language, sentence)});
    };
    if (trimmed.empty()) return json::value(nullptr);
    if (type == "yes_no") {
        const auto word = text::lower(trimmed);
        if (word != "ja" && word != "nein") return wrong(msgid("Schreiben Sie ja oder nein."));
        return json::value(word == "ja");
    }
    if (type == "date") {
        const auto day = typed_day(trimmed);
        if (!day) return wrong(msgid("Geben Sie einen Tag an, zum Beispiel 1.3.2026."));
        return json::value_from(day->to_iso());
    }
    if (type == "duration") {
        const auto duration = parse_german_duration(trimmed);
        if (!duration) return wrong(wants_duration);
        return json::value_from(duration->to_iso());
    }
    Parameter parameter;
    parameter.key = "vorschlag";
    parameter.type_id = type;
    const auto field = field_of(parameter);
    const auto raw = [&](std::string_view) { return std::vector{std::string{trimmed}}; };
    auto read = forms::read_typed(field, parameter.key, raw);
    const Value nothing;
    const forms::Scope scope{&nothing, nullptr, request.today()};
    auto error = read.error;
    if (!error) error = forms::check_value(field, read.value, scope, {});
    if (error)
        return fail(Error{.key = "authoring.bad_value",
                          .what = "not a value",
                          .value = forms::sentence(*error, field, parameter.key,
                                                   speech_of(request, desk, nullptr))});
    return forms::to_json(read.value);
}

std::string proposed_line(std::string_view type, const json::value& proposed) {
    if (proposed.is_null()) return {};
    if (proposed.is_bool()) return proposed.get_bool() ? "ja" : "nein";
    const std::string line{proposed.is_string() ? std::string{proposed.get_string()}
                                                : json::serialize(proposed)};
    if (type == "duration") {
        const auto duration = forms::Duration::parse(line);
        return duration ? in_german(*duration) : line;
    }
    if (type == "date") {
        const auto day = LocalDate::parse(line);
        return day ? day->to_short_german() : line;
    }
    return type == "money" || type == "number" ? text::replace_all(line, ".", ",") : line;
}

ParameterReading read_parameters(const Request& request, const Desk& desk,
                                 const packages::ServicePackage& package) {
    ParameterReading out;
    const auto from = read_day(request, "gilt_ab");
    if (!from)
        out.mistakes.push_back(
            {"gilt_ab.day",
             desk.translate(request.language, msgid("Geben Sie den Tag an, von dem an "
                                                    "diese Angaben gelten."))});
    for (const auto& parameter : package.parameters) {
        auto one = read_one(request, desk, package, parameter);
        if (!one.sentence.empty())
            out.mistakes.push_back({parameter.key, one.sentence});
        else if (!one.value.is_absent() && from)
            out.values.push_back(
                {parameter.key, forms::to_json(one.value), *from,
                 std::string{text::trim(request.form.get(citation_name(parameter)))}});
    }
    return out;
}

json::array parameter_views(const Request& request, const Desk& desk,
                            const packages::ServicePackage& package, const packages::Offer& offer,
                            const ParameterReading* typed) {
    const auto speech = speech_of(request, desk, &package);
    json::array out;
    for (const auto& parameter : package.parameters) {
        const auto field = field_of(parameter);
        const auto own = held(parameter, offer, request.today());
        const auto value =
            shown_value(parameter, own.value_or(parameter.initial.value_or(Value{})));
        forms::Typing typing;
        forms::type_into(typing, parameter.key, value);
        const auto kept = forms::raw_of(typing);
        const auto raw = typed ? raw_of(request) : kept;
        std::string sentence;
        if (typed)
            for (const auto& mistake : typed->mistakes)
                if (mistake.field == parameter.key) sentence = mistake.sentence;
        const forms::FieldError error{.key = "required"};
        const forms::FieldState state{
            .field = &field, .path = parameter.key, .required = !parameter.optional};
        const auto set = std::ranges::find_if(
            offer.parameters, [&](const auto& each) { return each.key == parameter.key; });
        out.push_back({{"field", forms::field_view({.state = state,
                                                    .name = parameter.key,
                                                    .error = sentence.empty() ? nullptr : &error,
                                                    .sentence = sentence,
                                                    .of_oneself = false},
                                                   raw, speech)},
                       {"citation_id", citation_name(parameter)},
                       {"citation", typed ? std::string{request.form.get(citation_name(parameter))}
                                    : set != offer.parameters.end() ? set->citation
                                                                    : parameter.citation},
                       {"proposed", !own && parameter.initial.has_value()}});
    }
    return out;
}

namespace {
Field day_field(const std::string& name) {
    Field out;
    out.key = name;
    out.type = FieldType::date;
    return out;
}
}  // namespace

json::object day_view(const Request& request, const Desk& desk, const std::string& name,
                      const std::string& label, LocalDate proposed, const std::string& error) {
    const auto field = day_field(name);
    const auto speech = speech_of(request, desk, nullptr, label);
    forms::Typing typing;
    forms::type_into(typing, name, Value{proposed});
    const forms::FieldError wrong{.key = "required"};
    const forms::FieldState state{.field = &field, .path = name, .required = true};
    const auto kept = forms::raw_of(typing);
    return forms::field_view({.state = state,
                              .name = name,
                              .error = error.empty() ? nullptr : &wrong,
                              .sentence = error,
                              .of_oneself = false},
                             request.form.has(name + ".day") ? raw_of(request) : kept, speech);
}

std::optional<LocalDate> read_day(const Request& request, const std::string& name) {
    const auto read = forms::read_typed(day_field(name), name, raw_of(request));
    return read.value.day() ? std::optional{*read.value.day()} : std::nullopt;
}

}  // namespace kommod::authoring
