// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/readers.h"

#include <algorithm>

#include <fmt/format.h>

#include "authoring/document_parts.h"
#include "authoring/edit.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

using Seen = std::function<void(const Rule&)>;

class Walk {
  public:
    Walk(const json::object& document, const Seen& seen) : document_(document), seen_(seen) {}

    void run() {
        for (const auto& page : pages_of(document_))
            if (page.is_object()) look_at_page(page.get_object());
        for (const auto& fee : array_in(object_in(document_, "fees.yaml"), "fees"))
            if (fee.is_object()) look_at_fee(fee.get_object());
    }

  private:
    void tell(const json::object& holder, std::string_view entry, const std::string& where,
              const std::string& at, const char* kind, const std::string& group = {}) {
        const auto* value = holder.if_contains(entry);
        if (value != nullptr && (value->is_object() || kind != std::string_view{"bounds"}))
            seen_({where, at, kind, group, value});
    }

    void look_at_page(const json::object& page) {
        const auto id = string_of(page, "id");
        const auto at = "pages." + id;
        const auto name = page_name(document_, id);
        tell(page, "when", fmt::format("Bedingung der Seite „{}“", name), at, "when");
        for (const auto& field : array_in(page, "fields"))
            if (field.is_object()) look_at_field(field.get_object(), "", at);
        for (const auto& computed : array_in(page, "computed"))
            if (computed.is_object())
                tell(computed.get_object(), "value",
                     fmt::format("Berechnung „{}“", string_of(computed.get_object(), "key")), at,
                     "computed");
        for (const auto& check : array_in(page, "checks"))
            if (check.is_object())
                tell(check.get_object(), "that", fmt::format("Prüfung der Seite „{}“", name), at,
                     "check");
        for (const auto& stop : array_in(page, "stops"))
            if (stop.is_object())
                tell(stop.get_object(), "when", fmt::format("Halt auf der Seite „{}“", name), at,
                     "stop");
    }

    void look_at_field(const json::object& field, const std::string& group,
                       const std::string& page) {
        const auto path =
            group.empty() ? string_of(field, "key") : group + "." + string_of(field, "key");
        const auto at = page + ".fields." + path;
        const auto name = field_name(document_, path);
        tell(field, "when", fmt::format("Bedingung des Felds „{}“", name), at, "when", group);
        tell(field, "required", fmt::format("Pflicht des Felds „{}“", name), at, "required", group);
        for (const char* bound : {"min", "max"})
            tell(field, bound, fmt::format("Grenze des Felds „{}“", name), at, "bounds", group);
        if (const auto* options = field.if_contains("options"); options && options->is_object())
            tell(field, "options", fmt::format("Antworten des Felds „{}“", name), at, "option",
                 group);
        for (const auto& option : array_in(field, "options"))
            if (option.is_object())
                tell(option.get_object(), "when", fmt::format("Antwort des Felds „{}“", name), at,
                     "option", group);
        for (const auto& inner : array_in(field, "fields"))
            if (inner.is_object()) look_at_field(inner.get_object(), path, page);
    }

    void look_at_fee(const json::object& fee) {
        const auto where = fmt::format("Gebühr „{}“", string_of(fee, "id"));
        tell(fee, "amount", where, "fees." + string_of(fee, "id"), "fee");
        tell(fee, "when", where, "fees." + string_of(fee, "id"), "fee");
    }

    const json::object& document_;
    const Seen& seen_;
};

bool is_at(std::string_view read, std::string_view name) {
    return read == name || (read.starts_with(name) && read.substr(name.size()).starts_with('.'));
}

// Whether expressions and letters read a field; inside of an item its own fields go first.
class Search {
  public:
    Search(const json::object& document, std::string_view path)
        : document_(document), path_(path) {}

    // `group`: of whose items the expression speaks; empty: of none.
    bool in_expression(const json::value& expression, std::string_view group) const {
        if (expression.is_array())
            return std::ranges::any_of(expression.get_array(), [&](const json::value& each) {
                return in_expression(each, group);
            });
        if (!expression.is_object()) return false;
        return std::ranges::any_of(expression.get_object(), [&](const auto& entry) {
            return in_operands(entry.key(), entry.value(), group);
        });
    }

