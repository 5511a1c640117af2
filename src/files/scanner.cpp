// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "files/scanner.h"

#include <istream>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "base/log.h"

namespace kommod::files {
namespace {

namespace asio = boost::asio;
using namespace std::string_view_literals;

constexpr std::string_view unix_prefix = "unix:", tcp_prefix = "tcp:";

struct HostAndPort {
    std::string host, port;
};
HostAndPort host_and_port(std::string_view address) {
    const auto rest = address.substr(tcp_prefix.size());
    const auto colon = rest.rfind(':');
    if (colon == rest.npos) return {};
    return {std::string{rest.substr(0, colon)}, std::string{rest.substr(colon + 1)}};
}

// The length of what follows, the highest byte first.
std::string length_of(std::size_t bytes) {
    std::string out;
    for (const int shift : {24, 16, 8, 0})
        out += static_cast<char>(bytes >> shift & 0xFF);
    return out;
}

void send_content(std::ostream& stream, std::string_view content) {
    constexpr std::size_t piece = std::size_t{64} * 1024;
    for (; !content.empty(); content.remove_prefix(std::min(piece, content.size()))) {
        const auto next = content.substr(0, piece);
        stream << length_of(next.size()) << next;
    }
    stream << length_of(0);
}

// Commands that begin with z, and their answers, end with NUL. Empty: no whole answer.
std::string converse(std::iostream& stream, std::string_view command, std::string_view content) {
    stream << 'z' << command << '\0';
    if (!content.empty()) send_content(stream, content);
    stream.flush();
    std::string answer;
    std::getline(stream, answer, '\0');
    return stream.good() ? answer : std::string{};
}

}  // namespace

Result<void> Scanner::check(std::string_view address) {
    if (address.empty()) return {};
    if (address.starts_with(unix_prefix) && address.size() > unix_prefix.size()) return {};
    if (address.starts_with(tcp_prefix)) {
        const auto [host, port] = host_and_port(address);
        if (!host.empty() && !port.empty() &&
            port.find_first_not_of("0123456789") == std::string::npos)
            return {};
    }
    return fail(Error{.key = "scanner.address",
                      .what = "Das ist keine Adresse von clamd.",
                      .field = {},
                      .value = std::string{address},
                      .proposal = "unix:/run/clamav/clamd.ctl oder tcp:127.0.0.1:3310"});
}

Scanner::Scanner(std::string address, std::chrono::milliseconds patience)
    : address_(std::move(address)), patience_(patience) {}

std::string Scanner::ask(std::string_view command, std::string_view content) const {
    if (address_.starts_with(unix_prefix)) {
        asio::local::stream_protocol::iostream stream;
        stream.expires_after(patience_);
        stream.connect(asio::local::stream_protocol::endpoint{address_.substr(unix_prefix.size())});
        return converse(stream, command, content);
    }
    const auto [host, port] = host_and_port(address_);
    asio::ip::tcp::iostream stream;
    stream.expires_after(patience_);
    stream.connect(host, port);
    return converse(stream, command, content);
}

bool Scanner::alive() const {
    return ask("PING", {}) == "PONG";
}

// "stream: OK", "stream: Eicar-Signature FOUND", "INSTREAM size limit exceeded. ERROR"
Scanner::Verdict Scanner::scan(std::string_view content) const {
    constexpr std::string_view found = " FOUND";
    if (!configured()) return Verdict::clean;
    const auto answer = ask("INSTREAM", content);
    if (answer == "stream: OK") return Verdict::clean;
    if (answer.ends_with(found)) {
        log::warning("files.infected", {{"signature", answer}});
        return Verdict::infected;
    }
    log::error("files.not_scanned", {{"answer", answer.empty() ? "no answer" : answer}});
    return Verdict::unknown;
}

}  // namespace kommod::files
