// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/condition.h"

#include <fmt/format.h>

#include "authoring/document_parts.h"
#include "authoring/edit.h"
#include "authoring/parameter_form.h"
#include "base/clock.h"
#include "base/decimal.h"

namespace kommod::authoring {
namespace {

json::object var(std::string_view name) {
    return {{"var", name}};
}

// As an expression about items of the group calls a field, and back.
std::string name_in(std::string_view path, std::string_view group) {
    const bool own = !group.empty() && group_of(path) == group;
    return std::string{own ? path.substr(group.size() + 1) : path};
}

std::string path_of(const json::object& document, std::string_view name, std::string_view group) {
    auto own = fmt::format("{}.{}", group, name);
    return !group.empty() && find_field(document, own) != nullptr ? own : std::string{name};
}

json::value literal(std::string_view type, const std::string& value) {
    if (type == "yes_no" || type == "declaration") return value == "ja";
    if (type == "date") return json::object{{"date", value}};
    if (type == "number")
        if (const auto number = Decimal::parse(value)) return std::stod(value);
    return json::value_from(value);
}

json::value expression_of(const json::object& document, const Statement& statement,
                          std::string_view group) {
    const auto& [field, comparison, value] = statement;
    const auto read = var(name_in(field, group));
    if (comparison == "filled") return json::object{{"!!", json::array{read}}};
    if (comparison == "empty") return json::object{{"!", json::array{read}}};
    if (comparison == "has") return json::object{{"in", json::array{value, read}}};
    if (comparison == ">=field")
        return json::object{{">=", json::array{read, var(name_in(value, group))}}};
    return json::object{{comparison, json::array{read, literal(type_of(document, field), value)}}};
}

// "{"var": "x"}" or "{"var": ["x"]}"
std::optional<std::string> name_of(const json::value& value) {
    if (!value.is_object() || value.get_object().size() != 1) return std::nullopt;
    const auto* held = value.get_object().if_contains("var");
    if (held == nullptr) return std::nullopt;
    if (held->is_array() && held->get_array().size() == 1) held = &held->get_array().front();
    return held->is_string() ? std::optional{std::string{held->get_string()}} : std::nullopt;
}

std::string as_number(const json::value& value) {
    return value.is_double() ? fmt::format("{}", value.get_double()) : json::serialize(value);
}

std::optional<std::string> value_of(const json::value& value) {
    if (value.is_string()) return std::string{value.get_string()};
    if (value.is_bool()) return value.get_bool() ? "ja" : "nein";
    if (value.is_number()) return as_number(value);
    if (value.is_object() && value.get_object().size() == 1)
        if (const auto* day = value.get_object().if_contains("date"); day && day->is_string())
            return std::string{day->get_string()};
    return std::nullopt;
}

std::optional<Statement> statement_of(const json::object& document, const json::value& value,
                                      std::string_view group) {
    const auto field_in = [&](const json::value& read) {
        auto name = name_of(read);
        if (name) name = path_of(document, *name, group);
        return name;
    };
    if (const auto name = field_in(value)) {
        const auto type = type_of(document, *name);
        if (type == "yes_no") return Statement{*name, "==", "ja"};
        return Statement{*name, "filled", ""};
    }
    if (!value.is_object() || value.get_object().size() != 1) return std::nullopt;
    const auto& [key, held] = *value.get_object().begin();
    const std::string op{key};
    const json::array single{held};
    const auto& operands = held.is_array() ? held.get_array() : single;
    if ((op == "!" || op == "!!") && operands.size() == 1) {
        const auto name = field_in(operands[0]);
        if (!name) return std::nullopt;
        if (type_of(document, *name) == "yes_no")
            return Statement{*name, "==", op == "!" ? "nein" : "ja"};
        return Statement{*name, op == "!" ? "empty" : "filled", ""};
    }
    if (operands.size() != 2) return std::nullopt;
    if (op == "in") {
        const auto name = field_in(operands[1]);
        const auto literal_value = value_of(operands[0]);
        return name && literal_value ? std::optional{Statement{*name, "has", *literal_value}}
                                     : std::nullopt;
    }
    if (op != "==" && op != "!=" && op != ">=" && op != "<=") return std::nullopt;
    const auto name = field_in(operands[0]);
    if (!name) return std::nullopt;
    if (const auto other = field_in(operands[1]); other && op == ">=")
        return Statement{*name, ">=field", *other};
    const auto literal_value = value_of(operands[1]);
    return literal_value ? std::optional{Statement{*name, op, *literal_value}} : std::nullopt;
}

std::string option_name(const json::object& document, std::string_view field,
                        std::string_view option) {
    auto text =
        text_at(document, "de", {"fields", std::string{field}, "options", std::string{option}});
    return text.empty() ? std::string{option} : text;
}

void offer(std::vector<Offered>& out, const json::object& document, const std::string& path,
           const json::object& field) {
    const auto type = type_of(document, path);
    const auto name = field_name(document, path);
    const auto say = [&](const char* comparison, const std::string& value, std::string words,
                         bool needs_value = false) {
        out.push_back({{path, comparison, value}, std::move(words), needs_value});
    };
    if (type == "choice" || type == "choices") {
        const auto* options = field.if_contains("options");
        if (options == nullptr || !options->is_array()) return;
        for (const auto& option : options->get_array()) {
            const std::string id{option.is_string()   ? option.get_string()
                                 : option.is_object() ? option.get_object().at("id").as_string()
                                                      : json::string{}};
            const auto words = option_name(document, path, id);
            if (type == "choices") {
                say("has", id, fmt::format("{}: „{}“ ist dabei", name, words));
                continue;
            }
            say("==", id, fmt::format("{}: ist „{}“", name, words));
            say("!=", id, fmt::format("{}: ist nicht „{}“", name, words));
        }
    } else if (type == "yes_no") {
        say("==", "ja", fmt::format("{}: Ja", name));
        say("==", "nein", fmt::format("{}: Nein", name));
    } else if (type == "number" || type == "date") {
        say(">=", "",
            fmt::format("{}: {}", name, type == "date" ? "am oder nach dem …" : "mindestens …"),
            true);
        say("<=", "",
            fmt::format("{}: {}", name, type == "date" ? "am oder vor dem …" : "höchstens …"),
            true);
    } else if (type != "notice" && type != "group") {
        say("filled", "", fmt::format("{}: ist ausgefüllt", name));
        say("empty", "", fmt::format("{}: ist leer", name));
    }
}

// A day after another, a number above another: what a check at the end of a page mostly says.
void offer_pairs(std::vector<Offered>& out, const json::object& document, const std::string& path,
                 const std::vector<std::string>& above) {
    const auto type = type_of(document, path);
    const bool day = type == "date";
    if (!day && type != "number" && type != "money") return;
    for (const auto& other : above)
        if (type_of(document, other) == type)
            out.push_back(
                {{path, ">=field", other},
                 fmt::format("{}: {} als „{}“", field_name(document, path),
                             day ? "nicht früher" : "nicht weniger", field_name(document, other)),
                 false});
}

// What each municipality sets decides as well: whether it does something at all, up to how many.
void offer_parameters(std::vector<Offered>& out, const json::object& document) {
    for (const auto& each : parameters_of(document)) {
        if (!each.is_object()) continue;
        const auto path = std::string{of_parameter} + string_of(each.get_object(), "key");
        const auto type = type_of(document, path);
        if (type == "yes_no" || type == "number" || type == "date")
            offer(out, document, path, each.get_object());
    }
}

bool is_last_of_page(const json::object& document, std::string_view name) {
    const auto* page = find_page(document, page_of(document, name));
    const auto& fields = array_in(*page, "fields");
    return string_of(fields.back().as_object(), "key") == name;
}

class Sentence {
  public:
    Sentence(const json::object& document, std::string_view group)
        : document_(document), group_(group) {}

