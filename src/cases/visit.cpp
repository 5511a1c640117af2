// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/visit.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "cases/summary.h"
#include "cases/uploads.h"
#include "packages/placeholders.h"

namespace kommod::cases {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view return_parameter = "zurueck";
constexpr std::string_view summary_word = "pruefen";

// The request as the package can answer it: in German when it has no texts in the language.
struct Spoken {
    Request request;
    std::string asked;
};
Spoken in_language_of(const Request& request, const packages::ServicePackage& package) {
    Spoken out{request, request.language};
    if (std::ranges::find(package.languages, request.language) == package.languages.end())
        out.request.language = "de";
    return out;
}

std::optional<municipalities::Municipality> town_of(const Request& request, const Deps& deps) {
    return request.tenant ? deps.municipalities.by_slug(request.tenant->slug) : std::nullopt;
}

Response serve_shop(const Deps& deps, const Request& request, const ShopPage& page) {
    const auto town = town_of(request, deps);
    auto* records = town ? deps.database.find(town->name_space()) : nullptr;
    if (records == nullptr) return not_found(deps, request);
    auto service =
        deps.packages.service(records->name(), request.capture("package"), request.today());
    if (!service) return not_found(deps, request);
    const auto spoken = in_language_of(request, *service->package);
    return page({deps, spoken.request, spoken.asked, *town, *records, std::move(*service)});
}

std::optional<DraftToken> token_of(const Request& request) {
    const auto cookie = request.cookies.find(cookie_name(request.capture("draft")));
    return cookie == request.cookies.end() ? std::nullopt : DraftToken::parse(cookie->second);
}

Response serve_draft(const Deps& deps, const Request& request, const VisitPage& page) {
    const auto token = token_of(request);
    const auto town = token ? town_of(request, deps) : std::nullopt;
    auto* records = town ? deps.database.find(town->name_space()) : nullptr;
    if (records == nullptr) return not_found(deps, request);
    auto draft = find_draft(*records, request.capture("draft"), *token, request.today());
    if (!draft || draft->package_id != request.capture("package")) return not_found(deps, request);
    // It stays on the version on which it was begun, whatever is live by now.
    auto service = deps.packages.service_on(records->name(), draft->package_id, draft->package_hash,
                                            request.today());
    if (!service) throw std::runtime_error("the version of a draft is gone: " + draft->id);
    const auto spoken = in_language_of(request, *service->package);
    Visit visit{{deps, spoken.request, spoken.asked, *town, *records, std::move(*service)},
                *token,
                std::move(*draft),
                {}};
    visit.attributes = visit.login();
    return page(visit);
}

forms::LiesHere lies_on(std::shared_ptr<const geo::Map> map) {
    if (!map) return {};
    return [map = std::move(map)](double latitude, double longitude) {
        return map->contains({latitude, longitude});
    };
}

// The days before the end on which every page says so.
constexpr int warned_days = 3;

void add_language_note(json::object& view, const Shop& shop) {
    const bool other = shop.request.language != shop.asked_language;
    view["language_note"] =
        other ? shop.deps.renderer.translate(shop.asked_language,
                                             "Diesen Antrag gibt es nicht in dieser Sprache. Sie "
                                             "sehen ihn auf Deutsch.")
              : std::string{};
    view["language_note_tag"] = shop.asked_language == "en" ? "en" : "de";
}

void add_draft(json::object& view, const Visit& visit) {
    const auto today = visit.request.today();
    view["saved"] = moment(visit, visit.draft.saved_at);
    view["expires_on"] = day(visit, visit.draft.expires_on);
    // A trial is kept for days only, and nobody would miss it.
    view["expires_soon"] =
        !visit.draft.trial() && visit.draft.expires_on <= today.plus_days(warned_days);
    view["later_href"] = visit.at("/spaeter");
    view["trial"] = visit.draft.trial();
    const auto& retired = visit.service.offer.retired_from;
    view["retired"] = retired && *retired <= today;
    view["notice"] = visit.service.offer.notice;
}

}  // namespace

std::string Shop::text(std::string_view key) const {
    const packages::Around around{
        [&] { return municipalities::spoken_name(municipality); },
        [&] {
            const auto office = deps.municipalities.office(municipality.ags, service.offer.office);
            return office ? office->name : municipalities::spoken_name(municipality);
        }};
    return packages::shown_text(package(), request.language, key, service.parameters, around,
                                speech());
}

std::string Shop::translate(std::string_view german) const {
    return deps.renderer.translate(request.language, german);
}

forms::Speech Shop::speech() const {
    return {request.language, [this](std::string_view german) { return translate(german); },
            [this](std::string_view key) { return text(key); }};
}

std::string Shop::home() const {
    return fmt::format("{}/antrag/{}", request.base(), package().id);
}

std::string Shop::absolute(std::string_view path) const {
    const bool own_host = request.tenant->base.empty();
    const std::string& origin =
        own_host || deps.public_url.empty() ? request.origin : deps.public_url;
    return origin + std::string{path};
}

forms::Attributes Shop::login() const {
    return deps.login ? deps.login(request) : forms::Attributes{};
}

