// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/namespaces.h"

#include <algorithm>
#include <chrono>

#include "base/log.h"

namespace kommod::embedded {
extern const std::span<const File> store_schema;
}

namespace kommod::store {
namespace {

constexpr auto look_every = std::chrono::seconds{1};

bool is_name(std::string_view name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !name.empty() && name.size() <= 40 && name[0] >= 'a' && name[0] <= 'z' &&
           std::all_of(name.begin(), name.end(), fits);
}

std::vector<Migrations> with_own(std::span<const Migrations> rooms) {
    std::vector<Migrations> all{{"store", embedded::store_schema}};
    all.insert(all.end(), rooms.begin(), rooms.end());
    return all;
}

}  // namespace

StoredNamespace::StoredNamespace(std::string name, Storage& storage, Pool& readers, Pool& writers)
    : name_(std::move(name)),
      storage_(storage),
      readers_(readers),
      writer_(name_, writers, [this](Effect effect) { changed(effect); }) {
    if (storage.engine() != Engine::sqlite) return;
    content_mark();  // to open a file may touch it: its stamp is taken afterwards
    stamp_seen_ = storage.foreign_changes(name_);
    mark_seen_ = content_mark();
}

void StoredNamespace::changed(Effect effect) {
    if (effect == Effect::content) ++content_version_;
    ++version_;
}

std::uint64_t StoredNamespace::content_mark() {
    return readers_.take(name_)->content_mark();
}

// Our own writes are seen here once more: a look that finds something is cheap and rare.
void StoredNamespace::look_around() {
    const std::uint64_t stamp = storage_.foreign_changes(name_);
    if (dropped_ || stamp == stamp_seen_) return;
    const std::uint64_t mark = content_mark();
    changed(mark == mark_seen_ ? Effect::books : Effect::content);
    stamp_seen_ = stamp;
    mark_seen_ = mark;
}

void StoredNamespace::throw_if_dropped() const {
    if (dropped_)
        throw DatabaseError(DatabaseError::Kind::other, "namespace " + name_ + " was dropped");
}

void StoredNamespace::run_read(const std::function<void(Session&)>& work) {
    throw_if_dropped();
    const Pool::Lease connection = readers_.take(name_);
    connection->begin_read();
    work(*connection);
}

void StoredNamespace::run_write(const std::function<void(WriteSession&)>& work) {
    throw_if_dropped();
    writer_.run([&](WriteSession& session) {
        throw_if_dropped();
        work(session);
    });
}

std::unique_ptr<Database> Database::open(const Settings& settings,
                                         std::span<const Migrations> rooms, const Clock& clock) {
    auto storage =
        settings.database_url.empty() ? open_sqlite(settings) : open_postgresql(settings);
    return std::make_unique<StoredDatabase>(std::move(storage), settings, rooms, clock);
}

StoredDatabase::StoredDatabase(std::unique_ptr<Storage> storage, const Settings& settings,
                               std::span<const Migrations> rooms, const Clock& clock)
    : clock_(clock),
      storage_(std::move(storage)),
      rooms_(with_own(rooms)),
      readers_(*storage_, Use::read, {static_cast<std::size_t>(settings.read_connections_kept)}),
      writers_(
          *storage_, Use::write,
          {static_cast<std::size_t>(settings.write_connections),
           engine() == Engine::postgresql ? static_cast<std::size_t>(settings.write_connections)
                                          : 0}) {
    for (const std::string& name : namespaces())
        migrate(name);
    create(association);
    storage_->watch(
        [this](std::string_view name, Effect effect) { changed_elsewhere(name, effect); });
    if (engine() == Engine::sqlite) lookout_.start(look_every, [this] { look_around(); });
}

StoredDatabase::~StoredDatabase() {
    lookout_.stop();
    storage_->unwatch();
}

void StoredDatabase::changed_elsewhere(std::string_view name, Effect effect) {
    const std::shared_lock lock{mutex_};
    for (const auto& [key, name_space] : namespaces_)
        if (name.empty() || name == key) name_space->changed(effect);
}

// Once a second: another process (a command beside the server) may have written to a file.
void StoredDatabase::look_around() {
    std::vector<StoredNamespace*> opened;
    {
        const std::shared_lock lock{mutex_};
        for (const auto& [name, name_space] : namespaces_)
            opened.push_back(name_space.get());
    }
    for (StoredNamespace* name_space : opened) {
        if (lookout_.stopping()) return;
        try {
            name_space->look_around();
        } catch (const std::exception& error) {
            log::warning("store.lookout_failed",
                         {{"namespace", name_space->name()}, {"what", std::string{error.what()}}});
        }
    }
}

void StoredDatabase::migrate(std::string_view name) {
    const auto plan = plan_for(rooms_, name, engine());
    {
        // Most starts find nothing to do and need no lock.
        const auto connection = storage_->connect(name, Use::read);
        connection->begin_read();
        const auto applied = applied_migrations(*connection);
        connection->rollback();
        if (!applied.empty() && missing_steps(plan, applied, name).empty()) return;
    }
    storage_->build(name, [&](Connection& connection) {
        prepare_migrations(connection);
        const auto steps = missing_steps(plan, applied_migrations(connection), name);
        for (const Step& step : steps)
            apply(connection, step, clock_.now());
        log::info("store.migrated", {{"namespace", std::string{name}},
                                     {"steps", static_cast<std::int64_t>(steps.size())}});
    });
}

StoredNamespace& StoredDatabase::opened(std::string_view name) {
    if (StoredNamespace* known = in_memory(name)) return *known;
    // Looks at the records, so it is made without the lock; somebody may be quicker.
    auto fresh =
        std::make_unique<StoredNamespace>(std::string{name}, *storage_, readers_, writers_);
    const std::lock_guard lock{mutex_};
    auto& slot = namespaces_[std::string{name}];
    if (slot == nullptr) slot = std::move(fresh);
    return *slot;
}

StoredNamespace* StoredDatabase::in_memory(std::string_view name) {
    const std::shared_lock lock{mutex_};
    const auto found = namespaces_.find(name);
    return found == namespaces_.end() ? nullptr : found->second.get();
}

Namespace* StoredDatabase::find_open(std::string_view name) {
    return in_memory(name);
}

Namespace* StoredDatabase::find(std::string_view name) {
    if (!is_name(name)) return nullptr;
    if (Namespace* known = in_memory(name)) return known;
    if (!storage_->exists(name)) return nullptr;
    migrate(name);
    return &opened(name);
}

Namespace& StoredDatabase::create(std::string_view name) {
    if (!is_name(name)) throw std::invalid_argument("not a namespace's name: " + std::string{name});
    if (Namespace* found = find(name)) return *found;
    storage_->make(name);
    migrate(name);
    return opened(name);
}

std::vector<std::string> StoredDatabase::namespaces() {
    auto names = storage_->list();
    std::erase_if(names, [](const std::string& name) { return !is_name(name); });
    return names;
}

void StoredDatabase::alone(std::span<StoredNamespace* const> name_spaces,
                           const std::function<void()>& work) {
    if (name_spaces.empty()) return work();
    StoredNamespace& first = *name_spaces.front();
    first.writer().pause([&] {
        const Pool::Closure no_readers{readers_, first.name()};
        const Pool::Closure no_writers{writers_, first.name()};
        alone(name_spaces.subspan(1), work);
    });
}

void StoredDatabase::drop(std::string_view name) {
    if (!is_name(name) || !storage_->exists(name)) return;
    StoredNamespace& name_space = opened(name);
    StoredNamespace* const alone_with[] = {&name_space};
    alone(alone_with, [&] {
        storage_->remove(name);
        name_space.mark_dropped();
    });
    const std::lock_guard lock{mutex_};
    const auto found = namespaces_.find(name);
    dropped_.push_back(std::move(found->second));
    namespaces_.erase(found);
}

void StoredDatabase::build(std::string_view working_name, std::string_view name,
                           const std::vector<Migration>& recorded,
                           const std::function<void(Connection&)>& fill) {
    const auto plan = plan_for(rooms_, name, engine());
    missing_steps(plan, recorded, name);  // refuses a backup of a newer program
    storage_->remove(working_name);
    storage_->make(working_name);
    storage_->build(working_name, [&](Connection& connection) {
        prepare_migrations(connection);
        for (const Step& step : plan)
            if (std::any_of(recorded.begin(), recorded.end(), [&](const Migration& m) {
                    return m.room == step.migration.room && m.number == step.migration.number;
                }))
                apply(connection, step, clock_.now());
        storage_->load(connection, [&] { fill(connection); });
        for (const Step& step : missing_steps(plan, applied_migrations(connection), name))
            apply(connection, step, clock_.now());
    });
}

void StoredDatabase::swap_in(std::span<const Replacement> all) {
    std::vector<StoredNamespace*> replaced;
    for (const Replacement& one : all)
        if (find(one.to) != nullptr) replaced.push_back(&opened(one.to));
    std::ranges::sort(replaced, {}, &StoredNamespace::name);
    alone(replaced, [&] { storage_->replace(all); });
    for (StoredNamespace* name_space : replaced)
        name_space->changed(Effect::content);
}

}  // namespace kommod::store
