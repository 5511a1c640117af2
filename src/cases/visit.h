// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One request of a citizen in the middle of an application: whose draft it is, on which version of
// which service, and in which language. Inside this room only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cases/answers.h"
#include "cases/apply_pages.h"
#include "cases/drafts.h"
#include "cases/journey.h"
#include "forms/fields.h"

namespace kommod::cases {

// What a page of a service needs, draft or not.
struct Shop {
    const Deps& deps;
    const http::Request& request;  // in a language that the package has
    std::string asked_language;    // what the visitor asked for
    municipalities::Municipality municipality;
    store::Namespace& records;
    packages::Service service;

    const packages::ServicePackage& package() const { return *service.package; }
    std::string text(std::string_view key) const;  // of the package
    std::string translate(std::string_view german) const;
    forms::Speech speech() const;
    std::string title() const { return text("service.title"); }
    std::string home() const;  // "/coesfeld/antrag/hundesteuer"
    // "https://.../coesfeld/antrag/..." of a path with the base, for mails.
    std::string absolute(std::string_view path) const;
    forms::Attributes login() const;
    // Of the municipality; null while it has none.
    std::shared_ptr<const geo::Map> map() const { return deps.maps.map(records); }
};

struct Visit : Shop {
    DraftToken token;
    Draft draft;
    forms::Attributes attributes;

    // Below the draft's address: at("/pruefen").
    std::string at(std::string_view path) const;
    std::string at(const Stage& stage) const;
    Surroundings around() const;
    forms::Evaluation evaluation() const { return evaluate(around(), draft.answers); }
    // One change on the way to it, from the summary.
    bool from_summary() const;
    std::string_view return_suffix() const;  // "?zurueck=pruefen" when from_summary()
    // Durable when it returns; the draft as it is then, or nothing when it went meanwhile.
    std::optional<Draft> keep(const Change& change) const;
};

using ShopPage = std::function<http::Response(const Shop&)>;
using VisitPage = std::function<http::Response(const Visit&)>;

// A page of a service that is, or was, live in this town.
http::Route shop_route(const Deps& deps, http::Method method, std::string pattern, ShopPage page);
// A page of a draft that is not sent: who sent it already is led to the receipt, and while the
// service is withdrawn its notice is shown. `path` is below the draft's address.
http::Route draft_route(const Deps& deps, http::Method method, std::string_view path,
                        VisitPage page);
// A page that is there in every state of a draft.
http::Route any_draft_route(const Deps& deps, http::Method method, std::string_view path,
                            VisitPage page);

// Renders with what all pages of a service or a draft show.
http::Response show(const Shop& shop, std::string_view template_name, std::string title,
                    json::object view, int status = 200);
http::Response show(const Visit& visit, std::string_view template_name, std::string title,
                    json::object view, int status = 200);
http::Response not_found(const Deps& deps, const http::Request& request);
http::Response withdrawn(const Visit& visit);

std::string cookie_name(std::string_view draft_id);
// Gives this browser the draft: HttpOnly, only for this service, until it expires.
void set_cookie(http::Response& response, const Shop& shop, const Draft& draft,
                const DraftToken& token);
// `home`: the service's address on this host.
void set_cookie(http::Response& response, const http::Request& request, std::string_view home,
                const Draft& draft, const DraftToken& token);
void drop_cookie(http::Response& response, const Shop& shop, std::string_view draft_id);

// "heute um 10:30 Uhr", "am 1. März 2026 um 10:30 Uhr"
std::string moment(const Shop& shop, Instant when);
// "1. März 2026", in the language
std::string day(const Shop& shop, LocalDate when);
// "30 Tage", "10 Jahre"
std::string duration(const Shop& shop, const forms::Duration& duration);

}  // namespace kommod::cases
