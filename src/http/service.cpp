// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/service.h"

#include "base/log.h"
#include "base/metrics.h"

namespace kommod::http {
namespace {

constexpr std::string_view asset_folder = "/static/";

bool asks_for_page(const Head& head) {
    return (head.method == Method::get || head.method == Method::head) && !head.has_body();
}

}  // namespace

Service::Service(const ServerSettings& settings, const Router& router,
                 const std::vector<Asset>& assets, const Hooks& hooks, store::Namespace& sessions,
                 const Clock& clock)
    : settings_(settings),
      hooks_(hooks),
      clock_(clock),
      proxies_(settings.trusted_proxies),
      meter_(router),
      gate_(settings, router, hooks, sessions, clock, meter_),
      assets_(assets),
      pages_(settings.limits.cache_bytes),
      workers_(settings.limits.workers, settings.limits.queue) {}

// Pages from the cache and assets are counted, not logged: there is nothing to tell of them.
std::optional<Reply> Service::quick(const Head& head, const Peer& peer, std::string& scratch) {
    if (!asks_for_page(head)) return std::nullopt;
    const auto began = std::chrono::steady_clock::now();
    const Glance glance = glance_at(head, peer);
    const bool head_only = head.method == Method::head;
    if (head.target.starts_with(asset_folder)) {
        auto reply = assets_.answer(head.target, glance, head_only);
        if (reply) meter_.assets().record(reply->status, std::chrono::steady_clock::now() - began);
        return reply;
    }
    if (glance.session_cookie) return std::nullopt;
    make_page_key(scratch, glance, head.target);
    auto page = pages_.find(scratch);
    if (!page) return std::nullopt;
    if (hooks_.content_version && hooks_.content_version(page->tenant) != page->content_version) {
        pages_.drop(scratch);
        return std::nullopt;
    }
    Meter::Series& series = *page->series;
    Reply reply = reply_from_cache(std::move(page), glance, head_only);
    series.record(reply.status, std::chrono::steady_clock::now() - began);
    return reply;
}

std::shared_ptr<Visit> Service::open(const Head& head, const Peer& peer) {
    auto visit = std::make_shared<Visit>();
    Glance glance = glance_at(head, peer);
    visit->encodings = glance.encodings;
    visit->none_match = glance.none_match;
    visit->range = glance.range;
    visit->if_range = head.field("if-range");
    visit->exchange.request = request_of(head, peer, proxies_);
    const Request& request = visit->exchange.request;
    // The key says what the page will be made of. A glance reads fields that come twice otherwise
    // than the request, and must not put a page where other visitors find it.
    glance.language = request.language;
    glance.json = prefers_json(request.header("accept"));
    if (head.method == Method::get && !glance.session_cookie)
        make_page_key(visit->page_key, glance, head.target);
    visit->tenant_known = gate_.receive(visit->exchange);
    return visit;
}

void Service::admit(Visit& visit, const Head& head) {
    gate_.admit(visit.exchange);
    if (head.has_body()) plan_body_of(visit, head);
}

void Service::answer(Exchange& exchange) {
    if (!gate_.receive(exchange)) gate_.find_tenant(exchange);
    gate_.admit(exchange);
    gate_.answer(exchange);
}

// Leaves no reader when the body is not wanted.
void Service::plan_body_of(Visit& visit, const Head& head) const {
    Exchange& exchange = visit.exchange;
    const Route* route = exchange.match.route;
    if (exchange.refused != 0 || !route) return;
    const auto refuse = [&](int status, std::string_view why) {
        exchange.refused = status;
        exchange.request.refusal = why;
    };
    if (head.method != Method::post) return refuse(400, "body.unsupported");
    BodyPlan plan = plan_body(*route, head.field("content-type"), settings_.upload_folder);
    if (plan.refused != 0) return refuse(plan.refused, "body.unsupported");
    if (head.content_length > plan.limit) return refuse(413, "body.too_large");
    visit.authorise_first = route->upload_limit > 0 && route->access.kind != Access::Kind::anyone;
    visit.body = std::move(plan);
}

void Service::close_body(Visit& visit) const {
    if (!visit.body.reader || visit.exchange.refused != 0) return;
    const int status = visit.body.reader->finish(visit.exchange.request);
    visit.body.reader.reset();
    if (status == 0) return;
    visit.exchange.refused = status;
    visit.exchange.request.refusal = "form.malformed";
}

bool Service::submit_find_tenant(const std::shared_ptr<Visit>& visit, std::function<void()> done) {
    return submit_step(visit, std::move(done),
                       [this](Exchange& exchange) { gate_.find_tenant(exchange); });
}

bool Service::submit_authorise(const std::shared_ptr<Visit>& visit, std::function<void()> done) {
    return submit_step(visit, std::move(done),
                       [this](Exchange& exchange) { gate_.authorise(exchange); });
}

// A step that fails leaves the visit refused; the error page follows where the answer would.
bool Service::submit_step(const std::shared_ptr<Visit>& visit, std::function<void()> done,
                          std::function<void(Exchange&)> step) {
    return workers_.submit([visit, done = std::move(done), step = std::move(step)] {
        try {
            step(visit->exchange);
        } catch (const std::exception& error) {
            log::error("http.step_failed",
                       {{"id", visit->exchange.request.id}, {"what", std::string{error.what()}}});
            visit->exchange.refused = 500;
        }
        done();
    });
}

bool Service::submit_answer(const std::shared_ptr<Visit>& visit, std::function<void()> done) {
    return workers_.submit([this, visit, done = std::move(done)] {
        try {
            gate_.answer(visit->exchange);
            finish(*visit);
        } catch (const std::exception& error) {
            log::error("http.reply_failed",
                       {{"id", visit->exchange.request.id}, {"what", std::string{error.what()}}});
            visit->reply = refusal(500, visit->exchange.request.secure);
        }
        done();
    });
}

void Service::finish(Visit& visit) {
    Exchange& exchange = visit.exchange;
    const Request& request = exchange.request;
    if (exchange.cacheable && hooks_.content_version && !visit.page_key.empty()) {
        auto page = make_cached_page(exchange.response);
        page->tenant = request.tenant;
        page->content_version = exchange.content_version;
        page->series = &meter_.of(exchange.match.route);
        pages_.keep(visit.page_key, page);
        Glance glance;
        glance.encodings = visit.encodings;
        glance.none_match = visit.none_match;
        visit.reply = reply_from_cache(std::move(page), glance, false);
        return;
    }
    Wishes wishes{request.method == Method::head, visit.encodings, visit.none_match, visit.range,
                  visit.if_range};
    visit.reply = encode(std::move(exchange.response), wishes, request.session != nullptr);
}

Reply Service::refusal(int status, bool secure) const {
    Response response = plain_error_page(status);
    add_security_headers(response, secure);
    response.set_header("Cache-Control", "no-store");
    if (status == 503) response.set_header("Retry-After", "2");
    Reply reply = encode(std::move(response), {}, false);
    reply.close = true;
    return reply;
}

void Service::flush_metrics() {
    meter_.flush();
    metrics::set("kommod_http_queue_length", {{"server", settings_.name}},
                 static_cast<double>(workers_.waiting()));
    metrics::set("kommod_http_page_cache_bytes", {{"server", settings_.name}},
                 static_cast<double>(pages_.bytes()));
}

}  // namespace kommod::http
