// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/outbox.h"

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "store/testing.h"

namespace kommod::store {
namespace {

using namespace std::chrono_literals;

class Outbox : public testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        database = &open({});
        town = &database->create("m1");
    }
    void enqueue(std::string key, std::chrono::seconds in = 0s, std::string topic = "mail") {
        town->write([&](WriteSession& s) {
            s.enqueue({topic, key, "{\"to\":\"" + key + "\"}", clock().now().plus(in)});
        });
    }

    Database* database = nullptr;
    Namespace* town = nullptr;
};

TEST_P(Outbox, DeliversOnceWhatWasEnqueuedTwice) {
    std::vector<std::string> delivered;
    OutboxWorker worker{*database, clock()};
    worker.handle("mail", [&](const Delivery& d) {
        EXPECT_EQ(d.name_space, "m1");
        EXPECT_EQ(d.attempt, 1);
        delivered.push_back(d.payload);
    });
    enqueue("a");
    enqueue("a");
    enqueue("b");
    EXPECT_EQ(worker.deliver_due(), 2);
    enqueue("a");
    EXPECT_EQ(worker.deliver_due(), 0);
    EXPECT_EQ(delivered, (std::vector<std::string>{"{\"to\":\"a\"}", "{\"to\":\"b\"}"}));
}

TEST_P(Outbox, OneTownsBrokenRecordsHoldUpNobodyElse) {
    static constexpr Statement breaking{"test.break", "DROP TABLE outbox"};
    town->write([](WriteSession& s) { s.execute(breaking, {}); });
    database->create("m2").write(
        [&](WriteSession& s) { s.enqueue({"mail", "a", "{}", clock().now()}); });
    OutboxWorker worker{*database, clock()};
    worker.handle("mail", [](const Delivery& d) { EXPECT_EQ(d.name_space, "m2"); });
    EXPECT_EQ(worker.deliver_due(), 1);
}

