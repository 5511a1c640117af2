// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests: the monitor's pages over the demonstration, rendered by the real templates, without a
// socket. Not part of the product.
#pragma once

#include <memory>
#include <span>
#include <string>

#include <gtest/gtest.h>

#include "audit/store.h"
#include "base/json.h"
#include "catalogue/starter.h"
#include "monitor/pages.h"
#include "readiness/import.h"
#include "readiness/testing.h"
#include "store/testing.h"

namespace kommod::monitor::testing {

inline html::RendererOptions strict() {
    html::RendererOptions out;
    out.strict = true;
    return out;
}

class DemonstrationTown : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        auto& database = open({audit::migrations(), municipalities::Store::association_migrations(),
                               municipalities::Store::municipality_migrations(),
                               catalogue::Store::migrations(), readiness::Store::migrations()});
        clock().set(*Instant::parse("2026-11-22T09:00:00Z"));
        municipalities_ = std::make_unique<municipalities::Store>(database, clock());
        catalogue_ = std::make_unique<catalogue::Store>(database, clock());
        readiness_ =
            std::make_unique<readiness::Store>(database, *catalogue_, *municipalities_, clock());
        add_town("05558012", "055580012012", "Coesfeld", "coesfeld", 37030);
        add_town("05558016", "055580016016", "Dülmen", "duelmen", 47091);
        catalogue::load_starter(*catalogue_);
        for (const char* file : {"association", "coesfeld", "duelmen"}) {
            const auto report = readiness::import_facts(
                *readiness_,
                readiness::testing::read_file(std::string(KOMMOD_SOURCE_DIR) +
                                              "/demonstration/facts/" + file + ".yaml"),
                clock().today());
            ASSERT_TRUE(report.rejected.empty()) << report.to_german();
        }
        add_pages(router_, {*readiness_, *municipalities_, html_, "https://service.example"});
    }
    void TearDown() override {
        readiness_.reset();
        catalogue_.reset();
        municipalities_.reset();
    }

    http::Response get(const std::string& path, const std::string& query = {},
                       const std::string& accept = {}) {
        http::Request request;
        request.path = path;
        request.target = "/coesfeld" + path + "?" + query;
        request.query = http::parse_urlencoded(query).value();
        if (request.query.has("sprache")) request.language = request.query.get("sprache");
        request.tenant = http::Tenant{"coesfeld", "m05558012", "/coesfeld"};
        request.now = clock().now();
        if (!accept.empty()) request.headers["accept"] = accept;
        const auto match = router_.match_tenant(http::Method::get, path);
        if (match.route == nullptr) return http::text_response("no route", "text/plain", 404);
        request.captures = match.captures;
        return match.route->handler(request);
    }
    json::object data(const std::string& query) {
        return json::parse(get("/monitor/daten.json", query).body).as_object();
    }

    readiness::Store& readiness() { return *readiness_; }

  private:
    void add_town(std::string ags, std::string ars, std::string name, std::string slug,
                  std::int64_t inhabitants) {
        municipalities::Municipality town;
        town.ags = ags;
        town.ars = std::move(ars);
        town.name = town.official_name = std::move(name);
        town.slug = std::move(slug);
        town.district_ags = "05558";
        town.inhabitants = inhabitants;
        const audit::Actor actor;
        ASSERT_TRUE(municipalities_->put(actor, std::span{&town, 1}));
        ASSERT_TRUE(municipalities_->activate(actor, ags));
    }

    std::unique_ptr<municipalities::Store> municipalities_;
    std::unique_ptr<catalogue::Store> catalogue_;
    std::unique_ptr<readiness::Store> readiness_;
    html::Renderer html_{[](const http::Request&) { return json::object{}; }, strict()};
    http::Router router_;
};

}  // namespace kommod::monitor::testing
