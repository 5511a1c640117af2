// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/expression.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "forms/duration.h"
#include "forms/expression_tree.h"

namespace kommod::forms {

namespace {

constexpr int deepest = 40;
constexpr int longest = 2000;
constexpr std::size_t many = 1000;

struct Spelling {
    std::string_view name;
    Operator what;
    std::size_t least, most;  // operands
};
constexpr std::array<Spelling, 34> spellings{{
    {"var", Operator::var, 0, 2},         {"missing", Operator::missing, 0, many},
    {"==", Operator::equal, 2, 2},        {"===", Operator::equal, 2, 2},
    {"!=", Operator::unequal, 2, 2},      {"!==", Operator::unequal, 2, 2},
    {"<", Operator::less, 2, 3},          {"<=", Operator::at_most, 2, 3},
    {">", Operator::more, 2, 2},          {">=", Operator::at_least, 2, 2},
    {"and", Operator::all_hold, 1, many}, {"or", Operator::one_holds, 1, many},
    {"!", Operator::negation, 1, 1},      {"!!", Operator::truth, 1, 1},
    {"in", Operator::membership, 2, 2},   {"if", Operator::choice, 0, many},
    {"?:", Operator::choice, 3, 3},       {"+", Operator::plus, 1, many},
    {"-", Operator::minus, 1, 2},         {"*", Operator::times, 1, many},
    {"/", Operator::divided, 2, 2},       {"min", Operator::least, 0, many},
    {"max", Operator::greatest, 0, many}, {"round", Operator::rounded, 1, 2},
    {"cat", Operator::joined, 0, many},   {"all", Operator::every, 2, 2},
    {"some", Operator::any, 2, 2},        {"none", Operator::none, 2, 2},
    {"count", Operator::count, 1, 2},     {"sum", Operator::sum, 1, 2},
    {"today", Operator::today, 0, 0},     {"date", Operator::date, 1, 1},
    {"age", Operator::age, 1, 1},         {"addDuration", Operator::later, 2, 2},
}};

Error wrong(const YAML::Node& at, std::string key, std::string what, std::string value = {}) {
    return {std::move(key),     std::move(what),  std::to_string(at.Mark().column + 1),
            at.Mark().line + 1, std::move(value), {}};
}

}  // namespace

// Reads one expression; throws the Error, which parse() hands out.
class Parser {
  public:
    std::shared_ptr<const Expression::Node> read(const YAML::Node& source, int depth) {
        if (depth > deepest)
            throw wrong(source, "forms.too_deep", "Die Bedingung ist zu tief verschachtelt.");
        if (++nodes_ > longest) throw wrong(source, "forms.too_long", "Die Bedingung ist zu lang.");
        if (source.IsSequence()) {
            auto out = node_at(source);
            out->what = Operator::list;
            for (const YAML::Node& each : source)
                out->operands.push_back(read(each, depth + 1));
            return out;
        }
        if (source.IsMap()) return operation(source, depth);
        auto out = node_at(source);
        out->literal = literal(source);
        return out;
    }

  private:
    static std::shared_ptr<Expression::Node> node_at(const YAML::Node& source) {
        auto out = std::make_shared<Expression::Node>();
        out->line = source.Mark().line + 1;
        out->column = source.Mark().column + 1;
        return out;
    }

    static Value literal(const YAML::Node& source) {
        if (!source.IsScalar()) return {};
        const std::string& text = source.Scalar();
        if (source.Tag() == "!") return Value{text};  // it stood in quotes
        if (text.empty() || text == "null" || text == "~") return {};
        if (text == "true") return Value{true};
        if (text == "false") return Value{false};
        if (const auto number = Decimal::parse(text)) return Value{*number};
        if (text.find_first_not_of("-+.0123456789eE") == std::string::npos)
            throw wrong(source, "forms.literal",
                        "Das ist keine Zahl. Schreiben Sie sie wie 12 oder 0.5.", text);
        return Value{text};
    }

    // Names must be known when the form is published: only constants.
    static std::string name(const YAML::Node& source) {
        if (source.IsScalar()) return source.Scalar();
        if (source.IsNull()) return {};
        throw wrong(source, "forms.operands", "Hier steht ein Name, keine Rechnung.");
    }

