// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Before the first page: what it is about, who may apply, what to have at hand, what it costs, and
// what happens to what is said (Art. 13 GDPR).
#include <algorithm>

#include <fmt/format.h>

#include "cases/summary.h"
#include "cases/visit.h"

namespace kommod::cases {
namespace {

using http::Response;

json::array needed(const Shop& shop) {
    constexpr std::string_view prefix = "needed.";
    json::array out;
    const auto& german = shop.package().texts.at("de");
    for (auto each = german.lower_bound(prefix);
         each != german.end() && each->first.starts_with(prefix); ++each)
        out.push_back(json::object{{"thing", shop.text(each->first)}});
    return out;
}

// What is due depends on answers that are not given yet: amounts that parameters alone decide are
// told, others are announced.
json::array fees(const Shop& shop) {
    const forms::Record nothing;
    const auto login = shop.login();
    const forms::Inputs inputs{nothing, login, shop.service.parameters, shop.request.today()};
    const auto scope = forms::scope_of(forms::evaluate(shop.package().form, inputs), inputs);
    json::array out;
    for (const auto& fee : shop.package().fees) {
        const auto amount = fee.amount.evaluate({&scope, nullptr, shop.request.today()});
        const auto line = fee_lines(shop, {{&fee, amount.money() ? *amount.money() : Cents{}}});
        auto view = fee_view(line).front().as_object();
        if (amount.money() == nullptr) view["amount"] = shop.translate("je nach Ihren Angaben");
        out.push_back(std::move(view));
    }
    return out;
}

json::array legal_basis(const Shop& shop) {
    json::array out;
    for (const auto& basis : shop.package().legal_basis)
        out.push_back({{"citation", basis.citation}, {"citation_text", basis.text}});
    return out;
}

// Those of this browser that are still there.
json::array drafts_at_hand(const Shop& shop) {
    json::array out;
    const auto prefix = cookie_name({});
    const auto& cookies = shop.request.cookies;
    for (auto each = cookies.lower_bound(prefix);
         each != cookies.end() && each->first.starts_with(prefix); ++each) {
        const auto token = DraftToken::parse(each->second);
        if (!token) continue;
        const auto draft = find_draft(shop.records, each->first.substr(prefix.size()), *token,
                                      shop.request.today());
        if (!draft || draft->package_id != shop.package().id) continue;
        out.push_back({{"href", fmt::format("{}/{}", shop.home(), draft->id)},
                       {"sent", draft->sent()},
                       {"at", moment(shop, draft->saved_at)},
                       {"until", day(shop, draft->expires_on)}});
    }
    return out;
}

bool may_begin(const Shop& shop) {
    return shop.service.is_open(shop.request.today()) &&
           shop.package().trust_level == http::TrustLevel::none;
}

json::object privacy(const Shop& shop) {
    const auto& retention = shop.package().retention;
    return {{"privacy_text", shop.text("service.privacy")},
            {"basis", shop.package().privacy_basis},
            {"controller", municipalities::spoken_name(shop.municipality)},
            {"draft_kept", duration(shop, retention.draft)},
            {"application_kept", duration(shop, retention.application)},
            {"kept_by", retention.citation},
            {"privacy_href", std::string{shop.request.base()} + "/datenschutz"}};
}

json::object start_view(const Shop& shop) {
    auto fee_list = fees(shop);
    auto things = needed(shop);
    return {{"action", shop.home()},
            {"on_action", ""},
            {"lead", shop.text("service.lead")},
            {"before", shop.text("service.before")},
            {"minutes", shop.text("service.minutes")},
            {"needed_exist", !things.empty()},
            {"needed", std::move(things)},
            {"fees_exist", !fee_list.empty()},
            {"fees", std::move(fee_list)},
            {"legal_basis_exist", !shop.package().legal_basis.empty()},
            {"legal_basis", legal_basis(shop)},
            {"privacy", privacy(shop)},
            {"drafts", drafts_at_hand(shop)},
            {"resume_href", shop.home() + "/fortsetzen"},
            {"may_begin", may_begin(shop)},
            {"needs_login", shop.package().trust_level != http::TrustLevel::none},
            {"notice", shop.service.offer.notice},
            {"description", shop.text("service.lead")}};
}

Response show_start(const Shop& shop) {
    return show(shop, "apply/start", shop.title(), start_view(shop));
}

// Who walks through a version here reads what comes before the first page, too.
Response show_trial_start(const Visit& visit) {
    if (!visit.draft.trial()) return http::redirect(visit.at(""));
    auto view = start_view(visit);
    view["on_action"] = visit.at("");
    view["drafts"] = json::array{};
    return show(visit, "apply/start", visit.title(), std::move(view));
}

Response begin(const Shop& shop) {
    if (!may_begin(shop)) return show_start(shop);
    const auto& package = shop.package();
    const auto begun = begin_draft(shop.records, package.id, package.hash, package.retention.draft,
                                   shop.request.now);
    auto response = http::redirect(fmt::format("{}/{}", shop.home(), begun.draft.id));
    set_cookie(response, shop, begun.draft, begun.token);
    return response;
}

Response lead_on(const Visit& visit) {
    return http::redirect(visit.at(first_gap(visit.evaluation())));
}

}  // namespace

void add_start_pages(http::Router& router, const Deps& deps) {
    using http::Method;
    router.tenant(shop_route(deps, Method::get, "/antrag/{package}", show_start));
    auto begin_route = shop_route(deps, Method::post, "/antrag/{package}", begin);
    begin_route.rate_class = "form";
    router.tenant(std::move(begin_route));
    router.tenant(draft_route(deps, Method::get, "", lead_on));
    router.tenant(draft_route(deps, Method::get, "/anfang", show_trial_start));
}

}  // namespace kommod::cases
