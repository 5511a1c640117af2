// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/store.h"

#include <cstring>
#include <map>
#include <mutex>

#include "audit/store.h"
#include "base/crypto.h"
#include "geo/layers.h"
#include "municipalities/kept.h"

namespace kommod::embedded {
extern const std::span<const File> geo_schema;
}

namespace kommod::geo {
namespace {

using store::Session;
using store::Statement;
using store::WriteSession;

constexpr Statement select_layers{"geo.layers", "SELECT kind, source, content FROM map_layer"};
constexpr Statement select_revision{"geo.revision",
                                    "SELECT revision FROM map_revision WHERE id = 1"};
constexpr Statement touch{"geo.touch", "UPDATE map_revision SET revision = $1 WHERE id = 1"};
constexpr Statement put_layer{
    "geo.put_layer",
    "INSERT INTO map_layer (kind, source, content, changed_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (kind) DO UPDATE SET source = $2, content = $3, changed_at = $4"};

constexpr const char* outline_kind = "outline";
constexpr const char* ways_kind = "ways";

Layers read_layers(Session& session) {
    Layers out;
    for (const auto& row : session.query(select_layers)) {
        const auto& source = row.text(1);
        if (row.text(0) == outline_kind) out.outline = {outline_from_json(row.text(2)), source};
        if (row.text(0) == ways_kind) out.ways = {ways_from_json(row.text(2)), source};
    }
    return out;
}

std::vector<std::string> sources_of(const Layers& layers) {
    std::vector<std::string> out;
    if (layers.outline) out.push_back(layers.outline->source);
    if (layers.ways && (out.empty() || layers.ways->source != out.front()))
        out.push_back(layers.ways->source);
    return out;
}

// Another at every change, also after a restore.
std::int64_t new_revision() {
    std::int64_t revision = 0;
    const auto bytes = crypto::random_bytes(sizeof revision);
    std::memcpy(&revision, bytes.data(), sizeof revision);
    return revision;
}

}  // namespace

store::Migrations migrations() {
    return {"geo", embedded::geo_schema, store::Migrations::Scope::municipality};
}

struct Store::Impl {
    const Clock& clock;
    std::mutex mutex;  // guards the list, not what stands in it
    std::map<std::string, municipalities::Kept<std::optional<Map>>, std::less<>> kept;

    municipalities::Kept<std::optional<Map>>& kept_of(const store::Namespace& municipality) {
        const std::lock_guard lock{mutex};
        return kept[municipality.name()];
    }
};

Store::Store(const Clock& clock) : impl_(new Impl{clock, {}, {}}) {}
Store::~Store() = default;

std::shared_ptr<const Map> Store::map(store::Namespace& municipality) {
    auto kept =
        impl_->kept_of(municipality)
            .get(municipality, select_revision, [](Session& session) -> std::optional<Map> {
                auto layers = read_layers(session);
                if (!layers.outline) return std::nullopt;
                auto sources = sources_of(layers);
                return Map{std::move(layers.outline->content),
                           Ways{layers.ways ? std::move(layers.ways->content) : std::vector<Way>{}},
                           std::move(sources)};
            });
    return kept->has_value() ? std::shared_ptr<const Map>{kept, &**kept} : nullptr;
}

Layers Store::layers(store::Namespace& municipality) {
    return municipality.read(read_layers);
}

void Store::put(store::Namespace& municipality, const Layers& layers, const audit::Actor& by) {
    const auto now = impl_->clock.now();
    municipality.write([&](WriteSession& session) {
        json::object details;
        if (layers.outline) {
            session.execute(put_layer, {outline_kind, layers.outline->source,
                                        to_json(layers.outline->content), store::to_value(now)});
            details["corners"] = layers.outline->content.size();
        }
        if (layers.ways) {
            session.execute(put_layer, {ways_kind, layers.ways->source,
                                        to_json(layers.ways->content), store::to_value(now)});
            details["ways"] = layers.ways->content.size();
        }
        session.execute(touch, {new_revision()});
        audit::record(session, {now, by, "map.put", "map", municipality.name(), details});
    });
}

}  // namespace kommod::geo
