// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Applications that were begun and not sent yet, and afterwards the citizen's receipt. Nobody but
// the citizen can read them: the content is sealed under a key derived from a random token that
// only the citizen's browser holds (or the link or code for going on elsewhere); the database knows
// a hash of it. A draft needs no log-in.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/json.h"
#include "forms/duration.h"
#include "store/database.h"

namespace kommod::cases {

// The secret of one draft: 128 random bits, as people can write them down.
class DraftToken {
  public:
    static DraftToken make();
    // "k7ge2-q4xma-..." in upper or lower case, with or without hyphens and spaces; a typed 0, 1
    // or 8 is meant as O, I or B. Nothing when it cannot be one.
    static std::optional<DraftToken> parse(std::string_view typed);
    const std::string& str() const { return text_; }  // 26 characters a-z and 2-7
    std::string grouped() const;                      // "k7ge2-q4xma-...", for reading out
    std::string hash() const;
    std::string key() const;

  private:
    explicit DraftToken(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

struct Draft {
    std::string id, package_id, package_hash;
    std::int64_t revision = 0;
    Instant begun_at, saved_at;
    LocalDate expires_on;  // the last day on which it can be opened; moves with every save
    // By the keys of fields, as forms::to_json; null: left blank. Items of groups carry their
    // identity as "_id".
    json::object answers;
    // What was sent, as the receipt shows it; empty before.
    json::object receipt;
    // Who of the staff walks through a version here; nothing of a trial reaches the office. Empty:
    // it is in earnest.
    std::string trial_by;

    bool sent() const { return !receipt.empty(); }
    bool trial() const { return !trial_by.empty(); }
};

struct Begun {
    Draft draft;
    DraftToken token;
};
Begun begin_draft(store::Namespace& municipality, std::string_view package_id,
                  std::string_view package_hash, const forms::Duration& kept, Instant now,
                  std::string_view trial_by = {});

// Nothing when it does not exist, expired, or belongs to another token: nobody learns which.
std::optional<Draft> find_draft(store::Namespace& municipality, std::string_view id,
                                const DraftToken& token, LocalDate today);
// The same by the token alone: for the link or code with which somebody goes on elsewhere.
std::optional<Draft> find_draft(store::Namespace& municipality, const DraftToken& token,
                                LocalDate today);

// What happens to a draft in one unit of work. It sees the draft as it stands now, not as it stood
// when the page was made (another tab may have saved meanwhile), and may run again. What was sent
// stays as it is: then `change` is not called. False: nothing is to be kept.
using DraftChange = std::function<bool(store::WriteSession&, Draft&)>;
// Durable when it returns; the draft as it is then, or nothing as in find_draft().
std::optional<Draft> change_draft(store::Namespace& municipality, std::string_view id,
                                  const DraftToken& token, const forms::Duration& kept, Instant now,
                                  const DraftChange& change);
// For a change that takes long to make: it is made outside of the single writer, of a draft as it
// stood at its revision, and saved when it stands there still. `along` happens in the same unit of
// work. False: it was saved or sent since, or is gone; then nothing happened.
bool save_unchanged(store::Namespace& municipality, Draft draft, const DraftToken& token,
                    const forms::Duration& kept, Instant now,
                    const std::function<void(store::WriteSession&)>& along);
// On the citizen's word, with its files. Returns whether there was one.
bool delete_draft(store::Namespace& municipality, std::string_view id, const DraftToken& token);

// Deletes what is past its day, with its files; for a daily job. Returns how many drafts went.
std::int64_t delete_expired_drafts(store::Namespace& municipality, LocalDate today);

}  // namespace kommod::cases
