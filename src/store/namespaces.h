// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: the one Database and its namespaces, over any Storage.
#pragma once

#include <atomic>
#include <map>
#include <shared_mutex>

#include "store/background.h"
#include "store/migrate.h"
#include "store/pool.h"
#include "store/writer.h"

namespace kommod::store {

class StoredNamespace final : public Namespace {
  public:
    StoredNamespace(std::string name, Storage& storage, Pool& readers, Pool& writers);

    const std::string& name() const override { return name_; }
    std::uint64_t version() const override { return version_; }
    std::uint64_t content_version() const override { return content_version_; }
    void changed(Effect effect);
    // Asks whether another process wrote. On one thread at a time.
    void look_around();
    Writer& writer() { return writer_; }
    void mark_dropped() { dropped_ = true; }

  private:
    void run_read(const std::function<void(Session&)>& work) override;
    void run_write(const std::function<void(WriteSession&)>& work) override;
    void throw_if_dropped() const;
    std::uint64_t content_mark();

    std::string name_;
    Storage& storage_;
    Pool& readers_;
    std::atomic<bool> dropped_ = false;
    std::atomic<std::uint64_t> version_ = 1;
    std::atomic<std::uint64_t> content_version_ = 1;
    std::uint64_t stamp_seen_ = 0;  // of look_around()
    std::uint64_t mark_seen_ = 0;
    Writer writer_;
};

class StoredDatabase final : public Database {
  public:
    StoredDatabase(std::unique_ptr<Storage> storage, const Settings& settings,
                   std::span<const Migrations> rooms, const Clock& clock);
    ~StoredDatabase() override;

    Engine engine() const override { return storage_->engine(); }
    Namespace* find(std::string_view name) override;
    Namespace* find_open(std::string_view name) override;
    Namespace& create(std::string_view name) override;
    std::vector<std::string> namespaces() override;
    void drop(std::string_view name) override;

    // For a restore: a namespace with a working name nobody sees, filled by `fill` after the
    // migrations `recorded` ran, then brought up to date.
    void build(std::string_view working_name, std::string_view name,
               const std::vector<Migration>& recorded,
               const std::function<void(Connection&)>& fill);
    // Puts namespaces that were built where others are: all or none.
    void swap_in(std::span<const Replacement> all);
    void discard(std::string_view working_name) { storage_->remove(working_name); }

  private:
    void migrate(std::string_view name);
    void changed_elsewhere(std::string_view name, Effect effect);
    void look_around();
    StoredNamespace& opened(std::string_view name);
    StoredNamespace* in_memory(std::string_view name);
    // Runs `work` while nobody reads or writes the namespaces, which are in the order of their
    // names: whoever else wants several takes them in the same one.
    void alone(std::span<StoredNamespace* const> name_spaces, const std::function<void()>& work);

    const Clock& clock_;
    std::unique_ptr<Storage> storage_;
    std::vector<Migrations> rooms_;
    Pool readers_;
    Pool writers_;
    std::shared_mutex mutex_;  // guards the map; never held during I/O of a unit of work
    std::map<std::string, std::unique_ptr<StoredNamespace>, std::less<>> namespaces_;
    std::vector<std::unique_ptr<StoredNamespace>> dropped_;  // handles to them may still be about
    Background lookout_;
};

}  // namespace kommod::store
