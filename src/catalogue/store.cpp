// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/store.h"

#include <algorithm>
#include <list>
#include <mutex>

#include "audit/store.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "catalogue/builder.h"
#include "catalogue/format.h"

namespace kommod::embedded {
extern const std::span<const File> catalogue_schema;
}

namespace kommod::catalogue {
namespace {

using store::Session;
using store::Statement;
using store::WriteSession;

constexpr Statement all_records{"catalogue.all_records", "SELECT content FROM catalogue_record"};
// Many records go over in one statement, as a JSON array of [kind, id, content].
constexpr Statement put_records_sqlite{
    "catalogue.put_records",
    "INSERT INTO catalogue_record (kind, id, content, changed_at) "
    "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), "
    "$2 FROM json_each($1) WHERE true "
    "ON CONFLICT (kind, id) DO UPDATE SET content = excluded.content, "
    "changed_at = excluded.changed_at"};
constexpr Statement put_records_postgresql{
    "catalogue.put_records",
    "INSERT INTO catalogue_record (kind, id, content, changed_at) "
    "SELECT item->>0, item->>1, item->>2, CAST($2 AS BIGINT) "
    "FROM json_array_elements(CAST($1 AS json)) AS item "
    "ON CONFLICT (kind, id) DO UPDATE SET content = excluded.content, "
    "changed_at = excluded.changed_at"};
constexpr std::size_t records_at_once = 256;
constexpr Statement remove_record{"catalogue.remove_record",
                                  "DELETE FROM catalogue_record WHERE kind = $1 AND id = $2"};
constexpr Statement read_revision{"catalogue.read_revision",
                                  "SELECT records, documents FROM catalogue_revision WHERE id = 1"};
constexpr Statement count_change{
    "catalogue.count_change",
    "INSERT INTO catalogue_revision (id, records, documents) VALUES (1, 1, $1) "
    "ON CONFLICT (id) DO UPDATE SET records = catalogue_revision.records + 1, "
    "documents = catalogue_revision.documents + excluded.documents"};

Records load(Session& session) {
    Records records;
    session.each(all_records, {}, [&](const store::Row& row) {
        auto record = read_record(row.text(0));
        if (!record)
            throw std::runtime_error("catalogue_record holds what this program cannot read: " +
                                     record.error().what + " (" + record.error().field + ")");
        records.put(std::move(*record));
    });
    return records;
}

Revision load_revision(Session& session) {
    const auto row = session.query_one(read_revision);
    return row ? Revision{row->integer(0), row->integer(1)} : Revision{};
}

bool is_document(const Record& record) {
    return !std::holds_alternative<Synonym>(record) && !std::holds_alternative<Header>(record);
}

// Collects records and sends them in few statements.
class RecordWriter {
  public:
    RecordWriter(WriteSession& session, Instant now) : session_(session), now_(now) {}
    void put(const Record& record) {
        waiting_.push_back(
            json::array{std::string{kind_of(record)}, id_of(record), write_record(record)});
        if (waiting_.size() >= records_at_once) flush();
    }
    void flush() {
        if (waiting_.empty()) return;
        const Statement& put = session_.engine() == store::Engine::sqlite ? put_records_sqlite
                                                                          : put_records_postgresql;
        session_.execute(put, {json::serialize(waiting_), store::to_value(now_)});
        waiting_.clear();
    }

  private:
    WriteSession& session_;
    Instant now_;
    json::array waiting_;
};

std::string canonical(std::string_view name_space) {
    return std::string{name_space.empty() ? store::association : name_space};
}

void tell(WriteSession& session, const audit::Entry* act, Instant now, std::int64_t written) {
    if (act == nullptr) return;
    audit::Entry entry = *act;
    entry.at = now;
    entry.details["records"] = written;
    audit::record(session, entry);
}

audit::Entry synonym_act(const audit::Actor& by, const char* act, const std::string& term) {
    return {.at = {}, .actor = by, .act = act, .object_kind = "synonym", .object_id = term};
}

// Words as the search folds them, single spaces between.
std::string folded_words(std::string_view words) {
    std::string out;
    for (const char c : text::slug(words))
        out += c == '-' ? ' ' : c;
    return out;
}

}  // namespace

// Pictures are kept per namespace, day span and choice, the last used ones first. A municipality
// without records of its own shares the association's.
struct Store::Impl {
    static constexpr std::size_t pictures_kept = 64;

