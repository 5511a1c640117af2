// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/store.h"

#include <algorithm>
#include <array>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <utility>

#include "audit/store.h"
#include "base/json.h"
#include "base/text.h"
#include "readiness/derive.h"

namespace kommod::embedded {
extern const std::span<const File> readiness_schema;
}

namespace kommod::readiness {
namespace {

using store::Row;
using store::Statement;
using store::Value;

constexpr Statement versions_after{
    "readiness.versions_after",
    "SELECT sequence, kind, id, recorded_on, withdrawn, example, municipalities, payload"
    " FROM readiness_fact WHERE sequence > $1 ORDER BY sequence"};
constexpr Statement last_sequence{"readiness.last_sequence",
                                  "SELECT COALESCE(MAX(sequence), 0) FROM readiness_fact"};
constexpr Statement entered_at{"readiness.entered_at",
                               "SELECT entered_at FROM readiness_fact WHERE sequence = $1"};
constexpr Statement versions_of_fact{
    "readiness.versions_of_fact",
    "SELECT sequence, kind, id, recorded_on, withdrawn, example, municipalities, payload"
    " FROM readiness_fact WHERE kind = $1 AND id = $2 ORDER BY sequence"};
constexpr Statement add_version{
    "readiness.add_version",
    "INSERT INTO readiness_fact (sequence, kind, id, recorded_on, entered_at, supersedes,"
    " withdrawn, example, municipalities, payload)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};

constexpr std::size_t pictures_kept = 48;  // of some hundred kilobytes
constexpr std::size_t levels_kept = 4096;  // of a few bytes

FactVersion to_version(const Row& row) {
    FactVersion out;
    out.sequence = row.integer(0);
    out.kind = fact_kind_from_id(row.text(1)).value();
    out.id = row.text(2);
    out.recorded_on = row.date(3);
    out.withdrawn = row.boolean(4);
    out.example = row.boolean(5);
    const json::value municipalities = json::parse(row.text(6));
    for (const json::value& ags : municipalities.as_array())
        out.municipalities.emplace_back(ags.as_string());
    out.payload = json::parse(row.text(7)).as_object();
    return out;
}

std::string to_text(const std::vector<std::string>& list) {
    json::array out;
    for (const std::string& entry : list)
        out.emplace_back(entry);
    return json::serialize(out);
}

// Thrown to roll back a unit of work; what was refused stands in the result.
struct Refused {};

using Marks = std::array<std::weak_ptr<const void>, 3>;
bool same(const Marks& a, const Marks& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].owner_before(b[i]) || b[i].owner_before(a[i])) return false;
    return true;
}

// Remembers what was made from sources; forgets it when the sources are others, and what was made
// longest ago when it is full.
template <class Key, class Made>
class Memory {
  public:
    explicit Memory(std::size_t most) : most_(most) {}

    std::optional<Made> find(const Key& key, const Marks& sources) {
        const std::lock_guard lock(mutex_);
        const auto found = made_.find(key);
        if (found == made_.end() || !same(found->second.first, sources)) return std::nullopt;
        return found->second.second;
    }

    void keep(const Key& key, const Marks& sources, Made made) {
        const std::lock_guard lock(mutex_);
        if (made_.insert_or_assign(key, std::pair{sources, std::move(made)}).second)
            order_.push_back(key);
        if (order_.size() <= most_) return;
        made_.erase(order_.front());
        order_.pop_front();
    }

  private:
    std::mutex mutex_;
    std::size_t most_;
    std::map<Key, std::pair<Marks, Made>> made_;
    std::deque<Key> order_;
};

}  // namespace

struct Store::Impl {
    Impl(store::Database& database_, catalogue::Store& catalogue_,
         municipalities::Store& municipalities_, const Clock& clock_)
        : database(database_),
          catalogue(catalogue_),
          municipalities(municipalities_),
          clock(clock_),
          models(load_models()),
          deadlines(load_deadlines()) {}

    struct KnownLog;
    std::shared_ptr<const FactLog> log(std::string_view name_space);
    void learn(store::Session& session, KnownLog& known);
    // How far a file has been found in the chains that stand there.
    struct ReadUpTo {
        Telling telling = Telling::file;
        std::map<FactLog::Key, std::int64_t> sequence;
    };
    void add(store::WriteSession& session, const FactVersion& version, ReadUpTo& read,
             Recorded& out);

