// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What connections ask of the house: the seam between the coroutines (connection.cpp) and
// everything that is plain functions.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/assets.h"
#include "http/body.h"
#include "http/client.h"
#include "http/framing.h"
#include "http/gate.h"
#include "http/page_cache.h"
#include "http/server.h"
#include "http/wire.h"
#include "http/workers.h"

namespace kommod::http {

// One request between its head and its reply.
struct Visit {
    Exchange exchange;
    BodyPlan body;
    std::string page_key;
    std::string none_match, range, if_range;
    Encodings encodings;
    bool tenant_known = false;     // else a worker must find it before admit()
    bool authorise_first = false;  // before an upload is let in
    Reply reply;
};

// Lives as long as the server; safe to use from all I/O threads.
class Service {
  public:
    Service(const ServerSettings& settings, const Router& router, const std::vector<Asset>& assets,
            const Hooks& hooks, store::Namespace& sessions, const Clock& clock);

    // Answers from memory: an asset or a cached page. I/O thread.
    std::optional<Reply> quick(const Head& head, const Peer& peer, std::string& scratch);
    // The request as its head tells of it. I/O thread.
    std::shared_ptr<Visit> open(const Head& head, const Peer& peer);
    // Everything that can be said before the body is read. I/O thread.
    void admit(Visit& visit, const Head& head);
    // The body is complete. I/O thread.
    void close_body(Visit& visit) const;

    // Sends a visit to a worker; `done` is called there afterwards. False when the queue is full.
    bool submit_find_tenant(const std::shared_ptr<Visit>& visit, std::function<void()> done);
    bool submit_authorise(const std::shared_ptr<Visit>& visit, std::function<void()> done);
    bool submit_answer(const std::shared_ptr<Visit>& visit, std::function<void()> done);
    // All of it on the calling thread.
    void answer(Exchange& exchange);

    // A reply without the house: bad framing, time-out, full queue. The connection ends with it.
    Reply refusal(int status, bool secure = false) const;

    bool trusts(std::string_view address) const { return proxies_.contains(address); }
    const Limits& limits() const { return settings_.limits; }
    Instant now() const { return clock_.now(); }
    void flush_metrics();
    void stop_workers() { workers_.stop(); }

  private:
    bool submit_step(const std::shared_ptr<Visit>& visit, std::function<void()> done,
                     std::function<void(Exchange&)> step);
    void plan_body_of(Visit& visit, const Head& head) const;
    void finish(Visit& visit);

    const ServerSettings& settings_;
    const Hooks& hooks_;
    const Clock& clock_;
    TrustedProxies proxies_;
    Meter meter_;
    Gate gate_;
    AssetShelf assets_;
    PageCache pages_;
    Workers workers_;  // last: its threads end before what they use
};

}  // namespace kommod::http
