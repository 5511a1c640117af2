// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Search in everyday words, and the list of everything. What can be done online already stands
// first; what others offer is told apart, after what this municipality offers.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "html/pagination.h"
#include "portal/elsewhere.h"
#include "portal/portal.h"
#include "portal/views.h"

namespace kommod::portal {
namespace {

constexpr std::size_t page_size = 20;
// More hits than this are not ranked by hand: nobody reads them.
constexpr std::size_t most_hits = 200;
// Of what others offer, the best will do: it stands below what was asked of this municipality.
constexpr std::size_t most_elsewhere = 10;
constexpr std::size_t longest_query = 200;
// An online service is put before better matches only when it matches nearly as well.
constexpr double worth_lifting = 0.75;

// Who looks for the town hall itself is led to its addresses, beside whatever is found.
bool asks_for_contact(std::string_view query) {
    constexpr std::array words{"oeffnungszeit", "sprechzeit", "telefon",      "kontakt",
                               "anfahrt",       "rathaus",    "buergerbuero", "buergermeister"};
    const std::string typed = text::fold(query);
    return std::ranges::any_of(
        words, [&](std::string_view word) { return typed.find(word) != std::string::npos; });
}

std::size_t page_number(const http::Request& request) {
    const auto text = request.query.get("seite");
    std::size_t page = 1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
    return error == std::errc{} && page >= 1 && page <= most_hits ? page : 1;
}

std::optional<json::object> hit_item(const http::Request& request, const Town& town,
                                     const catalogue::Hit& hit) {
    if (hit.kind == catalogue::Hit::Kind::bundle) {
        const auto* bundle = town.catalogue->find_bundle(hit.key);
        if (!bundle) return std::nullopt;
        return bundle_item(request, town, *bundle);
    }
    const auto index = service_index(town, hit.key);
    if (!index) return std::nullopt;
    return service_item(request, town, *index);
}

// Hits in the order people need them: what is online and matches well, then the rest, each by rank.
std::vector<json::object> ranked_items(const http::Request& request, const Town& town,
                                       const catalogue::SearchResult& found) {
    std::vector<json::object> online, rest;
    const double best = found.hits.empty() ? 0 : found.hits.front().score;
    for (const auto& hit : found.hits) {
        auto item = hit.offered ? hit_item(request, town, hit) : std::nullopt;
        if (!item) continue;
        const bool lift = item->at("online").as_bool() && hit.score >= best * worth_lifting;
        (lift ? online : rest).push_back(std::move(*item));
    }
    online.insert(online.end(), std::make_move_iterator(rest.begin()),
                  std::make_move_iterator(rest.end()));
    return online;
}

// Services among the hits that the catalogue knows and this municipality does not offer. A bundle
// without an offer is found by its services.
std::vector<json::object> elsewhere_items(const http::Request& request, const Deps& deps,
                                          const Town& town, const catalogue::SearchResult& found) {
    std::vector<json::object> items;
    std::shared_ptr<const catalogue::Catalogue> known;
    for (const auto& hit : found.hits) {
        if (hit.offered || hit.kind != catalogue::Hit::Kind::service) continue;
        if (!known) known = deps.catalogue.full(town.municipality.name_space(), request.today());
        if (const auto* service = known->find(hit.key); service && !town.catalogue->find(hit.key))
            items.push_back(elsewhere_item(request, deps, town, *service));
    }
    return items;
}

// {query, total, results:[{kind,key,name,bundle,level}]}: the documented answer for machines. What
// others offer is added only when there is any.
http::Response as_json(const catalogue::SearchResult& found, std::size_t total, const Town& town,
                       const std::vector<json::object>& items,
                       const std::vector<json::object>& elsewhere) {
    json::array results;
    for (const auto& item : items) {
        const bool is_bundle = item.at("kind") == "bundle";
        const auto& key = item.at("key").as_string();
        results.push_back(
            {{"kind", item.at("kind")},
             {"key", key},
             {"name", item.at("name")},
             {"bundle", is_bundle ? std::string{key} : town.catalogue->find(key)->bundle},
             {"level", item.at("level")}});
    }
    json::object answer{{"query", found.query}, {"total", total}, {"results", std::move(results)}};
    json::array others;
    for (const auto& item : elsewhere)
        others.push_back({{"key", item.at("key")},
                          {"name", item.at("name")},
                          {"responsible", item.at("responsible")}});
    if (!others.empty()) answer["elsewhere"] = std::move(others);
    return http::json_response(json::serialize(answer));
}

// What others offer, below the first page of results: people who look further know what they want.
void add_elsewhere(json::object& view, const Town& town, std::vector<json::object> items,
                   std::size_t page) {
    if (page > 1) items.clear();
    view["municipality"] = town.municipality.name;
    view["elsewhere_exist"] = !items.empty();
    view["elsewhere_more"] = items.size() > most_elsewhere;
    items.resize(std::min(items.size(), most_elsewhere));
    view["elsewhere"] = json::array(items.begin(), items.end());
}

http::Response show_all(const http::Request& request, const Deps& deps, const Town& town) {
    json::array subjects;
    for (const auto& subject : town.catalogue->subjects()) {
        json::array bundles;
        for (const auto& bundle : town.catalogue->bundles())
            if (bundle.offered && bundle.subject == subject.id)
                bundles.push_back(bundle_item(request, town, bundle));
        if (!bundles.empty())
            subjects.push_back(
                {{"id", subject.id}, {"name", subject.name}, {"bundles", std::move(bundles)}});
    }
    const auto title = deps.renderer.translate(request.language, "Alle Leistungen");
    auto response = deps.renderer.page(request, "portal/all_services", title,
                                       {{"subjects", std::move(subjects)},
                                        {"query", ""},
                                        {"breadcrumb", breadcrumb(request, {{title, ""}})}});
    response.cacheable = true;
    return response;
}

http::Response show_search(const http::Request& request, const Deps& deps) {
    const Town town = town_of(request, deps);
    const std::string query{text::prefix(request.query.get("q"), longest_query)};
    if (query.empty() && !request.wants_json()) return show_all(request, deps, town);

    const auto found = deps.search.find(town.municipality.name_space(), query, most_hits);
    const auto items = ranked_items(request, town, found);
    auto elsewhere = elsewhere_items(request, deps, town, found);
    // Hits come with what is offered first. Those that were offered until yesterday have no page.
    const std::size_t total =
        found.offered - (std::min(found.offered, found.hits.size()) - items.size());
    const std::size_t pages = std::max<std::size_t>(1, (items.size() + page_size - 1) / page_size);
    const std::size_t page = std::min(page_number(request), pages);
    const auto first = items.begin() + static_cast<std::ptrdiff_t>((page - 1) * page_size);
    const std::vector<json::object> shown(
        first, first + std::min<std::ptrdiff_t>(page_size, items.end() - first));
    if (request.wants_json()) return as_json(found, total, town, shown, elsewhere);

    json::array results(shown.begin(), shown.end());
    const auto title = deps.renderer.translate(request.language, "Suche");
    json::object view{{"query", query},
                      {"total", total},
                      {"results", std::move(results)},
                      {"contact", asks_for_contact(query)},
                      {"breadcrumb", breadcrumb(request, {{title, ""}})}};
    add_elsewhere(view, town, std::move(elsewhere), page);
    if (!found.correction.empty()) {
        view["correction"] = {{"text", found.correction},
                              {"href", std::string{request.base()} +
                                           "/leistungen?q=" + http::url_encode(found.correction)}};
    }
    view["pagination"] = html::pagination(
        static_cast<int>(page), static_cast<int>(pages),
        std::string{request.base()} + "/leistungen?q=" + http::url_encode(query) + "&seite=");
    return deps.renderer.page(request, "portal/search", query + " – " + title, std::move(view));
}

// Completions of what is being typed: a list of words as JSON.
http::Response show_suggestions(const http::Request& request, const Deps& deps) {
    constexpr std::size_t most = 8;
    const auto municipality = deps.municipalities.by_slug(request.tenant->slug);
    json::array words;
    if (!municipality) return http::json_response(json::serialize(words));
    for (auto& word : deps.search.suggest(
             municipality->name_space(), text::prefix(request.query.get("q"), longest_query), most))
        words.push_back(json::string(word));
    return http::json_response(json::serialize(words));
}

}  // namespace

void add_search_pages(http::Router& router, const Deps& deps) {
    router.tenant(
        {.method = http::Method::get,
         .pattern = "/leistungen",
         .handler = [&deps](const http::Request& request) { return show_search(request, deps); }});
    router.tenant(
        {.method = http::Method::get,
         .pattern = "/leistungen/vorschlaege.json",
         .handler =
             [&deps](const http::Request& request) { return show_suggestions(request, deps); },
         .rate_class = "suggest"});
}

}  // namespace kommod::portal