    store::Database& database;
    catalogue::Store& catalogue;
    municipalities::Store& municipalities;
    const Clock& clock;
    const Models models;
    const StatutoryDeadlines deadlines;

    // The log of a namespace. Only what was added since is read: other writes of the namespace
    // (sessions, the trail) add nothing.
    struct KnownLog {
        std::uint64_t seen = 0;       // counter of the namespace
        std::int64_t last_entry = 0;  // moment of the newest version: tells a restored namespace
        std::shared_ptr<const FactLog> log;
    };
    struct Key {
        std::string ags, model;
        PointInTime at;
        auto operator<=>(const Key&) const = default;
    };
    // What a picture is derived from.
    struct Sources {
        std::shared_ptr<const FactLog> of_association, own;
        std::shared_ptr<const catalogue::Catalogue> catalogue;
        // To know them again without keeping them alive.
        Marks marks() const { return {of_association, own, catalogue}; }
    };
    Sources sources(std::string_view ags, LocalDate on);
    Picture make(const Key& key, const Sources& sources,
                 std::shared_ptr<const MaturityModel> model);
    std::vector<std::uint32_t> choose(const std::shared_ptr<const catalogue::Catalogue>& records,
                                      const Selectors& selectors);

    std::mutex mutex;
    std::map<std::string, KnownLog, std::less<>> logs;
    Memory<Key, std::shared_ptr<const Picture>> pictures{pictures_kept};
    Memory<Key, std::vector<int>> levels{levels_kept};
    // Selections of the catalogues in use, by the selectors in one text.
    using Selections = std::map<std::string, std::vector<std::uint32_t>, std::less<>>;
    std::list<std::pair<std::shared_ptr<const catalogue::Catalogue>, Selections>> selections;
};

// Reads what was added since `known`; everything when the namespace is no longer the same one.
void Store::Impl::learn(store::Session& session, KnownLog& known) {
    const auto moment_of = [&](std::int64_t sequence) {
        const auto row = session.query_one(entered_at, {sequence});
        return row ? row->integer(0) : 0;
    };
    if (!known.log || moment_of(known.log->last_sequence()) != known.last_entry)
        known.log = std::make_shared<const FactLog>();
    std::vector<FactVersion> fresh;
    const std::array<Value, 1> parameters{known.log->last_sequence()};
    session.each(versions_after, parameters,
                 [&](const Row& row) { fresh.push_back(to_version(row)); });
    if (!fresh.empty())
        known.log = std::make_shared<const FactLog>(known.log->with(std::move(fresh)));
    known.last_entry = moment_of(known.log->last_sequence());
}

std::shared_ptr<const FactLog> Store::Impl::log(std::string_view name_space) {
    store::Namespace* records = database.find(name_space);
    if (records == nullptr) return std::make_shared<const FactLog>();
    const std::uint64_t version = records->content_version();
    KnownLog known;
    {
        const std::lock_guard lock(mutex);
        if (const auto found = logs.find(name_space); found != logs.end()) known = found->second;
    }
    if (known.log && known.seen == version) return known.log;
    records->read([&](store::Session& session) { learn(session, known); });
    known.seen = version;
    const std::lock_guard lock(mutex);
    KnownLog& shared = logs[std::string(name_space)];
    // Another thread may have read the same state; everybody shares one object.
    const bool same = shared.log && shared.last_entry == known.last_entry &&
                      shared.log->last_sequence() == known.log->last_sequence();
    if (same)
        shared.seen = std::max(shared.seen, version);
    else if (shared.seen <= version)
        shared = known;
    return shared.log;
}

Store::Impl::Sources Store::Impl::sources(std::string_view ags, LocalDate on) {
    const std::string name_space = store::municipality_namespace(ags);
    return {log(store::association), log(name_space), catalogue.snapshot(name_space, on)};
}

