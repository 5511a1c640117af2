// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/builder.h"

#include <algorithm>
#include <tuple>

namespace kommod::catalogue {
namespace {

template <class T>
void put_all(std::map<std::string, T>& to, const std::map<std::string, T>& from) {
    for (const auto& [id, value] : from)
        to.insert_or_assign(id, value);
}

template <class T>
const T* find_in(const std::map<std::string, T>& map, const std::string& id) {
    const auto found = map.find(id);
    return found == map.end() ? nullptr : &found->second;
}

template <class T>
std::vector<T> by_order(const std::map<std::string, T>& map) {
    std::vector<T> out;
    for (const auto& [id, value] : map)
        out.push_back(value);
    std::ranges::sort(out, {}, [](const T& value) { return std::tie(value.order, value.id); });
    return out;
}

template <class T>
std::vector<T> values(const std::map<std::string, T>& map) {
    std::vector<T> out;
    for (const auto& [id, value] : map)
        out.push_back(value);
    return out;
}

bool valid_on(const ServiceDetails& details, LocalDate on) {
    return (!details.valid_from || *details.valid_from <= on) &&
           (!details.valid_until || on <= *details.valid_until);
}

}  // namespace

CatalogueBuilder& CatalogueBuilder::add(const Records& records) {
    if (records.header) records_.header = records.header;
    put_all(records_.acts, records.acts);
    put_all(records_.offices, records.offices);
    put_all(records_.subjects, records.subjects);
    put_all(records_.life_events, records.life_events);
    put_all(records_.bundles, records.bundles);
    put_all(records_.synonyms, records.synonyms);
    for (const auto& [key, service] : records.services) {
        const auto [known, is_new] = records_.services.try_emplace(key, service);
        if (is_new) continue;
        known->second.bundle = service.bundle;
        apply(known->second.details, service.details);
    }
    for (const auto& [key, supplement] : records.supplements) {
        const auto known = records_.services.find(key);
        if (known != records_.services.end()) apply(known->second.details, supplement.details);
    }
    return *this;
}

bool CatalogueBuilder::complete(const ServiceRecord& service) const {
    const auto* bundle = find_in(records_.bundles, service.bundle);
    const auto* event = bundle ? find_in(records_.life_events, bundle->life_event) : nullptr;
    return event && records_.subjects.contains(event->subject);
}

std::vector<std::string> CatalogueBuilder::dangling() const {
    std::vector<std::string> keys;
    for (const auto& [key, service] : records_.services)
        if (!complete(service)) keys.push_back(key);
    return keys;
}

std::set<LocalDate> CatalogueBuilder::turning_days() const {
    std::set<LocalDate> days;
    for (const auto& [key, service] : records_.services) {
        if (service.details.valid_from) days.insert(*service.details.valid_from);
        if (service.details.valid_until) days.insert(service.details.valid_until->plus_days(1));
    }
    return days;
}

Bundle CatalogueBuilder::resolve_bundle(const BundleRecord& record) const {
    Bundle bundle;
    bundle.id = record.id;
    bundle.ozg = record.ozg;
    bundle.life_event = record.life_event;
    bundle.subject = records_.life_events.at(record.life_event).subject;
    bundle.name = record.name;
    bundle.label = record.label.empty() ? record.name : record.label;
    bundle.order = record.order;
    bundle.level = record.level;
    bundle.office = record.office;
    bundle.sdg = record.sdg;
    bundle.offered = record.offered;
    return bundle;
}

PublicService CatalogueBuilder::resolve_service(const ServiceRecord& record,
                                                const BundleRecord& bundle) const {
    const ServiceDetails& details = record.details;
    PublicService service;
    service.key = record.key;
    service.bundle = record.bundle;
    service.name = details.name.value_or("");
    service.type = details.type.value_or("");
    service.act = details.act.value_or("");
    service.level = details.level.value_or(bundle.level);
    service.office = details.office.value_or(bundle.office);
    service.legal_basis = details.legal.value_or(std::vector<std::string>{});
    service.addressees = details.addressees.value_or(bundle.addressees);
    service.trust = details.trust.value_or(bundle.trust);
    service.sdg = details.sdg ? *details.sdg > 0 : bundle.sdg;
    service.offered = details.offered.value_or(bundle.offered);
    Profile own = details.profile;
    if (details.fee_charged == false) own.without.emplace_back("payment");  // free of charge
    auto required = requirements(find_in(records_.acts, service.act), bundle.profile, own);
    service.criteria = std::move(required.criteria);
    service.blocks = std::move(required.blocks);
    service.evidence = details.evidence.value_or(std::vector<std::string>{});
    service.fee_charged = details.fee_charged;
    service.fees = details.fees.value_or(std::vector<Fee>{});
    service.deadlines = details.deadlines.value_or(std::vector<Deadline>{});
    service.cases_per_year = details.cases_per_year;
    if (details.valid_from) service.valid_from = *details.valid_from;
    service.valid_until = details.valid_until;
    service.texts = details.texts;
    return service;
}

Catalogue CatalogueBuilder::build(LocalDate on, Which which) const {
    std::map<std::string, std::vector<PublicService>> services;  // by bundle, then key
    for (const auto& [key, record] : records_.services) {
        if (!complete(record)) continue;
        if (which != Which::ever && !valid_on(record.details, on)) continue;
        auto service = resolve_service(record, records_.bundles.at(record.bundle));
        if (which != Which::offered || service.offered)
            services[record.bundle].push_back(std::move(service));
    }
    Catalogue out;
    out.subjects_ = by_order(records_.subjects);
    out.life_events_ = by_order(records_.life_events);
    out.acts_ = values(records_.acts);
    out.offices_ = values(records_.offices);
    for (const auto& record : by_order(records_.bundles)) {
        const auto* event = find_in(records_.life_events, record.life_event);
        if (!event || !records_.subjects.contains(event->subject)) continue;
        auto own = services.find(record.id);
        const bool has_services = own != services.end();
        if (which == Which::offered && !record.offered && !has_services) continue;
        Bundle bundle = resolve_bundle(record);
        if (has_services && std::ranges::any_of(own->second, &PublicService::offered))
            bundle.offered = true;
        const auto bundle_index = static_cast<std::uint32_t>(out.bundles_.size());
        if (has_services) {
            for (auto& service : own->second) {
                const auto index = static_cast<std::uint32_t>(out.services_.size());
                service.bundle_index = bundle_index;
                bundle.services.push_back(index);
                out.service_index_.emplace(service.key, index);
                out.services_.push_back(std::move(service));
            }
        }
        out.bundle_index_.emplace(bundle.id, bundle_index);
        out.bundles_.push_back(std::move(bundle));
    }
    // Subjects and life events without a bundle would be empty streets.
    if (which == Which::offered) {
        std::set<std::string, std::less<>> used;
        for (const auto& bundle : out.bundles_) {
            used.insert("s:" + bundle.subject);
            used.insert("e:" + bundle.life_event);
        }
        std::erase_if(out.subjects_, [&](const auto& s) { return !used.contains("s:" + s.id); });
        std::erase_if(out.life_events_, [&](const auto& e) { return !used.contains("e:" + e.id); });
    }
    return out;
}

}  // namespace kommod::catalogue