    std::string of(const json::value& value, int depth = 0) const {
        constexpr int deepest = 12;
        if (depth > deepest) return "…";
        if (value.is_bool()) return value.get_bool() ? "Ja" : "Nein";
        if (value.is_string()) return fmt::format("„{}“", std::string_view{value.get_string()});
        if (value.is_number()) return as_number(value);
        if (value.is_array()) return list(value.get_array(), " und ", depth);
        if (!value.is_object() || value.get_object().empty()) return "nichts";
        const auto& [key, held] = *value.get_object().begin();
        const json::array single{held};
        return operation(key, held.is_array() ? held.get_array() : single, depth + 1);
    }

  private:
    std::string list(const json::array& parts, const char* between, int depth) const {
        if (parts.empty()) return "nichts";
        std::string out;
        for (const auto& part : parts)
            out += (out.empty() ? "" : between) + of(part, depth + 1);
        return out;
    }

    std::string at(const json::array& operands, std::size_t index, int depth) const {
        return index < operands.size() ? of(operands[index], depth) : std::string{"nichts"};
    }

    std::string joined(const json::array& parts, const char* word, int depth) const {
        if (parts.empty()) return "nichts";
        std::string out;
        for (const auto& part : parts) {
            const bool nested = part.is_object() && !part.get_object().empty() &&
                                (part.get_object().begin()->key() == "and" ||
                                 part.get_object().begin()->key() == "or");
            out += out.empty() ? "" : fmt::format(" {} ", word);
            out += nested ? "(" + of(part, depth) + ")" : of(part, depth);
        }
        return out;
    }

