// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/notes.h"

#include <algorithm>
#include <array>

#include "audit/store.h"

namespace kommod::authoring {
namespace {

using packages::ImportNote;
using store::Statement;

constexpr Statement insert_note{
    "authoring.note",
    "INSERT INTO authoring_note (package_id, number, kind, element, words, name, place, line,"
    " answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '')"};
constexpr Statement select_notes{
    "authoring.notes",
    "SELECT number, kind, element, words, name, place, line, answer FROM authoring_note"
    " WHERE package_id = $1 ORDER BY number"};
constexpr Statement select_note{
    "authoring.one_note",
    "SELECT answer FROM authoring_note WHERE package_id = $1 AND number = $2"};
constexpr Statement update_note{
    "authoring.answer",
    "UPDATE authoring_note SET answer = $3 WHERE package_id = $1 AND number = $2"};
constexpr Statement delete_notes{"authoring.no_notes",
                                 "DELETE FROM authoring_note WHERE package_id = $1"};

constexpr std::array<std::pair<ImportNote::Kind, std::string_view>, 3> kinds{
    {{ImportNote::Kind::rule, "rule"},
     {ImportNote::Kind::left_out, "left_out"},
     {ImportNote::Kind::changed, "changed"}}};
constexpr std::array<std::pair<Note::Answer, std::string_view>, 3> answers{
    {{Note::Answer::open, ""}, {Note::Answer::done, "done"}, {Note::Answer::unneeded, "unneeded"}}};

template <class Table>
auto by_id(const Table& table, std::string_view id) {
    const auto found = std::ranges::find(table, id, &Table::value_type::second);
    return found == table.end() ? table.front().first : found->first;
}

template <class Table, class Key>
std::string_view id_in(const Table& table, Key key) {
    return std::ranges::find(table, key, &Table::value_type::first)->second;
}

Note note_of(const store::Row& row) {
    Note out;
    out.number = row.integer(0);
    out.said.kind = by_id(kinds, row.text(1));
    out.said.id = row.text(2);
    out.said.text = row.text(3);
    out.said.at = row.text(4);
    out.said.place = row.text(5);
    out.said.line = static_cast<int>(row.integer(6));
    out.answer = answer_from(row.text(7));
    return out;
}

}  // namespace

std::string_view id_of(Note::Answer answer) {
    return id_in(answers, answer);
}

Note::Answer answer_from(std::string_view id) {
    return by_id(answers, id);
}

std::vector<Note> notes_of(store::Namespace& place, std::string_view package_id) {
    std::vector<Note> out;
    const std::vector<store::Value> parameters{std::string{package_id}};
    place.read([&](store::Session& session) {
        session.each(select_notes, parameters,
                     [&](const store::Row& row) { out.push_back(note_of(row)); });
    });
    return out;
}

std::size_t open_notes(store::Namespace& place, std::string_view package_id) {
    const auto all = notes_of(place, package_id);
    return static_cast<std::size_t>(std::ranges::count(all, Note::Answer::open, &Note::answer));
}

bool answer_note(store::Namespace& place, std::string_view package_id, std::int64_t number,
                 Note::Answer answer, const audit::Entry& act) {
    const std::string id{package_id};
    return place.write([&](store::WriteSession& session) {
        const auto before = session.query_one(select_note, {id, number});
        if (!before) return false;
        if (before->text(0) == id_of(answer)) return true;
        session.execute(update_note, {id, number, std::string{id_of(answer)}});
        audit::record(session, act);
        return true;
    });
}

void keep_notes(store::WriteSession& session, const std::string& package_id,
                const std::vector<ImportNote>& notes) {
    std::int64_t number = 0;
    for (const auto& note : notes)
        session.execute(insert_note,
                        {package_id, ++number, std::string{id_in(kinds, note.kind)}, note.id,
                         note.text, note.at, note.place, std::int64_t{note.line}});
}

void forget_notes(store::WriteSession& session, const std::string& package_id) {
    session.execute(delete_notes, {package_id});
}

}  // namespace kommod::authoring
