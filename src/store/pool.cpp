// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/pool.h"

namespace kommod::store {
namespace {

constexpr auto patience = std::chrono::seconds{30};

}  // namespace

// Called with the lock held. The newest connection of this namespace; failing that and when the
// pool is full, the oldest of another one, to be turned around. Null: open one.
std::unique_ptr<Connection> Pool::idle_for(const std::string& name) {
    auto found = idle_.begin();
    while (found != idle_.end() && found->name != name)
        ++found;
    const bool full =
        idle_.size() >= limits_.kept || (limits_.open != 0 && lent_ + idle_.size() >= limits_.open);
    if (found == idle_.end() && full && !idle_.empty()) found = std::prev(idle_.end());
    if (found == idle_.end()) return nullptr;
    auto connection = std::move(found->connection);
    idle_.erase(found);
    return connection;
}

Pool::Lease Pool::take(const std::string& name) {
    std::unique_ptr<Connection> connection;
    {
        std::unique_lock lock{mutex_};
        Traffic& traffic = traffic_[name];
        returned_.wait(
            lock, [&] { return !traffic.closed && (limits_.open == 0 || lent_ < limits_.open); });
        connection = idle_for(name);
        ++lent_;
        ++traffic.lent;
    }
    try {
        if (connection == nullptr || !connection->attach(name)) {
            connection = nullptr;
            connection = storage_.connect(name, use_);
        }
    } catch (...) {
        const std::lock_guard lock{mutex_};
        release(name);
        throw;
    }
    return Lease{*this, name, std::move(connection)};
}

// Called with the lock held.
void Pool::release(const std::string& name) {
    --lent_;
    --traffic_[name].lent;
    returned_.notify_all();
}

void Pool::give_back(Lease& lease) noexcept {
    lease.connection_->rollback();
    std::unique_ptr<Connection> closed;  // closes after the lock is released
    const std::lock_guard lock{mutex_};
    if (!lease.connection_->usable() || traffic_[lease.name_].closed) {
        lease.connection_.reset();  // before close() may go on
    } else {
        idle_.push_front({lease.name_, std::move(lease.connection_)});
        if (idle_.size() > limits_.kept) {
            closed = std::move(idle_.back().connection);
            idle_.pop_back();
        }
    }
    release(lease.name_);
}

void Pool::close(const std::string& name) {
    std::unique_lock lock{mutex_};
    Traffic& traffic = traffic_[name];
    traffic.closed = true;
    const bool quiet = returned_.wait_for(lock, patience, [&] { return traffic.lent == 0; });
    if (!quiet) {
        traffic.closed = false;
        returned_.notify_all();
        throw DatabaseError(DatabaseError::Kind::busy, "namespace " + name + " is in use");
    }
    idle_.remove_if([&](const Idle& idle) { return idle.name == name; });
}

void Pool::reopen(const std::string& name) {
    const std::lock_guard lock{mutex_};
    traffic_[name].closed = false;
    returned_.notify_all();
}

}  // namespace kommod::store
