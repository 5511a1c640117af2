// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What the room keeps in memory of a namespace.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>

#include "store/database.h"

namespace kommod::municipalities {

// Something read from a namespace, kept until the namespace's content moves on and its revision row
// shows that the change was one of ours.
template <class Content>
class Kept {
  public:
    // From memory alone; null when it was never read or may be out of date. Waits for nobody.
    std::shared_ptr<const Content> at_hand(const store::Namespace& name_space) const {
        const auto version = name_space.content_version();
        const std::lock_guard lock{mutex_};
        return version == version_ ? content_ : nullptr;
    }

    // Reads it where it is not at hand.
    template <class Load>
    std::shared_ptr<const Content> get(store::Namespace& name_space,
                                       const store::Statement& revision, const Load& load) {
        if (auto content = at_hand(name_space)) return content;
        const std::lock_guard loading{loading_};
        if (auto content = at_hand(name_space)) return content;  // somebody was quicker
        // Asked before reading: what is read then is at least as new as this version.
        const auto version = name_space.content_version();
        auto content = content_;
        name_space.read([&](store::Session& session) {
            const auto now = session.query_one(revision).value().integer(0);
            if (!content || now != revision_)
                content = std::make_shared<const Content>(load(session));
            revision_ = now;
        });
        const std::lock_guard lock{mutex_};
        content_ = content;
        version_ = version;
        return content;
    }

  private:
    std::mutex loading_;  // held while one reads; guards revision_ and who may change the rest
    std::int64_t revision_ = 0;
    mutable std::mutex mutex_;  // held for a moment only
    std::shared_ptr<const Content> content_;
    std::uint64_t version_ = 0;
};

}  // namespace kommod::municipalities
