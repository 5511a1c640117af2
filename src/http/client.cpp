// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/client.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>

#include "base/text.h"

namespace kommod::http {
namespace {

constexpr std::array<std::string_view, 3> languages = {"de", "en", "de-leicht"};

std::string lower_ascii(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

std::string_view without_port(std::string_view authority) {
    if (authority.starts_with('[')) {
        const auto end = authority.find(']');
        return end == std::string_view::npos ? authority : authority.substr(0, end + 1);
    }
    return authority.substr(0, authority.find(':'));
}

bool is_ipv4(const AddressBytes& address) {
    static constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0,    0,
                                                             0, 0, 0, 0, 0xff, 0xff};
    return std::equal(mapped.begin(), mapped.end(), address.begin());
}

bool same_network(const AddressBytes& a, const AddressBytes& b, int bits) {
    for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
        const int mask = bits >= 8 ? 0xff : (0xff00 >> bits) & 0xff;
        if ((a[i] & mask) != (b[i] & mask)) return false;
    }
    return true;
}

// The last address of X-Forwarded-For that is not a proxy of ours: what stands before it, anybody
// can have written.
std::string forwarded_for(const Head& head, const Peer& peer, const TrustedProxies& proxies) {
    std::string found = peer.address;
    for (auto field = head.fields.rbegin(); field != head.fields.rend(); ++field) {
        if (!iequals(field->name, "x-forwarded-for")) continue;
        auto parts = text::split(field->value, ',');
        for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
            const std::string_view address = text::trim(*part);
            if (!parse_address(address)) return found;
            found = address;
            if (!proxies.contains(found)) return found;
        }
    }
    return found;
}

std::string_view last_of_list(std::string_view list) {
    const auto comma = list.rfind(',');
    return text::trim(comma == std::string_view::npos ? list : list.substr(comma + 1));
}

// A field that is spread over several lines is one list (RFC 9110 5.3); Cookie is joined by ';'.
void add_header(Request& request, const HeaderField& field) {
    std::string name = lower_ascii(field.name);
    const std::string_view separator = name == "cookie" ? "; " : ", ";
    auto [at, fresh] = request.headers.try_emplace(std::move(name), field.value);
    if (!fresh) at->second.append(separator).append(field.value);
}

void read_cookies(Request& request) {
    std::string_view rest = request.header("cookie");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        const std::string_view pair = text::trim(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos)
            request.cookies.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
}

}  // namespace

std::optional<AddressBytes> parse_address(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    const std::string zero_ended{text};
    AddressBytes out{};
    in_addr v4{};
    if (inet_pton(AF_INET, zero_ended.c_str(), &v4) == 1) {
        out[10] = out[11] = 0xff;
        std::memcpy(&out[12], &v4, 4);
        return out;
    }
    if (inet_pton(AF_INET6, zero_ended.c_str(), out.data()) == 1) return out;
    return std::nullopt;
}

std::string throttle_key(std::string_view address) {
    const auto bytes = parse_address(address);
    if (!bytes) return std::string{address};
    std::string out(bytes->begin(), bytes->end());
    if (!is_ipv4(*bytes)) out.resize(8);
    return out;
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& networks) {
    for (const std::string& network : networks) {
        const auto slash = network.find('/');
        const auto address = parse_address(std::string_view{network}.substr(0, slash));
        if (!address) throw std::invalid_argument("trusted proxy: " + network);
        const int most = is_ipv4(*address) ? 32 : 128;
        int bits = most;
        if (slash != std::string::npos) {
            const char* end = network.data() + network.size();
            const auto [at, error] = std::from_chars(network.data() + slash + 1, end, bits);
            if (error != std::errc{} || at != end || bits < 0 || bits > most)
                throw std::invalid_argument("trusted proxy: " + network);
        }
        networks_.push_back({*address, bits + 128 - most});
    }
}

bool TrustedProxies::contains(std::string_view address) const {
    const auto bytes = parse_address(address);
    return bytes && std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
               return same_network(*bytes, network.address, network.bits);
           });
}

std::string_view session_cookie_name(bool secure) {
    return secure ? "__Host-kommod_session" : "kommod_session";
}

std::string_view form_cookie_name(bool secure) {
    return secure ? "__Host-kommod_form" : "kommod_form";
}

std::string_view known_language(std::string_view text) {
    const auto found = std::find(languages.begin(), languages.end(), text);
    return found == languages.end() ? std::string_view{} : *found;
}

Glance glance_at(const Head& head, const Peer& peer) {
    Glance out;
    out.authority = head.host;
    out.language = languages[0];
    for (const auto& [name, value] : head.fields) {
        if (iequals(name, "accept-encoding")) {
            out.encodings = accepted_encodings(value);
        } else if (iequals(name, "accept")) {
            out.json = prefers_json(value);
        } else if (iequals(name, "if-none-match")) {
            out.none_match = value;
        } else if (iequals(name, "range")) {
            out.range = value;
        } else if (iequals(name, "cookie")) {
            if (find_cookie(value, session_cookie_name(false)) ||
                find_cookie(value, session_cookie_name(true)))
                out.session_cookie = true;
            if (const auto cookie = find_cookie(value, language_cookie))
                if (const auto known = known_language(*cookie); !known.empty())
                    out.language = known;
        } else if (peer.trusted && iequals(name, "x-forwarded-proto")) {
            out.secure = iequals(last_of_list(value), "https");
        } else if (peer.trusted && iequals(name, "x-forwarded-host")) {
            if (const auto host = last_of_list(value); is_authority(host)) out.authority = host;
        }
    }
    return out;
}

Request request_of(const Head& head, const Peer& peer, const TrustedProxies& proxies) {
    const Glance glance = glance_at(head, peer);
    Request out;
    out.method = head.method;
    out.target = head.target;
    for (const HeaderField& field : head.fields)
        add_header(out, field);
    out.secure = glance.secure;
    out.remote_address = peer.trusted ? forwarded_for(head, peer, proxies) : peer.address;
    read_headers(out, glance.authority);
    return out;
}

void read_headers(Request& request, std::string_view authority) {
    const std::string lower = lower_ascii(authority);
    request.host = without_port(lower);
    request.origin = (request.secure ? "https://" : "http://") + lower;
    read_cookies(request);
    const auto cookie = request.cookies.find(language_cookie);
    if (cookie == request.cookies.end()) return;
    if (const auto known = known_language(cookie->second); !known.empty()) request.language = known;
}

Result<void> read_target(Request& request) {
    const std::string_view target = request.target;
    const auto mark = target.find('?');
    const std::string_view raw_path = target.substr(0, mark);
    for (const std::string_view segment : text::split(raw_path, '/')) {
        const auto decoded = url_decode(segment, false);
        if (!decoded) return fail(decoded.error());
        if (decoded->find('/') != std::string::npos) return fail("url.malformed", "encoded slash");
        if (*decoded == "." || *decoded == "..") return fail("url.malformed", "dot segment");
    }
    request.path = url_decode(raw_path, false).value();
    if (mark == std::string_view::npos) return {};
    auto query = parse_urlencoded(target.substr(mark + 1));
    if (!query) return fail(query.error());
    request.query = std::move(*query);
    const auto chosen = known_language(request.query.get(language_parameter));
    if (!chosen.empty()) request.language = chosen;
    return {};
}

}  // namespace kommod::http
