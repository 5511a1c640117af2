// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include <fmt/format.h>

#include "forms/duration.h"
#include "forms/expression_tree.h"
#include "forms/types.h"

namespace kommod::forms {
namespace {

using Kind = Type::Kind;

bool comparable(const Type& a, const Type& b) {
    return a.kind() == Kind::anything || b.kind() == Kind::anything || a.kind() == b.kind();
}

// Two texts that have no value in common: "anlass" is never "anmeldung".
bool never_equal(const Type& a, const Type& b) {
    return !a.options().empty() && !b.options().empty() &&
           std::ranges::none_of(a.options(), [&](const std::string& option) {
               return std::ranges::find(b.options(), option) != b.options().end();
           });
}

Type common(const Type& a, const Type& b) {
    if (a.kind() != b.kind()) return {};
    if (a.kind() != Kind::text) return a == b ? a : Type{a.kind()};
    if (a.options().empty() || b.options().empty()) return Kind::text;
    std::vector<std::string> all = a.options();
    for (const std::string& option : b.options())
        if (std::ranges::find(all, option) == all.end()) all.push_back(option);
    return Type::one_of(std::move(all));
}

// Where names are known, from the inside out.
struct KnownNames {
    const Type* here = nullptr;  // of an item: its record, or what it is itself
    const Names* names = nullptr;
    const KnownNames* around = nullptr;
};

const Type* find(const KnownNames& known, std::string_view path) {
    for (const KnownNames* at = &known; at != nullptr; at = at->around) {
        const Names* names = at->here != nullptr && at->here->kind() == Kind::record
                                 ? &at->here->members()
                                 : at->names;
        if (names == nullptr) continue;
        if (const Type* found = find_name(*names, path)) return found;
    }
    return nullptr;
}

}  // namespace

class TypeCheck {
  public:
    using Node = Expression::Node;

    TypeCheck(const Names& later, ProblemList& problems) : later_(later), problems_(problems) {}

    static const Node& root(const Expression& expression) { return *expression.root_; }

    Type of(const Node& node, const KnownNames& known) {
        switch (node.what) {
            case Operator::literal:
                return literal(node);
            case Operator::list:
                return list(node, known);
            case Operator::var:
                return variable(node, known);
            case Operator::missing:
                for (const Value& name : *node.literal.list())
                    look_up(node, *name.text(), known);
                return Type::list_of(Kind::text);
            case Operator::equal:
            case Operator::unequal:
                equality(node, of(*node.operands[0], known), of(*node.operands[1], known));
                return Kind::yes_no;
            case Operator::less:
            case Operator::at_most:
            case Operator::more:
            case Operator::at_least:
                in_order(node, known);
                return Kind::yes_no;
            case Operator::all_hold:
            case Operator::one_holds:
                return alternatives(node, 0, 1, known);
            case Operator::negation:
            case Operator::truth:
                of(*node.operands[0], known);
                return Kind::yes_no;
            case Operator::membership:
                return membership(node, known);
            case Operator::choice:
                return choice(node, known);
            case Operator::plus:
            case Operator::minus:
                return alike(node, known);
            case Operator::times:
                return product(node, known);
            case Operator::divided:
                return quotient(node, known);
            case Operator::least:
            case Operator::greatest:
                return extreme(node, known);
            case Operator::rounded:
                return rounded(node, known);
            case Operator::joined:
                return joined(node, known);
            case Operator::every:
            case Operator::any:
            case Operator::none:
                over_items(node, known);
                return Kind::yes_no;
            case Operator::count:
                over_items(node, known);
                return Kind::number;
            case Operator::sum:
                return summed(node, known);
            case Operator::today:
                return Kind::day;
            case Operator::date:
                return date(node, known);
            case Operator::age:
                wanted(*node.operands[0], of(*node.operands[0], known), {Kind::day});
                return Kind::number;
            case Operator::later:
                return later_day(node, known);
        }
        return {};
    }

  private:
    Problem& problem(const Node& at, std::string key, std::string what) {
        Problem problem;
        problem.file = problems_.file();
        problem.line = at.line;
        problem.column = at.column;
        problem.key = std::move(key);
        problem.what = std::move(what);
        problems_.add(std::move(problem));
        return problems_.last();
    }

    static Type literal(const Node& node) {
        const Value& value = node.literal;
        if (value.yes_no()) return Kind::yes_no;
        if (value.number()) return Kind::number;
        if (value.money()) return Kind::money;
        if (value.day()) return Kind::day;
        return value.text() ? Type::one_of({*value.text()}) : Type{};
    }

    Type list(const Node& node, const KnownNames& known) {
        Type item;
        bool first = true;
        for (const auto& each : node.operands) {
            const Type type = of(*each, known);
            item = std::exchange(first, false) ? type : common(item, type);
        }
        return Type::list_of(item);
    }

