// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/store.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <unordered_map>

#include "audit/store.h"
#include "base/crypto.h"
#include "base/text.h"
#include "municipalities/kept.h"
#include "municipalities/portal_records.h"
#include "municipalities/portal_store.h"

namespace kommod::embedded {
extern const std::span<const File> municipalities_association_schema;
extern const std::span<const File> municipalities_municipality_schema;
}  // namespace kommod::embedded

namespace kommod::municipalities {
namespace {

using store::Row;
using store::Session;
using store::Statement;
using store::Value;
using store::WriteSession;

constexpr Statement directory_revision{"municipalities.directory_revision",
                                       "SELECT revision FROM directory_revision WHERE id = 1"};
constexpr Statement touch_directory{"municipalities.touch_directory",
                                    "UPDATE directory_revision SET revision = $1 WHERE id = 1"};
constexpr Statement all_municipalities{
    "municipalities.all",
    "SELECT ags, ars, name, official_name, slug, host, kind, district_ags, district_name, "
    "inhabitants, area_ha, postcode, active, example FROM municipality"};
constexpr Statement put_municipality{
    "municipalities.put",
    "INSERT INTO municipality (ags, ars, name, official_name, slug, host, kind, district_ags, "
    "district_name, inhabitants, area_ha, postcode, active, example) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "
    "ON CONFLICT (ags) DO UPDATE SET ars = excluded.ars, name = excluded.name, "
    "official_name = excluded.official_name, slug = excluded.slug, host = excluded.host, "
    "kind = excluded.kind, district_ags = excluded.district_ags, "
    "district_name = excluded.district_name, inhabitants = excluded.inhabitants, "
    "area_ha = excluded.area_ha, postcode = excluded.postcode, example = excluded.example"};
constexpr Statement set_active{"municipalities.set_active",
                               "UPDATE municipality SET active = $2 WHERE ags = $1"};
constexpr Statement facts_of_association{"municipalities.association_facts",
                                         "SELECT id, value FROM association_fact"};
constexpr Statement put_fact{"municipalities.put_association_fact",
                             "INSERT INTO association_fact (id, value) VALUES ($1, $2) "
                             "ON CONFLICT (id) DO UPDATE SET value = excluded.value"};

constexpr std::string_view district_kind = "district";

Municipality to_municipality(const Row& row) {
    Municipality m;
    m.ags = row.text(0);
    m.ars = row.text(1);
    m.name = row.text(2);
    m.official_name = row.text(3);
    m.slug = row.text(4);
    m.host = row.text_or(5, "");
    m.kind = row.text(6) == district_kind ? Kind::district : Kind::municipality;
    m.district_ags = row.text(7);
    m.district_name = row.text(8);
    m.inhabitants = row.integer(9);
    m.area_km2 = static_cast<double>(row.integer(10)) / 100;
    m.postcode = row.text(11);
    m.active = row.boolean(12);
    m.example = row.boolean(13);
    return m;
}

void write_municipality(WriteSession& session, const Municipality& m) {
    const bool district = m.kind == Kind::district;
    session.execute(
        put_municipality,
        {m.ags, m.ars, m.name, m.official_name, m.slug, m.host.empty() ? Value{} : Value{m.host},
         std::string{district ? district_kind : "municipality"}, m.district_ags, m.district_name,
         m.inhabitants, static_cast<std::int64_t>(std::llround(m.area_km2 * 100)), m.postcode,
         std::int64_t{m.active}, std::int64_t{m.example}});
}

Directory read_directory(Session& session) {
    std::vector<Municipality> all;
    session.each(all_municipalities, {},
                 [&](const Row& row) { all.push_back(to_municipality(row)); });
    return Directory{std::move(all)};
}

std::int64_t new_revision() {
    std::int64_t revision = 0;
    const auto bytes = crypto::random_bytes(sizeof revision);
    std::memcpy(&revision, bytes.data(), sizeof revision);
    return revision;
}

struct AssociationRecords {
    Directory directory;
    std::map<std::string, std::string, std::less<>> facts;
};

tl::unexpected<Error> unknown(std::string_view ags) {
    return fail({"municipalities.unknown", "not in the directory", "ags", 0, std::string{ags}, {}});
}

std::optional<Municipality> copy(const Municipality* found) {
    return found ? std::optional{*found} : std::nullopt;
}

json::object field_list(const std::vector<std::string>& fields) {
    return {{"fields", json::array(fields.begin(), fields.end())}};
}

}  // namespace

struct Store::Impl {
    store::Database& database;
    const Clock& clock;
    Kept<AssociationRecords> association;
    std::mutex portals_mutex;
    std::unordered_map<std::string, std::unique_ptr<Kept<PortalRecords>>> portals;

