// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/framing.h"

#include <algorithm>
#include <charconv>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "http/negotiation.h"

namespace kommod::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;

// A chunk's size line or the trailer must fit into this; nobody honest comes near.
constexpr std::size_t longest_chunk_line = 4096;
constexpr std::size_t most_fields = 100;

bool is_token_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

// Collects views; the base class does the work.
class HeadParser final : public beast::http::basic_parser<true> {
  public:
    explicit HeadParser(Head& head) : head_(head) {}
    bool known_method() const { return known_method_; }

  private:
    void on_request_impl(beast::http::verb method, beast::string_view, beast::string_view target,
                         int version, error_code&) override {
        using beast::http::verb;
        known_method_ = true;
        switch (method) {
            case verb::get:
                head_.method = Method::get;
                break;
            case verb::head:
                head_.method = Method::head;
                break;
            case verb::post:
                head_.method = Method::post;
                break;
            case verb::options:
                head_.method = Method::options;
                break;
            case verb::put:
            case verb::delete_:
            case verb::patch:
                head_.method = Method::other;
                break;
            default:
                known_method_ = false;
        }
        head_.target = {target.data(), target.size()};
        head_.http10 = version < 11;
    }
    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                       error_code& error) override {
        if (head_.fields.size() == most_fields) error = beast::http::error::header_limit;
        head_.fields.push_back({{name.data(), name.size()}, {value.data(), value.size()}});
    }
    void on_response_impl(int, beast::string_view, int, error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(beast::string_view, error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, error_code&) override {
        return 0;
    }
    void on_finish_impl(error_code&) override {}

    Head& head_;
    bool known_method_ = false;
};

// "http://host/path" becomes host and "/path"; every server must take this form (RFC 9112 3.2.2).
bool split_absolute_target(Head& head) {
    if (head.target.starts_with('/')) return true;
    if (head.target == "*") return head.method == Method::options;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!head.target.starts_with(scheme)) continue;
        const std::string_view rest = head.target.substr(scheme.size());
        const auto slash = rest.find_first_of("/?");
        head.host = rest.substr(0, slash);
        head.target = slash == std::string_view::npos ? "/" : rest.substr(slash);
        return is_authority(head.host) && head.target.starts_with('/');
    }
    return false;
}

struct Special {
    int hosts = 0;
    int lengths = 0;
    int codings = 0;
    int refused = 0;
};

void read_special(const HeaderField& field, Head& head, Special& seen) {
    const auto [name, value] = field;
    if (iequals(name, "host")) {
        ++seen.hosts;
        head.host = value;
    } else if (iequals(name, "content-length")) {
        ++seen.lengths;
        const auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), head.content_length);
        if (value.empty() || error != std::errc{} || end != value.data() + value.size())
            seen.refused = 400;
    } else if (iequals(name, "transfer-encoding")) {
        ++seen.codings;
        head.chunked = iequals(value, "chunked");
        if (!head.chunked) seen.refused = 501;
    } else if (iequals(name, "expect")) {
        head.expects_continue = iequals(value, "100-continue");
        if (!head.expects_continue) seen.refused = 417;
    }
}

int check_framing(Head& head) {
    Special seen;
    for (const HeaderField& field : head.fields)
        read_special(field, head, seen);
    if (seen.codings > 0 && (seen.lengths > 0 || seen.codings > 1 || head.http10)) return 400;
    if (seen.lengths > 1 || seen.hosts > 1) return 400;
    if (seen.refused != 0) return seen.refused;
    if (seen.hosts == 0 && !head.http10) return 400;
    if (seen.hosts == 1 && !is_authority(head.host)) return 400;
    if (!split_absolute_target(head)) return 400;
    if (head.target.find('#') != std::string_view::npos) return 400;
    return 0;
}

}  // namespace

bool is_authority(std::string_view host) {
    if (host.empty() || host.size() > 255) return false;
    return std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
    });
}

std::string_view Head::field(std::string_view name) const {
    for (const HeaderField& each : fields)
        if (iequals(each.name, name)) return each.value;
    return {};
}

