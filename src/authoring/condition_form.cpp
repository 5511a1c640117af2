// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/condition_form.h"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

#include "authoring/document_parts.h"
#include "authoring/typed_day.h"
#include "base/clock.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

std::string select_id(std::size_t row) {
    return fmt::format("aussage_{}", row);
}

std::string value_id(std::size_t row) {
    return fmt::format("wert_{}", row);
}

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

// What stands in the rows: chosen statements, with the value as it was typed.
using Rows = std::array<std::optional<Statement>, 3>;

Rows rows_of(const Condition& condition) {
    Rows out;
    std::ranges::copy_n(condition.statements.begin(),
                        static_cast<std::ptrdiff_t>(condition.statements.size()), out.begin());
    return out;
}

Rows typed_rows(const http::Request& request) {
    Rows out;
    for (std::size_t at = 0; at < out.size(); ++at) {
        out[at] = statement_of(request.form.get(select_id(at)));
        const bool open = out[at] && out[at]->value.empty();
        if (open) out[at]->value = text::trim(request.form.get(value_id(at)));
    }
    return out;
}

json::object row_view(const std::vector<Offered>& offered, const std::optional<Statement>& chosen,
                      std::size_t number, const std::string& nothing) {
    json::array options{{{"value", ""}, {"label", nothing}, {"selected", !chosen}}};
    std::string typed;
    for (const auto& each : offered) {
        const bool same = chosen && is_offer(each, *chosen);
        if (same && each.needs_value) typed = chosen->value;
        options.push_back(
            {{"value", name_of(each.statement)}, {"label", each.words}, {"selected", same}});
    }
    if (const auto day = LocalDate::parse(typed)) typed = day->to_short_german();
    return {{"select_id", select_id(number)},
            {"select", json::object{{"options", std::move(options)}}},
            {"value_id", value_id(number)},
            {"value", typed}};
}

// Whether the rows can show all of it: what they cannot show would be lost when they are saved.
bool can_be_chosen(const Condition& condition, const std::vector<Offered>& offered) {
    return condition.statements.size() <= std::tuple_size_v<Rows> &&
           std::ranges::all_of(condition.statements, [&](const Statement& statement) {
               return std::ranges::any_of(
                   offered, [&](const Offered& each) { return is_offer(each, statement); });
           });
}

tl::unexpected<Error> bad(const std::string& field, std::string sentence) {
    return fail({"authoring.bad_condition", "not a value", field, 0, std::move(sentence), {}});
}

Result<Statement> with_value(const json::object& document, Statement statement,
                             std::string_view typed, const std::string& id) {
    if (type_of(document, statement.field) == "date") {
        const auto read = typed_day(typed);
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
                            const json::object& document, const Reader& reader,
                            const json::value& when) {
    const auto group = group_of(reader.path);
    const auto offered = offered_statements(document, reader);
    const auto condition = from_expression(document, when, group);
    const bool posted = request.form.has(select_id(0)) || request.form.has("ausdruck");
    const bool simple =
        posted ? !request.form.has("ausdruck") : condition && can_be_chosen(*condition, offered);
    const auto chosen = posted ? typed_rows(request) : simple ? rows_of(*condition) : Rows{};
    json::array more;
    const auto nothing = desk.translate(request.language, msgid("(keine Bedingung)"));
    for (std::size_t at = 1; at < chosen.size(); ++at)
        more.push_back(row_view(offered, chosen[at], at, nothing));
    const bool several = chosen[1].has_value() || chosen[2].has_value();
    const bool any = posted ? request.form.get("verbunden") == "eine" : simple && !condition->all;
    const auto expression =
        posted ? std::string{request.form.get("ausdruck")} : json::serialize(when);
    return {{"word", desk.translate(request.language, msgid("Nur wenn"))},
            {"now", desk.translate(request.language, msgid("Jetzt: nur wenn"))},
            {"first", row_view(offered, chosen[0], 0, nothing)},
            {"more", std::move(more)},
            {"several", several},
            {"joins",
             json::array{
                 {{"option_value", "alle"},
                  {"option_label", desk.translate(request.language, msgid("alles davon stimmt"))},
                  {"checked", !any}},
                 {{"option_value", "eine"},
                  {"option_label", desk.translate(request.language, msgid("eins davon stimmt"))},
                  {"checked", any}}}},
            {"is_expression", !simple},
            {"expression", simple ? std::string{} : expression},
            {"sentence", when.is_null() ? std::string{} : in_words(document, when, group)},
            {"nothing_above", offered.empty()}};
}

Result<json::value> read_condition(const http::Request& request, const json::object& document,
                                   const json::value& before, std::string_view path) {
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
    const auto rows = typed_rows(request);
    for (std::size_t at = 0; at < rows.size(); ++at) {
        auto statement = rows[at];
        if (!statement || type_of(document, statement->field).empty()) continue;
        if (statement->comparison == ">=" || statement->comparison == "<=") {
            auto whole = with_value(document, *statement, statement->value, value_id(at));
            if (!whole) return fail(whole.error());
            statement = *whole;
        }
        condition.statements.push_back(*statement);
    }
    // There are several ways to write the same.
    if (from_expression(document, before, group_of(path)) == condition) return before;
    return to_expression(document, condition, group_of(path));
}

std::string new_mistake(const json::object& before, const json::object& after) {
    const auto known = packages::check(before, packages::Completeness::usable).problems;
    for (const auto& problem : packages::check(after, packages::Completeness::usable).problems) {
        const bool old = std::ranges::any_of(known, [&](const forms::Problem& each) {
            return each.key == problem.key && each.what == problem.what && each.at == problem.at;
        });
        const bool of_a_case = problem.file.starts_with("tests/");
        if (problem.weight == forms::Problem::Weight::error && !old && !of_a_case)
            return text::join({problem.what, problem.why, problem.proposal}, " ");
    }
    return {};
}

}  // namespace kommod::authoring
