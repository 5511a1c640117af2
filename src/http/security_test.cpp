// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What no page can forget: tokens, origins, access, throttles, spam defence, headers, cookies.
#include "http/form_guard.h"
#include "http/test_house.h"
#include "http/testing.h"
#include "http/throttle.h"

namespace kommod::http {
namespace {

using namespace testing;
using namespace std::chrono_literals;

class Security : public ::testing::Test {
  protected:
    // The hidden fields of the form page, as the body of a POST, and its cookie.
    struct Form {
        std::string cookie, body;
    };
    Form open_form(std::string_view more = {}) {
        const Answer answer = house.ask(get("/formular", more));
        const std::string set = answer.header("Set-Cookie");
        return {"Cookie: " + set.substr(0, set.find(';')) + "\r\n",
                "csrf=" + hidden_field(answer.body, csrf_field) +
                    "&form_stamp=" + hidden_field(answer.body, stamp_field)};
    }
    int send(std::string_view target, std::string_view body, std::string_view more) {
        return house.ask(post(target, body, more)).status;
    }
    House house;
};

TEST_F(Security, EveryPostNeedsTheTokenOfItsVisitor) {
    house.start();
    const Form mine = open_form();
    const Form other = open_form();
    EXPECT_EQ(send("/formular", "a=1", mine.cookie), 403);
    EXPECT_EQ(send("/formular", other.body, mine.cookie), 403);
    EXPECT_EQ(send("/formular", mine.body, ""), 403);
    EXPECT_EQ(send("/formular", mine.body, mine.cookie), 200);
    const std::string token = mine.body.substr(5, mine.body.find('&') - 5);
    EXPECT_EQ(send("/formular", "", mine.cookie + "X-CSRF-Token: " + token + "\r\n"), 200);
}

TEST_F(Security, ATokenLooksDifferentOnEachPage) {
    const FormGuard guard{"secret"};
    const std::string one = guard.token("form:a");
    const std::string two = guard.token("form:a");
    EXPECT_NE(one, two);
    EXPECT_TRUE(guard.token_is_valid("form:a", one));
    EXPECT_TRUE(guard.token_is_valid("form:a", two));
    EXPECT_FALSE(guard.token_is_valid("form:b", one));
    EXPECT_FALSE(guard.token_is_valid("form:a", ""));
    EXPECT_FALSE(FormGuard{"other"}.token_is_valid("form:a", one));
}

TEST_F(Security, OtherSitesCannotPost) {
    house.start();
    const Form form = open_form();
    struct Case {
        std::string header;
        int status;
    };
    const Case cases[] = {
        {"Sec-Fetch-Site: same-origin", 200},
        {"Sec-Fetch-Site: none", 200},
        {"Sec-Fetch-Site: cross-site", 403},
        {"Sec-Fetch-Site: same-site", 403},
        {"Origin: http://localhost", 200},
        {"Origin: http://localhost:8080", 200},
        {"Origin: https://evil.example", 403},
        {"Origin: null", 403},
        {"Origin: http://localhost.evil.example", 403},
    };
    for (const auto& [header, status] : cases)
        EXPECT_EQ(send("/formular", form.body, form.cookie + header + "\r\n"), status) << header;
}

TEST_F(Security, TheFormCookieComesOnlyWithAForm) {
    house.start();
    const Answer form = house.ask(get("/formular"));
    EXPECT_NE(form.header("Set-Cookie").find("kommod_form="), std::string::npos);
    EXPECT_NE(form.header("Set-Cookie").find("HttpOnly"), std::string::npos);
    EXPECT_NE(form.header("Set-Cookie").find("SameSite=Lax"), std::string::npos);
    EXPECT_EQ(form.header("Cache-Control"), "no-store");
    EXPECT_EQ(house.ask(get("/")).header("Set-Cookie"), "");
}

TEST_F(Security, BehindTlsCookiesAreBoundToTheHost) {
    house.settings.trusted_proxies = {"127.0.0.1"};
    house.start();
    const std::string tls = "X-Forwarded-Proto: https\r\n";
    const Answer form = house.ask(get("/formular", tls));
    EXPECT_TRUE(form.header("Set-Cookie").starts_with("__Host-kommod_form="));
    EXPECT_NE(form.header("Set-Cookie").find("; Secure"), std::string::npos);
    EXPECT_NE(form.header("Strict-Transport-Security"), "");
    EXPECT_EQ(house.ask(get("/")).header("Strict-Transport-Security"), "");
    EXPECT_NE(house.ask(get("/static/abc/kommod.css", tls)).header("Strict-Transport-Security"),
              "");
    const Form secure = open_form(tls);
    EXPECT_EQ(send("/formular", secure.body, tls + secure.cookie), 200);
}

TEST_F(Security, AccessIsCheckedBeforeTheHandler) {
    house.start();
    const Answer stranger = house.ask(get("/intern"));
    EXPECT_EQ(stranger.status, 303);
    EXPECT_EQ(stranger.header("Location"), "/anmelden");
    EXPECT_EQ(house.ask(get("/intern", "Accept: application/json\r\n")).status, 401);
    EXPECT_EQ(house.ask(get("/intern", "Cookie: kommod_session=nonsense\r\n")).status, 303);
    auto sessions = house.sessions();
    const auto staff = sessions.open("staff", "anna", "association", TrustLevel::low, 1h, 8h);
    const auto account = sessions.open("account", "bert", "m05558012", TrustLevel::low, 1h, 8h);
    const auto ask = [&](const std::string& token) {
        return house.ask(get("/intern", "Cookie: kommod_session=" + token + "\r\n"));
    };
    EXPECT_EQ(ask(staff.token).body, "<!DOCTYPE html>Hallo anna");
    EXPECT_EQ(ask(account.token).status, 403);
    sessions.end(staff.session.id);
    EXPECT_EQ(ask(staff.token).status, 303);
}

TEST_F(Security, SpamIsHeldOffAndPeopleAreNot) {
    house.start();
    const Form form = open_form();
    const auto answer = [&](std::string_view body) {
        return house.ask(post("/anonym", body, form.cookie));
    };
    const Answer hasty = answer(form.body + "&text=hallo");
    EXPECT_EQ(hasty.status, 429);
    EXPECT_EQ(hasty.header("Retry-After"), "3");
    house.clock().advance(4s);
    EXPECT_EQ(answer(form.body + "&text=hallo").status, 200);  // the same fields, a moment later
    EXPECT_EQ(answer(form.body + "&website_url=").status, 200);
    EXPECT_EQ(answer(form.body + "&website_url=http://spam.example").status, 422);
    const std::string forged =
        form.body.substr(0, form.body.find("&form_stamp")) + "&form_stamp=1.AAAAAAAAAAAAAAAAAAAAAA";
    EXPECT_EQ(answer(forged).status, 403);
    house.clock().advance(13h);
    EXPECT_EQ(answer(form.body).status, 422);
}

TEST_F(Security, TheErrorPageKnowsWhyAndHasTheFields) {
    std::string why;
    std::string kept;
    house.hooks.error_page = [&](const Request& request, int) {
        why = request.refusal;
        kept = request.form.get("text");
        return text_response("x", "text/html");
    };
    house.start();
    const Form form = open_form();
    house.ask(post("/anonym", form.body + "&text=lang+geschrieben", form.cookie));
    EXPECT_EQ(why, "form.too_fast");
    EXPECT_EQ(kept, "lang geschrieben");
    house.ask(post("/formular", "a=1"));
    EXPECT_EQ(why, "csrf.invalid");
    house.ask(post("/frei", std::string(2000, 'a')));
    EXPECT_EQ(why, "body.too_large");
}

TEST_F(Security, AnErrorPageThatFailsIsReplaced) {
    house.hooks.error_page = [](const Request&, int) -> Response {
        throw std::runtime_error("broken too");
    };
    house.start();
    EXPECT_EQ(house.ask(get("/gibt-es-nicht")).status, 404);
    EXPECT_EQ(house.ask(get("/wirft")).status, 500);
}

TEST_F(Security, FloodsOfOneAddressAreThrottled) {
    house.settings.limits.rates = {{"page", {1, 3}}};
    house.start();
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(house.ask(get("/")).status, 200);
    const Answer throttled = house.ask(get("/"));
    EXPECT_EQ(throttled.status, 429);
    EXPECT_EQ(throttled.header("Retry-After"), "1");
    EXPECT_EQ(house.ask(get("/static/abc/kommod.css")).status, 200);
    house.clock().advance(1s);
    EXPECT_EQ(house.ask(get("/")).status, 200);
    EXPECT_EQ(house.ask(get("/")).status, 429);
}

TEST(ThrottleTest, ForgetsTheOldestOnly) {
    Throttle throttle{{{"page", {1, 1}}, {"login", {0.1, 1}}}, 3};
    const Instant now{1'000'000'000};
    EXPECT_EQ(throttle.take("login", "192.0.2.1", now), 0s);
    EXPECT_EQ(throttle.take("login", "192.0.2.1", now), 10s);
    EXPECT_EQ(throttle.take("login", "192.0.2.2", now), 0s);
    EXPECT_EQ(throttle.take("page", "192.0.2.1", now), 0s);
    EXPECT_EQ(throttle.take("login", "192.0.2.1", now), 10s);  // used again: not the oldest
    EXPECT_EQ(throttle.take("other", "192.0.2.3", now), 0s);   // as "page"; 192.0.2.2 makes room
    EXPECT_EQ(throttle.take("login", "192.0.2.1", now), 10s);
    EXPECT_EQ(throttle.take("login", "192.0.2.2", now), 0s);
    EXPECT_EQ(throttle.take("login", "192.0.2.1", now.plus(10s)), 0s);
    Throttle none{{}};
    EXPECT_EQ(none.take("page", "192.0.2.1", now), 0s);
}

TEST_F(Security, TenantsAreFoundByHostAndByPath) {
    house.start();
    EXPECT_EQ(house.ask(get("/coesfeld/")).body, "<!DOCTYPE html>Stadt coesfeld");
    EXPECT_EQ(house.ask(get("/coesfeld/leistungen/42")).body, "<!DOCTYPE html>Leistung 42");
    EXPECT_EQ(house.ask(get("/coesfeld")).header("Location"), "/coesfeld/");
    EXPECT_EQ(house.ask(get("/coesfeld/leistungen/42/?a=1")).header("Location"),
              "/coesfeld/leistungen/42?a=1");
    EXPECT_EQ(house.ask(get("/coesfeld/formular")).status, 404);
    EXPECT_EQ(house.ask(get("//evil.example/")).status, 404);
    const std::string host = " HTTP/1.1\r\nHost: Coesfeld.Example:8080\r\n\r\n";
    EXPECT_EQ(house.ask("GET /" + host).body, "<!DOCTYPE html>Stadt coesfeld");
    EXPECT_EQ(house.ask("GET /leistungen/42" + host).body, "<!DOCTYPE html>Leistung 42");
    EXPECT_EQ(house.ask("GET /formular" + host).status, 200);
}

TEST_F(Security, DispatchGoesThroughTheSameChecks) {
    Server& server = house.start();
    Visitor visitor{server};
    EXPECT_EQ(visitor.post("/formular", {{"a", "1"}}).status, 403);
    EXPECT_EQ(visitor.get("/formular").status, 200);
    EXPECT_EQ(visitor.post("/formular", {{"a", "1"}}).status, 200);
    EXPECT_EQ(visitor.get("/intern").status, 303);
    visitor.headers["accept"] = "application/json";
    EXPECT_EQ(visitor.get("/intern").status, 401);
    EXPECT_EQ(testing::header_of(visitor.get("/"), "X-Content-Type-Options"), "nosniff");
}

TEST_F(Security, ASessionIsSetAndClearedByTheServer) {
    house.router.site(
        {.method = Method::post, .pattern = "/anmelden", .handler = [this](const Request&) {
             Response out = redirect("/intern");
             out.set_session_token =
                 house.sessions()
                     .open("staff", "anna", "association", TrustLevel::low, 1h, 8h)
                     .token;
             return out;
         }});
    house.router.site(
        {.method = Method::post, .pattern = "/abmelden", .handler = [](const Request&) {
             Response out = redirect("/");
             out.clear_session = true;
             return out;
         }});
    Server& server = house.start();
    Visitor visitor{server};
    visitor.get("/formular");
    EXPECT_EQ(visitor.post("/anmelden", {}).status, 303);
    EXPECT_EQ(visitor.get("/intern").body, "<!DOCTYPE html>Hallo anna");
    EXPECT_EQ(visitor.post("/abmelden", {}).status, 403);  // the token of before the log-in
    visitor.get("/formular");
    EXPECT_EQ(visitor.post("/abmelden", {}).status, 303);
    EXPECT_FALSE(visitor.cookies().contains("kommod_session"));
}

TEST_F(Security, AShortSecretIsRefused) {
    house.settings.secret = "short";
    EXPECT_THROW(house.start(), std::invalid_argument);
}

}  // namespace
}  // namespace kommod::http
