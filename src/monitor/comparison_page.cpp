// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The municipalities of the association beside each other: how far each is; per bundle in how many
// of them, and for how many people, something is online; and what a town could take over.
#include <algorithm>
#include <map>

#include "monitor/drawing.h"
#include "monitor/town.h"
#include "monitor/twins.h"

namespace kommod::monitor {
namespace {

using municipalities::Municipality;
using readiness::Picture;
using PicturePointer = std::shared_ptr<const Picture>;

struct Neighbour {
    Municipality municipality;
    PicturePointer picture;
    int online = 0;
};

std::vector<Neighbour> neighbours(const Pages& pages, readiness::PointInTime at,
                                  std::string_view model) {
    std::vector<Neighbour> out;
    for (const Municipality& town : pages.municipalities.active()) {
        if (town.kind != municipalities::Kind::municipality) continue;
        Neighbour neighbour{town, pages.readiness.picture(town.ags, at, model), 0};
        if (!neighbour.picture) continue;
        const auto& standings = neighbour.picture->services;
        neighbour.online = static_cast<int>(
            std::count_if(standings.begin(), standings.end(), [&](const auto& standing) {
                return standing.level >= neighbour.picture->model->online_from;
            }));
        out.push_back(std::move(neighbour));
    }
    return out;
}

json::array towns_view(const std::vector<Neighbour>& towns, std::string_view own,
                       std::string_view query) {
    std::vector<const Neighbour*> order;
    for (const Neighbour& town : towns)
        order.push_back(&town);
    std::stable_sort(order.begin(), order.end(),
                     [](const Neighbour* a, const Neighbour* b) { return a->online > b->online; });
    json::array out;
    for (const Neighbour* town : order) {
        json::object line = levels_view(*town->picture->model, town->picture->levels());
        line["name"] = town->municipality.name;
        line["href"] = "/" + town->municipality.slug + "/monitor" + std::string(query);
        line["inhabitants"] = grouped(static_cast<int>(town->municipality.inhabitants));
        line["own"] = town->municipality.ags == own;
        line["example"] = town->municipality.example;
        out.push_back(std::move(line));
    }
    return out;
}

bool is_online(const Picture& picture, std::string_view key) {
    const auto* service = picture.catalogue->find(key);
    if (service == nullptr) return false;
    const auto index = static_cast<std::size_t>(service - picture.catalogue->services().data());
    return picture.services[index].level >= picture.model->online_from;
}

// Of how many municipalities and people something holds.
struct Share {
    int municipalities = 0, of_municipalities = 0;
    std::int64_t inhabitants = 0, of_inhabitants = 0;

