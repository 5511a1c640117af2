// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/scenario_form.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "html/page.h"
#include "monitor/looking.h"
#include "monitor/town.h"

namespace kommod::monitor {
namespace {

using html::msgid;

constexpr std::int64_t most_days = 100'000;  // of work: three hundred people for a year
constexpr std::int64_t most_cases = 1'000'000;

std::optional<std::int64_t> whole_number(std::string_view typed, std::int64_t most) {
    std::int64_t out = 0;
    const auto [end, failure] = std::from_chars(typed.data(), typed.data() + typed.size(), out);
    if (failure != std::errc{} || end != typed.data() + typed.size() || out < 0 || out > most)
        return std::nullopt;
    return out;
}

// The planner's item that a field speaks of; see field_of_item().
std::optional<std::string> item_in(std::string_view field, std::string_view prefix) {
    if (!field.starts_with(prefix)) return std::nullopt;
    const std::string_view rest = field.substr(prefix.size());
    for (const std::string_view kind : {"block", "precondition"})
        if (rest.starts_with(kind) && rest.substr(kind.size()).starts_with('-'))
            return std::string(kind) + ":" + std::string(rest.substr(kind.size() + 1));
    return std::nullopt;
}

// Reads fields one by one; what is wrong is told under the field's name.
class Reader {
  public:
    Reader(const http::Parameters& from, const Words& words, Complaints& complaints)
        : from_(from), words_(words), complaints_(complaints) {}

    std::optional<std::int64_t> count(const std::string& field, std::int64_t most,
                                      const char* name) const {
        const std::string_view typed = text::trim(from_.get(field));
        if (typed.empty()) return std::nullopt;
        const auto read = whole_number(typed, most);
        if (!read)
            complain(field,
                     words_(msgid("{{field}}: Schreiben Sie eine ganze Zahl von 0 bis {{most}}."),
                            {{"field", words_(name)}, {"most", grouped(static_cast<int>(most))}}));
        return read;
    }

    std::optional<LocalDate> day(const std::string& field) const {
        const std::string_view typed = text::trim(from_.get(field));
        if (typed.empty()) return std::nullopt;
        const auto read = LocalDate::parse_german(typed);
        if (read) return *read;
        complain(field, not_a_day(words_, typed, "01.12.2025"));
        return std::nullopt;
    }

    std::optional<std::map<planner::Quarter, std::int64_t>> quarters(
        const std::string& field) const {
        std::map<planner::Quarter, std::int64_t> out;
        for (const std::string_view each : text::split(from_.get(field), '\n')) {
            const std::string_view line = text::trim(each);
            if (line.empty()) continue;
            const auto colon = std::min(line.find(':'), line.size());
            const auto quarter = quarter_of(text::trim(line.substr(0, colon)));
            const auto days = colon < line.size()
                                  ? whole_number(text::trim(line.substr(colon + 1)), most_days)
                                  : std::nullopt;
            if (!quarter || !days) {
                complain(field, words_(msgid("„{{typed}}“ nennt kein Vierteljahr mit seinen "
                                             "Personentagen. Schreiben Sie je Zeile zum Beispiel "
                                             "2027-Q1: 20."),
                                       {{"typed", std::string(line)}}));
                return std::nullopt;
            }
            out[*quarter] = *days;
        }
        return out.empty() ? std::nullopt : std::optional{out};
    }

    void complain(const std::string& field, std::string sentence) const {
        complaints_.emplace_back(field, std::move(sentence));
    }

  private:
    const http::Parameters& from_;
    const Words& words_;
    Complaints& complaints_;
};

}  // namespace

std::optional<planner::Quarter> quarter_of(std::string_view text) {
    planner::Quarter out;
    const auto year = std::from_chars(text.data(), text.data() + text.size(), out.year);
    const std::string_view rest{year.ptr,
                                static_cast<std::size_t>(text.data() + text.size() - year.ptr)};
    if (year.ec != std::errc{} || rest.size() != 3 || !rest.starts_with("-Q") || rest[2] < '1' ||
        rest[2] > '4')
        return std::nullopt;
    out.number = static_cast<unsigned>(rest[2] - '0');
    return out;
}

std::string to_text(const planner::Quarter& quarter) {
    return fmt::format("{}-Q{}", quarter.year, quarter.number);
}

std::string to_text(const std::map<planner::Quarter, std::int64_t>& quarters) {
    std::string out;
    for (const auto& [quarter, days] : quarters)
        out += fmt::format("{}: {}\n", to_text(quarter), days);
    return out;
}

std::string field_of_item(std::string_view prefix, std::string_view item) {
    return std::string(prefix) + text::replace_all(item, ":", "-");
}

Scenario read_scenario(const http::Parameters& from, const Scenario& usual, int top,
                       const Words& words, Complaints& complaints) {
    const Reader read{from, words, complaints};
    Scenario out = usual;
    out.start = read.day("beginn").value_or(usual.start);
    out.horizon = read.day("bis").value_or(usual.horizon);
    out.capacity = read.count("kapazitaet", most_days, msgid("Personentage im Vierteljahr"))
                       .value_or(usual.capacity);
    out.unknown_cases =
        read.count("faelle", most_cases, msgid("Fälle im Jahr, wo niemand gezählt hat"))
            .value_or(usual.unknown_cases);
    out.quarters = read.quarters("vierteljahre").value_or(usual.quarters);
    if (const auto target = whole_number(from.get("ziel"), top); target && *target > 0)
        out.target = static_cast<int>(*target);
    for (const auto& [field, value] : from.entries()) {
        if (const auto id = item_in(field, effort_field)) {
            if (const auto effort = read.count(field, most_days, msgid("Personentage")))
                out.effort[*id] = *effort;
        } else if (const auto item = item_in(field, earliest_field)) {
            if (const auto day = read.day(field)) out.earliest.insert_or_assign(*item, *day);
        }
    }
    if (out.horizon <= out.start)
        read.complain("bis", words(msgid("Der letzte Tag muss nach dem {{day}} liegen."),
                                   {{"day", out.start.to_short_german()}}));
    return out;
}

}  // namespace kommod::monitor
