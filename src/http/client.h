// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Who is at the other end, and what their request says: addresses, forwarded headers, cookies.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "http/framing.h"
#include "http/message.h"
#include "http/negotiation.h"

namespace kommod::http {

// An IPv4 or IPv6 address in 16 bytes (IPv4 mapped).
using AddressBytes = std::array<unsigned char, 16>;
std::optional<AddressBytes> parse_address(std::string_view text);
// What one household or office shares: the address, for IPv6 its /64.
std::string throttle_key(std::string_view address);

// Addresses and networks ("10.0.0.0/8", "::1") whose X-Forwarded-* fields are believed.
class TrustedProxies {
  public:
    // Throws std::invalid_argument for what is neither address nor network.
    explicit TrustedProxies(const std::vector<std::string>& networks);
    bool contains(std::string_view address) const;

  private:
    struct Network {
        AddressBytes address;
        int bits;
    };
    std::vector<Network> networks_;
};

// The other end of a connection.
struct Peer {
    std::string address;
    bool trusted = false;  // a proxy of ours
};

// What is needed to look into the page cache, without building a Request. Views into the head.
struct Glance {
    std::string_view authority;  // host[:port] the visitor asked for
    std::string_view language;   // one of the three, from the cookie
    std::string_view none_match;
    std::string_view range;
    Encodings encodings;
    bool secure = false;
    bool json = false;
    bool session_cookie = false;
};
Glance glance_at(const Head& head, const Peer& peer);

constexpr std::string_view language_cookie = "kommod_sprache";
constexpr std::string_view language_parameter = "sprache";
// Names of cookies; over TLS with the prefix that binds them to this very host.
std::string_view session_cookie_name(bool secure);
std::string_view form_cookie_name(bool secure);
// "de", "en" or "de-leicht"; "" when it is none of them.
std::string_view known_language(std::string_view text);

// The whole request but its body. Path and query are still those of the target: see read_target.
Request request_of(const Head& head, const Peer& peer, const TrustedProxies& proxies);
// Host, cookies and language from the headers; for requests that came without a socket too.
void read_headers(Request& request, std::string_view authority);
// Decodes the target into path and query. Refuses bad escapes, NUL, broken UTF-8, an encoded
// slash and dot segments ("url.malformed").
Result<void> read_target(Request& request);

}  // namespace kommod::http