    // The words of an option stand for its id when it is compared with its field.
    std::string compared(const json::array& operands, std::size_t index, int depth) const {
        if (operands.size() == 2 && index < 2 && operands[index].is_string())
            if (const auto field = name_of(operands[1 - index]))
                return fmt::format("„{}“",
                                   option_name(document_, path_of(document_, *field, group_),
                                               std::string_view{operands[index].get_string()}));
        return at(operands, index, depth);
    }

    std::string name(const json::array& operands) const {
        if (operands.empty() || !operands[0].is_string()) return "der Eintrag";
        const std::string path{operands[0].get_string()};
        return fmt::format("„{}“", field_name(document_, path_of(document_, path, group_)));
    }

    // What is said of the items of a list.
    std::string of_items(const json::array& operands, int depth) const {
        const auto list = operands.empty() ? std::nullopt : name_of(operands[0]);
        return Sentence{document_, list.value_or("")}.at(operands, 1, depth);
    }

    std::string day(const json::array& operands) const {
        if (operands.empty() || !operands[0].is_string()) return "der Tag";
        const auto read = LocalDate::parse(std::string_view{operands[0].get_string()});
        return read ? "der " + read->to_german() : std::string{operands[0].get_string()};
    }

    // "P2Y" is two years to people.
    std::string duration(const json::array& operands, int depth) const {
        if (operands.size() > 1 && operands[1].is_string())
            if (const auto read =
                    forms::Duration::parse(std::string_view{operands[1].get_string()}))
                return in_german(*read);
        return at(operands, 1, depth);
    }

    // Whether days are compared: an answer, a day of the calendar, today.
    bool is_day(const json::value& value) const {
        if (const auto field = name_of(value))
            return type_of(document_, path_of(document_, *field, group_)) == "date";
        const auto* operation = value.if_object();
        return operation != nullptr && operation->size() == 1 &&
               (operation->contains("date") || operation->contains("today") ||
                operation->contains("addDuration"));
    }

    // "„Ende“ liegt nicht vor dem 1. März 2026"
    std::string of_days(std::string_view op, const json::array& operands, int depth) const {
        const char* word = op == ">"    ? "liegt nach"
                           : op == ">=" ? "liegt nicht vor"
                           : op == "<"  ? "liegt vor"
                                        : "liegt nicht nach";
        auto other = at(operands, 1, depth);
        if (other.starts_with("der ")) other.replace(0, 3, "dem");
        return fmt::format("{} {} {}", at(operands, 0, depth), word, other);
    }

    std::string comparison(std::string_view op, const json::array& operands, int depth) const {
        const bool ordered = op != "==" && op != "!=";
        if (ordered && operands.size() == 2 && is_day(operands[0]) && is_day(operands[1]))
            return of_days(op, operands, depth);
        const char* word = op == "=="   ? "ist"
                           : op == "!=" ? "ist nicht"
                           : op == ">"  ? "ist mehr als"
                           : op == ">=" ? "ist mindestens"
                           : op == "<"  ? "ist weniger als"
                                        : "ist höchstens";
        if (operands.size() == 3)
            return fmt::format("{} liegt zwischen {} und {}", at(operands, 1, depth),
                               at(operands, 0, depth), at(operands, 2, depth));
        return fmt::format("{} {} {}", compared(operands, 0, depth), word,
                           compared(operands, 1, depth));
    }

    std::string choice(const json::array& operands, int depth) const {
        std::string out;
        std::size_t index = 0;
        for (; index + 1 < operands.size(); index += 2)
            out += fmt::format("{}wenn {}, dann {}", out.empty() ? "" : "; ",
                               at(operands, index, depth), at(operands, index + 1, depth));
        if (index < operands.size()) out += fmt::format("; sonst {}", at(operands, index, depth));
        return out;
    }

