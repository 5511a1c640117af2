// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a catalogue is made of before anything is inherited: records, as Kommod's own format, the
// tables and the imports hold them. An absent value is inherited.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "catalogue/catalogue.h"

namespace kommod::catalogue {

using Texts = std::map<std::string, std::map<std::string, std::string>>;  // language, module

// What the whole catalogue says of itself.
struct Header {
    std::string title, source, state;
    std::map<std::string, std::string> more;  // further notes, kept as they are
    // The file adds to a catalogue that is there already; its header is not the catalogue's.
    bool supplement = false;

    bool operator==(const Header&) const = default;
};

// Overrides of the requirement profile.
struct Profile {
    std::optional<std::vector<std::string>> criteria;  // instead of the inherited ones
    std::optional<std::vector<std::string>> blocks;    // instead of the inherited ones
    std::vector<std::string> without;                  // criteria taken away

    bool operator==(const Profile&) const = default;
};

struct BundleRecord {
    std::string id;
    std::vector<std::string> ozg;
    std::string life_event, name, label;
    int order = 0;
    Level level = Level::municipality;
    std::string office;
    Profile profile;
    std::vector<std::string> addressees;
    std::string trust;
    bool sdg = false;
    bool offered = true;

    bool operator==(const BundleRecord&) const = default;
};

// What a service may say and what a supplement may say otherwise.
struct ServiceDetails {
    std::optional<std::string> name, type, act, office, trust;
    std::optional<Level> level;
    std::optional<std::vector<std::string>> legal, addressees, evidence;
    std::optional<int> sdg;  // 0 no, 1 and 2 the columns SDG1 and both of them, 3 only SDG2
    std::optional<bool> offered, fee_charged;
    std::optional<std::vector<Fee>> fees;
    std::optional<std::vector<Deadline>> deadlines;
    std::optional<std::int64_t> cases_per_year;
    std::optional<LocalDate> valid_from, valid_until;
    Profile profile;
    Texts texts;  // a supplement adds to those of the service, module by module

    bool operator==(const ServiceDetails&) const = default;
};

struct ServiceRecord {
    std::string key, bundle;
    ServiceDetails details;
    // Only carried from and to the flat CSV: the row's own OZG id where the bundle gathers several,
    // and the names of the laws.
    std::string ozg;
    std::vector<std::string> law_short, law_names;

    bool operator==(const ServiceRecord&) const = default;
};

// Says something more, or something else, of a service that is in the catalogue: demonstration
// texts, texts of an editorial office (XZuFi), a municipality's own fees.
struct Supplement {
    std::string key;
    ServiceDetails details;

    bool operator==(const Supplement&) const = default;
};

struct Synonym {
    std::string term;                // folded words as people type them
    std::vector<std::string> means;  // words of the catalogue

    bool operator==(const Synonym&) const = default;
};

using Record = std::variant<Header, Act, OfficeKind, Subject, LifeEvent, BundleRecord,
                            ServiceRecord, Supplement, Synonym>;
// "act", "office", "subject", "life_event", "bundle", "service", "supplement", "synonym"; "header".
std::string_view kind_of(const Record& record);
// The id within its kind; empty for the header.
const std::string& id_of(const Record& record);

// The records of one namespace.
struct Records {
    std::optional<Header> header;
    std::map<std::string, Act> acts;
    std::map<std::string, OfficeKind> offices;
    std::map<std::string, Subject> subjects;
    std::map<std::string, LifeEvent> life_events;
    std::map<std::string, BundleRecord> bundles;
    std::map<std::string, ServiceRecord> services;
    std::map<std::string, Supplement> supplements;
    std::map<std::string, Synonym> synonyms;

    // Replaces the record with the same id.
    void put(Record record);
    // True when exactly this record is there.
    bool holds(const Record& record) const;
    bool empty() const;
    bool operator==(const Records&) const = default;
};

// The table of one kind: table_of<Act>(records).
template <class T, class AnyRecords>
auto& table_of(AnyRecords& records) {
    if constexpr (std::is_same_v<T, Act>)
        return records.acts;
    else if constexpr (std::is_same_v<T, OfficeKind>)
        return records.offices;
    else if constexpr (std::is_same_v<T, Subject>)
        return records.subjects;
    else if constexpr (std::is_same_v<T, LifeEvent>)
        return records.life_events;
    else if constexpr (std::is_same_v<T, BundleRecord>)
        return records.bundles;
    else if constexpr (std::is_same_v<T, ServiceRecord>)
        return records.services;
    else if constexpr (std::is_same_v<T, Supplement>)
        return records.supplements;
    else
        return records.synonyms;
}

// Every record, in the order in which one may rest on another: acts and offices, subjects, life
// events, bundles, services, supplements, synonyms; the header first.
std::vector<Record> in_order(const Records& records);

// Takes over what `more` says, texts module by module.
void apply(ServiceDetails& details, const ServiceDetails& more);

}  // namespace kommod::catalogue
