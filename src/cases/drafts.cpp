// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/drafts.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/ids.h"
#include "base/text.h"
#include "cases/file_owners.h"
#include "files/store.h"

namespace kommod::cases {
namespace {

using store::Statement;
using store::to_value;

constexpr Statement insert_draft{
    "cases.insert_draft",
    "INSERT INTO draft (id, token_hash, package_id, package_hash, revision, begun_at, saved_at, "
    "expires_on, sent, content) VALUES ($1, $2, $3, $4, 1, $5, $5, $6, 0, $7)",
    store::Effect::books};
constexpr Statement select_draft{
    "cases.select_draft",
    "SELECT id, package_id, package_hash, revision, begun_at, saved_at, expires_on, content "
    "FROM draft WHERE token_hash = $1 AND expires_on >= $2"};
constexpr Statement update_draft{
    "cases.update_draft",
    "UPDATE draft SET revision = $2, saved_at = $3, expires_on = $4, sent = $5, content = $6 "
    "WHERE id = $1",
    store::Effect::books};
constexpr Statement update_unchanged{
    "cases.update_unchanged_draft",
    "UPDATE draft SET revision = $2, saved_at = $3, expires_on = $4, sent = $5, content = $6 "
    "WHERE id = $1 AND token_hash = $7 AND revision = $2 - 1 AND sent = 0",
    store::Effect::books};
constexpr Statement remove_draft{"cases.remove_draft",
                                 "DELETE FROM draft WHERE id = $1 AND token_hash = $2",
                                 store::Effect::books};
constexpr Statement select_expired{"cases.expired_drafts",
                                   "SELECT id FROM draft WHERE expires_on < $1"};
constexpr Statement remove_expired{"cases.remove_expired_drafts",
                                   "DELETE FROM draft WHERE expires_on < $1", store::Effect::books};

// Which record the content belongs to is authenticated with it.
std::string context_of(std::string_view id) {
    return "cases.draft:" + std::string{id};
}

store::Blob sealed_content(const Draft& draft, const DraftToken& token) {
    // Joined as text: an object of all would copy the answers, which may be large.
    const auto content = fmt::format(R"({{"answers":{},"receipt":{},"trial_by":{}}})",
                                     json::serialize(draft.answers), json::serialize(draft.receipt),
                                     json::serialize(json::string(draft.trial_by)));
    const auto sealed = crypto::seal(token.key(), content, context_of(draft.id));
    const auto bytes = std::as_bytes(std::span{sealed});
    return {bytes.begin(), bytes.end()};
}

void open_content(Draft& draft, const store::Blob& blob, const DraftToken& token) {
    const std::string_view sealed{reinterpret_cast<const char*>(blob.data()), blob.size()};
    const auto plain = crypto::open(token.key(), sealed, context_of(draft.id));
    if (!plain)
        throw std::runtime_error("a draft cannot be opened with its own token: " + draft.id);
    auto content = json::parse(*plain).as_object();
    draft.answers = std::move(content.at("answers").as_object());
    draft.receipt = std::move(content.at("receipt").as_object());
    draft.trial_by = content.at("trial_by").as_string();
}

std::optional<Draft> load(store::Session& session, const DraftToken& token, LocalDate today) {
    const auto row = session.query_one(select_draft, {token.hash(), to_value(today)});
    if (!row) return std::nullopt;
    Draft draft{.id = row->text(0),
                .package_id = row->text(1),
                .package_hash = row->text(2),
                .revision = row->integer(3),
                .begun_at = row->instant(4),
                .saved_at = row->instant(5),
                .expires_on = row->date(6),
                .answers = {},
                .receipt = {},
                .trial_by = {}};
    open_content(draft, row->blob(7), token);
    return draft;
}

void save(store::WriteSession& session, const Draft& draft, const DraftToken& token) {
    session.execute(update_draft,
                    {draft.id, draft.revision, to_value(draft.saved_at), to_value(draft.expires_on),
                     std::int64_t{draft.sent()}, sealed_content(draft, token)});
}

constexpr std::size_t token_bytes = 16;
constexpr std::size_t token_length = 26;
constexpr std::size_t group_length = 5;

// Base32 has no 0, 1 and 8; whoever types one read O, I or B.
char meant_by(char typed) {
    switch (typed) {
        case '0':
            return 'o';
        case '1':
            return 'i';
        case '8':
            return 'b';
        default:
            return static_cast<char>(std::tolower(static_cast<unsigned char>(typed)));
    }
}

}  // namespace

DraftToken DraftToken::make() {
    return DraftToken{text::lower(crypto::base32(crypto::random_bytes(token_bytes)))};
}

std::optional<DraftToken> DraftToken::parse(std::string_view typed) {
    std::string text;
    for (const char each : typed) {
        if (each == '-' || each == ' ') continue;
        text += meant_by(each);
        if (text.size() > token_length) return std::nullopt;
    }
    const auto fits = [](char each) {
        return (each >= 'a' && each <= 'z') || (each >= '2' && each <= '7');
    };
    if (text.size() != token_length || !std::ranges::all_of(text, fits)) return std::nullopt;
    return DraftToken{std::move(text)};
}

std::string DraftToken::grouped() const {
    std::string out;
    for (std::size_t at = 0; at < text_.size(); at += group_length)
        out += (at == 0 ? "" : "-") + text_.substr(at, group_length);
    return out;
}

std::string DraftToken::hash() const {
    return crypto::hex(crypto::hmac_sha256(text_, "cases.draft.name"));
}

std::string DraftToken::key() const {
    return crypto::hmac_sha256(text_, "cases.draft.key");
}

Begun begin_draft(store::Namespace& municipality, std::string_view package_id,
                  std::string_view package_hash, const forms::Duration& kept, Instant now,
                  std::string_view trial_by) {
    Begun begun{{.id = new_id(now),
                 .package_id = std::string{package_id},
                 .package_hash = std::string{package_hash},
                 .revision = 1,
                 .begun_at = now,
                 .saved_at = now,
                 .expires_on = kept.after(now.local_date()),
                 .answers = {},
                 .receipt = {},
                 .trial_by = std::string{trial_by}},
                DraftToken::make()};
    const auto& draft = begun.draft;
    municipality.write([&](store::WriteSession& session) {
        session.execute(
            insert_draft,
            {draft.id, begun.token.hash(), draft.package_id, draft.package_hash, to_value(now),
             to_value(draft.expires_on), sealed_content(draft, begun.token)});
    });
    return begun;
}

std::optional<Draft> find_draft(store::Namespace& municipality, const DraftToken& token,
                                LocalDate today) {
    return municipality.read([&](store::Session& session) { return load(session, token, today); });
}

std::optional<Draft> find_draft(store::Namespace& municipality, std::string_view id,
                                const DraftToken& token, LocalDate today) {
    auto draft = find_draft(municipality, token, today);
    if (!draft || draft->id != id) return std::nullopt;
    return draft;
}

std::optional<Draft> change_draft(store::Namespace& municipality, std::string_view id,
                                  const DraftToken& token, const forms::Duration& kept, Instant now,
                                  const DraftChange& change) {
    return municipality.write([&](store::WriteSession& session) -> std::optional<Draft> {
        auto draft = load(session, token, now.local_date());
        if (!draft || draft->id != id) return std::nullopt;
        if (draft->sent()) return draft;
        if (!change(session, *draft)) return draft;
        ++draft->revision;
        draft->saved_at = now;
        draft->expires_on = kept.after(now.local_date());
        save(session, *draft, token);
        return draft;
    });
}

bool save_unchanged(store::Namespace& municipality, Draft draft, const DraftToken& token,
                    const forms::Duration& kept, Instant now,
                    const std::function<void(store::WriteSession&)>& along) {
    ++draft.revision;
    const std::vector<store::Value> values{draft.id,
                                           draft.revision,
                                           to_value(now),
                                           to_value(kept.after(now.local_date())),
                                           std::int64_t{draft.sent()},
                                           sealed_content(draft, token),
                                           token.hash()};
    return municipality.write([&](store::WriteSession& session) {
        if (session.execute_counted(update_unchanged, values) == 0) return false;
        along(session);
        return true;
    });
}

bool delete_draft(store::Namespace& municipality, std::string_view id, const DraftToken& token) {
    return municipality.write([&](store::WriteSession& session) {
        if (session.execute_counted(remove_draft, {std::string{id}, token.hash()}) == 0)
            return false;
        files::remove_all(session, owner_of_draft(id));
        return true;
    });
}

std::int64_t delete_expired_drafts(store::Namespace& municipality, LocalDate today) {
    return municipality.write([&](store::WriteSession& session) {
        for (const store::Row& row : session.query(select_expired, {to_value(today)}))
            files::remove_all(session, owner_of_draft(row.text(0)));
        return session.execute_counted(remove_expired, {to_value(today)});
    });
}

}  // namespace kommod::cases
