// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "catalogue/flat.h"

namespace kommod::catalogue {
namespace {

// Parts of a LeiKa key: "99" group(3) object(3) act(3) detail(3).
std::string object_of(std::string_view key) {
    return std::string{key.substr(0, 8)};
}
std::string group_of(std::string_view key) {
    return std::string{key.substr(0, 5)};
}
std::string act_code_of(std::string_view key) {
    const auto code = key.size() == 14 ? key.substr(8, 3) : std::string_view{};
    return code == "000" ? std::string{} : std::string{code};
}

// Counts values under a name and tells the most frequent one; the smaller one when equal.
class Votes {
  public:
    void add(const std::string& name, const std::string& value) { ++votes_[name][value]; }
    int count(const std::string& name, const std::string& value) const {
        const auto found = votes_.find(name);
        if (found == votes_.end()) return 0;
        const auto vote = found->second.find(value);
        return vote == found->second.end() ? 0 : vote->second;
    }
    std::string winner(const std::string& name) const {
        const auto found = votes_.find(name);
        if (found == votes_.end()) return {};
        return std::ranges::max_element(found->second, {},
                                        [](const auto& vote) { return vote.second; })
            ->first;
    }

  private:
    std::map<std::string, std::map<std::string, int>> votes_;
};

// Municipalities carry out what the federation regulates for others (2/3, 3), what the Land (4) and
// what they regulate themselves (5).
bool may_be_municipal(std::string_view type) {
    for (const auto part : text::split(type, ',')) {
        const auto one = text::trim(part);
        if (one.starts_with("2/3") || one.starts_with('3') || one.starts_with('4') || one == "5")
            return true;
    }
    return false;
}

// Places rows in the catalogue as it is: finds or makes subject, life event and bundle, and learns
// the kind of act from the services that are known.
class FlatMerge {
  public:
    explicit FlatMerge(Merge& merge) : merge_(merge) {
        merge_.each<Subject>([&](const Subject& subject) { know(subject); });
        merge_.each<LifeEvent>([&](const LifeEvent& event) { know(event); });
        merge_.each<BundleRecord>([&](const BundleRecord& bundle) { know(bundle); });
        merge_.each<ServiceRecord>([&](const ServiceRecord& service) { know(service); });
    }

    void take(const FlatRow& row) {
        const ServiceRecord* known = merge_.find<ServiceRecord>(row.key);
        ServiceRecord service = known ? *known : ServiceRecord{};
        describe(row, service);
        if (known != nullptr && says_what_is_there(row)) {
            merge_.confirm(row.line, std::move(service));
            return;
        }
        place(row, service);
        if (known == nullptr) describe_new(row, service);
        if (may_be_offered(row) && service.details.offered == false) service.details.offered = true;
        merge_.accept(row.line, std::move(service));
    }

  private:
    bool may_be_offered(const FlatRow& row) const {
        return merge_.has_below() && may_be_municipal(row.type);
    }

    // A municipality offers what it imports: that is news when nobody offered it until now.
    bool says_what_is_there(const FlatRow& row) const {
        const ServiceRecord there = *merge_.complete(row.key);
        if (may_be_offered(row) && there.details.offered == false) return false;
        const FlatRow known = flat_row(merge_, there);
        return says_the_same(row, known) || says_the_same(row, as_read(known));
    }

    static void describe(const FlatRow& row, ServiceRecord& service) {
        service.key = row.key;
        service.details.name = row.name;
        if (!row.type.empty() || service.details.type) service.details.type = row.type;
        if (row.sdg && (*row.sdg > 0 || service.details.sdg)) service.details.sdg = row.sdg;
        if (row.legal && (!row.legal->empty() || service.details.legal))
            service.details.legal = row.legal;
        if (row.law_short) service.law_short = *row.law_short;
        if (row.law_names) service.law_names = *row.law_names;
    }

    void place(const FlatRow& row, ServiceRecord& service) {
        service.bundle = bundle_for(row, service.bundle);
        const auto& ozg = merge_.find<BundleRecord>(service.bundle)->ozg;
        service.ozg = ozg == std::vector<std::string>{row.ozg} ? std::string{} : row.ozg;
    }

    void know(const Subject& subject) { subjects_.emplace(text::fold(subject.name), subject.id); }
    void know(const LifeEvent& event) {
        life_events_.emplace(event.subject + "\n" + text::fold(event.name), event.id);
    }
    void know(const BundleRecord& bundle) {
        for (const auto& ozg : bundle.ozg) {
            auto& list = bundles_[ozg];
            list.push_back(bundle.id);
            std::ranges::sort(list, {}, [&](const std::string& id) {
                return merge_.find<BundleRecord>(id)->order;
            });
        }
    }
    void know(const ServiceRecord& service) {
        if (service.key.starts_with("lokal:")) return;
        bundle_votes_.add(object_of(service.key), service.bundle);
        bundle_votes_.add(group_of(service.key), service.bundle);
        const auto& act = service.details.act;
        if (!act || act->empty()) return;
        const std::string code = act_code_of(service.key);
        if (!code.empty()) act_votes_.add(code, *act);
        act_votes_.add(object_of(service.key), *act);
    }