std::string Visit::at(std::string_view path) const {
    return fmt::format("{}/{}{}", home(), draft.id, path);
}

std::string Visit::at(const Stage& stage) const {
    switch (stage.kind) {
        case Stage::Kind::page:
            return at("/seite/" + stage.page);
        case Stage::Kind::stop:
            return at("/ende");
        case Stage::Kind::summary:
            return at("/pruefen");
        case Stage::Kind::start:
            break;
    }
    return home();
}

Surroundings Visit::around() const {
    return {package().form, attributes, service.parameters, request.today(), lies_on(map())};
}

bool Visit::from_summary() const {
    return request.query.get(return_parameter) == summary_word;
}

std::string_view Visit::return_suffix() const {
    return from_summary() ? "?zurueck=pruefen" : "";
}

std::optional<Draft> Visit::keep(const Change& change) const {
    return change_answers(*this, [&](store::WriteSession&, json::object& answers) {
        apply(answers, change);
        return true;
    });
}

http::Route shop_route(const Deps& deps, http::Method method, std::string pattern, ShopPage page) {
    return {.method = method,
            .pattern = std::move(pattern),
            .handler = [&deps, page = std::move(page)](const Request& request) {
                return serve_shop(deps, request, page);
            }};
}

http::Route any_draft_route(const Deps& deps, http::Method method, std::string_view path,
                            VisitPage page) {
    return {.method = method,
            .pattern = "/antrag/{package}/{draft}" + std::string{path},
            .handler = [&deps, page = std::move(page)](const Request& request) {
                return serve_draft(deps, request, page);
            }};
}

http::Route draft_route(const Deps& deps, http::Method method, std::string_view path,
                        VisitPage page) {
    return any_draft_route(deps, method, path,
                           [method, page = std::move(page)](const Visit& visit) {
                               if (visit.draft.sent()) return http::redirect(visit.at("/beleg"));
                               // What was typed is kept first; then the notice is shown.
                               if (visit.service.offer.withdrawn_at && !visit.draft.trial() &&
                                   method == http::Method::get)
                                   return withdrawn(visit);
                               return page(visit);
                           });
}

Response show(const Shop& shop, std::string_view template_name, std::string title,
              json::object view, int status) {
    view["service_title"] = shop.title();
    view["home_href"] = shop.home();
    add_language_note(view, shop);
    auto response = shop.deps.renderer.page(shop.request, template_name, std::move(title),
                                            std::move(view), status);
    response.set_header("Cache-Control", "no-store");
    return response;
}

Response show(const Visit& visit, std::string_view template_name, std::string title,
              json::object view, int status) {
    add_draft(view, visit);
    return show(static_cast<const Shop&>(visit), template_name, std::move(title), std::move(view),
                status);
}

Response not_found(const Deps& deps, const Request& request) {
    return deps.renderer.page(
        request, "apply/not_found",
        deps.renderer.translate(request.language, "Diesen Antrag können wir nicht öffnen"),
        {{"resume_href", fmt::format("{}/antrag/{}/fortsetzen", request.base(),
                                     http::url_encode(request.capture("package")))}},
        404);
}

Response withdrawn(const Visit& visit) {
    return show(visit, "apply/withdrawn", visit.translate("Dieser Online-Dienst ruht zurzeit"),
                {{"sections", summary_view(visit, visit.evaluation(), {})}});
}

std::string cookie_name(std::string_view draft_id) {
    return "kommod_antrag_" + std::string{draft_id};
}

void set_cookie(Response& response, const Request& request, std::string_view home,
                const Draft& draft, const DraftToken& token) {
    const auto end = Instant::start_of(draft.expires_on.plus_days(1));
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(end - request.now).count();
    response.set_header(
        "Set-Cookie",
        fmt::format("{}={}; Path={}; Max-Age={}; HttpOnly; SameSite=Lax{}", cookie_name(draft.id),
                    token.str(), home, left, request.secure ? "; Secure" : ""));
}

void set_cookie(Response& response, const Shop& shop, const Draft& draft, const DraftToken& token) {
    set_cookie(response, shop.request, shop.home(), draft, token);
}

void drop_cookie(Response& response, const Shop& shop, std::string_view draft_id) {
    response.set_header("Set-Cookie", fmt::format("{}=; Path={}; Max-Age=0; HttpOnly; SameSite=Lax",
                                                  cookie_name(draft_id), shop.home()));
}

std::string day(const Shop& shop, LocalDate when) {
    static const forms::Field date = [] {
        forms::Field field;
        field.type = forms::FieldType::date;
        return field;
    }();
    return forms::shown(date, "", forms::Value{when}, shop.speech());
}

std::string moment(const Shop& shop, Instant when) {
    const auto time = when.to_german_time();
    const auto local = when.local_date();
    const auto clock = shop.request.language == "en" ? time.substr(0, time.find(' ')) : time;
    return (local == shop.request.today() ? shop.translate("heute") : day(shop, local)) + ", " +
           clock;
}

std::string duration(const Shop& shop, const forms::Duration& duration) {
    return forms::shown(duration, shop.speech());
}

}  // namespace kommod::cases
