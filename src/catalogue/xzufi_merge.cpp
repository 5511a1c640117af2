// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>

#include "catalogue/xzufi.h"

namespace kommod::catalogue {
namespace {

// "99" group object: the same thing, whatever is done with it.
std::string object_of(std::string_view key) {
    return std::string{key.substr(0, 8)};
}

class XzufiMerge {
  public:
    explicit XzufiMerge(Merge& merge) : merge_(merge) {
        merge_.each<ServiceRecord>([&](const ServiceRecord& service) {
            if (!service.key.starts_with("lokal:"))
                ++bundles_[object_of(service.key)][service.bundle];
        });
    }

    void take(const XzufiService& incoming) {
        const auto* known = merge_.find<ServiceRecord>(incoming.key);
        if (known == nullptr) {
            take_new(incoming);
            return;
        }
        const auto* more = merge_.find<Supplement>(incoming.key);
        Supplement supplement = more != nullptr ? *more : Supplement{incoming.key, {}};
        apply(supplement.details, incoming.details);
        if (says_what_is_there(incoming))
            merge_.confirm(incoming.line, std::move(supplement));
        else
            merge_.accept(incoming.line, std::move(supplement));
    }

  private:
    bool says_what_is_there(const XzufiService& incoming) const {
        ServiceDetails now = merge_.complete(incoming.key)->details;
        apply(now, as_read({0, incoming.key, now.name.value_or(""), now}));
        ServiceDetails then = now;
        apply(then, incoming.details);
        return then == now;
    }

    void take_new(const XzufiService& incoming) {
        const auto relatives = bundles_.find(object_of(incoming.key));
        if (relatives == bundles_.end() || incoming.key.starts_with("lokal:")) {
            merge_.reject(incoming.line, "referenzLeiKa", incoming.key,
                          "Der Katalog kennt weder diese Leistung noch eine verwandte, deren "
                          "Leistungsbündel sie teilen könnte.");
            return;
        }
        if (incoming.name.empty()) {
            merge_.reject(incoming.line, "modulText", incoming.key,
                          "Die Leistung hat keine deutsche Bezeichnung (Textmodul 02 oder 03).");
            return;
        }
        ServiceRecord service;
        service.key = incoming.key;
        service.bundle = std::ranges::max_element(relatives->second, {}, [](const auto& vote) {
                             return vote.second;
                         })->first;
        service.details = incoming.details;
        service.details.name = incoming.name;
        service.details.offered = merge_.has_below();
        merge_.accept(incoming.line, std::move(service));
    }

    Merge& merge_;
    std::map<std::string, std::map<std::string, int>> bundles_;  // by LeiKa object
};

}  // namespace

void merge_xzufi(const XzufiFile& file, Merge& merge) {
    for (const auto& error : file.rejected)
        merge.reject(error);
    XzufiMerge xzufi{merge};
    for (const auto& service : file.services)
        xzufi.take(service);
}

}  // namespace kommod::catalogue
