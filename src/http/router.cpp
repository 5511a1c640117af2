// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/router.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace kommod::http {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    if (!path.starts_with('/')) return {};
    return text::split(path.substr(1), '/');
}

[[noreturn]] void refuse(std::string_view pattern, std::string_view why) {
    throw std::invalid_argument("route " + std::string{pattern} + ": " + std::string{why});
}

std::string_view name_of(Method method) {
    switch (method) {
        case Method::get:
            return "GET, HEAD";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::options:
            return "OPTIONS";
        case Method::other:
            break;
    }
    return "";
}

void allow_also(std::string& allow, std::string_view methods) {
    if (allow.find(methods) != std::string::npos) return;
    if (!allow.empty()) allow += ", ";
    allow += methods;
}

}  // namespace

Router::Pattern Router::compile(std::string_view pattern) {
    if (!pattern.starts_with('/')) refuse(pattern, "must begin with /");
    Pattern out;
    for (const std::string_view part : segments_of(pattern)) {
        if (!out.empty() && out.back().kind == Segment::Kind::rest)
            refuse(pattern, "nothing may follow {...}");
        if (!part.starts_with('{')) {
            if (part.find_first_of("{}") != std::string_view::npos)
                refuse(pattern, "a capture is a whole segment");
            out.push_back({Segment::Kind::literal, std::string{part}});
            continue;
        }
        if (!part.ends_with('}') || part.size() < 3) refuse(pattern, "broken capture");
        std::string_view name = part.substr(1, part.size() - 2);
        const bool rest = name.ends_with("...");
        if (rest) name.remove_suffix(3);
        if (name.empty() || name.find_first_of("{}.") != std::string_view::npos)
            refuse(pattern, "broken capture");
        out.push_back({rest ? Segment::Kind::rest : Segment::Kind::capture, std::string{name}});
    }
    return out;
}

void Router::add(Table& table, Route route) {
    Pattern pattern = compile(route.pattern);
    if (!route.handler) refuse(route.pattern, "has no handler");
    const auto alike = [](const Segment& a, const Segment& b) {
        return a.kind == b.kind && (a.kind != Segment::Kind::literal || a.text == b.text);
    };
    for (std::size_t i = 0; i < table.routes.size(); ++i) {
        const Pattern& other = table.patterns[i];
        if (table.routes[i].method == route.method &&
            std::equal(pattern.begin(), pattern.end(), other.begin(), other.end(), alike))
            refuse(route.pattern, "is taken by " + table.routes[i].pattern);
    }
    table.routes.push_back(std::move(route));
    table.patterns.push_back(std::move(pattern));
}

bool Router::fits(const Pattern& pattern, const std::vector<std::string_view>& segments) {
    const bool open_end = pattern.back().kind == Segment::Kind::rest;
    if (open_end ? segments.size() < pattern.size() : segments.size() != pattern.size())
        return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        switch (pattern[i].kind) {
            case Segment::Kind::literal:
                if (pattern[i].text != segments[i]) return false;
                break;
            case Segment::Kind::capture:
                if (segments[i].empty()) return false;
                break;
            case Segment::Kind::rest:
                return true;
        }
    }
    return true;
}

bool Router::more_specific(const Pattern& a, const Pattern& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (a[i].kind != b[i].kind) return a[i].kind < b[i].kind;
    return a.size() > b.size();
}

Router::Match Router::match(const Table& table, Method method, std::string_view path) {
    const std::vector<std::string_view> segments = segments_of(path);
    const Method wanted = method == Method::head ? Method::get : method;
    const Pattern* best = nullptr;
    Match out;
    if (segments.empty()) return out;
    for (std::size_t i = 0; i < table.routes.size(); ++i) {
        const Route& route = table.routes[i];
        const Pattern& pattern = table.patterns[i];
        if (!fits(pattern, segments)) continue;
        allow_also(out.allow, name_of(route.method));
        if (route.method != wanted || (best && !more_specific(pattern, *best))) continue;
        best = &pattern;
        out.route = &route;
    }
    if (!best) {
        out.method_not_allowed = !out.allow.empty();
        return out;
    }
    for (std::size_t i = 0; i < best->size(); ++i) {
        const Segment& segment = (*best)[i];
        if (segment.kind == Segment::Kind::capture)
            out.captures.emplace(segment.text, segments[i]);
        else if (segment.kind == Segment::Kind::rest)
            out.captures.emplace(
                segment.text,
                path.substr(static_cast<std::size_t>(segments[i].data() - path.data())));
    }
    return out;
}

Router::Match Router::match_tenant(Method method, std::string_view path) const {
    return match(tenant_, method, path);
}

Router::Match Router::match_site(Method method, std::string_view path) const {
    return match(site_, method, path);
}

}  // namespace kommod::http
