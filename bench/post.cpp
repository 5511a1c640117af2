// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One durable row a request, over HTTP and without it, on one writer of one process:
//   bench_post CLIENTS FOLDER [postgresql://...]
// Prints "port N", where POST /row keeps its body, then obeys lines on standard input:
//   threads SECONDS   as many threads as clients keep the same row; prints the rows a second, and
//   how many rows              prints how many rows there are
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/log.h"
#include "http/server.h"
#include "http/sessions.h"
#include "store/database.h"

using namespace kommod;

namespace {

constexpr embedded::File schema[] = {
    {"0001_entry.sql",
     "CREATE TABLE entry (id TEXT NOT NULL PRIMARY KEY, received_at BIGINT NOT NULL, "
     "message TEXT NOT NULL);"}};
constexpr store::Statement insert{"bench.insert",
                                  "INSERT INTO entry (id, received_at, message) "
                                  "VALUES ($1, $2, $3)"};
constexpr store::Statement count{"bench.count", "SELECT count(*) FROM entry"};

void keep(store::Namespace& town, const std::string& message, Instant now) {
    town.write([&](store::WriteSession& session) {
        session.execute(insert, {new_id(now), now.micros(), message});
    });
}

struct Kept {
    std::int64_t rows = 0;
    double per_second = 0;
};

Kept keep_in_threads(store::Namespace& town, int threads, double seconds, const Clock& clock) {
    using Seconds = std::chrono::duration<double>;
    const std::string message(200, 'x');  // as long as in post.lua
    std::atomic<std::int64_t> rows = 0;
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::jthread> submitters;
    for (int i = 0; i < threads; ++i)
        submitters.emplace_back([&] {
            while (Seconds(std::chrono::steady_clock::now() - begin).count() < seconds) {
                keep(town, message, clock.now());
                ++rows;
            }
        });
    submitters.clear();
    const Seconds took = std::chrono::steady_clock::now() - begin;
    return {rows, static_cast<double>(rows) / took.count()};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "bench_post CLIENTS FOLDER [postgresql://...]\n";
        return 2;
    }
    const int clients = std::atoi(argv[1]);
    store::Settings settings;
    settings.folder = argv[2];
    if (argc > 3) settings.database_url = argv[3];
    settings.schema_prefix = "bench_";
    log::set_level(log::Level::warning);

    const SystemClock clock;
    const std::vector<store::Migrations> rooms{http::Sessions::migrations(), {"bench", schema}};
    const auto database = store::Database::open(settings, rooms, clock);
    auto& town = database->create(store::municipality_namespace("05558012"));

    http::ServerSettings serving;
    serving.port = 0;
    serving.secret = std::string(32, 's');
    serving.limits.workers = static_cast<std::size_t>(clients);
    serving.limits.rates = {{"page", {}}};
    http::Router router;
    router.site({.method = http::Method::post,
                 .pattern = "/row",
                 .handler =
                     [&town](const http::Request& request) {
                         keep(town, request.body, request.now);
                         return http::text_response("kept\n", "text/plain", 201);
                     },
                 .raw_body = true,
                 .csrf_exempt = true});
    http::Server server{serving, std::move(router), {}, {}, database->association_namespace(),
                        clock};
    server.start();
    std::cout << "port " << server.port() << std::endl;

    for (std::string word; std::cin >> word;) {
        double seconds = 0;
        if (word == "threads" && std::cin >> seconds) {
            const Kept kept = keep_in_threads(town, clients, seconds, clock);
            std::cout << static_cast<std::int64_t>(kept.per_second) << " " << kept.rows
                      << std::endl;
        } else if (word == "rows") {
            std::cout << town.read([](store::Session& session) {
                return session.query_one(count)->integer(0);
            }) << std::endl;
        }
    }
    server.stop();
    return 0;
}
