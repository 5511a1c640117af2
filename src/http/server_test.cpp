// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A started server under slow clients, floods and a stop; its cache, files and uploads.
#include <chrono>
#include <fstream>
#include <thread>

#include "base/metrics.h"
#include "http/test_house.h"

namespace kommod::http {
namespace {

using namespace testing;
using namespace std::chrono_literals;

class ServerTest : public ::testing::Test {
  protected:
    void wait_until_waiting(int count) const {
        for (int i = 0; i < 1000 && house.waiting < count; ++i)
            std::this_thread::sleep_for(5ms);
        ASSERT_EQ(house.waiting, count);
    }
    House house;
};

TEST_F(ServerTest, SlowHeadersGetADeadlineAndHonestOnesAnAnswer) {
    house.settings.limits.header_time = 300ms;
    house.start();
    std::vector<std::unique_ptr<RawClient>> attackers;
    for (int i = 0; i < 50; ++i) {
        attackers.push_back(std::make_unique<RawClient>(house.port()));
        attackers.back()->send("GET / HTTP/1.1\r\nX-");
    }
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(house.ask(get("/")).status, 200);
    for (int i = 0; i < 8; ++i) {  // a byte now and then does not help
        for (const auto& attacker : attackers)
            attacker->send("a");
        std::this_thread::sleep_for(50ms);
    }
    for (const auto& attacker : attackers)
        EXPECT_EQ(attacker->read().status, 408);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

TEST_F(ServerTest, SlowBodiesMustKeepARate) {
    house.settings.limits.body_time = 200ms;
    house.settings.limits.body_rate = 100;
    house.start();
    const std::string body = "a=" + std::string(98, 'b');
    const std::string bytes = post("/frei", body);
    RawClient slow{house.port()};
    slow.send(bytes.substr(0, bytes.size() - body.size()));
    RawClient steady{house.port()};
    steady.send(bytes.substr(0, bytes.size() - body.size()));
    for (std::size_t i = 0; i < body.size(); i += 20) {  // 200 bytes a second, for half a second
        steady.send(body.substr(i, 20));
        std::this_thread::sleep_for(100ms);
    }
    EXPECT_EQ(steady.read().status, 200);
    EXPECT_EQ(slow.read().status, 408);
}

TEST_F(ServerTest, IdleConnectionsAreClosed) {
    house.settings.limits.idle_time = 100ms;
    house.start();
    RawClient client{house.port()};
    EXPECT_EQ(client.ask(get("/")).status, 200);
    EXPECT_TRUE(client.at_end());
}

TEST_F(ServerTest, AFullQueueIsAnsweredAtOnce) {
    house.settings.limits.workers = 1;
    house.settings.limits.queue = 2;
    house.start();
    std::vector<std::unique_ptr<RawClient>> clients;
    const auto ask = [&] {
        clients.push_back(std::make_unique<RawClient>(house.port()));
        clients.back()->send(get("/warten"));
        std::this_thread::sleep_for(50ms);  // in this order
    };
    ask();
    wait_until_waiting(1);
    for (int i = 0; i < 3; ++i)  // two wait; the third finds the queue full
        ask();
    const Answer refused = clients.back()->read();
    clients.pop_back();
    EXPECT_EQ(refused.status, 503);
    EXPECT_NE(refused.header("Retry-After"), "");
    EXPECT_EQ(house.ask(get("/static/abc/kommod.css")).status, 200);  // needs no worker
    house.gate.release(64);
    for (const auto& client : clients)
        EXPECT_EQ(client->read().status, 200);
}

TEST_F(ServerTest, ConnectionsAreCapped) {
    house.settings.limits.connections = 2;
    house.start();
    RawClient first{house.port()};
    RawClient second{house.port()};
    EXPECT_EQ(first.ask(get("/")).status, 200);
    EXPECT_EQ(second.ask(get("/")).status, 200);
    RawClient third{house.port()};
    EXPECT_EQ(third.read().status, 503);
}

TEST_F(ServerTest, AStopLetsRequestsUnderWayFinish) {
    house.start();
    // Each of the server's loops hears of the stop by itself; among so many idle connections there
    // is one on the busy one's loop.
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 16; ++i) {
        idle.push_back(std::make_unique<RawClient>(house.port()));
        EXPECT_EQ(idle.back()->ask(get("/")).status, 200);
    }
    RawClient busy{house.port()};
    busy.send(get("/warten"));
    wait_until_waiting(1);
    std::thread stopper{[&] { house.server().stop(); }};
    for (const auto& client : idle)
        EXPECT_TRUE(client->at_end());
    house.gate.release();
    const Answer answer = busy.read();
    EXPECT_EQ(answer.body, "<!DOCTYPE html>gewartet");
    EXPECT_TRUE(answer.closes());
    stopper.join();
    EXPECT_FALSE(RawClient{house.port()}.connected());
}

TEST_F(ServerTest, AStopCutsWhatDoesNotFinish) {
    house.settings.limits.drain_time = 100ms;
    house.start();
    RawClient stuck{house.port()};
    stuck.send("GET / HTTP/1.1\r\n");
    std::this_thread::sleep_for(50ms);
    const auto began = std::chrono::steady_clock::now();
    house.server().stop();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST_F(ServerTest, ATakenAddressIsSaid) {
    house.start();
    House other;
    other.settings.port = house.port();
    EXPECT_THROW(other.start(), std::exception);
}

TEST_F(ServerTest, AWorkerMayOutliveItsClient) {
    house.start();
    {
        RawClient client{house.port()};
        client.send(get("/warten"));
        wait_until_waiting(1);
    }
    house.gate.release();
    EXPECT_EQ(house.ask(get("/")).status, 200);
}

TEST_F(ServerTest, CachedPagesAreRenderedOncePerVersion) {
    house.start();
    const Answer first = house.ask(get("/gecacht"));
    EXPECT_EQ(first.header("Cache-Control"), "no-cache");
    const std::string tag = first.header("ETag");
    EXPECT_NE(tag, "");
    EXPECT_EQ(house.ask(get("/gecacht")).body, first.body);
    EXPECT_EQ(house.rendered, 1);
    EXPECT_EQ(house.ask(get("/gecacht", "If-None-Match: " + tag + "\r\n")).status, 304);
    const Answer gzip = house.ask(get("/gecacht", "Accept-Encoding: gzip\r\n"));
    EXPECT_EQ(gzip.header("Content-Encoding"), "gzip");
    EXPECT_LT(gzip.body.size(), first.body.size());
    EXPECT_EQ(
        house.ask(get("/gecacht", "Accept-Encoding: gzip, br\r\n")).header("Content-Encoding"),
        "br");
    RawClient head{house.port()};
    head.send("HEAD /gecacht HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(head.read(true).header("Content-Length"), std::to_string(first.body.size()));
    EXPECT_EQ(house.rendered, 1);
    house.version = 2;
    EXPECT_EQ(house.ask(get("/gecacht")).status, 200);
    EXPECT_EQ(house.rendered, 2);
}

TEST_F(ServerTest, SessionsLeaveCachedPagesInTheCache) {
    store::Namespace& association = house.association();
    house.hooks.content_version = [&](const auto&) { return association.content_version(); };
    house.start();
    auto sessions = house.sessions();
    house.ask(get("/gecacht"));
    const auto opened = sessions.open("staff", "anna", "association", TrustLevel::low, 1h, 8h);
    house.clock().advance(5min);
    const std::string cookie = "Cookie: kommod_session=" + opened.token + "\r\n";
    EXPECT_EQ(house.ask(get("/intern", cookie)).status, 200);
    EXPECT_EQ(sessions.of_subject("staff", "anna").at(0).last_seen, house.clock().now());
    sessions.end(opened.session.id);
    sessions.sweep();
    house.ask(get("/gecacht"));
    EXPECT_EQ(house.rendered, 1);
    association.write([](store::WriteSession& records) {
        records.execute({"test.change", "UPDATE http_session SET trust = trust"});
    });
    house.ask(get("/gecacht"));
    EXPECT_EQ(house.rendered, 2) << "a change of content";
}

// A directory that must be read first: `lookups` lets one look-up after the other go on.
class StaleDirectory : public ServerTest {
  protected:
    StaleDirectory() {
        house.settings.limits.io_threads = 1;
        house.settings.limits.workers = 1;
        house.settings.limits.queue = 1;
        house.hooks.find_tenant = [this](std::string_view host, std::string_view first) {
            ++asked;
            lookups.acquire();
            if (broken) throw std::runtime_error("the records cannot be read");
            return testing::House::tenant_of(host, first);
        };
        house.hooks.known_tenant = [this](std::string_view host, std::string_view first) {
            if (!known) return std::optional<FoundTenant>{};
            return std::optional{FoundTenant{testing::House::tenant_of(host, first)}};
        };
        house.start();
    }
    // The server's threads use what this class holds: they end before it does.
    ~StaleDirectory() override {
        lookups.release(64);
        house.server().stop();
    }
    void wait_until_asked(int times) const {
        for (int i = 0; i < 1000 && asked < times; ++i)
            std::this_thread::sleep_for(5ms);
        ASSERT_EQ(asked, times);
    }

    std::counting_semaphore<> lookups{0};
    std::atomic<int> asked{0};
    std::atomic<bool> known{false};
    std::atomic<bool> broken{false};
};

TEST_F(StaleDirectory, IsReadByAWorkerAndHoldsUpNobodyElse) {
    RawClient waiting{house.port()};
    waiting.send(get("/coesfeld/"));
    wait_until_asked(1);
    EXPECT_EQ(house.ask(get("/static/abc/kommod.css")).status, 200) << "the I/O thread is free";
    lookups.release();
    EXPECT_TRUE(waiting.read().body.ends_with("Stadt coesfeld"));
    known = true;
    EXPECT_TRUE(waiting.ask(get("/coesfeld/")).body.ends_with("Stadt coesfeld"));
    EXPECT_EQ(asked, 1) << "from memory";
    known = false;
    lookups.release();
    EXPECT_TRUE(waiting.ask(get("/coesfeld/")).body.ends_with("Stadt coesfeld"));
    EXPECT_EQ(asked, 2);
}

TEST_F(StaleDirectory, TheBodyIsReadAfterwards) {
    lookups.release(2);
    EXPECT_TRUE(house.ask(post("/frei", "a=1")).body.ends_with("a=1;"));
    RawClient slow{house.port()};
    const std::string whole = post("/frei", "a=1");
    slow.send(whole.substr(0, whole.size() - 2));
    wait_until_asked(2);
    slow.send(whole.substr(whole.size() - 2));
    EXPECT_TRUE(slow.read().body.ends_with("a=1;"));
}

TEST_F(StaleDirectory, ThatCannotBeReadIsAnErrorPage) {
    broken = true;
    lookups.release(2);
    RawClient client{house.port()};
    EXPECT_EQ(client.ask(get("/coesfeld/")).status, 500);
    broken = false;
    EXPECT_EQ(client.ask(get("/coesfeld/")).status, 200);
}

TEST_F(StaleDirectory, AFullQueueIsSaid) {
    RawClient working{house.port()};
    working.send(get("/coesfeld/"));
    wait_until_asked(1);
    RawClient queued{house.port()};
    queued.send(get("/coesfeld/"));
    Answer third;
    for (int i = 0; i < 100 && third.status != 503; ++i) {
        RawClient client{house.port()};
        client.send(get("/coesfeld/"));
        client.finish_sending();
        third = client.read();
    }
    EXPECT_EQ(third.status, 503);
}

TEST_F(ServerTest, WhatMakesAPageDifferentMakesItAnotherEntry) {
    house.start();
    house.ask(get("/gecacht"));
    EXPECT_TRUE(house.ask(get("/gecacht", "Cookie: kommod_sprache=en\r\n")).body.ends_with("xen"));
    EXPECT_EQ(house.rendered, 2);
    house.ask("GET /gecacht HTTP/1.1\r\nHost: other\r\n\r\n");
    house.ask(get("/gecacht?a=1"));
    house.ask(get("/gecacht", "Accept: application/json\r\n"));
    EXPECT_EQ(house.rendered, 5);
    const Answer chosen = house.ask(get("/gecacht?sprache=en"));
    EXPECT_NE(chosen.header("Set-Cookie").find("kommod_sprache=en"), std::string::npos);
    house.ask(get("/gecacht?sprache=en"));
    EXPECT_EQ(house.rendered, 7);
}

// Fields that come twice are one list for the request; the cache must not read them otherwise.
TEST_F(ServerTest, NobodyPutsAPageWhereOthersFindAnother) {
    house.start();
    const Answer english =
        house.ask(get("/gecacht", "Cookie: kommod_sprache=en\r\nCookie: kommod_sprache=de\r\n"));
    EXPECT_TRUE(english.body.ends_with("xen"));
    EXPECT_TRUE(house.ask(get("/gecacht")).body.ends_with("xde"));
    const int before = house.rendered;
    house.ask(get("/gecacht", "Accept: application/json\r\nAccept: image/png\r\n"));
    house.ask(get("/gecacht", "Accept: application/json\r\n"));
    EXPECT_EQ(house.rendered, before + 1) << "both are made for who prefers JSON";
}

TEST_F(ServerTest, EmptySegmentsAreNotLedRoundInCircles) {
    house.start();
    EXPECT_EQ(house.ask(get("/coesfeld")).header("Location"), "/coesfeld/");
    EXPECT_EQ(house.ask(get("/coesfeld//")).header("Location"), "/coesfeld/");
    EXPECT_EQ(house.ask(get("//")).header("Location"), "/");
}

TEST_F(ServerTest, VisitorsWithASessionGetNothingFromTheCache) {
    house.start();
    const auto opened =
        house.sessions().open("staff", "anna", "association", TrustLevel::low, 1h, 8h);
    const std::string cookie = "Cookie: kommod_session=" + opened.token + "\r\n";
    house.ask(get("/gecacht"));
    const Answer answer = house.ask(get("/gecacht", cookie));
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    EXPECT_EQ(answer.header("ETag"), "");
    house.ask(get("/gecacht", cookie));
    EXPECT_EQ(house.rendered, 3);
}

TEST_F(ServerTest, AssetsAreImmutableAndComeInParts) {
    house.start();
    const Answer whole = house.ask(get("/static/abc/kommod.css"));
    EXPECT_EQ(whole.body, "body{color:black}");
    EXPECT_NE(whole.header("Cache-Control").find("immutable"), std::string::npos);
    EXPECT_EQ(house.ask(get("/static/abc/kommod.css", "Accept-Encoding: gzip\r\n")).body, "GZ");
    EXPECT_EQ(house.ask(get("/static/abc/kommod.css", "Accept-Encoding: br,gzip\r\n")).body, "BR");
    EXPECT_EQ(
        house.ask(get("/static/abc/kommod.css", "If-None-Match: " + whole.header("ETag") + "\r\n"))
            .status,
        304);
    const Answer part = house.ask(get("/static/abc/kommod.css", "Range: bytes=5-9\r\n"));
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, "color");
    EXPECT_EQ(part.header("Content-Range"), "bytes 5-9/17");
    EXPECT_EQ(house.ask(get("/static/abc/kommod.css", "Range: bytes=17-\r\n")).status, 416);
    EXPECT_EQ(house.ask(get("/static/other")).status, 404);
}

TEST_F(ServerTest, FilesComeWholeInPartsAndLarge) {
    house.download = house.uploads / "download";
    std::string content(3'000'000, '\0');
    for (std::size_t i = 0; i < content.size(); ++i)
        content[i] = static_cast<char>('a' + i % 26);
    std::ofstream{house.download} << content;
    house.start();
    const Answer whole = house.ask(get("/datei"));
    EXPECT_TRUE(whole.body == content);
    const Answer part = house.ask(get("/datei", "Range: bytes=2600000-2600004\r\n"));
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, "abcde");
    EXPECT_EQ(house.ask(get("/datei", "If-None-Match: " + whole.header("ETag") + "\r\n")).status,
              304);
    EXPECT_EQ(house.ask(get("/datei", "Range: bytes=0-1\r\nIf-Range: \"old\"\r\n")).status, 200);
    house.download = house.uploads / "missing";
    EXPECT_EQ(house.ask(get("/datei")).status, 404);
}

std::string multipart(std::string_view field, std::string_view file) {
    return "--X\r\nContent-Disposition: form-data; name=\"feld\"\r\n\r\n" + std::string{field} +
           "\r\n--X\r\nContent-Disposition: form-data; name=\"datei\"; filename=\"a.pdf\"\r\n"
           "Content-Type: application/pdf\r\n\r\n" +
           std::string{file} + "\r\n--X--\r\n";
}

TEST_F(ServerTest, UploadsGoToDiskAndVanishWithTheRequest) {
    house.start();
    const auto send = [&](std::string_view target, std::string_view body,
                          std::string_view more = {}) {
        return house.ask(post(target, body, more, "multipart/form-data; boundary=X"));
    };
    const Answer answer = send("/hochladen", multipart("wert", std::string(150'000, 'p')));
    EXPECT_EQ(answer.body, "<!DOCTYPE html>feld=wert;datei:a.pdf:150000;");
    EXPECT_EQ(send("/hochladen", multipart("wert", std::string(200'001, 'p'))).status, 413);
    EXPECT_EQ(send("/hochladen", multipart(std::string(1001, 'f'), "p")).status, 413);
    EXPECT_EQ(send("/hochladen", multipart("wert", std::string(400'000, 'p'))).status, 413);
    EXPECT_EQ(send("/frei", multipart("wert", "p")).status, 415);
    EXPECT_EQ(send("/hochladen", "--X\r\nbroken").status, 400);
    EXPECT_EQ(send("/hochladen", multipart("\xff", "p")).status, 400);
    for (int i = 0; i < 200 && house.files_left() > 0; ++i)
        std::this_thread::sleep_for(5ms);
    EXPECT_EQ(house.files_left(), 0U);
}

TEST_F(ServerTest, WhatACrashLeftIsRemovedAtTheStart) {
    const auto old = house.uploads / "upload-old";
    const auto fresh = house.uploads / "upload-fresh";
    const auto other = house.uploads / "other";
    for (const auto& path : {old, fresh, other})
        std::ofstream{path} << "x";
    const auto long_ago = std::filesystem::file_time_type::clock::now() - 25h;
    std::filesystem::last_write_time(old, long_ago);
    std::filesystem::last_write_time(other, long_ago);
    house.start();
    EXPECT_FALSE(std::filesystem::exists(old));
    EXPECT_TRUE(std::filesystem::exists(fresh));
    EXPECT_TRUE(std::filesystem::exists(other));
}

TEST_F(ServerTest, StrangersUploadNothingToGuardedRoutes) {
    house.start();
    RawClient client{house.port()};
    const std::string bytes = post("/intern/hochladen", multipart("a", std::string(1000, 'p')), "",
                                   "multipart/form-data; boundary=X");
    client.send(bytes.substr(0, 300));  // the answer does not wait for the rest
    EXPECT_EQ(client.read().status, 401);
    EXPECT_EQ(house.files_left(), 0U);
    const auto opened =
        house.sessions().open("staff", "anna", "association", TrustLevel::low, 1h, 8h);
    const Answer answer = house.ask(post("/intern/hochladen", multipart("a", "p"),
                                         "Cookie: kommod_session=" + opened.token + "\r\n",
                                         "multipart/form-data; boundary=X"));
    EXPECT_EQ(answer.status, 200);
}

TEST_F(ServerTest, MetricsCountByRoute) {
    house.start();
    house.ask(get("/"));
    house.server().stop();
    EXPECT_NE(metrics::text().find("kommod_http_requests_total{route=\"/\",status=\"2xx\"}"),
              std::string::npos);
}

}  // namespace
}  // namespace kommod::http