    void count(const Municipality& town, bool holds) {
        ++of_municipalities;
        of_inhabitants += town.inhabitants;
        if (!holds) return;
        ++municipalities;
        inhabitants += town.inhabitants;
    }
    json::object view() const {
        // Rounded down: 99.9 % is not everybody.
        const auto percent = [](std::int64_t part, std::int64_t whole) {
            return whole == 0 ? 0 : part * 100 / whole;
        };
        return {{"municipalities", municipalities},
                {"of_municipalities", of_municipalities},
                {"municipalities_percent", percent(municipalities, of_municipalities)},
                {"inhabitants", grouped(static_cast<int>(inhabitants))},
                {"of_inhabitants", grouped(static_cast<int>(of_inhabitants))},
                {"inhabitants_percent", percent(inhabitants, of_inhabitants)}};
    }
};

// Per bundle: where at least one of its services is online, and where all are.
json::array coverage(const std::vector<Neighbour>& towns, const catalogue::Catalogue& catalogue) {
    json::array out;
    for (const catalogue::Bundle& bundle : catalogue.bundles()) {
        if (bundle.services.empty()) continue;
        Share some, all;
        for (const Neighbour& town : towns) {
            const auto online = std::count_if(
                bundle.services.begin(), bundle.services.end(), [&](std::uint32_t service) {
                    return is_online(*town.picture, catalogue.services()[service].key);
                });
            some.count(town.municipality, online > 0);
            all.count(town.municipality,
                      online == static_cast<std::ptrdiff_t>(bundle.services.size()));
        }
        out.push_back({{"name", bundle.name}, {"some", some.view()}, {"all", all.view()}});
    }
    return out;
}

// What is online elsewhere and not here, by the solution that does it there.
json::array to_take_over(const http::Request& request, const Seen& seen,
                         const std::vector<Neighbour>& towns) {
    struct Offer {
        const readiness::Solution* solution = nullptr;
        std::vector<std::uint32_t> services;  // of this town's catalogue
        std::vector<std::string> where;
    };
    std::map<std::string, Offer> offers;
    const auto& services = seen.picture->catalogue->services();
    for (std::uint32_t i = 0; i < services.size(); ++i) {
        if (seen.picture->services[i].level >= seen.picture->model->online_from) continue;
        for (const Neighbour& town : towns) {
            if (town.municipality.ags == seen.municipality.ags ||
                !is_online(*town.picture, services[i].key))
                continue;
            const auto* there = town.picture->catalogue->find(services[i].key);
            const auto& standing = town.picture->services[static_cast<std::size_t>(
                there - town.picture->catalogue->services().data())];
            for (const std::uint32_t index : standing.solutions) {
                const readiness::Solution& solution = town.picture->solutions[index];
                if (std::find(solution.criteria.begin(), solution.criteria.end(), "submission") ==
                    solution.criteria.end())
                    continue;
                Offer& offer = offers[solution.title + "|" + solution.provider];
                offer.solution = &solution;
                if (offer.services.empty() || offer.services.back() != i)
                    offer.services.push_back(i);
                if (std::find(offer.where.begin(), offer.where.end(), town.municipality.name) ==
                    offer.where.end())
                    offer.where.push_back(town.municipality.name);
            }
        }
    }
    std::vector<const Offer*> order;
    for (const auto& [name, offer] : offers)
        order.push_back(&offer);
    std::stable_sort(order.begin(), order.end(), [](const Offer* a, const Offer* b) {
        return a->services.size() > b->services.size();
    });
    json::array out;
    for (const Offer* offer : order) {
        json::array where(offer->where.begin(), offer->where.end());
        out.push_back({{"title", offer->solution->title},
                       {"provider", offer->solution->provider},
                       {"url", offer->solution->url},
                       {"since", day_or_null(offer->solution->from)},
                       {"where", std::move(where)},
                       {"count", grouped(static_cast<int>(offer->services.size()))},
                       {"services", services_by_bundle(request, seen, offer->services)}});
    }
    return out;
}

// Of all pairs of a municipality and a service.
json::object whole_view(const std::vector<Neighbour>& towns) {
    std::vector<int> levels;
    for (const Neighbour& town : towns) {
        const std::vector<int> own = town.picture->levels();
        levels.resize(own.size());
        for (std::size_t i = 0; i < own.size(); ++i)
            levels[i] += own[i];
    }
    json::object out = levels_view(*towns.front().picture->model, levels);
    out["towns"] = towns.size();
    return out;
}

// Towns in which a majority of services is online, by count and by people.
json::object majority(const std::vector<Neighbour>& towns) {
    Share out;
    for (const Neighbour& town : towns)
        out.count(town.municipality,
                  town.online * 2 > static_cast<int>(town.picture->services.size()));
    return out.view();
}

}  // namespace

http::Response show_comparison(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const auto towns = neighbours(pages, seen->picture->at, seen->picture->model->id);
    json::array offers = to_take_over(request, *seen, towns);
    json::object view{{"association", pages.municipalities.association_name()},
                      {"towns", towns_view(towns, seen->municipality.ags, seen->looking.query())},
                      {"whole", whole_view(towns)},
                      {"majority", majority(towns)},
                      {"coverage", coverage(towns, *seen->picture->catalogue)},
                      {"has_offers", !offers.empty()},
                      {"offers", std::move(offers)},
                      {"definitions_svg", draw_definitions(Measures{})}};
    return show(request, pages, *seen, Tab::comparison, "monitor/comparison",
                titled(request, pages, *seen, html::msgid("Vergleich")), std::move(view));
}

http::Response show_association(const http::Request& request, const Pages& pages) {
    Looking wish = looking(request, words_of(request, pages));
    const auto towns = neighbours(pages, wish.at, wish.model);
    if (towns.empty()) return no_picture(request, pages);
    json::object view{{"association", pages.municipalities.association_name()},
                      {"day", wish.at.on.to_german()},
                      {"day_iso", wish.at.on.to_iso()},
                      {"towns", towns_view(towns, {}, wish.query())},
                      {"whole", whole_view(towns)},
                      {"majority", majority(towns)},
                      {"coverage", coverage(towns, *towns.front().picture->catalogue)},
                      {"errors", wish.errors}};
    return cacheable(pages.html.page(request, "monitor/association",
                                     pages.html.translate(request.language, "Monitor") + ": " +
                                         pages.municipalities.association_name(),
                                     std::move(view), wish.errors.empty() ? 200 : 400));
}

}  // namespace kommod::monitor
