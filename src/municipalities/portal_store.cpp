// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/portal_store.h"

#include <algorithm>

#include "base/text.h"

namespace kommod::municipalities {
namespace {

using store::Row;
using store::Session;
using store::Statement;
using store::WriteSession;

constexpr Statement select_revision{"municipalities.portal_revision",
                                    "SELECT revision FROM portal_revision WHERE id = 1"};
constexpr Statement update_revision{"municipalities.touch_portal",
                                    "UPDATE portal_revision SET revision = $1 WHERE id = 1"};
constexpr Statement all_offices{"municipalities.offices",
                                "SELECT id, parent, name, street, postcode, town, phone, email, "
                                "url, opening_hours FROM office"};
constexpr Statement put_office_row{
    "municipalities.put_office",
    "INSERT INTO office (id, parent, name, street, postcode, town, phone, email, url, "
    "opening_hours) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
    "ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, name = excluded.name, "
    "street = excluded.street, postcode = excluded.postcode, town = excluded.town, "
    "phone = excluded.phone, email = excluded.email, url = excluded.url, "
    "opening_hours = excluded.opening_hours"};
constexpr Statement lift_offices{"municipalities.lift_offices",
                                 "UPDATE office SET parent = $2 WHERE parent = $1"};
constexpr Statement delete_office_row{"municipalities.remove_office",
                                      "DELETE FROM office WHERE id = $1"};
constexpr Statement all_texts{"municipalities.texts",
                              "SELECT id, language, content FROM portal_text"};
constexpr Statement put_text_row{
    "municipalities.put_text",
    "INSERT INTO portal_text (id, language, content, changed_at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (id, language) DO UPDATE SET content = excluded.content, "
    "changed_at = excluded.changed_at"};
constexpr Statement delete_text_row{"municipalities.remove_text",
                                    "DELETE FROM portal_text WHERE id = $1 AND language = $2"};
constexpr Statement whole_theme{"municipalities.theme", "SELECT property, value FROM portal_theme"};
constexpr Statement clear_theme{"municipalities.clear_theme", "DELETE FROM portal_theme"};
constexpr Statement put_theme_row{"municipalities.put_theme",
                                  "INSERT INTO portal_theme (property, value) VALUES ($1, $2)"};
constexpr Statement current_banner{"municipalities.banner",
                                   "SELECT content FROM portal_banner WHERE id = 1"};
constexpr Statement put_banner_row{"municipalities.put_banner",
                                   "INSERT INTO portal_banner (id, content) VALUES (1, $1) "
                                   "ON CONFLICT (id) DO UPDATE SET content = excluded.content"};
constexpr Statement current_logo{"municipalities.logo",
                                 "SELECT hash, alt, width, height FROM portal_logo WHERE id = 1"};
constexpr Statement logo_content{"municipalities.logo_content",
                                 "SELECT content FROM portal_logo WHERE id = 1"};
constexpr Statement put_logo_row{
    "municipalities.put_logo",
    "INSERT INTO portal_logo (id, hash, alt, width, height, content) "
    "VALUES (1, $1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, "
    "alt = excluded.alt, width = excluded.width, height = excluded.height, "
    "content = excluded.content"};
constexpr Statement delete_logo_row{"municipalities.remove_logo",
                                    "DELETE FROM portal_logo WHERE id = 1"};

}  // namespace

PortalRecords read_portal(Session& session) {
    PortalRecords portal;
    session.each(all_offices, {}, [&](const Row& row) {
        portal.offices.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4),
                                  row.text(5), row.text(6), row.text(7), row.text(8), row.text(9),
                                  false});
    });
    std::sort(portal.offices.begin(), portal.offices.end(), [](const Office& a, const Office& b) {
        return std::pair{text::fold(a.name), a.id} < std::pair{text::fold(b.name), b.id};
    });
    session.each(all_texts, {}, [&](const Row& row) {
        portal.texts.emplace(std::pair{row.text(0), row.text(1)}, row.text(2));
    });
    session.each(whole_theme, {},
                 [&](const Row& row) { portal.theme.emplace(row.text(0), row.text(1)); });
    if (const auto banner = session.query_one(current_banner)) portal.banner = banner->text(0);
    if (const auto logo = session.query_one(current_logo))
        portal.logo = Logo{logo->text(0), logo->text(1), logo->integer(2), logo->integer(3)};
    return portal;
}

const Statement& portal_revision() {
    return select_revision;
}

void touch_portal(WriteSession& session, std::int64_t revision) {
    session.execute(update_revision, {revision});
}

void write_office(WriteSession& session, const Office& office) {
    session.execute(put_office_row,
                    {office.id, office.parent, office.name, office.street, office.postcode,
                     office.town, office.phone, office.email, office.url, office.opening_hours});
}

void delete_office(WriteSession& session, const Office& office) {
    session.execute(lift_offices, {office.id, office.parent});
    session.execute(delete_office_row, {office.id});
}

void write_text(WriteSession& session, const std::string& id, const std::string& language,
                const std::string& content, Instant now) {
    if (content.empty())
        session.execute(delete_text_row, {id, language});
    else
        session.execute(put_text_row, {id, language, content, now.micros()});
}

void write_theme(WriteSession& session, const std::map<std::string, std::string>& theme) {
    session.execute(clear_theme);
    for (const auto& [property, value] : theme)
        session.execute(put_theme_row, {property, value});
}

void write_banner(WriteSession& session, const std::string& content) {
    session.execute(put_banner_row, {content});
}

std::string read_logo(Session& session) {
    const auto row = session.query_one(logo_content);
    if (!row) return {};
    const auto& bytes = row->blob(0);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void write_logo(WriteSession& session, const Logo& logo, std::string_view content) {
    const auto* bytes = reinterpret_cast<const std::byte*>(content.data());
    session.execute(put_logo_row, {logo.hash, logo.alt, logo.width, logo.height,
                                   store::Blob(bytes, bytes + content.size())});
}

void delete_logo(WriteSession& session) {
    session.execute(delete_logo_row);
}

}  // namespace kommod::municipalities