    Impl(store::Database& the_database, const Clock& the_clock)
        : database(the_database), clock(the_clock) {}

    std::shared_ptr<const AssociationRecords> records() {
        return association.get(database.association_namespace(), directory_revision,
                               [](Session& session) {
                                   AssociationRecords records{read_directory(session), {}};
                                   session.each(facts_of_association, {}, [&](const Row& row) {
                                       records.facts.emplace(row.text(0), row.text(1));
                                   });
                                   return records;
                               });
    }

    // Empty records when the municipality has no namespace yet.
    std::shared_ptr<const PortalRecords> portal(std::string_view ags) {
        static const auto nothing = std::make_shared<const PortalRecords>();
        const auto name = store::municipality_namespace(ags);
        auto* name_space = Ags::parse(ags) ? database.find(name) : nullptr;
        if (!name_space) return nothing;
        return kept(name).get(*name_space, portal_revision(),
                              [](Session& session) { return read_portal(session); });
    }

    Kept<PortalRecords>& kept(const std::string& name) {
        const std::lock_guard lock{portals_mutex};
        auto& slot = portals[name];
        if (!slot) slot = std::make_unique<Kept<PortalRecords>>();
        return *slot;
    }

    // The office's own district, when it is another one.
    std::string district_of(std::string_view ags) {
        const auto all = records();
        const auto* municipality = all->directory.by_ags(ags);
        return municipality && municipality->district_ags != ags ? municipality->district_ags
                                                                 : std::string{};
    }

    Result<store::Namespace*> own_namespace(std::string_view ags) {
        if (!records()->directory.by_ags(ags)) return unknown(ags);
        if (auto* name_space = database.find(store::municipality_namespace(ags))) return name_space;
        return fail({"municipalities.not_open",
                     "it has no records here yet",
                     "ags",
                     0,
                     std::string{ags},
                     {}});
    }

    void note(WriteSession& session, const audit::Actor& actor, const char* act,
              const char* object_kind, std::string_view object_id, json::object details = {}) {
        audit::record(session, {clock.now(), actor, act, object_kind, std::string{object_id},
                                std::move(details)});
    }

    // A change of a municipality's own records: `work(session, records)` says by a Result whether
    // it changed something.
    template <class Work>
    Result<void> change_portal(std::string_view ags, const Work& work) {
        auto name_space = own_namespace(ags);
        if (!name_space) return fail(name_space.error());
        const auto changed = (*name_space)->write([&](WriteSession& session) -> Result<bool> {
            Result<bool> done = work(session, read_portal(session));
            if (done && *done) touch_portal(session, new_revision());
            return done;
        });
        if (!changed) return fail(changed.error());
        return {};
    }

