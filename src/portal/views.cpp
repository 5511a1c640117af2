// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "portal/views.h"

#include <algorithm>

#include "base/text.h"

namespace kommod::portal {

std::string service_href(const http::Request& request, std::string_view key) {
    return std::string{request.base()} + "/leistungen/" + http::url_encode(key);
}

std::string bundle_href(const http::Request& request, std::string_view id) {
    return std::string{request.base()} + "/buendel/" + http::url_encode(id);
}

namespace {

std::string level_name(const Town& town, int level) {
    return town.picture->model->level_names.at(static_cast<std::size_t>(level));
}

}  // namespace

std::optional<std::uint32_t> service_index(const Town& town, std::string_view key) {
    const auto* service = town.catalogue->find(key);
    if (!service) return std::nullopt;
    return static_cast<std::uint32_t>(service - town.catalogue->services().data());
}

int best_level(const Town& town, const catalogue::Bundle& bundle) {
    int best = 0;
    for (const auto service : bundle.services)
        best = std::max(best, town.picture->services.at(service).level);
    return best;
}

json::object service_item(const http::Request& request, const Town& town, std::uint32_t index) {
    const auto& service = town.catalogue->services().at(index);
    const int level = town.picture->services.at(index).level;
    const auto* bundle = town.catalogue->find_bundle(service.bundle);
    return {{"kind", "service"},
            {"key", service.key},
            {"name", service.name},
            {"href", service_href(request, service.key)},
            {"bundle_name", bundle ? bundle->name : ""},
            {"level", level},
            {"level_name", level_name(town, level)},
            {"online", level >= online_level},
            {"wholly_online", level >= online_level}};
}

json::object bundle_item(const http::Request& request, const Town& town,
                         const catalogue::Bundle& bundle) {
    const int level = best_level(town, bundle);
    const auto online = std::ranges::count_if(bundle.services, [&](std::uint32_t service) {
        return town.picture->services.at(service).level >= online_level;
    });
    return {{"kind", "bundle"},
            {"key", bundle.id},
            {"name", bundle.name},
            {"href", bundle_href(request, bundle.id)},
            {"count", bundle.services.size()},
            {"level", level},
            {"level_name", level_name(town, level)},
            {"online", online > 0},
            {"online_count", online},
            {"wholly_online", static_cast<std::size_t>(online) == bundle.services.size()}};
}

json::object office_view(const municipalities::Office& office) {
    json::object view{{"office_name", office.name}, {"district", office.district}};
    const std::pair<const char*, const std::string*> fields[] = {
        {"street", &office.street}, {"postcode", &office.postcode}, {"town", &office.town},
        {"phone", &office.phone},   {"email", &office.email},       {"website", &office.url}};
    for (const auto& [key, value] : fields)
        if (!value->empty()) view[key] = *value;
    json::array hours;
    for (const auto line : text::split(office.opening_hours, '\n'))
        if (!line.empty()) hours.push_back(json::object{{"line", line}});
    if (!hours.empty()) view["hours"] = std::move(hours);
    return view;
}

json::array breadcrumb(const http::Request& request,
                       std::initializer_list<std::pair<std::string, std::string>> steps) {
    json::array out;
    for (const auto& [label, path] : steps) {
        // Said also when there is none: the page itself may have an address in its view.
        out.push_back(
            {{"label", label},
             {"href", path.empty() ? std::string{} : std::string{request.base()} + path}});
    }
    return out;
}

}  // namespace kommod::portal