    void describe_new(const FlatRow& row, ServiceRecord& service) {
        if (!service.key.starts_with("lokal:")) {
            std::string act = act_votes_.winner(act_code_of(row.key));
            if (act.empty()) act = act_votes_.winner(object_of(row.key));
            if (!act.empty()) service.details.act = act;
        }
        if (row.type == "1" || row.type == "2") service.details.level = Level::federal;
        if (row.type == "5") service.details.level = Level::municipality;
        service.details.offered = may_be_offered(row);
    }

    std::string bundle_for(const FlatRow& row, const std::string& current) {
        auto& candidates = bundles_[row.ozg];
        if (std::ranges::find(candidates, current) != candidates.end()) return current;
        if (candidates.empty()) return make_bundle(row);
        const auto votes = [&](const std::string& bundle) {
            return std::pair{bundle_votes_.count(object_of(row.key), bundle),
                             bundle_votes_.count(group_of(row.key), bundle)};
        };
        return *std::ranges::max_element(candidates, {}, votes);
    }

    std::string make_bundle(const FlatRow& row) {
        BundleRecord bundle;
        bundle.id = row.ozg;
        for (int part = 2; merge_.find<BundleRecord>(bundle.id) != nullptr; ++part)
            bundle.id = fmt::format("{}-{}", row.ozg, part);
        bundle.ozg = {row.ozg};
        bundle.life_event = life_event_for(row);
        bundle.name = row.bundle;
        // Behind the frozen houses of the starter catalogue, the same in every import.
        bundle.order = 10'000 + std::stoi(row.ozg);
        bundle.level = Level::state;
        bundle.offered = false;
        merge_.add(bundle);
        know(bundle);
        return bundle.id;
    }

    std::string life_event_for(const FlatRow& row) {
        const std::string subject = subject_for(row);
        const std::string name = subject + "\n" + text::fold(row.life_event);
        const auto known = life_events_.find(name);
        if (known != life_events_.end()) return known->second;
        LifeEvent event{free_id<LifeEvent>(row.life_event), subject, row.life_event,
                        imported_order};
        merge_.add(event);
        know(event);
        return event.id;
    }

    std::string subject_for(const FlatRow& row) {
        const auto known = subjects_.find(text::fold(row.subject));
        if (known != subjects_.end()) return known->second;
        Subject subject{free_id<Subject>(row.subject), row.subject, imported_order};
        merge_.add(subject);
        know(subject);
        return subject.id;
    }

    template <class T>
    std::string free_id(const std::string& name) const {
        std::string slug = text::slug(name);
        if (slug.empty()) slug = "ohne-namen";
        std::string id = slug;
        for (int part = 2; merge_.find<T>(id) != nullptr; ++part)
            id = fmt::format("{}-{}", slug, part);
        return id;
    }

    static constexpr int imported_order = 1000;

    Merge& merge_;
    std::map<std::string, std::string> subjects_;              // folded name -> id
    std::map<std::string, std::string> life_events_;           // subject and folded name -> id
    std::map<std::string, std::vector<std::string>> bundles_;  // OZG id -> bundles
    Votes bundle_votes_, act_votes_;
};

}  // namespace

FlatRow flat_row(const Merge& view, const ServiceRecord& service) {
    FlatRow row;
    row.key = service.key;
    row.name = service.details.name.value_or("");
    row.type = service.details.type.value_or("");
    row.sdg = service.details.sdg;
    row.law_short = service.law_short;
    row.law_names = service.law_names;
    row.legal = service.details.legal;
    const auto* bundle = view.find<BundleRecord>(service.bundle);
    if (bundle == nullptr) return row;
    row.ozg = !service.ozg.empty() || bundle->ozg.empty() ? service.ozg : bundle->ozg.front();
    row.bundle = bundle->name;
    const auto* event = view.find<LifeEvent>(bundle->life_event);
    if (event == nullptr) return row;
    row.life_event = event->name;
    const auto* subject = view.find<Subject>(event->subject);
    if (subject != nullptr) row.subject = subject->name;
    return row;
}

void merge_flat(const FlatFile& file, Merge& merge) {
    for (const auto& error : file.rejected)
        merge.reject(error);
    FlatMerge flat{merge};
    for (const auto& row : file.rows)
        flat.take(row);
}

}  // namespace kommod::catalogue
