// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "audit/store.h"

#include <algorithm>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/log.h"

namespace kommod::embedded {
extern const std::span<const File> audit_schema;
}

namespace kommod::audit {
namespace {

using store::Row;
using store::Session;
using store::Statement;
using store::WriteSession;

constexpr Statement next_sequence{
    "audit.next_sequence",
    "UPDATE audit_head SET sequence = sequence + 1 WHERE id = 1 RETURNING sequence, hash",
    store::Effect::books};
constexpr Statement begin_chain{
    "audit.begin_chain",
    "INSERT INTO audit_head (id, chain, sequence, hash) VALUES (1, $1, 0, $2) "
    "ON CONFLICT (id) DO NOTHING",
    store::Effect::books};
constexpr Statement insert_entry{
    "audit.insert_entry",
    "INSERT INTO audit_entry (sequence, at, actor_kind, actor_id, act, object_kind, object_id, "
    "details, previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    store::Effect::books};
constexpr Statement move_head{"audit.move_head", "UPDATE audit_head SET hash = $1 WHERE id = 1",
                              store::Effect::books};
constexpr Statement read_head{"audit.read_head",
                              "SELECT chain, sequence, hash FROM audit_head WHERE id = 1"};
constexpr Statement all_entries{
    "audit.all_entries",
    "SELECT sequence, at, actor_kind, actor_id, act, object_kind, object_id, details, "
    "previous_hash, hash FROM audit_entry ORDER BY sequence"};
constexpr Statement filtered_entries{
    "audit.filtered_entries",
    "SELECT sequence, at, actor_kind, actor_id, act, object_kind, object_id, details, "
    "previous_hash, hash FROM audit_entry "
    "WHERE sequence < CAST($1 AS BIGINT) AND at >= CAST($2 AS BIGINT) AND at < CAST($3 AS BIGINT) "
    "AND (CAST($4 AS TEXT) = '' OR actor_id = $4) AND (CAST($5 AS TEXT) = '' OR object_kind = $5) "
    "AND (CAST($6 AS TEXT) = '' OR object_id = $6) "
    "AND (CAST($7 AS TEXT) = '' OR substr(act, 1, length($7)) = $7) "
    "ORDER BY sequence DESC LIMIT CAST($8 AS BIGINT)"};
constexpr Statement hash_at{"audit.hash_at", "SELECT hash FROM audit_entry WHERE sequence = $1"};
constexpr Statement keep_anchor{
    "audit.keep_anchor",
    "INSERT INTO audit_anchor (namespace, chain, sequence, hash, kept_at) "
    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (namespace) DO UPDATE SET chain = excluded.chain, "
    "sequence = excluded.sequence, hash = excluded.hash, kept_at = excluded.kept_at",
    store::Effect::books};
constexpr Statement kept_anchor{
    "audit.kept_anchor", "SELECT chain, sequence, hash FROM audit_anchor WHERE namespace = $1"};

Record to_record(const Row& row) {
    return {row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4),
            row.text(5),    row.text(6),    row.text(7), row.text(8), row.text(9)};
}

// The next number and the hash before it; takes the lock that puts concurrent writers in order.
Row claim(WriteSession& session) {
    if (auto row = session.query_one(next_sequence)) return *row;
    const auto chain = crypto::hex(crypto::random_bytes(16));
    session.execute(begin_chain, {chain, first_hash(chain)});
    return session.query_one(next_sequence).value();
}

Anchor head(Session& session, const std::string& name_space) {
    const auto row = session.query_one(read_head);
    if (!row) return {name_space, {}, 0, {}};
    return {name_space, row->text(0), row->integer(1), row->text(2)};
}

Error broken(std::string key, std::string what, std::int64_t sequence) {
    return {std::move(key), std::move(what), "sequence", 0, std::to_string(sequence), {}};
}

// Walks along the chain; remembers the first thing that is wrong.
class Walk {
  public:
    Walk(Anchor end, const std::vector<Anchor>& anchors) : end_(std::move(end)) {
        previous_ = first_hash(end_.chain);
        for (const auto& anchor : anchors)
            if (anchor.sequence > 0) awaited_.emplace(anchor.sequence, anchor);
    }

    void step(const Record& record) {
        if (failure_) return;
        const auto expected = count_ + 1;
        if (record.sequence != expected)
            return stop("audit.gap", fmt::format("Eintrag {} fehlt.", expected), expected);
        if (hash_of(record) != record.hash)
            return stop("audit.changed_entry", fmt::format("Eintrag {} wurde verändert.", expected),
                        expected);
        if (record.previous_hash != previous_)
            return stop("audit.broken_link",
                        fmt::format("Eintrag {} schließt nicht an seinen Vorgänger an.", expected),
                        expected);
        const auto [from, to] = awaited_.equal_range(record.sequence);
        for (auto at = from; at != to; ++at)
            if (at->second.hash != record.hash || at->second.chain != end_.chain)
                return stop("audit.anchor_missing",
                            fmt::format("Eintrag {} ist nicht der, der im Anker steht.", expected),
                            expected);
        awaited_.erase(from, to);
        previous_ = record.hash;
        ++count_;
    }

