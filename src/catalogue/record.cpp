// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/record.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <type_traits>

namespace kommod::catalogue {
namespace {

// Values of a map, by their `order` first.
template <class T>
void append_ordered(std::vector<Record>& out, const std::map<std::string, T>& records) {
    std::vector<const T*> ordered;
    for (const auto& [id, record] : records)
        ordered.push_back(&record);
    if constexpr (requires(const T& record) { record.order; })
        std::ranges::stable_sort(ordered, {}, [](const T* record) { return record->order; });
    for (const T* record : ordered)
        out.emplace_back(*record);
}

template <class T>
void take(std::optional<T>& into, const std::optional<T>& from) {
    if (from) into = from;
}

}  // namespace

std::string_view kind_of(const Record& record) {
    constexpr std::array<std::string_view, std::variant_size_v<Record>> kinds{
        "header", "act",     "office",     "subject", "life_event",
        "bundle", "service", "supplement", "synonym"};
    return kinds.at(record.index());
}

const std::string& id_of(const Record& record) {
    static const std::string none;
    return std::visit(
        [](const auto& value) -> const std::string& {
            using T = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<T, Header>)
                return none;
            else if constexpr (std::is_same_v<T, Synonym>)
                return value.term;
            else if constexpr (requires { value.key; })
                return value.key;
            else
                return value.id;
        },
        record);
}

void Records::put(Record record) {
    const std::string id = id_of(record);
    std::visit(
        [&]<class T>(T&& value) {
            if constexpr (std::is_same_v<T, Header>)
                header = std::move(value);
            else
                table_of<T>(*this).insert_or_assign(id, std::move(value));
        },
        std::move(record));
}

bool Records::holds(const Record& record) const {
    return std::visit(
        [&]<class T>(const T& value) {
            if constexpr (std::is_same_v<T, Header>) {
                return header == value;
            } else {
                const auto& table = table_of<T>(*this);
                const auto found = table.find(id_of(record));
                return found != table.end() && found->second == value;
            }
        },
        record);
}

bool Records::empty() const {
    return *this == Records{};
}

std::vector<Record> in_order(const Records& records) {
    std::vector<Record> out;
    if (records.header) out.emplace_back(*records.header);
    append_ordered(out, records.acts);
    append_ordered(out, records.offices);
    append_ordered(out, records.subjects);
    append_ordered(out, records.life_events);
    append_ordered(out, records.bundles);
    append_ordered(out, records.services);
    append_ordered(out, records.supplements);
    append_ordered(out, records.synonyms);
    return out;
}

void apply(ServiceDetails& details, const ServiceDetails& more) {
    take(details.name, more.name);
    take(details.type, more.type);
    take(details.act, more.act);
    take(details.office, more.office);
    take(details.trust, more.trust);
    take(details.level, more.level);
    take(details.legal, more.legal);
    take(details.addressees, more.addressees);
    take(details.evidence, more.evidence);
    take(details.sdg, more.sdg);
    take(details.offered, more.offered);
    take(details.fee_charged, more.fee_charged);
    take(details.fees, more.fees);
    take(details.deadlines, more.deadlines);
    take(details.cases_per_year, more.cases_per_year);
    take(details.valid_from, more.valid_from);
    take(details.valid_until, more.valid_until);
    take(details.profile.criteria, more.profile.criteria);
    take(details.profile.blocks, more.profile.blocks);
    if (!more.profile.without.empty()) details.profile.without = more.profile.without;
    for (const auto& [language, modules] : more.texts)
        for (const auto& [module, text] : modules)
            details.texts[language][module] = text;
}

}  // namespace kommod::catalogue
