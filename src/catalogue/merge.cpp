// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/merge.h"

#include <fmt/format.h>

#include "catalogue/format.h"

namespace kommod::catalogue {
namespace {

std::string bundle_of(const Record& record) {
    const auto* service = std::get_if<ServiceRecord>(&record);
    return service == nullptr ? std::string{} : service->bundle;
}

}  // namespace

std::optional<ServiceRecord> Merge::complete(const std::string& key) const {
    std::optional<ServiceRecord> service;
    for (const Records* records : {&below_, &merged_}) {
        if (const auto* found = find_in(records->services, key)) {
            ServiceDetails details = service ? std::move(service->details) : ServiceDetails{};
            apply(details, found->details);
            service = *found;
            service->details = std::move(details);
        }
        const auto* more = find_in(records->supplements, key);
        if (service && more != nullptr) apply(service->details, more->details);
    }
    return service;
}

bool Merge::is_first(int line, const Record& record) {
    const std::pair<std::string, std::string> id{kind_of(record), id_of(record)};
    Seen now{line, file_, write_record(record), bundle_of(record)};
    const auto [known, is_new] = seen_.try_emplace(id, now);
    if (is_new) return true;
    const Seen& first = known->second;
    std::string place = fmt::format("in Zeile {}", first.line);
    if (first.file != file_) place += " von " + first.file;
    std::string reason;
    if (first.content == now.content)
        reason =
            fmt::format("Derselbe Eintrag steht schon {}; er wurde nur einmal übernommen.", place);
    else if (first.bundle != now.bundle)
        reason = fmt::format(
            "Der Schlüssel steht schon {} im Leistungsbündel {}; eine Leistung gehört zu genau "
            "einem Bündel, die erste Angabe gilt.",
            place, first.bundle);
    else
        reason =
            fmt::format("Der Eintrag steht schon {} mit anderen Angaben; die erste gilt.", place);
    reject(line, std::holds_alternative<ServiceRecord>(record) ? "leistungsschluessel" : "id",
           id.second, std::move(reason));
    return false;
}

void Merge::accept(int line, Record record) {
    if (!is_first(line, record)) return;
    count();
    ++report_.accepted;
    // What the association says already need not be said again by the municipality.
    const bool known_below = below_.holds(record);
    const bool own = std::visit(
        [&]<class T>(const T&) {
            if constexpr (std::is_same_v<T, Header>)
                return merged_.header.has_value();
            else
                return table_of<T>(merged_).contains(id_of(record));
        },
        record);
    if (merged_.holds(record) || (known_below && !own)) {
        ++report_.unchanged;
        return;
    }
    const bool below = std::visit(
        [&]<class T>(const T&) {
            if constexpr (std::is_same_v<T, Header>)
                return false;
            else
                return table_of<T>(below_).contains(id_of(record));
        },
        record);
    ++(own || below ? report_.changed : report_.created);
    merged_.put(std::move(record));
}

void Merge::confirm(int line, const Record& record) {
    if (!is_first(line, record)) return;
    count();
    ++report_.accepted;
    ++report_.unchanged;
}

void Merge::add(Record record) {
    if (!merged_.holds(record) && !below_.holds(record)) merged_.put(std::move(record));
}

void Merge::reject(const Error& error) {
    reject(error.line, error.field, error.value, error.what, error.proposal);
}

void Merge::reject(int line, std::string_view field, std::string_view value, std::string reason,
                   std::string proposal) {
    count();
    if (!file_.empty()) reason = file_ + ": " + reason;
    report_.reject(line, field, value, std::move(reason), std::move(proposal));
}

void Merge::count() {
    constexpr std::size_t now_and_then = 256;
    if (++looked_at_ % now_and_then == 0 && progress_) progress_(looked_at_);
}

std::vector<Record> Merge::changes() const {
    std::vector<Record> out;
    for (auto& record : in_order(merged_))
        if (!own_.holds(record)) out.push_back(std::move(record));
    return out;
}

ImportReport Merge::report() const {
    return report_;
}

}  // namespace kommod::catalogue
