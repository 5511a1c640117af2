// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The small parsers: escapes, queries, routes, preferences, ranges, addresses, multipart.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"
#include "http/client.h"
#include "http/multipart.h"
#include "http/negotiation.h"
#include "http/router.h"

namespace kommod::http {
namespace {

Response nothing(const Request&) {
    return {};
}

RC_GTEST_PROP(UrlProperty, DecodeUndoesEncode, ()) {
    const auto text = *rc::gen::arbitrary<std::string>();
    const bool form = *rc::gen::arbitrary<bool>();
    const auto decoded = url_decode(url_encode(text), form);
    const bool clean = text.find('\0') == std::string::npos && text::is_utf8(text);
    RC_ASSERT(decoded.has_value() == clean);
    if (clean) RC_ASSERT(*decoded == text);
}

RC_GTEST_PROP(UrlProperty, FieldsSurviveTheQuery, ()) {
    const auto printable = rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
    const auto fields = *rc::gen::container<std::vector<std::pair<std::string, std::string>>>(
        rc::gen::pair(printable, printable));
    std::string query;
    for (const auto& [name, value] : fields)
        query.append("&").append(url_encode(name)).append("=").append(url_encode(value));
    const auto parsed = parse_urlencoded(query);
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(parsed->entries() == fields);
}

TEST(Url, DecodesFormsAndPaths) {
    EXPECT_EQ(url_decode("a+b%2Bc", true).value(), "a b+c");
    EXPECT_EQ(url_decode("a+b%2Bc", false).value(), "a+b+c");
    EXPECT_EQ(url_encode("Lüdinghausen & Co/1"), "L%C3%BCdinghausen%20%26%20Co%2F1");
    EXPECT_EQ(url_decode("%4", false).error().key, "url.malformed");
    EXPECT_EQ(parse_urlencoded("a&b=&=c&&b=2").value().entries().size(), 4U);
    EXPECT_EQ(parse_urlencoded("b=1&b=2").value().all("b").size(), 2U);
}

struct MatchCase {
    std::string path, pattern, captured;
};

TEST(RouterTest, TheMostSpecificPatternWins) {
    Router router;
    for (const char* pattern : {"/", "/leistungen/{key}", "/leistungen/suche", "/{seite}",
                                "/{rest...}", "/leistungen/{key}/qr", "/hilfe/{rest...}"})
        router.site({.pattern = pattern, .handler = nothing});
    const MatchCase cases[] = {
        {"/", "/", ""},
        {"/leistungen/99", "/leistungen/{key}", "99"},
        {"/leistungen/suche", "/leistungen/suche", ""},
        {"/leistungen/99/qr", "/leistungen/{key}/qr", "99"},
        {"/leistungen/99/xx", "/{rest...}", "leistungen/99/xx"},
        {"/kontakt", "/{seite}", "kontakt"},
        {"/hilfe/a/b", "/hilfe/{rest...}", "a/b"},
        {"/leistungen/", "/{rest...}", "leistungen/"},
    };
    for (const auto& [path, pattern, captured] : cases) {
        const auto match = router.match_site(Method::get, path);
        ASSERT_TRUE(match.route) << path;
        EXPECT_EQ(match.route->pattern, pattern) << path;
        EXPECT_EQ(match.captures.empty() ? "" : match.captures.begin()->second, captured) << path;
    }
    EXPECT_FALSE(router.match_tenant(Method::get, "/").route);
}

TEST(RouterTest, TellsWhichMethodsThereAre) {
    Router router;
    router.site({.pattern = "/a", .handler = nothing});
    router.site({.method = Method::post, .pattern = "/a", .handler = nothing});
    router.site({.method = Method::post, .pattern = "/{x}", .handler = nothing});
    EXPECT_EQ(router.match_site(Method::head, "/a").route->method, Method::get);
    const auto match = router.match_site(Method::other, "/a");
    EXPECT_FALSE(match.route);
    EXPECT_TRUE(match.method_not_allowed);
    EXPECT_EQ(match.allow, "GET, HEAD, POST");
    EXPECT_FALSE(router.match_site(Method::get, "/b/c").method_not_allowed);
}

TEST(RouterTest, RefusesBrokenAndDoublePatterns) {
    Router router;
    router.site({.pattern = "/a/{x}", .handler = nothing});
    for (const char* pattern : {"a", "/a/{y}", "/{", "/{}", "/{a}b", "/{a...}/b", "/x{a}"})
        EXPECT_THROW(router.site({.pattern = pattern, .handler = nothing}), std::invalid_argument)
            << pattern;
    EXPECT_THROW(router.site({.pattern = "/ohne", .handler = {}}), std::invalid_argument);
}

TEST(Negotiation, JsonIsPreferredOnlyWhenItIsAskedFor) {
    EXPECT_FALSE(prefers_json(""));
    EXPECT_FALSE(prefers_json("*/*"));
    EXPECT_TRUE(prefers_json("application/json"));
    EXPECT_TRUE(prefers_json("application/json, text/plain, */*"));
    EXPECT_FALSE(prefers_json("text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"));
    EXPECT_TRUE(prefers_json("text/html;q=0.5, application/json;q=0.75"));
    EXPECT_FALSE(prefers_json("application/json;q=0"));
}

TEST(Negotiation, EncodingsCookiesAndTags) {
    EXPECT_TRUE(accepted_encodings("gzip, deflate, br").brotli);
    EXPECT_FALSE(accepted_encodings("gzip;q=0, br").gzip);
    EXPECT_FALSE(accepted_encodings("identity").gzip);
    EXPECT_EQ(find_cookie("a=1; bb=2;c=3", "bb").value_or("-"), "2");
    EXPECT_FALSE(find_cookie("xa=1; b=2", "a"));
    EXPECT_TRUE(none_match_hits("\"x\", W/\"y\"", "W/\"y\""));
    EXPECT_TRUE(none_match_hits("*", "\"y\""));
    EXPECT_FALSE(none_match_hits("\"yy\"", "\"y\""));
}

TEST(Negotiation, Ranges) {
    struct Case {
        std::string_view range;
        RangeKind kind;
        std::uint64_t first, length;
    };
    const Case cases[] = {
        {"bytes=0-0", RangeKind::part, 0, 1},         {"bytes=5-", RangeKind::part, 5, 5},
        {"bytes=-3", RangeKind::part, 7, 3},          {"bytes=-30", RangeKind::part, 0, 10},
        {"bytes=2-99", RangeKind::part, 2, 8},        {"bytes=10-", RangeKind::unsatisfiable, 0, 0},
        {"bytes=-0", RangeKind::unsatisfiable, 0, 0}, {"bytes=4-2", RangeKind::whole, 0, 0},
        {"bytes=0-1,3-4", RangeKind::whole, 0, 0},    {"lines=0-1", RangeKind::whole, 0, 0},
        {"bytes=a-b", RangeKind::whole, 0, 0},        {"", RangeKind::whole, 0, 0},
    };
    for (const auto& [range, kind, first, length] : cases) {
        const RangeAnswer answer = parse_range(range, 10);
        EXPECT_EQ(answer.kind, kind) << range;
        EXPECT_EQ(answer.range.first, first) << range;
        EXPECT_EQ(answer.range.length, length) << range;
    }
}

TEST(Client, ProxiesAndThrottleKeys) {
    const TrustedProxies proxies{{"127.0.0.1", "10.0.0.0/8", "fd00::/8"}};
    EXPECT_TRUE(proxies.contains("127.0.0.1"));
    EXPECT_FALSE(proxies.contains("127.0.0.2"));
    EXPECT_TRUE(proxies.contains("10.255.0.1"));
    EXPECT_TRUE(proxies.contains("fd12::1"));
    EXPECT_FALSE(proxies.contains("fe80::1"));
    EXPECT_THROW((TrustedProxies{{"10.0.0.0/33"}}), std::invalid_argument);
    EXPECT_THROW((TrustedProxies{{"proxy.example"}}), std::invalid_argument);
    EXPECT_EQ(throttle_key("2001:db8::1"), throttle_key("2001:db8::2:1"));
    EXPECT_NE(throttle_key("2001:db8::1"), throttle_key("2001:db8:0:1::1"));
    EXPECT_NE(throttle_key("192.0.2.1"), throttle_key("192.0.2.2"));
}

TEST(Client, BelievesForwardedHeadersOfProxiesOnly) {
    const TrustedProxies proxies{{"127.0.0.1", "10.0.0.1"}};
    Head head;
    head.target = "/";
    head.host = "intern";
    head.fields = {{"X-Forwarded-For", "6.6.6.6, 192.0.2.7, 10.0.0.1"},
                   {"X-Forwarded-Proto", "https"},
                   {"X-Forwarded-Host", "Coesfeld.Example:443"}};
    const Request near = request_of(head, {"127.0.0.1", true}, proxies);
    EXPECT_EQ(near.remote_address, "192.0.2.7");
    EXPECT_EQ(near.host, "coesfeld.example");
    EXPECT_EQ(near.origin, "https://coesfeld.example:443");
    const Request far = request_of(head, {"198.51.100.9", false}, proxies);
    EXPECT_EQ(far.remote_address, "198.51.100.9");
    EXPECT_EQ(far.host, "intern");
    EXPECT_FALSE(far.secure);
}

// Writes down what the parser says.
class Notes final : public PartSink {
  public:
    std::string text;
    int begin_part(PartHeader header) override {
        text += "[" + header.name + (header.file_name ? "|" + *header.file_name : "") + "]";
        return 0;
    }
    int part_data(std::string_view data) override {
        text += data;
        return 0;
    }
    int end_part() override {
        text += ";";
        return 0;
    }
};

std::string parse_in_pieces(std::string_view body, std::size_t piece) {
    Notes notes;
    MultipartParser parser{"B", notes};
    for (; !body.empty(); body.remove_prefix(std::min(piece, body.size())))
        if (const int status = parser.feed(body.substr(0, piece)); status != 0)
            return std::to_string(status);
    return parser.done() ? notes.text : "unfinished";
}

TEST(Multipart, MeansTheSameInAllPieces) {
    struct Case {
        std::string_view body, parsed;
    };
    const Case cases[] = {
        {"--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B--\r\n", "[a]1;"},
        {"--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--B--", "[a];"},
        {"--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--BX\r\n--B--", "400"},
        {"--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n-B\r\n--A\r\n--B--",
         "[a]1\r\n-B\r\n--A;"},
        {"pre\r\n--B  \r\nContent-Disposition: form-data; name=\"a%22b\"; filename=\"c;d.txt\"\r\n"
         "Content-Type: text/plain\r\n\r\nx\r\n--B\r\ncontent-disposition:form-data;name=\"e\"\r\n"
         "\r\ny\r\n--B--epilogue",
         "[a\"b|c;d.txt]x;[e]y;"},
        {"--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--", "400"},
        {"--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--B--", "400"},
        {"--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--", "400"},
        {"--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--", "400"},
        {"--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx", "unfinished"},
        {"--B--", ""},
        {"", "unfinished"},
    };
    for (const auto& [body, parsed] : cases)
        for (const std::size_t piece : {1UL, 2UL, 3UL, 7UL, 1000UL})
            EXPECT_EQ(parse_in_pieces(body, piece), parsed) << body << " by " << piece;
}

TEST(Multipart, Boundaries) {
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=abc"), "abc");
    EXPECT_EQ(multipart_boundary("multipart/form-data; charset=x; Boundary=\"a b\""), "a b");
    EXPECT_EQ(multipart_boundary("multipart/form-data"), "");
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary="), "");
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=a\"b"), "");
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')), "");
}

}  // namespace
}  // namespace kommod::http
