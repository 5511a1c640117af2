// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Delivers what units of work enqueued: mails, letters, facts for the association.
//
// At least once: a handler that throws, or a process that dies in the middle, sees the message
// again, later and later, until it is a dead letter that an operator looks at and retries. The key
// of a message keeps it from being enqueued twice; handlers pass it on where the other side can
// use it to drop duplicates. Several instances share the work. A worker delivers one message after
// the other: a topic that may be slow gets a worker of its own.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace kommod::store {

// A message on its way.
struct Delivery {
    std::string name_space;  // whose outbox it lay in
    std::string id;
    std::string topic;
    std::string key;
    std::string payload;
    std::int64_t attempt = 1;  // 1 the first time
};

// Thrown by a handler that knows that no further attempt can help: a dead letter at once.
class Undeliverable : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct OutboxSettings {
    int attempts = 12;  // with the back-off below: about a day
    std::chrono::seconds first_pause{10};
    std::chrono::seconds longest_pause{6 * 3600};
    // A claimed message that is neither delivered nor failed after this is taken up by another.
    std::chrono::seconds lease{300};
    // How long a delivered message's key is remembered; its payload goes at once.
    std::chrono::hours remembered{24 * 90};
    // How long a dead letter can be retried. Then its payload goes, which may hold personal data
    // that is deleted elsewhere by now.
    std::chrono::hours dead_payload_kept{24 * 90};
    std::chrono::milliseconds look_every{500};
};

// The pause before the next attempt when `failed` attempts failed.
std::chrono::seconds back_off(const OutboxSettings& settings, std::int64_t failed);

class OutboxWorker {
  public:
    // A handler delivers and returns, or throws. It runs outside of any unit of work. What it
    // throws is kept for the operator, so it names no personal data.
    using Handler = std::function<void(const Delivery&)>;

    OutboxWorker(Database& database, const Clock& clock, OutboxSettings settings = {});
    ~OutboxWorker();  // stops
    OutboxWorker(const OutboxWorker&) = delete;
    OutboxWorker& operator=(const OutboxWorker&) = delete;

    // Before start(). Messages of topics without a handler wait.
    void handle(std::string topic, Handler handler);
    void start();  // a thread of its own
    void stop();   // the delivery that runs is finished

    // Delivers all that is due now, on this thread and not while it is started; returns how many
    // were delivered.
    int deliver_due();
    // Forgets delivered messages, and payloads of dead letters, whose time is over; returns how
    // many.
    std::int64_t sweep();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// A message that could not be delivered.
struct DeadLetter {
    std::string name_space;
    std::string id;
    std::string topic;
    std::string key;
    std::string last_error;
    std::int64_t attempts = 0;
    Instant died_at;
    bool expired = false;  // its payload is gone: it can only be discarded
};

// For the operator. All dead letters of a namespace, oldest first.
std::vector<DeadLetter> dead_letters(Namespace& name_space);
// Puts one back in line, due now, with all its attempts.
enum class Retry { in_line, unknown, expired };
Retry retry_dead_letter(Namespace& name_space, std::string_view id, Instant now);
// Gives one up; its key stays known. False when there is no such dead letter.
bool discard_dead_letter(Namespace& name_space, std::string_view id, Instant now);
// How many messages wait and how many are dead.
struct OutboxState {
    std::int64_t waiting = 0;
    std::int64_t dead = 0;
};
OutboxState outbox_state(Namespace& name_space);

}  // namespace kommod::store