    std::shared_ptr<const Expression::Node> operation(const YAML::Node& source, int depth) {
        if (source.size() != 1)
            throw wrong(source, "forms.operands",
                        "Ein Schritt einer Bedingung hat genau einen Operator.");
        const auto entry = source.begin();
        const std::string spelled = entry->first.Scalar();
        const auto found = std::find_if(spellings.begin(), spellings.end(),
                                        [&](const Spelling& each) { return each.name == spelled; });
        if (found == spellings.end())
            throw wrong(entry->first, "forms.unknown_operator",
                        "Diesen Operator gibt es hier nicht.", spelled);
        std::vector<YAML::Node> operands;
        if (entry->second.IsSequence())
            for (const YAML::Node& each : entry->second)
                operands.push_back(each);
        else
            operands.push_back(entry->second);
        if (operands.size() < found->least || operands.size() > found->most)
            throw wrong(entry->first, "forms.operands",
                        fmt::format("„{}“ braucht {} Angaben, hier stehen {}.", spelled,
                                    found->least == found->most
                                        ? std::to_string(found->least)
                                        : fmt::format("{} bis {}", found->least, found->most),
                                    operands.size()));
        auto out = node_at(entry->first);
        out->what = found->what;
        if (found->what == Operator::var) {
            out->literal = Value{operands.empty() ? std::string{} : name(operands.front())};
            if (!operands.empty()) operands.erase(operands.begin());
        } else if (found->what == Operator::missing) {
            List names;
            for (const YAML::Node& each : operands)
                names.emplace_back(name(each));
            out->literal = Value{std::move(names)};
            operands.clear();
        }
        for (const YAML::Node& each : operands)
            out->operands.push_back(read(each, depth + 1));
        return out;
    }

    int nodes_ = 0;
};

namespace {

// Where a name is known, from the inside out.
Value look_up(const Scope& scope, std::string_view path) {
    if (path.empty()) return scope.here == nullptr ? Value{} : *scope.here;
    for (const Scope* at = &scope; at != nullptr; at = at->around)
        if (at->here != nullptr)
            if (Value found = at->here->at(path); !found.is_absent()) return found;
    return {};
}

Value from(std::optional<Decimal> number) {
    return number ? Value{*number} : Value{};
}
Value cents(std::optional<Decimal> amount) {
    if (amount) amount = amount->rounded(0);
    return amount ? Value{Cents{amount->whole()}} : Value{};
}
Decimal in_cents(Cents money) {
    return Decimal::from_micros(money.count() * 1'000'000);
}

using Step = std::optional<Decimal> (*)(Decimal, Decimal);

// Numbers with numbers, money with money.
Value alike(const Value& a, const Value& b, Step step) {
    if (a.number() && b.number()) return from(step(*a.number(), *b.number()));
    if (a.money() && b.money()) return cents(step(in_cents(*a.money()), in_cents(*b.money())));
    return {};
}

Value product(const Value& a, const Value& b) {
    if (a.number() && b.number()) return from(Decimal::product(*a.number(), *b.number()));
    if (a.money() && b.number()) return cents(Decimal::product(in_cents(*a.money()), *b.number()));
    if (a.number() && b.money()) return product(b, a);
    return {};
}

Value quotient(const Value& a, const Value& b) {
    if (a.number() && b.number()) return from(Decimal::quotient(*a.number(), *b.number()));
    if (a.money() && b.number()) return cents(Decimal::quotient(in_cents(*a.money()), *b.number()));
    if (a.money() && b.money())
        return from(Decimal::quotient(in_cents(*a.money()), in_cents(*b.money())));
    return {};
}

std::string as_text(const Value& value) {
    if (value.text()) return *value.text();
    if (value.number()) return value.number()->to_string();
    if (value.money()) return value.money()->to_german();
    if (value.day()) return value.day()->to_short_german();
    if (value.yes_no()) return *value.yes_no() ? "true" : "false";
    return {};
}

bool contains(const Value& whole, const Value& part) {
    if (const List* list = whole.list())
        return std::find(list->begin(), list->end(), part) != list->end();
    return whole.text() && part.text() && whole.text()->find(*part.text()) != std::string::npos;
}

}  // namespace

class Computation {
  public:
    using Node = Expression::Node;

