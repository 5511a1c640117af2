// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What the room keeps in memory of a namespace.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>

#include "store/database.h"

namespace kommod::municipalities {

// Something read from a namespace, kept until the namespace's version moves on and its revision row
// shows that the change was one of ours (most writes of a namespace are not).
template <class Content>
class Kept {
  public:
    template <class Load>
    std::shared_ptr<const Content> get(store::Namespace& name_space,
                                       const store::Statement& revision, const Load& load) {
        // Asked before reading: what is read then is at least as new as this version.
        const auto version = name_space.content_version();
        const std::lock_guard lock{mutex_};
        if (content_ && version == version_) return content_;
        name_space.read([&](store::Session& session) {
            const auto now = session.query_one(revision).value().integer(0);
            if (!content_ || now != revision_)
                content_ = std::make_shared<const Content>(load(session));
            revision_ = now;
        });
        version_ = version;
        return content_;
    }

  private:
    std::mutex mutex_;
    std::shared_ptr<const Content> content_;
    std::uint64_t version_ = 0;
    std::int64_t revision_ = 0;
};

}  // namespace kommod::municipalities