TEST_P(Outbox, AFailedUnitOfWorkEnqueuesNothing) {
    OutboxWorker worker{*database, clock()};
    worker.handle("mail", [](const Delivery&) { FAIL(); });
    EXPECT_THROW(town->write([&](WriteSession& s) {
        s.enqueue({"mail", "a", "{}", clock().now()});
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_EQ(worker.deliver_due(), 0);
}

TEST_P(Outbox, NothingBeforeItsTimeAndNothingWithoutAHandler) {
    int delivered = 0;
    OutboxWorker worker{*database, clock()};
    worker.handle("mail", [&](const Delivery&) { ++delivered; });
    enqueue("later", 60s);
    enqueue("other", 0s, "letter");
    EXPECT_EQ(worker.deliver_due(), 0);
    clock().advance(59s);
    EXPECT_EQ(worker.deliver_due(), 0);
    clock().advance(1s);
    EXPECT_EQ(worker.deliver_due(), 1);
    EXPECT_EQ(outbox_state(*town).waiting, 1);
}

TEST_P(Outbox, FailuresAreTriedAgainLaterAndLater) {
    std::vector<std::int64_t> moments;
    const Instant start = clock().now();
    OutboxSettings settings;
    settings.attempts = 4;
    OutboxWorker worker{*database, clock(), settings};
    worker.handle("mail", [&](const Delivery&) {
        moments.push_back((clock().now() - start) / 1s);
        throw std::runtime_error("mailbox full");
    });
    enqueue("a");
    for (int second = 0; second < 200; ++second) {
        worker.deliver_due();
        clock().advance(1s);
    }
    EXPECT_EQ(moments, (std::vector<std::int64_t>{0, 10, 30, 70}));
    const auto dead = dead_letters(*town);
    ASSERT_EQ(dead.size(), 1U);
    EXPECT_EQ(dead[0].last_error, "mailbox full");
    EXPECT_EQ(dead[0].attempts, 4);
    EXPECT_EQ(dead[0].key, "a");
    EXPECT_EQ(dead[0].died_at, start.plus(70s));
    EXPECT_EQ(outbox_state(*town).dead, 1);
}

TEST_P(Outbox, AnOperatorRetriesAndDiscardsDeadLetters) {
    bool up = false;
    int delivered = 0;
    OutboxWorker worker{*database, clock()};
    worker.handle("mail", [&](const Delivery&) {
        if (!up) throw Undeliverable("no such address");
        ++delivered;
    });
    enqueue("a");
    enqueue("b");
    worker.deliver_due();
    auto dead = dead_letters(*town);
    ASSERT_EQ(dead.size(), 2U);
    up = true;
    EXPECT_EQ(worker.deliver_due(), 0) << "dead ones stay dead";
    EXPECT_EQ(retry_dead_letter(*town, dead[0].id, clock().now()), Retry::in_line);
    EXPECT_EQ(retry_dead_letter(*town, dead[0].id, clock().now()), Retry::unknown);
    EXPECT_EQ(worker.deliver_due(), 1);
    EXPECT_TRUE(discard_dead_letter(*town, dead[1].id, clock().now()));
    EXPECT_FALSE(discard_dead_letter(*town, "nonsense", clock().now()));
    EXPECT_TRUE(dead_letters(*town).empty());
    enqueue("b");
    EXPECT_EQ(worker.deliver_due(), 0) << "a discarded key stays known";
    EXPECT_EQ(delivered, 1);
}

TEST_P(Outbox, APayloadThatNobodyCouldDeliverDoesNotStayForEver) {
    OutboxSettings settings;
    settings.dead_payload_kept = 24h * 90;
    OutboxWorker worker{*database, clock(), settings};
    worker.handle("mail", [](const Delivery&) { throw Undeliverable("no such address"); });
    enqueue("old");
    worker.deliver_due();
    const Instant died = clock().now();
    clock().advance(24h * 60);
    enqueue("young");
    worker.deliver_due();
    EXPECT_EQ(worker.sweep(), 0);
    clock().advance(24h * 31);
    EXPECT_EQ(worker.sweep(), 1);
    EXPECT_EQ(worker.sweep(), 0);
    const auto dead = dead_letters(*town);
    ASSERT_EQ(dead.size(), 2U);
    EXPECT_EQ(dead[0].key, "old");
    EXPECT_EQ(dead[0].topic, "mail");
    EXPECT_EQ(dead[0].last_error, "no such address");
    EXPECT_EQ(dead[0].died_at, died);
    EXPECT_TRUE(dead[0].expired);
    EXPECT_FALSE(dead[1].expired);
    const auto payloads = town->read([](Session& s) {
        return s.query({"test.payloads", "SELECT payload FROM outbox ORDER BY position"});
    });
    EXPECT_EQ(payloads.at(0).text(0), "");
    EXPECT_NE(payloads.at(1).text(0), "");
    EXPECT_EQ(retry_dead_letter(*town, dead[0].id, clock().now()), Retry::expired);
    EXPECT_EQ(retry_dead_letter(*town, dead[1].id, clock().now()), Retry::in_line);
    EXPECT_TRUE(discard_dead_letter(*town, dead[0].id, clock().now()));
    EXPECT_TRUE(dead_letters(*town).empty());
}

TEST_P(Outbox, AMessageOfADeadProcessComesBackAfterItsLease) {
    struct Killed {};
    OutboxSettings settings;
    settings.lease = 300s;
    enqueue("a");
    {
        OutboxWorker dying{*database, clock(), settings};
        dying.handle("mail", [](const Delivery&) { throw Killed{}; });
        EXPECT_THROW(dying.deliver_due(), Killed);  // not a std::exception: as if the power went
    }
    std::vector<std::int64_t> attempts;
    OutboxWorker next{*database, clock(), settings};
    next.handle("mail", [&](const Delivery& d) { attempts.push_back(d.attempt); });
    clock().advance(299s);
    EXPECT_EQ(next.deliver_due(), 0);
    clock().advance(1s);
    EXPECT_EQ(next.deliver_due(), 1);
    EXPECT_EQ(attempts, std::vector<std::int64_t>{2});
}

TEST_P(Outbox, DeliveredOnesForgetTheirPayloadAtOnceAndTheirKeyLater) {
    OutboxWorker worker{*database, clock()};
    worker.handle("mail", [](const Delivery&) {});
    enqueue("a");
    worker.deliver_due();
    const auto payload = [&] {
        return town->read(
            [](Session& s) { return s.query_one({"test.payload", "SELECT payload FROM outbox"}); });
    };
    EXPECT_EQ(payload()->text(0), "");
    clock().advance(24h * 89);
    EXPECT_EQ(worker.sweep(), 0);
    clock().advance(24h * 2);
    EXPECT_EQ(worker.sweep(), 1);
    EXPECT_FALSE(payload());
}

TEST_P(Outbox, WorkersShareTheWorkWithoutDoingItTwice) {
    constexpr int messages = 40;
    for (int i = 0; i < messages; ++i)
        enqueue(std::to_string(i));
    std::mutex mutex;
    std::map<std::string, int> times;
    std::vector<std::thread> workers;
    for (int w = 0; w < 4; ++w)
        workers.emplace_back([&] {
            OutboxWorker worker{*database, clock()};
            worker.handle("mail", [&](const Delivery& d) {
                const std::lock_guard lock{mutex};
                ++times[d.key];
            });
            worker.deliver_due();
        });
    for (std::thread& worker : workers)
        worker.join();
    EXPECT_EQ(times.size(), std::size_t{messages});
    for (const auto& [key, count] : times)
        EXPECT_EQ(count, 1) << key;
}

TEST_P(Outbox, AStartedWorkerDeliversByItself) {
    std::atomic<int> delivered = 0;
    OutboxSettings settings;
    settings.look_every = 5ms;
    OutboxWorker worker{*database, clock(), settings};
    worker.handle("mail", [&](const Delivery&) { ++delivered; });
    worker.start();
    enqueue("a");
    for (int i = 0; i < 400 && delivered == 0; ++i)
        std::this_thread::sleep_for(10ms);
    worker.stop();
    EXPECT_EQ(delivered, 1);
}

KOMMOD_ON_BOTH_ENGINES(Outbox);

TEST(BackOff, DoublesUpToItsLimit) {
    const OutboxSettings settings;
    EXPECT_EQ(back_off(settings, 1), 10s);
    EXPECT_EQ(back_off(settings, 2), 20s);
    EXPECT_EQ(back_off(settings, 5), 160s);
    EXPECT_EQ(back_off(settings, 50), 6h);
}

}  // namespace
}  // namespace kommod::store
