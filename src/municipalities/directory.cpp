// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/directory.h"

#include <algorithm>

#include "base/text.h"

namespace kommod::municipalities {
namespace {

std::vector<std::string> differing(const Municipality& a, const Municipality& b) {
    std::vector<std::string> fields;
    const auto compare = [&](const char* name, const auto& left, const auto& right) {
        if (left != right) fields.emplace_back(name);
    };
    compare("ars", a.ars, b.ars);
    compare("name", a.name, b.name);
    compare("official_name", a.official_name, b.official_name);
    compare("slug", a.slug, b.slug);
    compare("host", a.host, b.host);
    compare("kind", a.kind, b.kind);
    compare("district_ags", a.district_ags, b.district_ags);
    compare("district_name", a.district_name, b.district_name);
    compare("inhabitants", a.inhabitants, b.inhabitants);
    compare("area_km2", a.area_km2, b.area_km2);
    compare("postcode", a.postcode, b.postcode);
    compare("example", a.example, b.example);
    return fields;
}

// Who owns a slug or host while the plan is made: recorded ones and those given out so far.
class Owners {
  public:
    explicit Owners(const Directory& directory) {
        for (const auto& known : directory.all())
            take(known);
    }
    void take(const Municipality& municipality) {
        slugs_.insert_or_assign(municipality.slug, municipality.ags);
        if (!municipality.host.empty())
            hosts_.insert_or_assign(municipality.host, municipality.ags);
    }
    bool slug_taken(std::string_view slug, const std::string& by_other_than) const {
        return taken(slugs_, slug, by_other_than);
    }
    bool host_taken(std::string_view host, const std::string& by_other_than) const {
        return taken(hosts_, host, by_other_than);
    }

  private:
    using Map = std::unordered_map<std::string, std::string>;
    static bool taken(const Map& map, std::string_view key, const std::string& by_other_than) {
        const auto found = map.find(std::string{key});
        return found != map.end() && found->second != by_other_than;
    }
    Map slugs_, hosts_;
};

Result<void> settle_address(Municipality& next, const Municipality* before, const Owners& owners) {
    const auto taken = [&](std::string_view slug) { return owners.slug_taken(slug, next.ags); };
    if (next.slug.empty())
        next.slug = before ? before->slug : free_slug(next, taken);
    else if (auto slug = parse_slug(next.slug); !slug && !(before && before->slug == next.slug))
        return fail(slug.error());  // a recorded address stays, even if it was reserved later
    if (taken(next.slug))
        return fail({"municipalities.slug_taken", "another municipality has this path", "slug", 0,
                     next.slug, free_slug(next, taken)});
    auto host = parse_host(next.host);
    if (!host) return fail(host.error());
    next.host = *host;
    if (!next.host.empty() && owners.host_taken(next.host, next.ags))
        return fail({"municipalities.host_taken",
                     "another municipality has this host name",
                     "host",
                     0,
                     next.host,
                     {}});
    return {};
}

}  // namespace

Directory::Directory(std::vector<Municipality> municipalities) {
    std::vector<std::pair<std::string, std::size_t>> order;
    order.reserve(municipalities.size());
    for (std::size_t i = 0; i < municipalities.size(); ++i)
        order.emplace_back(text::fold(municipalities[i].name) + '\0' + municipalities[i].ags, i);
    std::sort(order.begin(), order.end());
    all_.reserve(municipalities.size());
    for (const auto& [key, from] : order) {
        auto& municipality = all_.emplace_back(std::move(municipalities[from]));
        const auto at = all_.size() - 1;
        by_ags_.emplace(municipality.ags, at);
        by_slug_.emplace(municipality.slug, at);
        if (!municipality.host.empty()) by_host_.emplace(municipality.host, at);
    }
}

const Municipality* Directory::find(const Index& index, std::string_view key) const {
    const auto found = index.find(std::string{key});
    return found == index.end() ? nullptr : &all_[found->second];
}

Result<std::vector<Change>> plan(const Directory& directory,
                                 std::span<const Municipality> records) {
    Owners owners{directory};
    std::vector<Change> changes;
    changes.reserve(records.size());
    for (const auto& record : records) {
        if (auto ags = Ags::parse(record.ags); !ags) return fail(ags.error());
        const auto* before = directory.by_ags(record.ags);
        Change change{record, before ? Outcome::unchanged : Outcome::created, {}};
        auto& next = change.municipality;
        next.active = before && before->active;
        if (auto settled = settle_address(next, before, owners); !settled)
            return fail(settled.error());
        change.fields = differing(before ? *before : Municipality{}, next);
        if (before && !change.fields.empty()) change.outcome = Outcome::changed;
        owners.take(next);
        changes.push_back(std::move(change));
    }
    return changes;
}

}  // namespace kommod::municipalities
