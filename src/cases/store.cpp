// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/store.h"

#include "audit/store.h"
#include "base/log.h"
#include "cases/file_owners.h"
#include "files/store.h"

namespace kommod::embedded {
extern const std::span<const File> cases_schema;
}

namespace kommod::cases {
namespace {

using store::Statement;
using store::to_value;

#define KOMMOD_APPLICATION_COLUMNS                                                      \
    "SELECT id, reference, package_id, package_version, package_hash, title, language," \
    " submitted_at, state, withdrawn_at, office, email, delete_on, content FROM application"

// No public page shows applications, so writing one leaves the rendered pages alone.
constexpr Statement add_application{
    "cases.keep",
    "INSERT INTO application (id, reference, package_id, package_version, package_hash, title,"
    " language, submitted_at, state, office, email, delete_on, content)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'submitted', $9, $10, $11, $12)"
    " ON CONFLICT (reference) DO NOTHING",
    store::Effect::books};
constexpr Statement by_id{"cases.find", KOMMOD_APPLICATION_COLUMNS " WHERE id = $1"};
constexpr Statement by_reference{"cases.find_by_reference",
                                 KOMMOD_APPLICATION_COLUMNS " WHERE reference = $1"};
constexpr Statement newest_first{"cases.list", KOMMOD_APPLICATION_COLUMNS
                                 " WHERE ($1 = '' OR package_id = $1) AND ($2 = '' OR state = $2)"
                                 " AND (submitted_at < $3 OR (submitted_at = $3 AND id < $4))"
                                 " ORDER BY submitted_at DESC, id DESC LIMIT $5"};
constexpr Statement put_withdrawn{"cases.withdraw",
                                  "UPDATE application SET state = 'withdrawn', withdrawn_at = $2"
                                  " WHERE id = $1 AND state = 'submitted'",
                                  store::Effect::books};
constexpr Statement due{"cases.due", "SELECT id FROM application WHERE delete_on <= $1"};
constexpr Statement remove{"cases.delete", "DELETE FROM application WHERE id = $1",
                           store::Effect::books};
#undef KOMMOD_APPLICATION_COLUMNS

json::array fees_json(const Application& application) {
    json::array out;
    for (const ApplicationFee& fee : application.fees)
        out.push_back({{"id", fee.id},
                       {"per", fee.per},
                       {"citation", fee.citation},
                       {"cents", fee.amount.count()}});
    return out;
}

json::array attachments_json(const Application& application) {
    json::array out;
    for (const Attachment& file : application.attachments)
        out.push_back({{"path", file.path},
                       {"file_id", file.file_id},
                       {"name", file.name},
                       {"kind", file.kind},
                       {"size", file.size}});
    return out;
}

std::string content_of(const Application& application) {
    return json::serialize(
        json::object{{"answers", application.answers},
                     {"computed", application.computed},
                     {"parameters", application.parameters},
                     {"changed", application.changed},
                     {"fees", fees_json(application)},
                     {"attachments", attachments_json(application)},
                     {"outstanding", json::value_from(application.outstanding)}});
}

void read_content(Application& out, const json::object& content) {
    out.answers = content.at("answers").as_object();
    out.computed = content.at("computed").as_object();
    out.parameters = content.at("parameters").as_object();
    out.changed = content.at("changed").as_array();
    const auto text = [](const json::object& of, const char* key) {
        return std::string{of.at(key).as_string()};
    };
    for (const json::value& each : content.at("fees").as_array()) {
        const auto& fee = each.as_object();
        out.fees.push_back({text(fee, "id"), text(fee, "per"), text(fee, "citation"),
                            Cents{fee.at("cents").to_number<std::int64_t>()}});
    }
    for (const json::value& each : content.at("attachments").as_array()) {
        const auto& file = each.as_object();
        out.attachments.push_back({text(file, "path"), text(file, "file_id"), text(file, "name"),
                                   text(file, "kind"), file.at("size").to_number<std::uint64_t>()});
    }
    for (const json::value& each : content.at("outstanding").as_array())
        out.outstanding.emplace_back(each.as_string());
}

Application to_application(const store::Row& row) {
    Application out;
    out.id = row.text(0);
    out.reference = row.text(1);
    out.package_id = row.text(2);
    out.package_version = row.text(3);
    out.package_hash = row.text(4);
    out.title = row.text(5);
    out.language = row.text(6);
    out.submitted_at = row.instant(7);
    if (row.text(8) == "withdrawn") out.state = Application::State::withdrawn;
    if (!row.is_null(9)) out.withdrawn_at = row.instant(9);
    out.office = row.text(10);
    out.email = row.optional_text(11);
    out.delete_on = row.date(12);
    read_content(out, json::parse(row.text(13)).as_object());
    return out;
}

std::optional<Application> find_one(store::Namespace& municipality, const Statement& statement,
                                    std::string_view key) {
    return municipality.read([&](store::Session& session) -> std::optional<Application> {
        const auto row = session.query_one(statement, {std::string{key}});
        return row ? std::optional{to_application(*row)} : std::nullopt;
    });
}

}  // namespace

store::Migrations migrations() {
    return {"cases", embedded::cases_schema, store::Migrations::Scope::municipality};
}

bool keep(store::WriteSession& session, const Application& application) {
    return session.execute_counted(
               add_application,
               {application.id, application.reference, application.package_id,
                application.package_version, application.package_hash, application.title,
                application.language, to_value(application.submitted_at), application.office,
                to_value(application.email), to_value(application.delete_on),
                content_of(application)}) == 1;
}

std::optional<Application> find_application(store::Namespace& municipality, std::string_view id) {
    return find_one(municipality, by_id, id);
}

std::optional<Application> find_by_reference(store::Namespace& municipality,
                                             std::string_view reference) {
    return find_one(municipality, by_reference, reference);
}

std::vector<Application> list_applications(store::Namespace& municipality,
                                           const ApplicationFilter& filter) {
    constexpr std::int64_t after_everything = 0x7FFFFFFFFFFFFFFF;
    const std::string state = !filter.state                                    ? ""
                              : *filter.state == Application::State::submitted ? "submitted"
                                                                               : "withdrawn";
    std::vector<Application> out;
    municipality.read([&](store::Session& session) {
        const std::vector<store::Value> parameters{
            filter.package_id, state, filter.before ? filter.before->micros() : after_everything,
            filter.before_id, std::int64_t{filter.limit}};
        session.each(newest_first, parameters,
                     [&](const store::Row& row) { out.push_back(to_application(row)); });
    });
    return out;
}

bool withdraw_application(store::Namespace& municipality, std::string_view id, Instant now,
                          const audit::Entry& act) {
    return municipality.write([&](store::WriteSession& session) {
        const bool changed =
            session.execute_counted(put_withdrawn, {std::string{id}, to_value(now)}) > 0;
        if (changed) audit::record(session, act);
        return changed;
    });
}

int delete_due_applications(store::Namespace& municipality, LocalDate today, Instant now) {
    return municipality.write([&](store::WriteSession& session) {
        int deleted = 0;
        for (const store::Row& row : session.query(due, {to_value(today)})) {
            session.execute(remove, {row.text(0)});
            files::remove_all(session, owner_of_application(row.text(0)));
            audit::record(session, {.at = now,
                                    .actor = {audit::ActorKind::system, "retention"},
                                    .act = "application.delete",
                                    .object_kind = "application",
                                    .object_id = row.text(0)});
            ++deleted;
        }
        return deleted;
    });
}

}  // namespace kommod::cases
