// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/search_store.h"

#include "base/json.h"

namespace kommod::catalogue {
namespace {

using store::Engine;
using store::Session;
using store::Statement;
using store::WriteSession;

constexpr Statement read_state{
    "catalogue.read_search_state",
    "SELECT documents, analyser FROM catalogue_search_state WHERE id = 1"};
// The index follows from the documents, whose own change was one of content.
constexpr Statement write_state{
    "catalogue.write_search_state",
    "INSERT INTO catalogue_search_state (id, documents, analyser) VALUES (1, $1, $2) "
    "ON CONFLICT (id) DO UPDATE SET documents = excluded.documents, analyser = excluded.analyser",
    store::Effect::books};
constexpr Statement clear_index{"catalogue.clear_index", "DELETE FROM catalogue_search",
                                store::Effect::books};
// Many documents go over in one statement, as a JSON array of [ref, terms]. The terms are final: no
// parser of the database may touch them.
constexpr Statement put_sqlite{
    "catalogue.put_documents",
    "INSERT INTO catalogue_search (ref, terms) "
    "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each($1)",
    store::Effect::books};
constexpr Statement put_postgresql{
    "catalogue.put_documents",
    "INSERT INTO catalogue_search (ref, terms) "
    "SELECT item->>0, array_to_tsvector(string_to_array(item->>1, ' ')) "
    "FROM json_array_elements(CAST($1 AS json)) AS item",
    store::Effect::books};
constexpr std::size_t documents_at_once = 256;
// PostgreSQL reads the whole table for every search until autovacuum has counted it and has sorted
// in what waits before the index; both at once, now.
constexpr Statement settle_postgresql{"catalogue.settle_index", "ANALYZE catalogue_search",
                                      store::Effect::books};
constexpr Statement sort_in_postgresql{
    "catalogue.sort_in_index",
    "SELECT gin_clean_pending_list(CAST('catalogue_search_terms' AS regclass))"};
constexpr Statement find_sqlite{"catalogue.find_candidates",
                                "SELECT ref FROM catalogue_search WHERE catalogue_search MATCH $1"};
constexpr Statement find_postgresql{
    "catalogue.find_candidates",
    "SELECT ref FROM catalogue_search WHERE terms @@ CAST($1 AS tsquery)"};
constexpr Statement count_missed{
    "catalogue.count_missed_search",
    "INSERT INTO catalogue_missed_search (day, words, searches, delete_on) "
    "VALUES ($1, $2, $3, $4) ON CONFLICT (day, words) DO UPDATE SET "
    "searches = catalogue_missed_search.searches + excluded.searches",
    store::Effect::books};
constexpr Statement forget_missed{"catalogue.forget_missed_searches",
                                  "DELETE FROM catalogue_missed_search WHERE delete_on <= $1",
                                  store::Effect::books};
constexpr Statement all_missed{
    "catalogue.missed_searches",
    "SELECT MAX(day), words, CAST(SUM(searches) AS BIGINT) FROM catalogue_missed_search "
    "GROUP BY words HAVING SUM(searches) >= CAST($1 AS BIGINT) ORDER BY 3 DESC, words LIMIT 500"};

bool is_current(Session& session, std::int64_t documents) {
    const auto row = session.query_one(read_state);
    return row && row->integer(0) == documents && row->integer(1) == analyser_version;
}

}  // namespace

bool index_is_current(store::Namespace& place, std::int64_t documents) {
    return place.read([&](Session& session) { return is_current(session, documents); });
}

void write_index(store::Namespace& place, std::int64_t documents, const SearchLayer& layer) {
    place.write([&](WriteSession& session) {
        if (is_current(session, documents)) return;
        const Statement& put = session.engine() == Engine::sqlite ? put_sqlite : put_postgresql;
        session.execute(clear_index);
        json::array waiting;
        for (const auto& document : layer.documents) {
            waiting.push_back(json::array{document.ref, document.terms});
            if (waiting.size() < documents_at_once && &document != &layer.documents.back())
                continue;
            session.execute(put, {json::serialize(waiting)});
            waiting.clear();
        }
        if (session.engine() == Engine::postgresql) {
            session.execute(sort_in_postgresql);
            session.execute(settle_postgresql);
        }
        session.execute(write_state, {documents, std::int64_t{analyser_version}});
    });
}

std::vector<std::string> candidates(store::Namespace& place, const std::string& condition) {
    return place.read([&](Session& session) {
        const Statement& find = session.engine() == Engine::sqlite ? find_sqlite : find_postgresql;
        std::vector<std::string> refs;
        const store::Value parameter{condition};
        session.each(find, {&parameter, 1},
                     [&](const store::Row& row) { refs.push_back(row.text(0)); });
        return refs;
    });
}

void add_missed(store::Namespace& place, const MissedCounts& counts, LocalDate today,
                LocalDate delete_on) {
    place.write([&](WriteSession& session) {
        for (const auto& [what, searches] : counts)
            session.execute(count_missed,
                            {what.first, what.second, searches, store::to_value(delete_on)});
        session.execute(forget_missed, {store::to_value(today)});
    });
}

std::vector<Search::Missed> load_missed(store::Namespace& place, std::int64_t at_least) {
    return place.read([&](Session& session) {
        std::vector<Search::Missed> out;
        for (const auto& row : session.query(all_missed, {at_least}))
            out.push_back({row.date(0), row.text(1), row.integer(2)});
        return out;
    });
}

}  // namespace kommod::catalogue
