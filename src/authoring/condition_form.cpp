// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/condition_form.h"

#include <algorithm>

#include <fmt/format.h>

#include "authoring/edit.h"
#include "base/clock.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

constexpr std::size_t rows_offered = 3;

// "anlass|==|anmelden", as the select names it.
std::string name_of(const Statement& statement) {
    return fmt::format("{}|{}|{}", statement.field, statement.comparison, statement.value);
}

std::optional<Statement> statement_of(std::string_view name) {
    const auto parts = text::split(name, '|');
    if (parts.size() != 3) return std::nullopt;
    return Statement{std::string{parts[0]}, std::string{parts[1]}, std::string{parts[2]}};
}

bool is_offer(const Offered& offered, const Statement& statement) {
    return offered.statement.field == statement.field &&
           offered.statement.comparison == statement.comparison &&
           (offered.needs_value || offered.statement.value == statement.value);
}

json::object row_view(const std::vector<Offered>& offered, const Statement* chosen,
                      std::size_t number, const std::string& nothing) {
    json::array options{{{"value", ""}, {"label", nothing}, {"selected", chosen == nullptr}}};
    std::string typed;
    for (const auto& each : offered) {
        const bool same = chosen != nullptr && is_offer(each, *chosen);
        if (same && each.needs_value) typed = chosen->value;
        options.push_back(
            {{"value", name_of(each.statement)}, {"label", each.words}, {"selected", same}});
    }
    if (const auto day = LocalDate::parse(typed)) typed = day->to_short_german();
    return {{"select_id", fmt::format("aussage_{}", number)},
            {"select", json::object{{"options", std::move(options)}}},
            {"value_id", fmt::format("wert_{}", number)},
            {"value", typed}};
}

// Whether the rows can show all of it: what they cannot show would be lost when they are saved.
bool can_be_chosen(const Condition& condition, const std::vector<Offered>& offered) {
    return condition.statements.size() <= rows_offered &&
           std::ranges::all_of(condition.statements, [&](const Statement& statement) {
               return std::ranges::any_of(
                   offered, [&](const Offered& each) { return is_offer(each, statement); });
           });
}

// "1.3.2026" or "2026-03-01"
std::optional<LocalDate> day_of(std::string_view typed) {
    if (auto iso = LocalDate::parse(typed)) return *iso;
    const auto parts = text::split(typed, '.');
    if (parts.size() != 3) return std::nullopt;
    constexpr auto two = [](std::string_view part) {
        return part.size() == 1 ? "0" + std::string{part} : std::string{part};
    };
    const auto read = LocalDate::parse(fmt::format(
        "{}-{}-{}", text::trim(parts[2]), two(text::trim(parts[1])), two(text::trim(parts[0]))));
    return read ? std::optional{*read} : std::nullopt;
}

tl::unexpected<Error> bad(const std::string& field, std::string sentence) {
    return fail({"authoring.bad_condition", "not a value", field, 0, std::move(sentence), {}});
}

Result<Statement> with_value(const json::object& document, Statement statement,
                             std::string_view typed, const std::string& id) {
    const auto* field = find_field(document, statement.field);
    const bool day =
        field != nullptr && field->if_contains("type") != nullptr && field->at("type") == "date";
    if (day) {
        const auto read = day_of(typed);
        if (!read)
            return bad(id, "Geben Sie zu der Bedingung einen Tag an, zum Beispiel 1.3.2026.");
        statement.value = read->to_iso();
        return statement;
    }
    const auto number = text::replace_all(std::string{typed}, ",", ".");
    if (!Decimal::parse(number)) return bad(id, "Geben Sie zu der Bedingung eine Zahl an.");
    statement.value = number;
    return statement;
}

}  // namespace

json::object condition_view(const http::Request& request, const Desk& desk,
                            const json::object& document, std::string_view page,
                            std::string_view path, const json::value& when) {
    const auto offered = offered_statements(document, page, path);
    const auto condition = from_expression(document, when);
    const bool simple = condition && can_be_chosen(*condition, offered);
    json::array rows;
    const auto nothing = desk.translate(request.language, msgid("(keine Bedingung)"));
    for (std::size_t at = 0; at < rows_offered; ++at)
        rows.push_back(row_view(
            offered,
            simple && at < condition->statements.size() ? &condition->statements[at] : nullptr, at,
            nothing));
    const bool any = simple && !condition->all;
    return {{"rows", std::move(rows)},
            {"joins",
             json::array{
                 {{"option_value", "alle"},
                  {"option_label", desk.translate(request.language, msgid("alles davon stimmt"))},
                  {"checked", !any}},
                 {{"option_value", "eine"},
                  {"option_label", desk.translate(request.language, msgid("eins davon stimmt"))},
                  {"checked", any}}}},
            {"is_expression", !simple},
            {"expression", simple ? std::string{} : json::serialize(when)},
            {"sentence", when.is_null() ? std::string{} : in_words(document, when)},
            {"nothing_above", offered.empty()}};
}

Result<json::value> read_condition(const http::Request& request, const json::object& document,
                                   const json::value& before) {
    if (request.form.has("ausdruck")) {
        const auto typed = text::trim(request.form.get("ausdruck"));
        if (typed.empty()) return json::value(nullptr);
        boost::system::error_code wrong;
        auto out = json::parse(std::string{typed}, wrong);
        if (wrong || !out.is_object())
            return bad("ausdruck",
                       "Der Ausdruck ist kein JSON. Er sieht zum Beispiel so aus: "
                       "{\"==\": [{\"var\": \"anlass\"}, \"anmelden\"]}");
        return out;
    }
    Condition condition;
    condition.all = request.form.get("verbunden") != "eine";
    for (std::size_t at = 0; at < rows_offered; ++at) {
        const auto id = fmt::format("aussage_{}", at);
        auto statement = statement_of(request.form.get(id));
        if (!statement || find_field(document, statement->field) == nullptr) continue;
        if (statement->comparison == ">=" || statement->comparison == "<=") {
            const auto value_id = fmt::format("wert_{}", at);
            auto whole =
                with_value(document, *statement, text::trim(request.form.get(value_id)), value_id);
            if (!whole) return fail(whole.error());
            statement = *whole;
        }
        condition.statements.push_back(*statement);
    }
    // There are several ways to write the same.
    if (from_expression(document, before) == condition) return before;
    return to_expression(document, condition);
}

}  // namespace kommod::authoring
