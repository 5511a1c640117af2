// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Selectors: which services of a catalogue a fact speaks of.
#include <algorithm>

#include "base/text.h"
#include "readiness/facts.h"

namespace kommod::readiness {
namespace {

using catalogue::Catalogue;
using catalogue::PublicService;

constexpr std::string_view sdg = "sdg";
constexpr std::string_view prefixes[] = {
    "bundle:", "act:", "subject:", "requires:", "type:", "level:"};

bool contains(const std::vector<std::string>& list, std::string_view value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

// One condition without "!" and "&".
bool holds(const Catalogue& catalogue, const PublicService& service, std::string_view term) {
    if (term == "*") return true;
    if (term == sdg) return service.sdg;
    const auto after = [&](std::string_view prefix) -> std::optional<std::string_view> {
        if (!term.starts_with(prefix)) return std::nullopt;
        return term.substr(prefix.size());
    };
    if (const auto bundle = after("bundle:")) return service.bundle == *bundle;
    if (const auto act = after("act:")) return service.act == *act;
    if (const auto type = after("type:")) return service.type == *type;
    if (const auto level = after("level:")) return catalogue::to_id(service.level) == *level;
    if (const auto criterion = after("requires:")) return contains(service.criteria, *criterion);
    if (const auto subject = after("subject:"))
        return catalogue.bundles()[service.bundle_index].subject == *subject;
    return service.key == term;
}

bool all_hold(const Catalogue& catalogue, const PublicService& service,
              const std::vector<std::string_view>& terms) {
    return std::all_of(terms.begin(), terms.end(),
                       [&](std::string_view term) { return holds(catalogue, service, term); });
}

bool is_key(std::string_view term) {
    if (term.starts_with("lokal:")) return term.size() > 6;
    return term.size() == 14 && term.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Result<void> check_selector(std::string_view selector) {
    std::string_view rest = selector;
    if (rest.starts_with('!')) rest.remove_prefix(1);
    for (const std::string_view term : text::split(rest, '&')) {
        const bool prefixed =
            std::any_of(std::begin(prefixes), std::end(prefixes), [&](std::string_view prefix) {
                return term.starts_with(prefix) && term.size() > prefix.size();
            });
        if (term != "*" && term != sdg && !prefixed && !is_key(term)) {
            Error error{"facts.bad_selector",
                        "no key, and none of the known prefixes",
                        "services",
                        0,
                        std::string(selector),
                        {}};
            return fail(std::move(error));
        }
    }
    return {};
}

std::vector<std::uint32_t> select(const Catalogue& catalogue, const Selectors& selectors) {
    struct Condition {
        bool takes_away;
        std::vector<std::string_view> terms;
    };
    std::vector<Condition> conditions;
    for (std::string_view selector : selectors) {
        const bool takes_away = selector.starts_with('!');
        if (takes_away) selector.remove_prefix(1);
        conditions.push_back({takes_away, text::split(selector, '&')});
    }
    std::vector<std::uint32_t> out;
    const auto& services = catalogue.services();
    for (std::uint32_t i = 0; i < services.size(); ++i) {
        bool in = false, away = false;
        for (const Condition& condition : conditions) {
            if (condition.takes_away ? away : in) continue;
            if (!all_hold(catalogue, services[i], condition.terms)) continue;
            (condition.takes_away ? away : in) = true;
        }
        if (in && !away) out.push_back(i);
    }
    return out;
}

}  // namespace kommod::readiness
