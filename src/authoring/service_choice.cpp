// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/service_choice.h"

#include <algorithm>

#include "base/text.h"

namespace kommod::authoring {
namespace {

constexpr std::size_t most_services = 50;
constexpr std::string_view of_bundle = "bundle:";

std::string name_of(const catalogue::Catalogue& catalogue, const std::string& key) {
    if (key.starts_with(of_bundle)) {
        const auto* bundle = catalogue.find_bundle(key.substr(of_bundle.size()));
        return bundle != nullptr ? bundle->name : key;
    }
    const auto* service = catalogue.find(key);
    return service != nullptr ? service->name : key;
}

}  // namespace

bool is_search(const http::Request& request) {
    return request.form.get("tun") == "suchen";
}

std::vector<std::string> chosen_services(const http::Request& request) {
    std::vector<std::string> out;
    for (const auto service : request.form.all("leistung"))
        out.emplace_back(service);
    return out;
}

json::object service_choice(const http::Request& request, const Desk& desk,
                            const std::vector<std::string>& kept) {
    const auto words = text::trim(request.form.get("wort"));
    const auto catalogue = desk.console.catalogue.snapshot(desk.name_space, request.today());
    const auto chosen = request.form.has("wort") ? chosen_services(request) : kept;
    json::array options;
    const auto offer = [&](const std::string& key, const std::string& name, bool checked) {
        options.push_back({{"option_value", key}, {"option_label", name}, {"checked", checked}});
    };
    for (const auto& key : chosen)
        offer(key, name_of(*catalogue, key), true);
    std::size_t hits = 0;
    for (const auto& service : catalogue->services()) {
        if (words.empty() || hits == most_services) break;
        if (text::lower(service.name).find(text::lower(words)) == std::string::npos) continue;
        ++hits;
        if (std::ranges::find(chosen, service.key) == chosen.end())
            offer(service.key, service.name, false);
    }
    const bool found = !options.empty();
    return {{"words", words},
            {"services", std::move(options)},
            {"none", !words.empty() && hits == 0},
            {"found", found}};
}

}  // namespace kommod::authoring
