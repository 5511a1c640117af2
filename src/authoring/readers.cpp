// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/readers.h"

#include <algorithm>

#include <fmt/format.h>

#include "authoring/edit.h"

namespace kommod::authoring {
namespace {

using Seen = std::function<void(const Rule&)>;

const json::object* object_in(const json::object& around, std::string_view key) {
    const auto* value = around.if_contains(key);
    return value != nullptr ? value->if_object() : nullptr;
}

const json::array& list_in(const json::object& around, std::string_view key) {
    static const json::array nothing;
    const auto* value = around.if_contains(key);
    return value != nullptr && value->is_array() ? value->get_array() : nothing;
}

std::string word(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->get_string()}
                                                  : std::string{};
}

class Walk {
  public:
    Walk(const json::object& document, const Seen& seen) : document_(document), seen_(seen) {}

    void run() {
        if (const auto* form = object_in(document_, "form.yaml"))
            for (const auto& page : list_in(*form, "pages"))
                if (page.is_object()) look_at_page(page.get_object());
        if (const auto* fees = object_in(document_, "fees.yaml"))
            for (const auto& fee : list_in(*fees, "fees"))
                if (fee.is_object()) look_at_fee(fee.get_object());
    }

  private:
    void tell(const json::object& holder, std::string_view entry, const std::string& where,
              const std::string& at, const char* kind) {
        const auto* value = holder.if_contains(entry);
        if (value != nullptr && (value->is_object() || kind != std::string_view{"bounds"}))
            seen_({where, at, kind, value});
    }

    void look_at_page(const json::object& page) {
        const auto id = word(page, "id");
        const auto at = "pages." + id;
        const auto name = page_name(document_, id);
        tell(page, "when", fmt::format("Bedingung der Seite „{}“", name), at, "when");
        for (const auto& field : list_in(page, "fields"))
            if (field.is_object()) look_at_field(field.get_object(), "", at);
        for (const auto& computed : list_in(page, "computed"))
            if (computed.is_object())
                tell(computed.get_object(), "value",
                     fmt::format("Berechnung „{}“", word(computed.get_object(), "key")), at,
                     "computed");
        for (const auto& check : list_in(page, "checks"))
            if (check.is_object())
                tell(check.get_object(), "that", fmt::format("Prüfung der Seite „{}“", name), at,
                     "check");
        for (const auto& stop : list_in(page, "stops"))
            if (stop.is_object())
                tell(stop.get_object(), "when", fmt::format("Halt auf der Seite „{}“", name), at,
                     "stop");
    }

    void look_at_field(const json::object& field, const std::string& group,
                       const std::string& page) {
        const auto path = group + word(field, "key");
        const auto at = page + ".fields." + path;
        const auto name = field_name(document_, path);
        tell(field, "when", fmt::format("Bedingung des Felds „{}“", name), at, "when");
        tell(field, "required", fmt::format("Pflicht des Felds „{}“", name), at, "required");
        for (const char* bound : {"min", "max"})
            tell(field, bound, fmt::format("Grenze des Felds „{}“", name), at, "bounds");
        for (const auto& option : list_in(field, "options"))
            if (option.is_object())
                tell(option.get_object(), "when", fmt::format("Antwort des Felds „{}“", name), at,
                     "option");
        for (const auto& inner : list_in(field, "fields"))
            if (inner.is_object()) look_at_field(inner.get_object(), path + ".", page);
    }

    void look_at_fee(const json::object& fee) {
        const auto where = fmt::format("Gebühr „{}“", word(fee, "id"));
        tell(fee, "amount", where, "fees." + word(fee, "id"), "fee");
        tell(fee, "when", where, "fees." + word(fee, "id"), "fee");
    }

    const json::object& document_;
    const Seen& seen_;
};

bool is_at(std::string_view read, std::string_view name) {
    return read == name || (read.starts_with(name) && read.substr(name.size()).starts_with('.'));
}

// "{{hund_name}}", "{{#if hund_name}}", "{{#each hunde}}"
bool letter_reads(std::string_view letter, std::string_view name) {
    for (auto at = letter.find("{{"); at != std::string_view::npos;
         at = letter.find("{{", at + 2)) {
        auto inside = letter.substr(at + 2, letter.find("}}", at) - at - 2);
        if (const auto space = inside.rfind(' '); space != std::string_view::npos)
            inside = inside.substr(space + 1);
        if (is_at(inside, name)) return true;
    }
    return false;
}

}  // namespace

void each_rule(const json::object& document, const Seen& seen) {
    Walk{document, seen}.run();
}

bool reads(const json::value& expression, std::string_view name) {
    if (expression.is_array())
        return std::ranges::any_of(expression.get_array(),
                                   [&](const json::value& each) { return reads(each, name); });
    if (!expression.is_object()) return false;
    for (const auto& [op, operands] : expression.get_object()) {
        if (op == "var") {
            const auto* first = operands.is_array() && !operands.get_array().empty()
                                    ? &operands.get_array().front()
                                    : &operands;
            if (first->is_string() && is_at(first->get_string(), name)) return true;
        }
        if (reads(operands, name)) return true;
    }
    return false;
}

std::vector<std::string> readers_of(const json::object& document, std::string_view path) {
    std::vector<std::string> out;
    const auto dot = path.find('.');
    // Of an item of a group conditions read "rasse", or the list from outside "hunde.rasse".
    const auto short_name = dot == std::string_view::npos ? path : path.substr(dot + 1);
    each_rule(document, [&](const Rule& rule) {
        if (rule.at.ends_with(".fields." + std::string{path})) return;
        if (reads(*rule.expression, path) ||
            (dot != std::string_view::npos && reads(*rule.expression, short_name)))
            out.push_back(rule.where);
    });
    for (const auto& [file, content] : document)
        if (file.starts_with("letters/") && content.is_string() &&
            (letter_reads(content.get_string(), path) ||
             (dot != std::string_view::npos && letter_reads(content.get_string(), short_name))))
            out.push_back(fmt::format("Brief {}", std::string_view{file}.substr(8)));
    return out;
}

}  // namespace kommod::authoring
