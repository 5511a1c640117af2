// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/sessions.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "base/crypto.h"
#include "base/ids.h"
#include "base/log.h"

namespace kommod::embedded {
extern const std::span<const File> http_schema;
}

namespace kommod::http {
namespace {

using store::Row;
using store::Statement;

constexpr Statement insert_session{
    "http.session.insert",
    "INSERT INTO http_session (id, token_hash, subject_kind, subject_id, name_space, trust, "
    "created, last_seen, idle_micros, ends) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    store::Effect::books};
constexpr Statement find_session{
    "http.session.find",
    "SELECT id, subject_kind, subject_id, name_space, trust, created, last_seen, idle_micros, ends "
    "FROM http_session WHERE token_hash = $1"};
constexpr Statement sessions_of_subject{
    "http.session.of_subject",
    "SELECT id, subject_kind, subject_id, name_space, trust, created, last_seen, idle_micros, ends "
    "FROM http_session WHERE subject_kind = $1 AND subject_id = $2 ORDER BY created DESC, id DESC"};
constexpr Statement touch_session{
    "http.session.touch", "UPDATE http_session SET last_seen = $2 WHERE id = $1 AND last_seen < $2",
    store::Effect::books};
constexpr Statement delete_session{"http.session.end", "DELETE FROM http_session WHERE id = $1",
                                   store::Effect::books};
constexpr Statement delete_of_subject{
    "http.session.end_all", "DELETE FROM http_session WHERE subject_kind = $1 AND subject_id = $2",
    store::Effect::books};
constexpr Statement delete_ended{
    "http.session.sweep",
    "DELETE FROM http_session WHERE ends <= $1 OR last_seen + idle_micros <= $1",
    store::Effect::books};

// Writing the moment of each request would make every read a write.
constexpr std::chrono::seconds touch_interval{60};
constexpr std::size_t most_cached = 10'000;

std::string hash_of(std::string_view token) {
    return crypto::hex(crypto::sha256(token));
}

struct Record {
    Session session;
    std::chrono::microseconds idle{};

    bool living(Instant now) const {
        return now < session.ends && now < session.last_seen.plus(idle);
    }
};

Record record_of(const Row& row) {
    Record out;
    out.session.id = row.text(0);
    out.session.subject_kind = row.text(1);
    out.session.subject_id = row.text(2);
    out.session.name_space = row.text(3);
    out.session.trust = static_cast<TrustLevel>(row.integer(4));
    out.session.created = row.instant(5);
    out.session.last_seen = row.instant(6);
    out.idle = std::chrono::microseconds{row.integer(7)};
    out.session.ends = row.instant(8);
    out.session.expires = std::min(out.session.ends, out.session.last_seen.plus(out.idle));
    return out;
}

}  // namespace

// Records by token hash, each good for one version of the namespace.
class Sessions::Cache {
  public:
    std::optional<Record> find(const std::string& hash, std::uint64_t version) {
        const std::lock_guard lock{mutex_};
        if (version != version_) return std::nullopt;
        const auto found = records_.find(hash);
        if (found == records_.end()) return std::nullopt;
        return found->second;
    }
    void keep(const std::string& hash, const Record& record, std::uint64_t version) {
        const std::lock_guard lock{mutex_};
        if (version != version_ || records_.size() >= most_cached) records_.clear();
        version_ = version;
        records_.insert_or_assign(hash, record);
    }

  private:
    std::mutex mutex_;
    std::uint64_t version_ = 0;
    std::unordered_map<std::string, Record> records_;
};

Sessions::Sessions(store::Namespace& association, const Clock& clock)
    : association_(association), clock_(clock), cache_(std::make_unique<Cache>()) {}
Sessions::~Sessions() = default;

Sessions::Opened Sessions::open(std::string_view subject_kind, std::string_view subject_id,
                                std::string_view name_space, TrustLevel trust,
                                std::chrono::seconds idle, std::chrono::seconds absolute) {
    const Instant now = clock_.now();
    Opened out{
        crypto::random_token(32),
        {new_id(now), std::string{subject_kind}, std::string{subject_id}, std::string{name_space},
         trust, now, now, now.plus(std::min(idle, absolute)), now.plus(absolute)}};
    const Session& s = out.session;
    const std::chrono::microseconds idle_time = idle;
    association_.write([&](store::WriteSession& db) {
        db.execute(insert_session,
                   {s.id, hash_of(out.token), s.subject_kind, s.subject_id, s.name_space,
                    static_cast<std::int64_t>(s.trust), s.created.micros(), s.last_seen.micros(),
                    static_cast<std::int64_t>(idle_time.count()), now.plus(absolute).micros()});
    });
    return out;
}

std::shared_ptr<const Session> Sessions::find(std::string_view token) {
    if (token.empty() || token.size() > 100) return nullptr;
    const std::string hash = hash_of(token);
    const std::uint64_t version = association_.version();  // before the read: never too new
    std::optional<Record> record = cache_->find(hash, version);
    if (!record) {
        const auto row = association_.read(
            [&](store::Session& db) { return db.query_one(find_session, {hash}); });
        if (!row) return nullptr;
        record = record_of(*row);
        cache_->keep(hash, *record, version);
    }
    const Instant now = clock_.now();
    if (!record->living(now)) return nullptr;
    if (now - record->session.last_seen < touch_interval)
        return std::make_shared<const Session>(record->session);
    record->session.expires = std::min(record->session.ends, now.plus(record->idle));
    return seen_now(record->session, now);
}

// A session that cannot be touched (disk full) still lives: reading must go on.
std::shared_ptr<const Session> Sessions::seen_now(const Session& session, Instant now) {
    auto seen = std::make_shared<Session>(session);
    seen->last_seen = now;
    try {
        association_.write([&](store::WriteSession& db) {
            db.execute(touch_session, {session.id, now.micros()});
        });
    } catch (const store::DatabaseError& error) {
        log::warning("http.session.touch_failed", {{"what", std::string{error.what()}}});
    }
    return seen;
}

std::vector<Session> Sessions::of_subject(std::string_view subject_kind,
                                          std::string_view subject_id) {
    const auto rows = association_.read([&](store::Session& db) {
        return db.query(sessions_of_subject, {std::string{subject_kind}, std::string{subject_id}});
    });
    std::vector<Session> out;
    for (const Row& row : rows) {
        Record record = record_of(row);
        if (record.living(clock_.now())) out.push_back(std::move(record.session));
    }
    return out;
}

void Sessions::end(std::string_view session_id) {
    association_.write(
        [&](store::WriteSession& db) { db.execute(delete_session, {std::string{session_id}}); });
}

void Sessions::end_all(std::string_view subject_kind, std::string_view subject_id) {
    association_.write([&](store::WriteSession& db) {
        db.execute(delete_of_subject, {std::string{subject_kind}, std::string{subject_id}});
    });
}

std::int64_t Sessions::sweep() {
    const std::int64_t now = clock_.now().micros();
    return association_.write(
        [&](store::WriteSession& db) { return db.execute_counted(delete_ended, {now}); });
}

store::Migrations Sessions::migrations() {
    return {"http", embedded::http_schema, store::Migrations::Scope::association};
}

}  // namespace kommod::http
