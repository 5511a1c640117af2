// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/drafts.h"

#include <span>

#include "audit/store.h"
#include "authoring/notes.h"

namespace kommod::embedded {
extern const std::span<const File> authoring_schema;
}

namespace kommod::authoring {
namespace {

using store::Statement;
using store::to_value;
using store::WriteSession;

constexpr Statement select_draft{
    "authoring.draft",
    "SELECT base_hash, revision, stamp FROM authoring_draft WHERE package_id = $1"};
constexpr Statement select_all{"authoring.drafts",
                               "SELECT package_id FROM authoring_draft ORDER BY package_id"};
constexpr Statement insert_draft{
    "authoring.begin",
    "INSERT INTO authoring_draft (package_id, base_hash, revision, stamp) VALUES ($1, $2, 1, 1)"};
constexpr Statement move_draft{
    "authoring.move",
    "UPDATE authoring_draft SET revision = $2, stamp = stamp + 1 WHERE package_id = $1"};
constexpr Statement delete_draft{"authoring.remove",
                                 "DELETE FROM authoring_draft WHERE package_id = $1"};
constexpr Statement select_revision{
    "authoring.revision",
    "SELECT number, what, changed_at, changed_by, document FROM authoring_revision"
    " WHERE package_id = $1 AND number = $2"};
constexpr Statement select_revisions{
    "authoring.revisions",
    "SELECT number, what, changed_at, changed_by FROM authoring_revision WHERE package_id = $1"
    " ORDER BY number DESC"};
constexpr Statement insert_revision{
    "authoring.keep",
    "INSERT INTO authoring_revision (package_id, number, document, what, changed_at, changed_by)"
    " VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Statement cut_revisions{
    "authoring.cut", "DELETE FROM authoring_revision WHERE package_id = $1 AND number > $2"};
constexpr Statement forget_revisions{
    "authoring.forget", "DELETE FROM authoring_revision WHERE package_id = $1 AND number <= $2"};

// As far back as one can step; a document has some 50 kB.
constexpr std::int64_t most_revisions = 200;

Revision revision_of(const store::Row& row) {
    return {row.integer(0), row.text(1), row.instant(2), row.text(3)};
}

std::optional<Draft> load(store::Session& session, const std::string& package_id) {
    const auto row = session.query_one(select_draft, {package_id});
    if (!row) return std::nullopt;
    const auto number = row->integer(1);
    const auto current = session.query_one(select_revision, {package_id, number});
    if (!current) throw std::runtime_error("a draft without its revision: " + package_id);
    Draft out;
    out.package_id = package_id;
    out.base_hash = row->text(0);
    out.stamp = row->integer(2);
    out.current = revision_of(*current);
    out.document = json::parse(current->text(4)).as_object();
    out.can_undo = session.query_one(select_revision, {package_id, number - 1}).has_value();
    if (const auto next = session.query_one(select_revision, {package_id, number + 1}))
        out.undone_by_redo = revision_of(*next);
    return out;
}

void keep_revision(WriteSession& session, const std::string& package_id, std::int64_t number,
                   const json::object& document, const std::string& what, const audit::Entry& act) {
    session.execute(insert_revision, {package_id, number, json::serialize(document), what,
                                      to_value(act.at), act.actor.id});
}

// Loads what somebody saw, and lets `step` go on from there.
Result<Draft> stepped(store::Namespace& place, std::string_view package_id, std::int64_t stamp,
                      const std::function<Result<void>(WriteSession&, Draft&)>& step) {
    const std::string id{package_id};
    return place.write([&](WriteSession& session) -> Result<Draft> {
        auto draft = load(session, id);
        if (!draft) return fail("authoring.gone", "there is no such draft");
        if (draft->stamp != stamp) return fail("authoring.stale", "it was changed meanwhile");
        if (const auto done = step(session, *draft); !done) return fail(done.error());
        return *load(session, id);
    });
}

Result<Draft> go_to(store::Namespace& place, std::string_view package_id, std::int64_t stamp,
                    std::int64_t by, const audit::Entry& act) {
    return stepped(place, package_id, stamp,
                   [&](WriteSession& session, Draft& draft) -> Result<void> {
                       const auto number = draft.current.number + by;
                       if (!session.query_one(select_revision, {draft.package_id, number}))
                           return fail("authoring.no_such", "there is nothing to step to");
                       session.execute(move_draft, {draft.package_id, number});
                       audit::record(session, act);
                       return {};
                   });
}

}  // namespace

store::Migrations migrations() {
    return {"authoring", embedded::authoring_schema, store::Migrations::Scope::every_namespace};
}

std::optional<Draft> begin_draft(store::Namespace& place, std::string_view package_id,
                                 std::string_view base_hash, const json::object& document,
                                 const std::string& what, const audit::Entry& act,
                                 const std::vector<packages::ImportNote>& notes) {
    const std::string id{package_id};
    return place.write([&](WriteSession& session) -> std::optional<Draft> {
        if (session.query_one(select_draft, {id})) return std::nullopt;
        session.execute(insert_draft, {id, std::string{base_hash}});
        keep_revision(session, id, 1, document, what, act);
        keep_notes(session, id, notes);
        audit::record(session, act);
        return load(session, id);
    });
}

std::optional<Draft> find_draft(store::Namespace& place, std::string_view package_id) {
    return place.read(
        [&](store::Session& session) { return load(session, std::string{package_id}); });
}

std::vector<std::string> all_drafts(store::Namespace& place) {
    std::vector<std::string> out;
    place.read([&](store::Session& session) {
        session.each(select_all, {}, [&](const store::Row& row) { out.push_back(row.text(0)); });
    });
    return out;
}

std::vector<Revision> revisions(store::Namespace& place, std::string_view package_id) {
    std::vector<Revision> out;
    const std::vector<store::Value> parameters{std::string{package_id}};
    place.read([&](store::Session& session) {
        session.each(select_revisions, parameters,
                     [&](const store::Row& row) { out.push_back(revision_of(row)); });
    });
    return out;
}

std::optional<json::object> document_of(store::Namespace& place, std::string_view package_id,
                                        std::int64_t number) {
    return place.read([&](store::Session& session) -> std::optional<json::object> {
        const auto row = session.query_one(select_revision, {std::string{package_id}, number});
        if (!row) return std::nullopt;
        return json::parse(row->text(4)).as_object();
    });
}

Result<Draft> change_draft(store::Namespace& place, std::string_view package_id, std::int64_t stamp,
                           const DocumentChange& change, const audit::Entry& act) {
    return stepped(
        place, package_id, stamp, [&](WriteSession& session, Draft& draft) -> Result<void> {
            const auto before = draft.document;
            const auto what = change(draft.document);
            if (!what) return fail(what.error());
            if (draft.document == before) return {};
            const auto number = draft.current.number + 1;
            session.execute(cut_revisions, {draft.package_id, draft.current.number});
            session.execute(forget_revisions, {draft.package_id, number - most_revisions});
            keep_revision(session, draft.package_id, number, draft.document, *what, act);
            session.execute(move_draft, {draft.package_id, number});
            audit::record(session, act);
            return {};
        });
}

Result<Draft> undo(store::Namespace& place, std::string_view package_id, std::int64_t stamp,
                   const audit::Entry& act) {
    return go_to(place, package_id, stamp, -1, act);
}

Result<Draft> redo(store::Namespace& place, std::string_view package_id, std::int64_t stamp,
                   const audit::Entry& act) {
    return go_to(place, package_id, stamp, 1, act);
}

void remove_draft(store::Namespace& place, std::string_view package_id, const audit::Entry& act) {
    const std::string id{package_id};
    place.write([&](WriteSession& session) {
        session.execute(cut_revisions, {id, std::int64_t{0}});
        forget_notes(session, id);
        session.execute(delete_draft, {id});
        audit::record(session, act);
    });
}

}  // namespace kommod::authoring