// A selection depends on the catalogue alone; a town is looked at on many days with the same one.
std::vector<std::uint32_t> Store::Impl::choose(
    const std::shared_ptr<const catalogue::Catalogue>& records, const Selectors& selectors) {
    constexpr std::size_t catalogues_kept = 16;
    const std::string name = text::join(selectors, "|");
    {
        const std::lock_guard lock(mutex);
        for (const auto& [catalogue_of, made] : selections)
            if (catalogue_of == records)
                if (const auto found = made.find(name); found != made.end()) return found->second;
    }
    std::vector<std::uint32_t> out = select(*records, selectors);
    const std::lock_guard lock(mutex);
    auto place = std::find_if(selections.begin(), selections.end(),
                              [&](const auto& each) { return each.first == records; });
    if (place == selections.end()) {
        place = selections.insert(selections.begin(), {records, {}});
        if (selections.size() > catalogues_kept) selections.pop_back();
    }
    place->second[name] = out;
    return out;
}

Picture Store::Impl::make(const Key& key, const Sources& from,
                          std::shared_ptr<const MaturityModel> model) {
    const Facts known = facts_known(*from.of_association, *from.own, key.ags, key.at.known);
    return derive(key.ags, from.catalogue, std::move(model), known, key.at,
                  [&](const Selectors& selectors) { return choose(from.catalogue, selectors); });
}

// Adds one version unless it stands there; refuses what would change the past.
void Store::Impl::add(store::WriteSession& session, const FactVersion& version, ReadUpTo& read,
                      Recorded& out) {
    const std::string kind{to_id(version.kind)};
    std::int64_t& read_up_to = read.sequence[{version.kind, version.id}];
    std::optional<FactVersion> newest;
    for (const Row& row : session.query(versions_of_fact, {kind, version.id})) {
        FactVersion known = to_version(row);
        if (read.telling == Telling::file && known.sequence > read_up_to &&
            known.recorded_on == version.recorded_on && says_the_same(known, version)) {
            read_up_to = known.sequence;
            ++out.unchanged;
            return;
        }
        newest = std::move(known);
    }
    // Saying the newest again on a later day teaches nothing.
    if (newest && newest->recorded_on <= version.recorded_on && says_the_same(*newest, version)) {
        ++out.unchanged;
        return;
    }
    if (newest && version.recorded_on < newest->recorded_on) {
        out.rejected.push_back({0,
                                "recorded",
                                version.recorded_on.to_iso(),
                                "Zu " + version.id + " ist schon Jüngeres festgehalten (" +
                                    newest->recorded_on.to_iso() +
                                    "); Vergangenes wird nicht nachträglich geändert.",
                                {}});
        return;
    }
    const std::int64_t sequence = session.query_one(last_sequence)->integer(0) + 1;
    const Value supersedes = newest ? Value{newest->sequence} : Value{};
    session.execute(add_version,
                    {sequence, kind, version.id, store::to_value(version.recorded_on),
                     store::to_value(clock.now()), supersedes, std::int64_t{version.withdrawn},
                     std::int64_t{version.example}, to_text(version.municipalities),
                     json::serialize(version.payload)});
    read_up_to = sequence;
    ++out.created;
}

Store::Store(store::Database& database, catalogue::Store& catalogue,
             municipalities::Store& municipalities, const Clock& clock)
    : impl_(std::make_unique<Impl>(database, catalogue, municipalities, clock)) {}
Store::~Store() = default;

store::Migrations Store::migrations() {
    return {"readiness", embedded::readiness_schema, store::Migrations::Scope::every_namespace};
}

const Models& Store::models() const {
    return impl_->models;
}

const StatutoryDeadlines& Store::deadlines() const {
    return impl_->deadlines;
}

std::shared_ptr<const FactLog> Store::log(std::string_view name_space) {
    return impl_->log(name_space);
}

Facts Store::facts(std::string_view ags, LocalDate known) {
    return facts_known(*log(store::association), *log(store::municipality_namespace(ags)), ags,
                       known);
}

std::shared_ptr<const Picture> Store::picture(std::string_view ags, PointInTime at,
                                              std::string_view model_id) {
    const auto model = choose_model(impl_->models, model_id, at.on);
    if (!model) return nullptr;
    const Impl::Key key{std::string(ags), model->id, at};
    const Impl::Sources sources = impl_->sources(ags, at.on);
    if (auto found = impl_->pictures.find(key, sources.marks())) return *found;
    auto made = std::make_shared<const Picture>(impl_->make(key, sources, model));
    impl_->pictures.keep(key, sources.marks(), made);
    return made;
}

