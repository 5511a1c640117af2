// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Drafts of packages on their way to a published version: every change can be taken back.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "packages/xdatenfelder.h"
#include "store/database.h"

namespace kommod::authoring {

struct Revision {
    std::int64_t number = 0;
    std::string what;  // „Feld ‚Name‘ hinzugefügt.“
    Instant changed_at;
    std::string changed_by;  // account of staff
};

struct Draft {
    std::string package_id, base_hash;
    json::object document;   // as ServicePackage::document
    std::int64_t stamp = 0;  // of what somebody sees; a change to anything older is refused
    Revision current;
    std::optional<Revision> undone_by_redo;  // what "redo" would bring back
    bool can_undo = false;
};

store::Migrations migrations();

// Nothing when there is one of that name already. `notes`: what a schema leaves to a person.
std::optional<Draft> begin_draft(store::Namespace& place, std::string_view package_id,
                                 std::string_view base_hash, const json::object& document,
                                 const std::string& what, const audit::Entry& act,
                                 const std::vector<packages::ImportNote>& notes = {});
std::optional<Draft> find_draft(store::Namespace& place, std::string_view package_id);
std::vector<std::string> all_drafts(store::Namespace& place);
// From the newest to the oldest, also those that were undone.
std::vector<Revision> revisions(store::Namespace& place, std::string_view package_id);
std::optional<json::object> document_of(store::Namespace& place, std::string_view package_id,
                                        std::int64_t number);

// Changes the document in one step that can be undone; what was undone before is gone then. The
// change says what it did, or why it cannot be done. Errors: those, "authoring.stale" (somebody, or
// another tab, changed it meanwhile), "authoring.gone".
using DocumentChange = std::function<Result<std::string>(json::object& document)>;
Result<Draft> change_draft(store::Namespace& place, std::string_view package_id, std::int64_t stamp,
                           const DocumentChange& change, const audit::Entry& act);
// Steps along the revisions. Errors: "authoring.stale", "authoring.gone", "authoring.no_such".
Result<Draft> undo(store::Namespace& place, std::string_view package_id, std::int64_t stamp,
                   const audit::Entry& act);
Result<Draft> redo(store::Namespace& place, std::string_view package_id, std::int64_t stamp,
                   const audit::Entry& act);
void remove_draft(store::Namespace& place, std::string_view package_id, const audit::Entry& act);

}  // namespace kommod::authoring
