// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/catalogue.h"

#include <algorithm>

namespace kommod::catalogue {
namespace {

// The short lists (subjects, acts, offices) are searched as they are.
template <class T>
const T* find_by_id(const std::vector<T>& list, std::string_view id) {
    const auto found = std::ranges::find(list, id, &T::id);
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

const PublicService* Catalogue::find(std::string_view key) const {
    const auto found = service_index_.find(std::string{key});
    return found == service_index_.end() ? nullptr : &services_[found->second];
}

const Bundle* Catalogue::find_bundle(std::string_view id) const {
    const auto found = bundle_index_.find(std::string{id});
    return found == bundle_index_.end() ? nullptr : &bundles_[found->second];
}

const Subject* Catalogue::find_subject(std::string_view id) const {
    return find_by_id(subjects_, id);
}

const LifeEvent* Catalogue::find_life_event(std::string_view id) const {
    return find_by_id(life_events_, id);
}

const OfficeKind* Catalogue::find_office(std::string_view id) const {
    return find_by_id(offices_, id);
}

const Act* Catalogue::find_act(std::string_view id) const {
    return find_by_id(acts_, id);
}

}  // namespace kommod::catalogue