    static Value of(const Node& node, const Scope& scope) {
        const auto operand = [&](std::size_t i) { return of(*node.operands[i], scope); };
        const auto& operands = node.operands;
        switch (node.what) {
            case Operator::literal:
                return node.literal;
            case Operator::list:
                return list(node, scope);
            case Operator::var: {
                Value found = look_up(scope, *node.literal.text());
                return found.is_absent() && !operands.empty() ? operand(0) : found;
            }
            case Operator::missing:
                return missing(node, scope);
            case Operator::equal:
                return Value{operand(0) == operand(1)};
            case Operator::unequal:
                return Value{operand(0) != operand(1)};
            case Operator::less:
            case Operator::at_most:
            case Operator::more:
            case Operator::at_least:
                return Value{in_order(node, scope)};
            case Operator::all_hold:
                return first(node, scope, false);
            case Operator::one_holds:
                return first(node, scope, true);
            case Operator::negation:
                return Value{!operand(0).holds()};
            case Operator::truth:
                return Value{operand(0).holds()};
            case Operator::membership:
                return Value{contains(operand(1), operand(0))};
            case Operator::choice:
                return choice(node, scope);
            case Operator::plus:
                return folded(node, scope, [](const Value& a, const Value& b) {
                    return alike(a, b, Decimal::sum);
                });
            case Operator::minus:
                return operands.size() == 1 ? product(operand(0), Value{Decimal(-1)})
                                            : alike(operand(0), operand(1), Decimal::difference);
            case Operator::times:
                return folded(node, scope, product);
            case Operator::divided:
                return quotient(operand(0), operand(1));
            case Operator::least:
                return extreme(node, scope, std::strong_ordering::less);
            case Operator::greatest:
                return extreme(node, scope, std::strong_ordering::greater);
            case Operator::rounded:
                return rounded(node, scope);
            case Operator::joined: {
                std::string out;
                for (std::size_t i = 0; i < operands.size(); ++i)
                    out += as_text(operand(i));
                return Value{std::move(out)};
            }
            case Operator::every:
            case Operator::any:
            case Operator::none:
                return quantified(node, scope);
            case Operator::count:
                return counted(node, scope);
            case Operator::sum:
                return summed(node, scope);
            case Operator::today:
                return Value{scope.today};
            case Operator::date: {
                const Value text = operand(0);
                const auto day = text.text() ? LocalDate::parse(*text.text())
                                             : Result<LocalDate>(fail("date.malformed"));
                return text.day() ? text : day ? Value{*day} : Value{};
            }
            case Operator::age: {
                const Value born = operand(0);
                return born.day() && *born.day() <= scope.today
                           ? Value{Decimal(full_years(*born.day(), scope.today))}
                           : Value{};
            }
            case Operator::later: {
                const Value day = operand(0), length = operand(1);
                const auto duration =
                    length.text() ? Duration::parse(*length.text()) : std::nullopt;
                return day.day() && duration ? Value{duration->after(*day.day())} : Value{};
            }
        }
        return {};
    }

    static void read(const Node& node, std::vector<std::string>& names) {
        const auto note = [&](const std::string& name) {
            if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
        };
        if (node.what == Operator::var) note(*node.literal.text());
        if (node.what == Operator::missing)
            for (const Value& name : *node.literal.list())
                note(*name.text());
        for (const auto& each : node.operands)
            read(*each, names);
    }

  private:
    static Value list(const Node& node, const Scope& scope) {
        List out;
        for (const auto& each : node.operands)
            out.push_back(of(*each, scope));
        return Value{std::move(out)};
    }

    static Value missing(const Node& node, const Scope& scope) {
        List out;
        for (const Value& name : *node.literal.list()) {
            const Value found = look_up(scope, *name.text());
            if (found.is_absent() || (found.text() && found.text()->empty())) out.push_back(name);
        }
        return Value{std::move(out)};
    }

    static bool in_order(const Node& node, const Scope& scope) {
        for (std::size_t i = 0; i + 1 < node.operands.size(); ++i) {
            const auto order =
                Value::compare(of(*node.operands[i], scope), of(*node.operands[i + 1], scope));
            if (!order) return false;
            const bool good = node.what == Operator::less      ? *order < 0
                              : node.what == Operator::at_most ? *order <= 0
                              : node.what == Operator::more    ? *order > 0
                                                               : *order >= 0;
            if (!good) return false;
        }
        return true;
    }

