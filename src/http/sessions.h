// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Server-side sessions: a random token in a cookie, its hash in the association's namespace.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "http/message.h"
#include "store/database.h"

namespace kommod::http {

// Any number of these may look at one namespace: what is kept in memory holds only until the
// namespace's next write, so a session ended here is ended everywhere. Safe to use from all
// threads; calls may touch the database, so never call it on an I/O thread.
class Sessions {
  public:
    Sessions(store::Namespace& association, const Clock& clock);
    ~Sessions();

    struct Opened {
        std::string token;  // goes into Response::set_session_token, nowhere else
        Session session;
    };
    Opened open(std::string_view subject_kind, std::string_view subject_id,
                std::string_view name_space, TrustLevel trust, std::chrono::seconds idle,
                std::chrono::seconds absolute);
    // The living session of a token; extends its idle time. Null when it ended.
    std::shared_ptr<const Session> find(std::string_view token);
    // Living ones, the newest first.
    std::vector<Session> of_subject(std::string_view subject_kind, std::string_view subject_id);
    void end(std::string_view session_id);
    void end_all(std::string_view subject_kind, std::string_view subject_id);
    // Deletes ended ones; called by a job. Returns how many.
    std::int64_t sweep();

    static store::Migrations migrations();

  private:
    class Cache;
    std::shared_ptr<const Session> seen_now(const Session& session, Instant now);

    store::Namespace& association_;
    const Clock& clock_;
    std::unique_ptr<Cache> cache_;
};

}  // namespace kommod::http
