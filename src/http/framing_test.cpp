// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Bytes in, status out: what a request must look like on the wire.
#include "http/framing.h"

#include <chrono>
#include <thread>

#include "http/test_house.h"

namespace kommod::http {
namespace {

using namespace testing;
using namespace std::chrono_literals;

struct FramingCase {
    std::string name;
    std::string bytes;
    int status;
};

std::vector<FramingCase> framing_cases() {
    const std::string h = "Host: localhost\r\n";
    const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
    const auto chunked = [&](const std::string& coding, const std::string& body) {
        return "POST /frei HTTP/1.1\r\n" + h + form + "Transfer-Encoding: " + coding + "\r\n\r\n" +
               body;
    };
    return {
        {"plain", get("/"), 200},
        {"http10_without_host", "GET / HTTP/1.0\r\n\r\n", 200},
        {"absolute_target", "GET http://localhost/ HTTP/1.1\r\n" + h + "\r\n", 200},
        {"absolute_target_without_path", "GET http://localhost HTTP/1.1\r\n" + h + "\r\n", 200},
        {"empty_lines_before", "\r\n\r\n" + get("/"), 200},
        {"head", "HEAD / HTTP/1.1\r\n" + h + "\r\n", 200},
        {"options_star", "OPTIONS * HTTP/1.1\r\n" + h + "\r\n", 204},
        {"options_page", "OPTIONS /formular HTTP/1.1\r\n" + h + "\r\n", 204},
        {"unknown_page", get("/gibt-es-nicht"), 404},
        {"wrong_method", "POST / HTTP/1.1\r\n" + h + "Content-Length: 0\r\n\r\n", 405},
        {"put", "PUT / HTTP/1.1\r\n" + h + "\r\n", 405},
        {"unknown_method", "BREW / HTTP/1.1\r\n" + h + "\r\n", 501},
        {"trace", "TRACE / HTTP/1.1\r\n" + h + "\r\n", 501},
        {"connect", "CONNECT localhost:80 HTTP/1.1\r\n" + h + "\r\n", 501},
        {"missing_host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"two_hosts", "GET / HTTP/1.1\r\n" + h + h + "\r\n", 400},
        {"evil_host", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
        {"empty_host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
        {"obs_fold", "GET / HTTP/1.1\r\n" + h + "X-A: 1\r\n 2\r\n\r\n", 400},
        {"bare_lf", "GET / HTTP/1.1\nHost: localhost\n\n", 400},
        {"nul_in_header", "GET / HTTP/1.1\r\n" + h + std::string("X: a\0b\r\n\r\n", 10), 400},
        {"space_before_colon", "GET / HTTP/1.1\r\n" + h + "X : 1\r\n\r\n", 400},
        {"no_version", "GET /\r\n" + h + "\r\n", 400},
        {"version_2", "GET / HTTP/2.0\r\n" + h + "\r\n", 505},
        {"tls_hello", std::string("\x16\x03\x01\x02\x00", 5), 400},
        {"relative_target", "GET index HTTP/1.1\r\n" + h + "\r\n", 400},
        {"fragment", get("/#a"), 400},
        {"bad_escape", get("/%zz"), 400},
        {"cut_escape", get("/%2"), 400},
        {"nul_escape", get("/%00"), 400},
        {"not_utf8", get("/%ff"), 400},
        {"encoded_slash", get("/a%2fb"), 400},
        {"dot_segments", get("/a/../b"), 400},
        {"encoded_dot_segments", get("/a/%2e%2e/b"), 400},
        {"bad_query", get("/?a=%e4"), 400},
        {"long_target", get("/" + std::string(20'000, 'a')), 414},
        {"long_header", get("/", "X: " + std::string(20'000, 'a') + "\r\n"), 431},
        {"many_headers",
         [] {
             std::string many;
             for (int i = 0; i < 200; ++i)
                 many += "X: 1\r\n";
             return get("/", many);
         }(),
         431},
        {"length_and_coding",
         "POST /frei HTTP/1.1\r\n" + h + form +
             "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"coding_and_length",
         "POST /frei HTTP/1.1\r\n" + h + form +
             "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
         400},
        {"two_lengths",
         "POST /frei HTTP/1.1\r\n" + h + form + "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b",
         400},
        {"length_list", "POST /frei HTTP/1.1\r\n" + h + form + "Content-Length: 3, 3\r\n\r\na=b",
         400},
        {"negative_length", "POST /frei HTTP/1.1\r\n" + h + form + "Content-Length: -3\r\n\r\na=b",
         400},
        {"huge_length",
         "POST /frei HTTP/1.1\r\n" + h + form + "Content-Length: 99999999999999999999\r\n\r\na=b",
         400},
        {"xchunked", chunked("xchunked", "0\r\n\r\n"), 501},
        {"gzip_chunked", chunked("gzip, chunked", "0\r\n\r\n"), 501},
        {"identity", chunked("identity", "0\r\n\r\n"), 501},
        {"coding_in_http10",
         "POST /frei HTTP/1.0\r\n" + h + form + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"chunked", chunked("chunked", "3\r\na=b\r\n0\r\n\r\n"), 200},
        {"chunked_any_case", chunked("Chunked", "3\r\na=b\r\n0\r\nTrailer: x\r\n\r\n"), 200},
        {"chunk_size_not_hex", chunked("chunked", "zz\r\na=b\r\n0\r\n\r\n"), 400},
        {"chunk_without_end", chunked("chunked", "3\r\na=bX0\r\n\r\n"), 400},
        {"chunk_extension_too_long", chunked("chunked", "3;" + std::string(9000, 'x')), 400},
        {"chunked_too_large", chunked("chunked", "7d0\r\n" + std::string(2000, 'a')), 413},
        {"body_too_large", post("/frei", std::string(1001, 'a')), 413},
        {"body_just_fits", post("/frei", std::string(1000, 'a')), 200},
        {"other_type", post("/frei", "{}", "", "application/json"), 415},
        {"raw_type", post("/roh", "{}", "", "application/json"), 200},
        {"body_bad_escape", post("/frei", "a=%zz"), 400},
        {"body_on_get", "GET / HTTP/1.1\r\n" + h + "Content-Length: 1\r\n\r\nx", 400},
        {"expectation", post("/frei", "a=b", "Expect: cake\r\n"), 417},
        {"breaks_out_of_header", get("/zerlegt"), 500},
        {"throws", get("/wirft"), 500},
    };
}

class Framing : public ::testing::Test {
  protected:
    House house;
};

TEST_F(Framing, EveryCaseGetsItsStatusAndTheServerLives) {
    house.start();
    for (const FramingCase& each : framing_cases()) {
        RawClient client{house.port()};
        client.send(each.bytes);
        const Answer answer = client.read(each.bytes.starts_with("HEAD"));
        EXPECT_EQ(answer.status, each.status) << each.name;
        EXPECT_NE(answer.header("Content-Security-Policy"), "") << each.name;
        if (each.status != 204 && !each.bytes.starts_with("HEAD")) {
            EXPECT_EQ(answer.header("Content-Length"), std::to_string(answer.body.size()))
                << each.name;
        }
    }
    EXPECT_EQ(house.ask(get("/")).status, 200);
}

// The same bytes must mean the same however the network cuts them.
TEST_F(Framing, BytesMayComeOneByOne) {
    house.start();
    for (const FramingCase& each : framing_cases()) {
        if (each.bytes.size() > 400) continue;
        RawClient client{house.port()};
        for (const char& byte : each.bytes)
            if (!client.send({&byte, 1})) break;
        EXPECT_EQ(client.read(each.bytes.starts_with("HEAD")).status, each.status) << each.name;
    }
}

TEST_F(Framing, PipelinedRequestsAreAnsweredInOrder) {
    house.start();
    RawClient client{house.port()};
    client.send(get("/") + post("/frei", "a=1") + get("/gibt-es-nicht") + get("/gecacht") +
                "POST /frei HTTP/1.1\r\nHost: x\r\nContent-Type: "
                "application/x-www-form-urlencoded\r\nTransfer-Encoding: "
                "chunked\r\n\r\n3\r\nb=2\r\n0\r\n\r\n" +
                get("/"));
    EXPECT_EQ(client.read().body, "<!DOCTYPE html>Start");
    EXPECT_EQ(client.read().body, "<!DOCTYPE html>a=1;");
    EXPECT_EQ(client.read().status, 404);
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(client.read().body, "<!DOCTYPE html>b=2;");
    EXPECT_EQ(client.read().body, "<!DOCTYPE html>Start");
}

TEST_F(Framing, ABodyThatBeginsWithBlanksIsNoFoldedHeader) {
    house.start();
    EXPECT_EQ(house.ask(post("/frei", " a=b")).body, "<!DOCTYPE html> a=b;");
}

TEST_F(Framing, ARefusedBodyIsNotTakenForTheNextRequest) {
    house.start();
    RawClient client{house.port()};
    const std::string smuggled = get("/");
    client.send("POST /gibt-es-nicht HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                std::to_string(smuggled.size()) + "\r\n\r\n" + smuggled);
    const Answer answer = client.read();
    EXPECT_EQ(answer.status, 404);
    EXPECT_TRUE(answer.closes());
    client.finish_sending();
    EXPECT_TRUE(client.at_end());
}

TEST_F(Framing, HeadHasTheHeadersOfGetAndNoBody) {
    house.start();
    RawClient client{house.port()};
    client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.read(true).header("Content-Length"), "20");
    EXPECT_EQ(client.ask(get("/")).body, "<!DOCTYPE html>Start");
}

TEST_F(Framing, KeepAliveFollowsTheVersion) {
    house.start();
    EXPECT_TRUE(house.ask("GET / HTTP/1.0\r\n\r\n").closes());
    EXPECT_EQ(house.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").header("Connection"),
              "keep-alive");
    EXPECT_FALSE(house.ask(get("/")).closes());
    EXPECT_TRUE(house.ask(get("/", "Connection: close\r\n")).closes());
}

TEST_F(Framing, ContinueIsSentOnlyWhenTheBodyIsWanted) {
    house.start();
    const std::string expecting =
        " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n";
    RawClient wanted{house.port()};
    EXPECT_EQ(wanted.ask("POST /frei" + expecting).status, 100);
    EXPECT_EQ(wanted.ask("a=b").body, "<!DOCTYPE html>a=b;");
    EXPECT_EQ(house.ask("POST /gibt-es-nicht" + expecting).status, 404);
}

TEST(HeadFinderTest, RemembersWhereItWas) {
    HeadFinder finder{1000};
    std::string bytes;
    const std::string whole = get("/", "X: 1\r\n") + "rest";
    for (const char c : whole.substr(0, whole.size() - 5)) {
        bytes += c;
        EXPECT_EQ(finder.look(bytes).length, 0U) << bytes;
    }
    EXPECT_EQ(finder.look(whole).length, whole.size() - 4);
}

}  // namespace
}  // namespace kommod::http