    Result<void> set_portal_active(const audit::Actor& actor, std::string_view ags, bool active) {
        return database.association_namespace().write([&](WriteSession& session) -> Result<void> {
            const auto directory = read_directory(session);
            const auto* municipality = directory.by_ags(ags);
            if (!municipality) return unknown(ags);
            if (municipality->active == active) return {};
            session.execute(set_active, {std::string{ags}, std::int64_t{active}});
            session.execute(touch_directory, {new_revision()});
            note(session, actor, active ? "municipality.activate" : "municipality.deactivate",
                 "municipality", ags);
            return {};
        });
    }
};

Store::Store(store::Database& database, const Clock& clock)
    : impl_(std::make_unique<Impl>(database, clock)) {}
Store::~Store() = default;

store::Migrations Store::association_migrations() {
    return {"municipalities", embedded::municipalities_association_schema,
            store::Migrations::Scope::association};
}
store::Migrations Store::municipality_migrations() {
    return {"municipalities", embedded::municipalities_municipality_schema,
            store::Migrations::Scope::municipality};
}

std::shared_ptr<const std::vector<Municipality>> Store::all() {
    auto records = impl_->records();
    return {records, &records->directory.all()};
}

std::shared_ptr<const Directory> Store::directory() {
    auto records = impl_->records();
    return {records, &records->directory};
}

std::shared_ptr<const Directory> Store::directory_at_hand() const {
    auto records = impl_->association.at_hand(impl_->database.association_namespace());
    if (!records) return nullptr;
    return {records, &records->directory};
}

std::vector<Municipality> Store::active() {
    std::vector<Municipality> members;
    const auto records = impl_->records();
    for (const auto& municipality : records->directory.all())
        if (municipality.active) members.push_back(municipality);
    return members;
}

std::optional<Municipality> Store::by_ags(std::string_view ags) {
    return copy(impl_->records()->directory.by_ags(ags));
}
std::optional<Municipality> Store::by_slug(std::string_view slug) {
    return copy(impl_->records()->directory.by_slug(slug));
}
std::optional<Municipality> Store::by_host(std::string_view host) {
    return copy(impl_->records()->directory.by_host(text::lower(host)));
}

std::string Store::association_name() {
    return association_fact("name");
}
std::string Store::association_fact(std::string_view id) {
    const auto records = impl_->records();
    const auto found = records->facts.find(id);
    return found == records->facts.end() ? std::string{} : found->second;
}

std::optional<Office> Store::office(std::string_view ags, std::string_view kind) {
    if (const auto own = impl_->portal(ags); const auto* office = own->office(kind)) return *office;
    const auto district = impl_->district_of(ags);
    if (district.empty()) return std::nullopt;
    const auto theirs = impl_->portal(district);
    const auto* found = theirs->office(kind);
    if (!found) return std::nullopt;
    Office office = *found;
    office.district = true;
    return office;
}

std::vector<Office> Store::offices(std::string_view ags) {
    auto offices = impl_->portal(ags)->offices;
    const auto district = impl_->district_of(ags);
    if (district.empty()) return offices;
    const auto theirs = impl_->portal(district);
    for (auto office : theirs->offices) {
        office.district = true;
        offices.push_back(std::move(office));
    }
    return offices;
}

std::string Store::text(std::string_view ags, std::string_view id, std::string_view language) {
    const auto portal = impl_->portal(ags);
    const auto find = [&](std::string_view in) {
        const auto found = portal->texts.find({std::string{id}, std::string{in}});
        return found == portal->texts.end() ? std::string{} : found->second;
    };
    auto text = find(language);
    return text.empty() && language != "de" ? find("de") : text;
}

std::map<std::string, std::string> Store::theme(std::string_view ags) {
    return impl_->portal(ags)->theme;
}
std::string Store::outage_banner(std::string_view ags) {
    return impl_->portal(ags)->banner;
}
std::optional<Logo> Store::logo(std::string_view ags) {
    return impl_->portal(ags)->logo;
}
std::string Store::logo_content(std::string_view ags) {
    auto name_space = impl_->own_namespace(ags);
    return name_space ? (*name_space)->read(&read_logo) : std::string{};
}

Result<std::vector<Change>> Store::preview(std::span<const Municipality> records) {
    return plan(impl_->records()->directory, records);
}

Result<std::vector<Change>> Store::put(const audit::Actor& actor,
                                       std::span<const Municipality> records) {
    using Planned = Result<std::vector<Change>>;
    return impl_->database.association_namespace().write([&](WriteSession& session) -> Planned {
        auto changes = plan(read_directory(session), records);
        if (!changes) return changes;
        bool touched = false;
        for (const auto& change : *changes) {
            if (change.outcome == Outcome::unchanged) continue;
            touched = true;
            write_municipality(session, change.municipality);
            const bool created = change.outcome == Outcome::created;
            impl_->note(session, actor, created ? "municipality.create" : "municipality.change",
                        "municipality", change.municipality.ags,
                        created ? json::object{} : field_list(change.fields));
        }
        if (touched) session.execute(touch_directory, {new_revision()});
        return changes;
    });
}

Result<void> Store::open(const audit::Actor& actor, std::string_view ags) {
    if (!impl_->records()->directory.by_ags(ags)) return unknown(ags);
    const auto name = store::municipality_namespace(ags);
    if (impl_->database.find(name)) return {};
    impl_->database.create(name).write([&](WriteSession& session) {
        impl_->note(session, actor, "municipality.open", "municipality", ags);
    });
    return {};
}

Result<void> Store::activate(const audit::Actor& actor, std::string_view ags) {
    if (auto opened = open(actor, ags); !opened) return opened;
    return impl_->set_portal_active(actor, ags, true);
}
Result<void> Store::deactivate(const audit::Actor& actor, std::string_view ags) {
    return impl_->set_portal_active(actor, ags, false);
}

void Store::put_association_fact(const audit::Actor& actor, const std::string& id,
                                 const std::string& value) {
    if (association_fact(id) == value) return;
    impl_->database.association_namespace().write([&](WriteSession& session) {
        session.execute(put_fact, {id, value});
        session.execute(touch_directory, {new_revision()});
        impl_->note(session, actor, "association.change", "association_fact", id);
    });
}

Result<void> Store::put_office(const audit::Actor& actor, std::string_view ags,
                               const Office& office) {
    return put_offices(actor, ags, {&office, 1});
}

Result<void> Store::put_offices(const audit::Actor& actor, std::string_view ags,
                                std::span<const Office> offices) {
    return impl_->change_portal(
        ags, [&](WriteSession& session, PortalRecords records) -> Result<bool> {
            // All are checked before the first is written.
            std::vector<OfficeChange> changes;
            for (const auto& office : offices) {
                if (auto good = check_office(office, records); !good) return fail(good.error());
                if (auto change = apply(records, office)) changes.push_back(std::move(*change));
            }
            for (const auto& change : changes) {
                write_office(session, change.office);
                impl_->note(session, actor, change.created ? "office.create" : "office.change",
                            "office", change.office.id,
                            change.created ? json::object{} : field_list(change.fields));
            }
            return !changes.empty();
        });
}

Result<void> Store::remove_office(const audit::Actor& actor, std::string_view ags,
                                  std::string_view id) {
    return impl_->change_portal(
        ags, [&](WriteSession& session, const PortalRecords& records) -> Result<bool> {
            const auto* office = records.office(id);
            if (!office) return false;
            delete_office(session, *office);
            impl_->note(session, actor, "office.remove", "office", id);
            return true;
        });
}

Result<void> Store::put_text(const audit::Actor& actor, std::string_view ags, std::string_view id,
                             std::string_view language, std::string_view content) {
    const Text text{std::string{id}, std::string{language}, std::string{content}};
    return put_texts(actor, ags, {&text, 1});
}

Result<void> Store::put_texts(const audit::Actor& actor, std::string_view ags,
                              std::span<const Text> texts) {
    for (const auto& text : texts)
        if (auto good = check_text(text.id, text.language, text.content); !good) return good;
    return impl_->change_portal(
        ags, [&](WriteSession& session, const PortalRecords& records) -> Result<bool> {
            bool changed = false;
            for (const auto& text : texts) {
                const std::string content{text::trim(text.content)};
                const auto before = records.texts.find({text.id, text.language});
                const bool exists = before != records.texts.end();
                if (exists ? before->second == content : content.empty()) continue;
                write_text(session, text.id, text.language, content, impl_->clock.now());
                impl_->note(session, actor, content.empty() ? "text.remove" : "text.change", "text",
                            text.id, {{"language", text.language}});
                changed = true;
            }
            return changed;
        });
}

Result<void> Store::put_theme(const audit::Actor& actor, std::string_view ags,
                              const std::map<std::string, std::string>& theme) {
    if (auto good = check_theme(theme); !good) return good;
    return impl_->change_portal(
        ags, [&](WriteSession& session, const PortalRecords& records) -> Result<bool> {
            if (records.theme == theme) return false;
            write_theme(session, theme);
            impl_->note(session, actor, "theme.change", "theme", ags);
            return true;
        });
}

Result<void> Store::put_outage_banner(const audit::Actor& actor, std::string_view ags,
                                      std::string_view content) {
    if (auto good = check_banner(content); !good) return good;
    return impl_->change_portal(
        ags, [&](WriteSession& session, const PortalRecords& records) -> Result<bool> {
            const std::string banner{text::trim(content)};
            if (records.banner == banner) return false;
            write_banner(session, banner);
            impl_->note(session, actor, banner.empty() ? "banner.remove" : "banner.change",
                        "banner", ags);
            return true;
        });
}

Result<void> Store::put_logo(const audit::Actor& actor, std::string_view ags, Logo logo,
                             std::string_view png) {
    if (auto good = check_logo_alt(logo.alt); !good) return good;
    logo.alt = text::trim(logo.alt);
    logo.hash = crypto::hex(crypto::sha256(png)).substr(0, 32);
    return impl_->change_portal(
        ags, [&](WriteSession& session, const PortalRecords& records) -> Result<bool> {
            if (records.logo == logo) return false;
            write_logo(session, logo, png);
            impl_->note(session, actor, "logo.change", "logo", logo.hash);
            return true;
        });
}

Result<void> Store::remove_logo(const audit::Actor& actor, std::string_view ags) {
    return impl_->change_portal(
        ags, [&](WriteSession& session, const PortalRecords& records) -> Result<bool> {
            if (!records.logo) return false;
            delete_logo(session);
            impl_->note(session, actor, "logo.remove", "logo", records.logo->hash);
            return true;
        });
}

}  // namespace kommod::municipalities