std::shared_ptr<const Picture> Store::picture_with(std::string_view name_space,
                                                   std::span<const FactVersion> drafts,
                                                   std::string_view ags, PointInTime at,
                                                   std::string_view model_id) {
    const auto model = choose_model(impl_->models, model_id, at.on);
    if (!model) return nullptr;
    Impl::Sources sources = impl_->sources(ags, at.on);
    auto& changed = name_space == store::association ? sources.of_association : sources.own;
    changed = std::make_shared<const FactLog>(changed->with({drafts.begin(), drafts.end()}));
    return std::make_shared<const Picture>(
        impl_->make({std::string(ags), model->id, at}, sources, model));
}

std::vector<int> Store::levels(std::string_view ags, PointInTime at, std::string_view model_id) {
    const auto model = choose_model(impl_->models, model_id, at.on);
    if (!model) return {};
    const Impl::Key key{std::string(ags), model->id, at};
    const Impl::Sources sources = impl_->sources(ags, at.on);
    if (auto found = impl_->levels.find(key, sources.marks())) return std::move(*found);
    std::vector<int> made = impl_->make(key, sources, model).levels();
    impl_->levels.keep(key, sources.marks(), made);
    return made;
}

Store::Recorded Store::record(std::string_view name_space, std::span<const FactVersion> versions,
                              const audit::Entry* act, Telling telling) {
    Recorded out;
    for (const FactVersion& version : versions)
        for (Rejection& wrong : check_payload(version.kind, version.id, version.payload))
            out.rejected.push_back(std::move(wrong));
    if (!out.rejected.empty()) return out;
    try {
        impl_->database.create(name_space).write([&](store::WriteSession& session) {
            out = {};  // the work may run again
            Impl::ReadUpTo read{telling, {}};
            for (const FactVersion& version : versions)
                impl_->add(session, version, read, out);
            if (!out.rejected.empty()) throw Refused{};
            if (act == nullptr || out.created == 0) return;
            audit::Entry entry = *act;
            entry.at = impl_->clock.now();
            entry.details["facts"] = out.created;
            audit::record(session, entry);
        });
    } catch (const Refused&) {
        out.created = out.unchanged = 0;
    }
    return out;
}

std::optional<Store::Span> Store::span(std::string_view ags, LocalDate known) {
    std::optional<Span> out;
    const auto see = [&](const std::optional<LocalDate>& day) {
        if (!day) return;
        if (!out) out = Span{*day, *day};
        out->last = std::max(out->last, *day);
    };
    const auto first = log(store::municipality_namespace(ags))->first_recorded();
    if (first && *first <= known) see(first);
    const Facts facts_then = facts(ags, known);
    for (const BlockFact& fact : facts_then.blocks)
        for (const auto& day : {fact.test_from, fact.planned_for, fact.operation_from})
            see(day);
    for (const SolutionFact& fact : facts_then.solutions)
        for (const auto& day : {fact.planned_for, fact.from, fact.until})
            see(day);
    for (const PreconditionFact& fact : facts_then.preconditions)
        for (const auto& day : {fact.announced_for, fact.met_on})
            see(day);
    return out;
}

std::vector<FactEvent> Store::events(std::string_view ags, LocalDate from, LocalDate until) {
    return readiness::events(*log(store::association), *log(store::municipality_namespace(ags)),
                             ags, from, until);
}

std::vector<Store::Step> Store::history(std::string_view ags, std::string_view service_key,
                                        LocalDate today, std::string_view model_id) {
    std::vector<Step> out;
    const auto days = turning_days(*log(store::association),
                                   *log(store::municipality_namespace(ags)), ags, today);
    for (const LocalDate day : days) {
        const Impl::Key key{std::string(ags), std::string(model_id), seen_on(day, today)};
        const Impl::Sources sources = impl_->sources(ags, day);
        const auto model = choose_model(impl_->models, model_id, day);
        const auto* service = sources.catalogue->find(service_key);
        if (!model || service == nullptr) continue;
        const Picture picture = impl_->make(key, sources, model);
        const ServiceReadiness& standing =
            picture
                .services[static_cast<std::size_t>(service - sources.catalogue->services().data())];
        if (out.empty() || out.back().level != standing.level ||
            out.back().missing != standing.missing())
            out.push_back({day, standing.level, standing.missing()});
    }
    return out;
}

}  // namespace kommod::readiness