    struct Own {
        std::uint64_t seen = 0;  // the namespace's version at the last look
        bool looked = false;
        Revision revision;
        std::shared_ptr<const Records> records = std::make_shared<const Records>();
    };
    struct PictureKey {
        std::string name_space;
        std::int64_t own = 0, association = 0;  // revisions of the documents
        CatalogueBuilder::Which which;
        LocalDate since;  // the turning day it begins with
        bool operator==(const PictureKey&) const = default;
    };
    struct Picture {
        PictureKey key;
        std::shared_ptr<const Catalogue> catalogue;
    };
    struct Turning {
        std::int64_t own = 0, association = 0;
        std::set<LocalDate> days;
    };

    store::Database& database;
    const Clock& clock;
    std::mutex mutex;
    std::map<std::string, Own, std::less<>> own;
    std::map<std::string, Turning, std::less<>> turnings;
    std::list<Picture> pictures;

    Own look(const std::string& name_space);
    std::shared_ptr<const Catalogue> picture(std::string_view name_space, LocalDate on,
                                             CatalogueBuilder::Which which);
    std::int64_t write(const std::string& name_space, const Plan& plan, const audit::Entry* act);
};

Store::Store(store::Database& database, const Clock& clock)
    : impl_(std::make_unique<Impl>(database, clock)) {}
Store::~Store() = default;

store::Migrations Store::migrations() {
    return {"catalogue", embedded::catalogue_schema, store::Migrations::Scope::every_namespace};
}

// The namespace's own records, read again when they changed. Called with the mutex held: readers
// of a changed catalogue wait for the one that reads it.
Store::Impl::Own Store::Impl::look(const std::string& name_space) {
    Own& known = own[name_space];
    auto* place = database.find(name_space);
    if (place == nullptr) return known = Own{};
    const std::uint64_t version = place->content_version();
    if (known.looked && known.seen == version) return known;
    const Revision revision = place->read(load_revision);
    if (!known.looked || revision != known.revision) {
        auto [read, records] = place->read(
            [](Session& session) { return std::pair{load_revision(session), load(session)}; });
        known.revision = read;
        known.records = std::make_shared<const Records>(std::move(records));
    }
    known.seen = version;
    known.looked = true;
    return known;
}

std::shared_ptr<const Catalogue> Store::Impl::picture(std::string_view asked, LocalDate on,
                                                      CatalogueBuilder::Which which) {
    const std::lock_guard lock{mutex};
    const Own base = look(std::string{store::association});
    std::string name_space = canonical(asked);
    Own overlay = name_space == store::association ? Own{} : look(name_space);
    if (overlay.records->empty()) {
        name_space = store::association;
        overlay = Own{};
    }
    CatalogueBuilder builder;
    bool prepared = false;
    const auto prepare = [&] {
        if (prepared) return;
        builder.add(*base.records).add(*overlay.records);
        prepared = true;
    };
    Turning& turning = turnings[name_space];
    const std::int64_t upper = overlay.revision.documents, lower = base.revision.documents;
    if (turning.own != upper || turning.association != lower || turning.days.empty()) {
        prepare();
        turning = {upper, lower, builder.turning_days()};
        turning.days.insert(LocalDate{std::chrono::sys_days::min()});
    }
    const LocalDate since = *std::prev(turning.days.upper_bound(on));

    const PictureKey key{name_space, upper, lower, which, since};
    const auto found = std::ranges::find(pictures, key, &Picture::key);
    if (found != pictures.end()) {
        pictures.splice(pictures.begin(), pictures, found);
        return pictures.front().catalogue;
    }
    prepare();
    const auto dangling = builder.dangling();
    if (!dangling.empty())
        log::warning("catalogue.dangling_services",
                     {{"namespace", name_space},
                      {"services", static_cast<std::int64_t>(dangling.size())},
                      {"first", dangling.front()}});
    auto catalogue = std::make_shared<const Catalogue>(builder.build(on, which));
    std::erase_if(pictures, [&](const Picture& old) {
        return old.key.name_space == name_space &&
               (old.key.own != upper || old.key.association != lower);
    });
    pictures.push_front({key, catalogue});
    if (pictures.size() > pictures_kept) pictures.pop_back();
    return catalogue;
}

std::shared_ptr<const Catalogue> Store::snapshot(std::string_view name_space, LocalDate on) {
    return impl_->picture(name_space, on, CatalogueBuilder::Which::offered);
}

std::shared_ptr<const Catalogue> Store::full(std::string_view name_space, LocalDate on) {
    return impl_->picture(name_space, on, CatalogueBuilder::Which::all);
}

std::shared_ptr<const Records> Store::records(std::string_view name_space) {
    const std::lock_guard lock{impl_->mutex};
    return impl_->look(canonical(name_space)).records;
}

Revision Store::revision(std::string_view name_space) {
    const std::lock_guard lock{impl_->mutex};
    return impl_->look(canonical(name_space)).revision;
}

std::int64_t Store::Impl::write(const std::string& name_space, const Plan& plan,
                                const audit::Entry* act) {
    auto& place = database.create(name_space);
    const Instant now = clock.now();
    return place.write([&](WriteSession& session) -> std::int64_t {
        const Records current = load(session);
        RecordWriter writer{session, now};
        std::int64_t written = 0;
        bool documents = false;
        for (const Record& record : plan(current)) {
            if (current.holds(record)) continue;
            writer.put(record);
            documents = documents || is_document(record);
            ++written;
        }
        writer.flush();
        if (written > 0) session.execute(count_change, {std::int64_t{documents}});
        if (written > 0) tell(session, act, now, written);
        return written;
    });
}

std::int64_t Store::update(std::string_view name_space, const Plan& plan, const audit::Entry* act) {
    return impl_->write(canonical(name_space), plan, act);
}

bool Store::remove(std::string_view name_space, std::string_view kind, std::string_view id,
                   const audit::Entry* act) {
    auto* place = impl_->database.find(canonical(name_space));
    if (place == nullptr) return false;
    return place->write([&](WriteSession& session) {
        const bool found =
            session.execute_counted(remove_record, {std::string{kind}, std::string{id}}) > 0;
        if (found) session.execute(count_change, {std::int64_t{kind != "synonym"}});
        if (found) tell(session, act, impl_->clock.now(), 1);
        return found;
    });
}

std::vector<Synonym> Store::synonyms(std::string_view name_space) {
    std::map<std::string, Synonym> merged = records(store::association)->synonyms;
    const auto own = records(name_space);
    if (canonical(name_space) != store::association)
        for (const auto& [term, synonym] : own->synonyms)
            merged.insert_or_assign(term, synonym);
    std::vector<Synonym> out;
    for (auto& [term, synonym] : merged)
        out.push_back(std::move(synonym));
    return out;
}

Result<Synonym> Store::put_synonym(std::string_view name_space, std::string_view term,
                                   const std::vector<std::string>& means, const audit::Actor* by) {
    Synonym synonym{text::lower(text::trim(term)), {}};
    for (const auto& words : means)
        if (!folded_words(words).empty()) synonym.means.push_back(text::lower(text::trim(words)));
    if (folded_words(synonym.term).empty())
        return fail(
            {"catalogue.bad_synonym", "Das Suchwort fehlt.", "term", 0, std::string{term}, {}});
    if (synonym.means.empty())
        return fail({"catalogue.bad_synonym",
                     "Ein Synonym braucht mindestens ein Wort, das es meint.",
                     "means",
                     0,
                     {},
                     {}});
    const auto act = synonym_act(by ? *by : audit::Actor{}, "synonym.put", synonym.term);
    update(
        name_space, [&](const Records&) { return std::vector<Record>{synonym}; },
        by ? &act : nullptr);
    return synonym;
}

bool Store::remove_synonym(std::string_view name_space, std::string_view term,
                           const audit::Actor* by) {
    const std::string id = text::lower(text::trim(term));
    const auto act = synonym_act(by ? *by : audit::Actor{}, "synonym.remove", id);
    return remove(name_space, "synonym", id, by ? &act : nullptr);
}

}  // namespace kommod::catalogue