    Result<Summary> finish() {
        if (!failure_ && (count_ != end_.sequence || (count_ > 0 && previous_ != end_.hash)))
            stop("audit.tail_cut",
                 fmt::format("Das Protokoll endet mit Eintrag {}, vermerkt ist als Ende {}.",
                             count_, end_.sequence),
                 count_ + 1);
        if (!failure_ && !awaited_.empty())
            stop("audit.tail_cut",
                 fmt::format("Das Protokoll endet mit Eintrag {}, ein Anker bezeugt Eintrag {}.",
                             count_, awaited_.rbegin()->first),
                 count_ + 1);
        if (failure_) return fail(*failure_);
        return Summary{count_, end_};
    }

  private:
    void stop(std::string key, std::string what, std::int64_t sequence) {
        failure_ = broken(std::move(key), std::move(what), sequence);
    }

    Anchor end_;
    std::multimap<std::int64_t, Anchor> awaited_;
    std::string previous_;
    std::int64_t count_ = 0;
    std::optional<Error> failure_;
};

std::optional<Anchor> kept(store::Namespace& keeper, const std::string& name_space) {
    return keeper.read([&](Session& session) -> std::optional<Anchor> {
        const auto row = session.query_one(kept_anchor, {name_space});
        if (!row) return std::nullopt;
        return Anchor{name_space, row->text(0), row->integer(1), row->text(2)};
    });
}

// Moves the anchor of `of` that `keeper` holds to today's end; an anchor that no longer fits stays.
std::optional<Error> renew(store::Namespace& of, store::Namespace& keeper, const Clock& clock) {
    const auto now = anchor(of);
    if (const auto before = kept(keeper, of.name())) {
        if (*before == now) return std::nullopt;
        const auto hash = of.read([&](Session& session) {
            const auto row = session.query_one(hash_at, {before->sequence});
            return row ? row->text(0) : std::string{};
        });
        if (hash != before->hash || before->chain != now.chain)
            return broken("audit.anchor_missing",
                          fmt::format("Eintrag {} von {} ist nicht mehr der, der im Anker steht.",
                                      before->sequence, of.name()),
                          before->sequence);
    }
    if (now.sequence == 0) return std::nullopt;
    keeper.write([&](WriteSession& session) {
        session.execute(keep_anchor,
                        {now.name_space, now.chain, now.sequence, now.hash, clock.now().micros()});
    });
    return std::nullopt;
}

}  // namespace

store::Migrations migrations() {
    return {"audit", embedded::audit_schema, store::Migrations::Scope::every_namespace};
}

void record(store::WriteSession& session, const Entry& entry) {
    const auto place = claim(session);
    Record row{place.integer(0),
               entry.at.micros(),
               std::string{to_id(entry.actor.kind)},
               entry.actor.id,
               entry.act,
               entry.object_kind,
               entry.object_id,
               json::serialize(entry.details),
               place.text(1),
               {}};
    row.hash = hash_of(row);
    session.execute(insert_entry,
                    {row.sequence, row.at, row.actor_kind, row.actor_id, row.act, row.object_kind,
                     row.object_id, row.details, row.previous_hash, row.hash});
    session.execute(move_head, {row.hash});
}

void record(store::Namespace& name_space, const Entry& entry) {
    name_space.write([&](WriteSession& session) { record(session, entry); });
}

Result<Summary> verify(store::Namespace& name_space, const std::vector<Anchor>& anchors) {
    return name_space.read([&](Session& session) {
        Walk walk{head(session, name_space.name()), anchors};
        session.each(all_entries, {}, [&](const Row& row) { walk.step(to_record(row)); });
        return walk.finish();
    });
}

Anchor anchor(store::Namespace& name_space) {
    return name_space.read([&](Session& session) { return head(session, name_space.name()); });
}

std::vector<std::pair<std::string, Error>> exchange_anchors(store::Database& database,
                                                            const Clock& clock) {
    std::vector<std::pair<std::string, Error>> failures;
    auto& association = database.association_namespace();
    const auto one_way = [&](store::Namespace& of, store::Namespace& keeper) {
        auto failure = renew(of, keeper, clock);
        if (!failure) return;
        log::error("audit.anchor_missing",
                   {{"namespace", of.name()}, {"sequence", failure->value}});
        failures.emplace_back(of.name(), std::move(*failure));
    };
    for (const auto& name : database.namespaces()) {
        auto* municipality = database.find(name);
        if (!municipality || name == store::association) continue;
        one_way(*municipality, association);
        one_way(association, *municipality);
    }
    return failures;
}

std::vector<Anchor> kept_anchors(store::Database& database, const std::string& name_space) {
    std::vector<Anchor> anchors;
    for (const auto& name : database.namespaces()) {
        if (name == name_space) continue;
        if (auto* keeper = database.find(name))
            if (auto anchor = kept(*keeper, name_space)) anchors.push_back(std::move(*anchor));
    }
    return anchors;
}

std::vector<Record> list(store::Namespace& name_space, const Filter& filter) {
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    const std::int64_t limit = std::clamp(filter.limit, 1, 1000);
    return name_space.read([&](Session& session) {
        std::vector<Record> records;
        for (const auto& row : session.query(
                 filtered_entries,
                 {filter.before > 0 ? filter.before : largest,
                  filter.from ? filter.from->micros() : std::numeric_limits<std::int64_t>::min(),
                  filter.until ? filter.until->micros() : largest, filter.actor_id,
                  filter.object_kind, filter.object_id, filter.act, limit}))
            records.push_back(to_record(row));
        return records;
    });
}

}  // namespace kommod::audit