    Type look_up(const Node& node, const std::string& path, const KnownNames& known) {
        if (const Type* found = find(known, path)) return *found;
        if (find_name(later_, path) != nullptr) {
            Problem& found = problem(node, "forms.name_below",
                                     fmt::format("„{}“ steht erst weiter unten.", path));
            found.why = "Eine Bedingung kennt nur, was vor ihr gefragt wird.";
            found.proposal = "Stellen Sie das Feld nach oben oder die Bedingung nach unten.";
            return {};
        }
        Problem& found =
            problem(node, "forms.unknown_name", fmt::format("„{}“ gibt es nicht.", path));
        found.why = "Bedingungen lesen Felder, berechnete Werte, parameter.… und login.… .";
        std::vector<std::string> names;
        for (const KnownNames* at = &known; at != nullptr; at = at->around) {
            const Names* here = at->here != nullptr ? &at->here->members() : at->names;
            if (here == nullptr) continue;
            const auto more = paths_of(*here);
            names.insert(names.end(), more.begin(), more.end());
        }
        if (const auto near = nearest(path, names); !near.empty())
            found.proposal = fmt::format("Meinten Sie „{}“?", near);
        return {};
    }

    Type variable(const Node& node, const KnownNames& known) {
        const std::string& path = *node.literal.text();
        Type out;
        if (path.empty()) {
            out = known.here != nullptr ? *known.here : Type{};
        } else {
            out = look_up(node, path, known);
        }
        if (!node.operands.empty()) {
            const Type fallback = of(*node.operands[0], known);
            if (!comparable(out, fallback)) mismatch(node, out, fallback);
            out = common(out, fallback);
        }
        return out;
    }

    void mismatch(const Node& node, const Type& a, const Type& b) {
        problem(node, "forms.types_differ",
                fmt::format("Hier steht {} neben {}.", german_name(a), german_name(b)))
            .why = "Das lässt sich nicht vergleichen oder verrechnen.";
    }

    void equality(const Node& node, const Type& a, const Type& b) {
        if (!comparable(a, b)) return mismatch(node, a, b);
        if (!never_equal(a, b)) return;
        const auto& [wrong, known] = a.options().size() == 1 ? std::pair{a.options(), b.options()}
                                                             : std::pair{b.options(), a.options()};
        Problem& found = problem(
            node, "forms.never_equal",
            fmt::format("„{}“ ist keine Antwort, die es hier gibt.", fmt::join(wrong, ", ")));
        found.why = "Der Vergleich geht immer gleich aus.";
        const auto near = nearest(wrong.front(), known);
        found.proposal = near.empty() ? fmt::format("Es gibt: {}.", fmt::join(known, ", "))
                                      : fmt::format("Meinten Sie „{}“?", near);
    }

    void wanted(const Node& node, const Type& type, std::initializer_list<Kind> kinds) {
        if (type.kind() == Kind::anything || std::ranges::find(kinds, type.kind()) != kinds.end())
            return;
        std::string names;
        for (const Kind kind : kinds)
            names += (names.empty() ? "" : " oder ") + german_name(kind);
        problem(node, "forms.wrong_type",
                fmt::format("Hier steht {}, gebraucht wird {}.", german_name(type), names));
    }

    void in_order(const Node& node, const KnownNames& known) {
        Type before = of(*node.operands[0], known);
        wanted(*node.operands[0], before, {Kind::number, Kind::money, Kind::day, Kind::text});
        for (std::size_t i = 1; i < node.operands.size(); ++i) {
            Type next = of(*node.operands[i], known);
            if (!comparable(before, next)) mismatch(node, before, next);
            before = std::move(next);
        }
    }

    // The common type of every `step`th operand from `first` on.
    Type alternatives(const Node& node, std::size_t first, std::size_t step,
                      const KnownNames& known) {
        Type out = of(*node.operands[first], known);
        for (std::size_t i = first + step; i < node.operands.size(); i += step)
            out = common(out, of(*node.operands[i], known));
        return out;
    }

    Type choice(const Node& node, const KnownNames& known) {
        Type out;
        bool first = true;
        for (std::size_t i = 0; i < node.operands.size(); ++i) {
            const Type type = of(*node.operands[i], known);
            const bool is_condition = i % 2 == 0 && i + 1 < node.operands.size();
            if (is_condition) continue;
            if (!first && !comparable(out, type)) mismatch(*node.operands[i], out, type);
            out = std::exchange(first, false) ? type : common(out, type);
        }
        return out;
    }

