// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/outbox.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "base/ids.h"
#include "base/log.h"
#include "base/metrics.h"
#include "store/background.h"

namespace kommod::store {
namespace {

constexpr Statement add_message{
    "store.outbox.add",
    "INSERT INTO outbox (id, position, topic, key, payload, state, due_at, attempts, changed_at,"
    " last_error) VALUES ($1, (SELECT COALESCE(MAX(position), 0) + 1 FROM outbox), $2, $3, $4,"
    " 'waiting', $5, 0, $5, '') ON CONFLICT (topic, key) DO NOTHING",
    Effect::books};
constexpr Statement next_due{
    "store.outbox.next_due",
    "SELECT MIN(due_at) FROM outbox WHERE state = 'waiting' AND topic = $1"};
// A due message is the claimer's until the lease ends: then it is due again. One at a time, so that
// no slow neighbour eats up its lease.
constexpr Statement claim{
    "store.outbox.claim",
    "UPDATE outbox SET due_at = $3, attempts = attempts + 1, changed_at = $2"
    " WHERE id = (SELECT id FROM outbox WHERE state = 'waiting' AND topic = $1 AND due_at <= $2"
    " ORDER BY due_at, position LIMIT 1)"
    " RETURNING id, key, payload, attempts",
    Effect::books};
constexpr Statement delivered{
    "store.outbox.delivered",
    "UPDATE outbox SET state = 'delivered', payload = '', last_error = '', changed_at = $3"
    " WHERE id = $1 AND attempts = $2 AND state = 'waiting'",
    Effect::books};
constexpr Statement failed{
    "store.outbox.failed",
    "UPDATE outbox SET state = $3, due_at = $4, last_error = $5, changed_at = $6"
    " WHERE id = $1 AND attempts = $2 AND state = 'waiting'",
    Effect::books};
constexpr Statement forget{"store.outbox.forget",
                           "DELETE FROM outbox WHERE state = 'delivered' AND changed_at < $1",
                           Effect::books};
// A payload is JSON and never empty; changed_at still says when the letter died.
constexpr Statement empty_dead{
    "store.outbox.empty_dead",
    "UPDATE outbox SET payload = '' WHERE state = 'dead' AND changed_at < $1 AND payload <> ''",
    Effect::books};
constexpr Statement list_dead{
    "store.outbox.list_dead",
    "SELECT id, topic, key, last_error, attempts, changed_at,"
    " CASE WHEN payload = '' THEN 1 ELSE 0 END FROM outbox WHERE state = 'dead'"
    " ORDER BY changed_at, position"};
constexpr Statement is_dead{"store.outbox.is_dead",
                            "SELECT 1 FROM outbox WHERE id = $1 AND state = 'dead'"};
constexpr Statement retry{"store.outbox.retry",
                          "UPDATE outbox SET state = 'waiting', due_at = $2, attempts = 0,"
                          " changed_at = $2 WHERE id = $1 AND state = 'dead' AND payload <> ''",
                          Effect::books};
constexpr Statement discard{"store.outbox.discard",
                            "UPDATE outbox SET state = 'delivered', payload = '', changed_at = $2"
                            " WHERE id = $1 AND state = 'dead'",
                            Effect::books};
constexpr Statement count_by_state{
    "store.outbox.count",
    "SELECT state, COUNT(*) FROM outbox WHERE state <> 'delivered' GROUP BY state"};

constexpr auto never = Instant{std::numeric_limits<std::int64_t>::max()};

}  // namespace

void WriteSession::enqueue(const OutboxMessage& message) {
    execute(add_message, {new_id(message.not_before), message.topic, message.key, message.payload,
                          to_value(message.not_before)});
}

std::chrono::seconds back_off(const OutboxSettings& settings, std::int64_t failed_attempts) {
    const auto doublings = std::clamp<std::int64_t>(failed_attempts - 1, 0, 30);
    return std::min(settings.longest_pause, settings.first_pause * (std::int64_t{1} << doublings));
}

struct OutboxWorker::Impl {
    Impl(Database& d, const Clock& c, OutboxSettings s)
        : database(d), clock(c), settings(std::move(s)) {}