HeadFinder::Found HeadFinder::look(std::string_view bytes) {
    std::size_t begin = 0;
    while (begin < 4 && bytes.substr(begin).starts_with("\r\n"))
        begin += 2;
    const std::string_view head = bytes.substr(begin);
    if (head.empty() || head == "\r") return {0, begin, 0};
    if (!is_token_character(head.front())) return {400, begin, 0};

    const std::size_t from = std::max(begin, looked_at_);
    for (auto at = bytes.find('\n', from); at != std::string_view::npos;
         at = bytes.find('\n', at + 1)) {
        if (bytes[at - 1] != '\r') return {400, begin, 0};
        const std::size_t length = at + 1 - begin;
        if (length > limit_) break;
        if (length > 3 && bytes[at - 2] == '\n') return {0, begin, length};
        if (at + 1 < bytes.size() && (bytes[at + 1] == ' ' || bytes[at + 1] == '\t'))
            return {400, begin, 0};  // obs-fold
    }
    if (head.size() < limit_) {
        looked_at_ = bytes.empty() ? 0 : bytes.size() - 1;
        return {0, begin, 0};
    }
    return {head.substr(0, limit_).find('\n') == std::string_view::npos ? 414 : 431, begin, 0};
}

int parse_head(std::string_view bytes, Head& head) {
    head.fields.clear();
    head.fields.reserve(24);
    HeadParser parser{head};
    parser.body_limit(boost::none);
    parser.header_limit(static_cast<std::uint32_t>(bytes.size() + 1));
    error_code error;
    const std::size_t used =
        parser.put(boost::asio::const_buffer{bytes.data(), bytes.size()}, error);
    // These two mean: a framing that check_framing judges by its own, stricter rules.
    const bool framing = error == beast::http::error::bad_content_length ||
                         error == beast::http::error::bad_transfer_encoding;
    if (error == beast::http::error::header_limit) return 431;
    if (error == beast::http::error::bad_version) return 505;
    if (error && !framing) return 400;
    if (framing) {
        const int refused = check_framing(head);
        return refused != 0 ? refused : 400;
    }
    if (used != bytes.size() || !parser.is_header_done()) return 400;
    if (!parser.known_method()) return 501;
    head.keep_alive = parser.keep_alive();
    return check_framing(head);
}

// A parser that was told of a chunked message and sees only its body.
struct ChunkedBody::Parser final : public beast::http::basic_parser<true> {
    Parser() {
        constexpr std::string_view head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        error_code error;
        body_limit(boost::none);
        put(boost::asio::const_buffer{head.data(), head.size()}, error);
        eager(true);
    }
    void on_request_impl(beast::http::verb, beast::string_view, beast::string_view, int,
                         error_code&) override {}
    void on_field_impl(beast::http::field, beast::string_view, beast::string_view,
                       error_code&) override {}  // trailers are read and forgotten
    void on_response_impl(int, beast::string_view, int, error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(beast::string_view, error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view data,
                                   error_code& error) override {
        refused = (*sink)({data.data(), data.size()});
        if (refused != 0) error = beast::http::error::body_limit;
        return data.size();
    }
    void on_finish_impl(error_code&) override {}

    const std::function<int(std::string_view)>* sink = nullptr;
    int refused = 0;
};

ChunkedBody::ChunkedBody() : parser_(std::make_unique<Parser>()) {}
ChunkedBody::~ChunkedBody() = default;

int ChunkedBody::feed(std::string_view bytes, const std::function<int(std::string_view)>& sink,
                      std::size_t& used) {
    used = 0;
    if (bytes.empty() || parser_->is_done()) return 0;
    parser_->sink = &sink;
    error_code error;
    used = parser_->put(boost::asio::const_buffer{bytes.data(), bytes.size()}, error);
    if (parser_->refused != 0) return parser_->refused;
    if (error && error != beast::http::error::need_more) return 400;
    if (!parser_->is_done() && bytes.size() - used > longest_chunk_line) return 400;
    return 0;
}

bool ChunkedBody::done() const {
    return parser_->is_done();
}

}  // namespace kommod::http
