// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "files/store.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/ids.h"

namespace kommod::embedded {
extern const std::span<const File> files_schema;
}

namespace kommod::files {
namespace {

using store::Effect;
using store::Statement;
using store::to_value;

constexpr std::size_t key_bytes = 32;
// Small enough that a row is no burden for anything that reads rows, a backup among them.
constexpr std::size_t piece_bytes = std::size_t{256} * 1024;
// In one unit of work, so that nobody waits long for the writer.
constexpr std::size_t pieces_at_once = 4;

constexpr Statement insert_file{
    "files.put",
    "INSERT INTO file (id, owner, name, kind, size, received_at, file_key)"
    " VALUES ($1, '', $2, $3, $4, $5, $6)",
    Effect::books};
constexpr Statement insert_piece{
    "files.put_piece", "INSERT INTO file_piece (file_id, number, content) VALUES ($1, $2, $3)",
    Effect::books};
constexpr Statement change_owner{
    "files.claim", "UPDATE file SET owner = $3, file_key = $4 WHERE id = $1 AND owner = $2",
    Effect::books};
constexpr Statement select_file{
    "files.find", "SELECT id, name, kind, size, file_key FROM file WHERE id = $1 AND owner = $2"};
constexpr Statement select_pieces{
    "files.pieces", "SELECT number, content FROM file_piece WHERE file_id = $1 ORDER BY number"};
constexpr Statement delete_pieces{
    "files.remove_pieces",
    "DELETE FROM file_piece WHERE file_id IN (SELECT id FROM file WHERE id = $1 AND owner = $2)",
    Effect::books};
constexpr Statement delete_file{"files.remove", "DELETE FROM file WHERE id = $1 AND owner = $2",
                                Effect::books};
constexpr Statement delete_all_pieces{
    "files.remove_all_pieces",
    "DELETE FROM file_piece WHERE file_id IN (SELECT id FROM file WHERE owner = $1)",
    Effect::books};
constexpr Statement delete_all{"files.remove_all", "DELETE FROM file WHERE owner = $1",
                               Effect::books};
constexpr Statement delete_old_pieces{
    "files.remove_unclaimed_pieces",
    "DELETE FROM file_piece WHERE file_id IN"
    " (SELECT id FROM file WHERE owner = '' AND received_at < $1)",
    Effect::books};
constexpr Statement delete_old{"files.remove_unclaimed",
                               "DELETE FROM file WHERE owner = '' AND received_at < $1",
                               Effect::books};

store::Blob to_blob(std::string_view bytes) {
    const auto span = std::as_bytes(std::span{bytes});
    return {span.begin(), span.end()};
}

std::string_view to_bytes(const store::Blob& blob) {
    return {reinterpret_cast<const char*>(blob.data()), blob.size()};
}

// Which piece of which file of how many it is, is sealed with it.
std::string context_of(std::string_view id, std::size_t number) {
    return fmt::format("files.piece:{}:{}", id, number);
}

void put_piece(store::WriteSession& session, const Deposit& deposit, std::size_t number,
               std::string_view content) {
    const auto piece = content.substr(number * piece_bytes, piece_bytes);
    session.execute(insert_piece,
                    {deposit.id, static_cast<std::int64_t>(number),
                     to_blob(crypto::seal(deposit.key, piece, context_of(deposit.id, number)))});
}

File to_file(const store::Row& row) {
    return {row.text(0), row.text(1), kind_from_id(row.text(2)).value(),
            static_cast<std::uint64_t>(row.integer(3)), std::string{to_bytes(row.blob(4))}};
}

}  // namespace

store::Migrations migrations() {
    return {"files", embedded::files_schema, store::Migrations::Scope::municipality};
}

// The row of the file comes first: with it the sweeper finds the pieces of one that broke off.
Deposit put(store::Namespace& municipality, std::string_view name, Kind kind,
            std::string_view content, Instant now) {
    Deposit out{new_id(now), crypto::random_bytes(key_bytes)};
    municipality.write([&](store::WriteSession& session) {
        session.execute(insert_file,
                        {out.id, std::string{name}, std::string{to_id(kind)},
                         static_cast<std::int64_t>(content.size()), to_value(now), store::Blob{}});
    });
    const auto count = (content.size() + piece_bytes - 1) / piece_bytes;
    for (std::size_t first = 0; first < count; first += pieces_at_once)
        municipality.write([&](store::WriteSession& session) {
            for (std::size_t at = first; at < std::min(count, first + pieces_at_once); ++at)
                put_piece(session, out, at, content);
        });
    return out;
}

bool claim(store::WriteSession& session, std::string_view id, std::string_view owner,
           std::string_view key) {
    return hand_over(session, id, "", owner, key);
}

bool hand_over(store::WriteSession& session, std::string_view id, std::string_view from,
               std::string_view to, std::string_view key) {
    return session.execute_counted(change_owner, {std::string{id}, std::string{from},
                                                  std::string{to}, to_blob(key)}) == 1;
}

std::optional<File> find(store::Session& session, std::string_view id, std::string_view owner) {
    const auto row = session.query_one(select_file, {std::string{id}, std::string{owner}});
    return row ? std::optional{to_file(*row)} : std::nullopt;
}

std::optional<File> find(store::Namespace& municipality, std::string_view id,
                         std::string_view owner) {
    return municipality.read([&](store::Session& session) { return find(session, id, owner); });
}

std::optional<std::string> content(store::Namespace& municipality, std::string_view id,
                                   std::string_view key) {
    return municipality.read([&](store::Session& session) -> std::optional<std::string> {
        std::string out;
        std::size_t expected = 0;
        const std::vector<store::Value> parameters{std::string{id}};
        session.each(select_pieces, parameters, [&](const store::Row& row) {
            const auto piece = crypto::open(key, to_bytes(row.blob(1)), context_of(id, expected++));
            if (!piece) throw std::runtime_error("a file cannot be opened with its own key");
            out += *piece;
        });
        return expected == 0 ? std::nullopt : std::optional{std::move(out)};
    });
}

void remove(store::WriteSession& session, std::string_view id, std::string_view owner) {
    session.execute(delete_pieces, {std::string{id}, std::string{owner}});
    session.execute(delete_file, {std::string{id}, std::string{owner}});
}

void remove_all(store::WriteSession& session, std::string_view owner) {
    session.execute(delete_all_pieces, {std::string{owner}});
    session.execute(delete_all, {std::string{owner}});
}

std::int64_t remove_unclaimed(store::Namespace& municipality, Instant before) {
    return municipality.write([&](store::WriteSession& session) {
        session.execute(delete_old_pieces, {to_value(before)});
        return session.execute_counted(delete_old, {to_value(before)});
    });
}

}  // namespace kommod::files