    // The first operand that holds (or does not), else the last; the rest is not computed.
    static Value first(const Node& node, const Scope& scope, bool wanted) {
        Value out;
        for (const auto& each : node.operands) {
            out = of(*each, scope);
            if (out.holds() == wanted) break;
        }
        return out;
    }

    static Value choice(const Node& node, const Scope& scope) {
        std::size_t i = 0;
        for (; i + 1 < node.operands.size(); i += 2)
            if (of(*node.operands[i], scope).holds()) return of(*node.operands[i + 1], scope);
        return i < node.operands.size() ? of(*node.operands[i], scope) : Value{};
    }

    template <class Combine>
    static Value folded(const Node& node, const Scope& scope, Combine combine) {
        Value out = of(*node.operands.front(), scope);
        if (!out.number() && !out.money()) return {};
        for (std::size_t i = 1; i < node.operands.size(); ++i)
            out = combine(out, of(*node.operands[i], scope));
        return out;
    }

    static Value extreme(const Node& node, const Scope& scope, std::strong_ordering wanted) {
        Value out;
        for (const auto& each : node.operands) {
            Value next = of(*each, scope);
            if (next.is_absent()) continue;
            const auto order = Value::compare(next, out);
            if (out.is_absent() || (order && *order == wanted)) out = std::move(next);
        }
        return out;
    }

    static Value rounded(const Node& node, const Scope& scope) {
        const Value value = of(*node.operands[0], scope);
        const Value places =
            node.operands.size() > 1 ? of(*node.operands[1], scope) : Value{Decimal(0)};
        if (value.money()) {  // whole euros: 0 places
            const auto euros = Decimal::quotient(in_cents(*value.money()), Decimal(100));
            const auto whole = euros ? euros->rounded(0) : std::nullopt;
            return whole ? Value{Cents{whole->whole() * 100}} : Value{};
        }
        if (!value.number() || !places.number()) return {};
        return from(value.number()->rounded(
            static_cast<int>(std::clamp<std::int64_t>(places.number()->whole(), 0, 6))));
    }

    template <class Visit>
    static void each_item(const Node& node, const Scope& scope, Visit visit) {
        const Value items = of(*node.operands[0], scope);
        if (items.list() == nullptr) return;
        for (const Value& item : *items.list())
            visit(item, Scope{&item, &scope, scope.today});
    }

    static Value quantified(const Node& node, const Scope& scope) {
        std::size_t all = 0, good = 0;
        each_item(node, scope, [&](const Value&, const Scope& inside) {
            ++all;
            good += of(*node.operands[1], inside).holds() ? 1 : 0;
        });
        if (node.what == Operator::none) return Value{good == 0};
        return Value{node.what == Operator::any ? good > 0 : all > 0 && good == all};
    }

    static Value counted(const Node& node, const Scope& scope) {
        std::int64_t out = 0;
        each_item(node, scope, [&](const Value&, const Scope& inside) {
            out += node.operands.size() == 1 || of(*node.operands[1], inside).holds() ? 1 : 0;
        });
        return Value{Decimal(out)};
    }

    // What is absent adds nothing; the sum of nothing is 0.
    static Value summed(const Node& node, const Scope& scope) {
        Value out;
        each_item(node, scope, [&](const Value& item, const Scope& inside) {
            const Value next = node.operands.size() == 1 ? item : of(*node.operands[1], inside);
            if (next.is_absent()) return;
            out = out.is_absent() ? next : alike(out, next, Decimal::sum);
        });
        return out.is_absent() ? Value{Decimal(0)} : out;
    }
};

Expression::Expression(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

Expression::Expression(Value value) {
    auto node = std::make_shared<Node>();
    node->literal = std::move(value);
    root_ = std::move(node);
}

Result<Expression> Expression::parse(const YAML::Node& source) {
    try {
        return Expression(Parser{}.read(source, 0));
    } catch (Error& error) {
        return fail(std::move(error));
    }
}

Value Expression::evaluate(const Scope& scope) const {
    return Computation::of(*root_, scope);
}

std::vector<std::string> Expression::reads() const {
    std::vector<std::string> out;
    Computation::read(*root_, out);
    return out;
}

}  // namespace kommod::forms
