// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Files among the answers of a draft. A file is kept as soon as it came and was found good,
// whatever else of its page is still wrong; nobody has to choose it twice. Its key lies sealed
// under the draft's token until the application is sent, then it is the office's to open.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/answers.h"
#include "cases/application.h"
#include "cases/drafts.h"
#include "cases/visit.h"
#include "files/store.h"

namespace kommod::cases {

// Changes the answers in one unit of work; files that they named before and do not name any more
// go in the same. False from `change`: nothing is to be kept.
using AnswersChange = std::function<bool(store::WriteSession&, json::object& answers)>;
std::optional<Draft> change_answers(const Visit& visit, const AnswersChange& change);

// What a page's request says of files.
struct Handed {
    Visit visit;                // with the draft as it is now
    std::vector<Issue> issues;  // of files that were not taken
    bool stays = false;         // "Hochladen" or "Entfernen": the page is to be shown again
};
// Takes what came with the request, and away what is to go. Nothing when the draft went meanwhile.
std::optional<Handed> take_files(const Visit& visit, const Place& place);

// Of one request, so that a disk does not fill up with what nobody asked for.
constexpr std::uint64_t most_at_once = std::uint64_t{64} * 1024 * 1024;
// What a page says of a field's file counts before what it says of the field.
void put_first(std::vector<Issue>& issues, const std::vector<Issue>& of_files);
// What a page changes, without passing by its files.
Change without_files(Change change, const Place& place);

// Whether all that stands on the page can be kept; what is still missing can come later.
bool nothing_typed_is_wrong(const Reading& reading);
// Back to the page, at the field whose file came or went.
http::Response to_files(const Visit& visit, const Draft& kept, std::string page);

// The file of a draft; nothing when it is not the draft's.
struct OpenedFile {
    files::File file;
    std::string content;
};
std::optional<OpenedFile> open_file(const Visit& visit, std::string_view id);
// The same of an application, for the office.
std::optional<OpenedFile> open_file(store::Namespace& municipality, const Application& application,
                                    const Attachment& attachment);

// "Content-Disposition: attachment" with the file's own name (RFC 6266).
http::Response file_response(OpenedFile opened);

// What an application takes along, opened for the office. Made before the writer's turn.
struct Handover {
    std::string id, key;
};
std::vector<Handover> to_hand_over(const Visit& visit, const Application& application);
// Gives them to the application; what else the draft had, answers to questions that were not asked
// in the end, goes.
void hand_over(store::WriteSession& session, std::string_view draft, std::string_view application,
               const std::vector<Handover>& files);

}  // namespace kommod::cases
