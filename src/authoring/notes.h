// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What the schema that a draft was begun from leaves to a person: rules in prose, elements without
// a counterpart. Each is answered before the draft is published.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "packages/xdatenfelder.h"
#include "store/database.h"

namespace kommod::authoring {

struct Note {
    std::int64_t number = 0;
    packages::ImportNote said;
    enum class Answer : std::uint8_t { open, done, unneeded } answer = Answer::open;
};

// As they are stored and sent by forms: "", "done", "unneeded". Anything else is open.
std::string_view id_of(Note::Answer answer);
Note::Answer answer_from(std::string_view id);

std::vector<Note> notes_of(store::Namespace& place, std::string_view package_id);
std::size_t open_notes(store::Namespace& place, std::string_view package_id);
// False when there is no such note.
bool answer_note(store::Namespace& place, std::string_view package_id, std::int64_t number,
                 Note::Answer answer, const audit::Entry& act);

// Inside of the room: parts of what happens to a draft.
void keep_notes(store::WriteSession& session, const std::string& package_id,
                const std::vector<packages::ImportNote>& notes);
void forget_notes(store::WriteSession& session, const std::string& package_id);

}  // namespace kommod::authoring