    bool in_letter(std::string_view letter) const {
        std::vector<std::string_view> blocks;  // the lists around, empty for a condition
        for (auto at = letter.find("{{"); at != letter.npos; at = letter.find("{{", at + 2)) {
            auto inside = text::trim(letter.substr(at + 2, letter.find("}}", at) - at - 2));
            if (inside.starts_with('/')) {
                if (!blocks.empty()) blocks.pop_back();
                continue;
            }
            const bool opens = inside.starts_with('#');
            const bool list = inside.starts_with("#each ");
            if (opens)
                inside = text::trim(inside.substr(std::min(inside.find(' '), inside.size())));
            if (means(inside, innermost(blocks))) return true;
            if (opens) blocks.push_back(list ? inside : std::string_view{});
        }
        return false;
    }

    // Texts name what each municipality sets.
    bool in_texts(const json::value& texts) const {
        if (texts.is_string()) return in_letter(texts.get_string());
        return texts.is_object() && std::ranges::any_of(texts.get_object(), [&](const auto& each) {
                   return in_texts(each.value());
               });
    }

  private:
    static std::string_view innermost(const std::vector<std::string_view>& blocks) {
        const auto list = std::find_if(blocks.rbegin(), blocks.rend(),
                                       [](std::string_view each) { return !each.empty(); });
        return list == blocks.rend() ? std::string_view{} : *list;
    }

    bool means(std::string_view name, std::string_view group) const {
        const auto own = fmt::format("{}.{}", group, name.substr(0, name.find('.')));
        const bool of_item = !group.empty() && find_field(document_, own) != nullptr;
        return is_at(of_item ? fmt::format("{}.{}", group, name) : std::string{name}, path_);
    }

    bool in_operands(std::string_view op, const json::value& operands,
                     std::string_view group) const {
        const auto* list = operands.if_array();
        const auto& first = list != nullptr && !list->empty() ? list->front() : operands;
        if (op == "var" && first.is_string() && means(first.get_string(), group)) return true;
        if (op == "missing") return names_it(operands, group);
        // What is said of the items of a list: the second operand.
        if (const auto* of = first.if_object();
            of != nullptr && list != nullptr && is_over_items(op))
            if (const auto inner = string_of(*of, "var"); !inner.empty())
                return means(inner, group) ||
                       (list->size() > 1 && in_expression((*list)[1], inner));
        return in_expression(operands, group);
    }

    static bool is_over_items(std::string_view op) {
        return op == "all" || op == "some" || op == "none" || op == "count" || op == "sum";
    }

    bool names_it(const json::value& names, std::string_view group) const {
        if (names.is_string()) return means(names.get_string(), group);
        return names.is_array() &&
               std::ranges::any_of(names.get_array(), [&](const json::value& each) {
                   return each.is_string() && means(each.get_string(), group);
               });
    }

    const json::object& document_;
    std::string_view path_;
};

bool lists_it(const json::value& names, std::string_view name) {
    return names.is_array() &&
           std::ranges::find(names.get_array(), json::value_from(name)) != names.get_array().end();
}

// Checks that show their sentence at the field, on whatever page.
bool is_pointed_at(const json::object& document, std::string_view rule_at, std::string_view path) {
    const auto* page = find_page(document, rule_at.substr(std::string_view{"pages."}.size()));
    if (page == nullptr) return false;
    return std::ranges::any_of(array_in(*page, "checks"), [&](const json::value& check) {
        const auto* at = check.is_object() ? check.get_object().if_contains("at") : nullptr;
        return at != nullptr && lists_it(*at, path);
    });
}

}  // namespace

void each_rule(const json::object& document, const Seen& seen) {
    Walk{document, seen}.run();
}

std::vector<std::string> readers_of(const json::object& document, std::string_view path) {
    const Search search{document, path};
    std::vector<std::string> out;
    each_rule(document, [&](const Rule& rule) {
        constexpr std::string_view fields = ".fields.";
        const auto field = rule.at.find(fields);
        const bool own = field != std::string::npos &&
                         is_at(std::string_view{rule.at}.substr(field + fields.size()), path);
        if (own) return;
        const bool pointed = rule.kind == "check" && is_pointed_at(document, rule.at, path);
        if ((pointed || search.in_expression(*rule.expression, rule.group)) &&
            std::ranges::find(out, rule.where) == out.end())
            out.push_back(rule.where);
    });
    for (const auto& [file, content] : document)
        if (file.starts_with("letters/") && content.is_string() &&
            search.in_letter(content.get_string()))
            out.push_back(fmt::format("Brief {}", std::string_view{file}.substr(8)));
    for (const auto& [file, content] : document)
        if (file.starts_with("texts/") && search.in_texts(content))
            out.push_back(fmt::format("Texte {}", std::string_view{file}.substr(6)));
    return out;
}

}  // namespace kommod::authoring