    Type membership(const Node& node, const KnownNames& known) {
        const Type part = of(*node.operands[0], known), whole = of(*node.operands[1], known);
        wanted(*node.operands[1], whole, {Kind::list, Kind::text});
        if (whole.kind() == Kind::list) equality(node, part, whole.item());
        if (whole.kind() == Kind::text) wanted(*node.operands[0], part, {Kind::text});
        return Kind::yes_no;
    }

    Type alike(const Node& node, const KnownNames& known) {
        Type out;
        for (const auto& each : node.operands) {
            const Type type = of(*each, known);
            wanted(*each, type, {Kind::number, Kind::money});
            if (!comparable(out, type)) mismatch(*each, out, type);
            if (type.kind() != Kind::anything) out = type;
        }
        return out;
    }

    Type product(const Node& node, const KnownNames& known) {
        bool money = false;
        for (const auto& each : node.operands) {
            const Type type = of(*each, known);
            wanted(*each, type, {Kind::number, Kind::money});
            if (type.kind() == Kind::money && std::exchange(money, true))
                problem(*each, "forms.wrong_type", "Geld mal Geld gibt es nicht.").proposal =
                    "Nehmen Sie einen Betrag mal eine Zahl.";
        }
        return money ? Kind::money : Kind::number;
    }

    Type quotient(const Node& node, const KnownNames& known) {
        const Type above = of(*node.operands[0], known), below = of(*node.operands[1], known);
        wanted(*node.operands[0], above, {Kind::number, Kind::money});
        wanted(*node.operands[1], below, {Kind::number, Kind::money});
        if (above.kind() == Kind::number && below.kind() == Kind::money)
            mismatch(node, above, below);
        return above.kind() == Kind::money && below.kind() == Kind::number ? Kind::money
                                                                           : Kind::number;
    }

    Type extreme(const Node& node, const KnownNames& known) {
        Type out;
        for (const auto& each : node.operands) {
            const Type type = of(*each, known);
            wanted(*each, type, {Kind::number, Kind::money, Kind::day, Kind::text});
            if (!comparable(out, type)) mismatch(*each, out, type);
            if (type.kind() != Kind::anything) out = type.kind();
        }
        return out;
    }

    Type rounded(const Node& node, const KnownNames& known) {
        const Type type = of(*node.operands[0], known);
        wanted(*node.operands[0], type, {Kind::number, Kind::money});
        if (node.operands.size() > 1)
            wanted(*node.operands[1], of(*node.operands[1], known), {Kind::number});
        return type;
    }

    Type joined(const Node& node, const KnownNames& known) {
        for (const auto& each : node.operands)
            wanted(*each, of(*each, known), {Kind::text, Kind::number, Kind::money, Kind::day});
        return Kind::text;
    }

    // The type of what is computed for each item; that of the item itself when nothing is.
    Type over_items(const Node& node, const KnownNames& known) {
        const Type items = of(*node.operands[0], known);
        wanted(*node.operands[0], items, {Kind::list});
        if (node.operands.size() == 1) return items.item();
        const KnownNames inside{&items.item(), nullptr, &known};
        return of(*node.operands[1], inside);
    }

    Type summed(const Node& node, const KnownNames& known) {
        const Type each = over_items(node, known);
        wanted(*node.operands.back(), each, {Kind::number, Kind::money});
        return each;
    }

    Type date(const Node& node, const KnownNames& known) {
        const Node& operand = *node.operands[0];
        const Type type = of(operand, known);
        wanted(operand, type, {Kind::text, Kind::day});
        if (operand.what == Operator::literal && operand.literal.text() &&
            !LocalDate::parse(*operand.literal.text()))
            problem(operand, "forms.bad_date",
                    fmt::format("„{}“ ist kein Tag des Kalenders.", *operand.literal.text()))
                .proposal = "Schreiben Sie ihn wie 2026-01-31.";
        return Kind::day;
    }

    Type later_day(const Node& node, const KnownNames& known) {
        wanted(*node.operands[0], of(*node.operands[0], known), {Kind::day});
        const Node& length = *node.operands[1];
        wanted(length, of(length, known), {Kind::text});
        if (length.what == Operator::literal && length.literal.text() &&
            !Duration::parse(*length.literal.text()))
            problem(length, "forms.bad_duration",
                    fmt::format("„{}“ ist keine Dauer.", *length.literal.text()))
                .proposal = "Schreiben Sie sie wie P6M, P14D oder P1Y.";
        return Kind::day;
    }

    const Names& later_;
    ProblemList& problems_;
};

Type check(const Expression& expression, const Names& names, const Names& later,
           ProblemList& problems) {
    return TypeCheck{later, problems}.of(TypeCheck::root(expression), {nullptr, &names, nullptr});
}

}  // namespace kommod::forms