    std::string operation(std::string_view op, const json::array& operands, int depth) const {
        const auto one = [&](std::size_t index) { return at(operands, index, depth); };
        const auto items = [&] { return of_items(operands, depth); };
        if (op == "var") return name(operands);
        if (op == "==" || op == "!=" || op == ">" || op == ">=" || op == "<" || op == "<=")
            return comparison(op, operands, depth);
        if (op == "and") return joined(operands, "und", depth);
        if (op == "or") return joined(operands, "oder", depth);
        if (op == "!") return fmt::format("nicht: {}", one(0));
        if (op == "!!") return fmt::format("{} ist angegeben", one(0));
        if (op == "if") return choice(operands, depth);
        if (op == "in") return fmt::format("{} ist in {}", compared(operands, 0, depth), one(1));
        if (op == "+") return list(operands, " plus ", depth);
        if (op == "-") return list(operands, " minus ", depth);
        if (op == "*") return list(operands, " mal ", depth);
        if (op == "/") return list(operands, " geteilt durch ", depth);
        if (op == "min") return "das Kleinste von " + list(operands, ", ", depth);
        if (op == "max") return "das Größte von " + list(operands, ", ", depth);
        if (op == "round") return one(0) + " gerundet";
        if (op == "cat") return list(operands, " und dahinter ", depth);
        if (op == "today") return "heute";
        if (op == "date") return day(operands);
        if (op == "age") return fmt::format("das Alter nach {}", one(0));
        if (op == "addDuration")
            return fmt::format("{} plus {}", one(0), duration(operands, depth));
        if (op == "count") return fmt::format("die Zahl der Einträge in {}", one(0));
        if (op == "sum") return fmt::format("die Summe von {} über {}", items(), one(0));
        if (op == "all") return fmt::format("für alle in {} gilt: {}", one(0), items());
        if (op == "some")
            return fmt::format("für mindestens einen Eintrag in {} gilt: {}", one(0), items());
        if (op == "none") return fmt::format("für keinen Eintrag in {} gilt: {}", one(0), items());
        if (op == "missing") return fmt::format("was von {} fehlt", list(operands, ", ", depth));
        return fmt::format("{}: {}", op, list(operands, ", ", depth));
    }

    const json::object& document_;
    std::string group_;
};

}  // namespace

std::string_view group_of(std::string_view path) {
    const auto dot = path.find('.');
    return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}

json::value to_expression(const json::object& document, const Condition& condition,
                          std::string_view group) {
    if (condition.statements.empty()) return nullptr;
    if (condition.statements.size() == 1)
        return expression_of(document, condition.statements.front(), group);
    json::array parts;
    for (const auto& statement : condition.statements)
        parts.push_back(expression_of(document, statement, group));
    return json::object{{condition.all ? "and" : "or", std::move(parts)}};
}

std::optional<Condition> from_expression(const json::object& document, const json::value& when,
                                         std::string_view group) {
    Condition out;
    if (when.is_null()) return out;
    if (const auto one = statement_of(document, when, group)) {
        out.statements.push_back(*one);
        return out;
    }
    if (!when.is_object() || when.get_object().size() != 1) return std::nullopt;
    const auto& [key, held] = *when.get_object().begin();
    const bool joins = (key == "and" || key == "or") && held.is_array();
    if (!joins || held.get_array().empty()) return std::nullopt;
    out.all = key == "and";
    for (const auto& part : held.get_array()) {
        const auto one = statement_of(document, part, group);
        if (!one) return std::nullopt;
        out.statements.push_back(*one);
    }
    return out;
}

std::vector<Offered> offered_statements(const json::object& document, const Reader& reader) {
    std::vector<Offered> out;
    std::vector<std::string> above;
    for (const auto& name : all_fields(document)) {
        if (name == reader.path) break;
        const bool own_page = page_of(document, name) == reader.page;
        // A page's condition reads what stands on pages above it.
        if (reader.path.empty() && own_page && !reader.at_end) break;
        const auto* field = find_field(document, name);
        const auto group = group_of(name);
        if (field == nullptr || (!group.empty() && group != group_of(reader.path))) continue;
        offer(out, document, name, *field);
        if (reader.at_end && own_page) offer_pairs(out, document, name, above);
        above.push_back(name);
        if (reader.at_end && own_page && is_last_of_page(document, name)) break;
    }
    offer_parameters(out, document);
    return out;
}

std::string in_words(const json::object& document, const json::value& expression,
                     std::string_view group) {
    return Sentence{document, group}.of(expression);
}

}  // namespace kommod::authoring