    struct Seen {
        std::uint64_t version = 0;
        Instant next;  // nothing is due before, unless the namespace changes
    };

    int visit(const std::string& name);
    int deliver_in(Namespace& name_space);
    std::optional<Delivery> claim_due(Namespace& name_space, const std::string& topic);
    bool deliver(Namespace& name_space, const Delivery& delivery, const Handler& handler);
    void record_failure(Namespace& name_space, const Delivery& delivery, std::string_view what,
                        bool hopeless);
    Instant find_next(Namespace& name_space);

    Database& database;
    const Clock& clock;
    OutboxSettings settings;
    std::map<std::string, Handler> handlers;
    std::map<std::string, Seen> seen;
    Background thread;
};

OutboxWorker::OutboxWorker(Database& database, const Clock& clock, OutboxSettings settings)
    : impl_(std::make_unique<Impl>(database, clock, std::move(settings))) {}
OutboxWorker::~OutboxWorker() = default;

void OutboxWorker::handle(std::string topic, Handler handler) {
    impl_->handlers[std::move(topic)] = std::move(handler);
}

void OutboxWorker::start() {
    impl_->thread.start(impl_->settings.look_every, [this] {
        try {
            deliver_due();
        } catch (const std::exception& error) {
            log::error("store.outbox.stuck", {{"what", std::string{error.what()}}});
        }
    });
}

void OutboxWorker::stop() {
    impl_->thread.stop();
}

int OutboxWorker::deliver_due() {
    int count = 0;
    for (const std::string& name : impl_->database.namespaces()) {
        // Records that cannot be read hold up nobody else's mail.
        try {
            count += impl_->visit(name);
        } catch (const std::exception& error) {
            impl_->seen.erase(name);
            log::error("store.outbox.stuck",
                       {{"namespace", name}, {"what", std::string{error.what()}}});
        }
    }
    return count;
}

Instant OutboxWorker::Impl::find_next(Namespace& name_space) {
    return name_space.read([&](Session& session) {
        Instant next = never;
        for (const auto& [topic, handler] : handlers) {
            const Row row = *session.query_one(next_due, {topic});
            if (!row.is_null(0)) next = std::min(next, row.instant(0));
        }
        return next;
    });
}

int OutboxWorker::Impl::visit(const std::string& name) {
    Namespace* name_space = database.find(name);
    if (name_space == nullptr) return 0;  // dropped in between
    Seen& last = seen[name];
    const auto version = name_space->version();
    if (version == last.version && clock.now() < last.next) return 0;
    last.version = version;
    const int count = deliver_in(*name_space);
    last.next = find_next(*name_space);
    return count;
}

int OutboxWorker::Impl::deliver_in(Namespace& name_space) {
    int count = 0;
    for (const auto& [topic, handler] : handlers)
        while (!thread.stopping()) {
            const auto delivery = claim_due(name_space, topic);
            if (!delivery) break;
            if (deliver(name_space, *delivery, handler)) ++count;
        }
    return count;
}

std::optional<Delivery> OutboxWorker::Impl::claim_due(Namespace& name_space,
                                                      const std::string& topic) {
    const Instant now = clock.now();
    const bool anything = name_space.read([&](Session& session) {
        const Row row = *session.query_one(next_due, {topic});
        return !row.is_null(0) && row.instant(0) <= now;
    });
    if (!anything) return std::nullopt;
    return name_space.write([&](WriteSession& session) -> std::optional<Delivery> {
        const auto row =
            session.query_one(claim, {topic, to_value(now), to_value(now.plus(settings.lease))});
        if (!row) return std::nullopt;  // another instance was quicker
        return Delivery{name_space.name(), row->text(0), topic,
                        row->text(1),      row->text(2), row->integer(3)};
    });
}

bool OutboxWorker::Impl::deliver(Namespace& name_space, const Delivery& delivery,
                                 const Handler& handler) {
    try {
        if (delivery.attempt > settings.attempts)
            throw Undeliverable("the process ended during the last attempt");
        handler(delivery);
    } catch (const Undeliverable& error) {
        record_failure(name_space, delivery, error.what(), true);
        return false;
    } catch (const std::exception& error) {
        record_failure(name_space, delivery, error.what(), delivery.attempt >= settings.attempts);
        return false;
    }
    name_space.write([&](WriteSession& session) {
        session.execute(delivered, {delivery.id, delivery.attempt, to_value(clock.now())});
    });
    metrics::add("kommod_outbox_total", {{"topic", delivery.topic}, {"result", "delivered"}});
    return true;
}

void OutboxWorker::Impl::record_failure(Namespace& name_space, const Delivery& delivery,
                                        std::string_view what, bool hopeless) {
    const Instant now = clock.now();
    const Instant next = now.plus(back_off(settings, delivery.attempt));
    name_space.write([&](WriteSession& session) {
        session.execute(failed,
                        {delivery.id, delivery.attempt, std::string{hopeless ? "dead" : "waiting"},
                         to_value(next), std::string{what}, to_value(now)});
    });
    const std::string_view result = hopeless ? "dead" : "failed";
    metrics::add("kommod_outbox_total", {{"topic", delivery.topic}, {"result", result}});
    log::event(hopeless ? log::Level::error : log::Level::warning, "store.outbox.failed",
               {{"namespace", name_space.name()},
                {"topic", delivery.topic},
                {"id", delivery.id},
                {"attempt", delivery.attempt},
                {"dead", hopeless}});
}

std::int64_t OutboxWorker::sweep() {
    std::int64_t count = 0;
    const Instant now = impl_->clock.now();
    const OutboxSettings& kept = impl_->settings;
    const Instant delivered_before = now.plus(-std::chrono::microseconds{kept.remembered});
    const Instant dead_before = now.plus(-std::chrono::microseconds{kept.dead_payload_kept});
    for (const std::string& name : impl_->database.namespaces())
        if (Namespace* name_space = impl_->database.find(name))
            count += name_space->write([&](WriteSession& session) {
                return session.execute_counted(forget, {to_value(delivered_before)}) +
                       session.execute_counted(empty_dead, {to_value(dead_before)});
            });
    return count;
}

std::vector<DeadLetter> dead_letters(Namespace& name_space) {
    return name_space.read([&](Session& session) {
        std::vector<DeadLetter> letters;
        for (const Row& row : session.query(list_dead))
            letters.push_back({name_space.name(), row.text(0), row.text(1), row.text(2),
                               row.text(3), row.integer(4), row.instant(5), row.boolean(6)});
        return letters;
    });
}

Retry retry_dead_letter(Namespace& name_space, std::string_view id, Instant now) {
    return name_space.write([&](WriteSession& session) {
        if (session.execute_counted(retry, {std::string{id}, to_value(now)}) == 1)
            return Retry::in_line;
        const bool dead = session.query_one(is_dead, {std::string{id}}).has_value();
        return dead ? Retry::expired : Retry::unknown;
    });
}

bool discard_dead_letter(Namespace& name_space, std::string_view id, Instant now) {
    return name_space.write([&](WriteSession& session) {
        return session.execute_counted(discard, {std::string{id}, to_value(now)}) == 1;
    });
}

OutboxState outbox_state(Namespace& name_space) {
    return name_space.read([](Session& session) {
        OutboxState state;
        for (const Row& row : session.query(count_by_state))
            (row.text(0) == "dead" ? state.dead : state.waiting) = row.integer(1);
        return state;
    });
}

}  // namespace kommod::store
