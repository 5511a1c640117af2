// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The form editor through the server's own checks, on both engines.
#include "authoring/edit.h"
#include "authoring/test_forms.h"
#include "authoring/testing.h"
#include "packages/shipped.h"

namespace kommod::authoring {
namespace {

using testing::AuthoringConsole;
using testing::base;
using testing::billerbeck;
using testing::Browser;
using testing::coesfeld;
using testing::Fields;
using testing::fields_of;
using ::testing::HasSubstr;
using testing::location;
using ::testing::Not;
using testing::Role;

const std::string draft_at = base + "/entwurf/fundhund";

// Where two documents differ, one place a line.
std::string difference(const json::value& before, const json::value& after,
                       const std::string& at = {}) {
    if (before == after) return {};
    std::string out;
    const auto* was = before.if_object();
    const auto* is = after.if_object();
    if (was != nullptr && is != nullptr) {
        for (const auto& [key, value] : *was)
            out += difference(value, is->contains(key) ? is->at(key) : json::value("(gone)"),
                              at + "/" + std::string{key});
        for (const auto& [key, value] : *is)
            if (!was->contains(key)) out += difference("(new)", value, at + "/" + std::string{key});
        return out;
    }
    if (before.is_array() && after.is_array() &&
        before.as_array().size() == after.as_array().size()) {
        for (std::size_t i = 0; i < before.as_array().size(); ++i)
            out += difference(before.at(i), after.at(i), at + "/" + std::to_string(i));
        return out;
    }
    return at + ": " + json::serialize(before) + " -> " + json::serialize(after) + "\n";
}

class Editor : public AuthoringConsole {
  protected:
    store::Namespace& records() { return desk().database.create(coesfeld); }
    void begin(const packages::ServicePackage& package) {
        ASSERT_TRUE(begin_draft(records(), package.id, package.hash, package.document,
                                "Entwurf begonnen.", publishing()));
    }
    Draft draft(std::string_view id = "fundhund") { return find_draft(records(), id).value(); }
    std::string problems(std::string_view id = "fundhund") {
        std::string out;
        for (const auto& problem : packages::check(draft(id).document).problems)
            out += forms::to_line(problem) + "\n";
        return out;
    }
    // Opens a page, changes some of what stands in one of its forms and sends it.
    http::Response send(Browser& visitor, const std::string& page, const std::string& action,
                        const Fields& changed = {}) {
        auto fields = fields_of(visitor.get(page).body, action);
        EXPECT_FALSE(fields.empty()) << page << " has no form for " << action;
        for (const auto& [name, value] : changed) {
            std::erase_if(fields, [&](const auto& field) { return field.first == name; });
            fields.emplace_back(name, value);
        }
        return visitor.post(action, fields);
    }
};
KOMMOD_ON_BOTH_ENGINES(Editor);

TEST_P(Editor, StrangersAndNeighboursNeitherSeeNorChangeADraft) {
    begin(package());
    const auto before = draft();
    auto worker = signed_in(person("karl", Role::case_worker, coesfeld));
    auto neighbour = signed_in(person("ben", Role::service_manager, billerbeck));
    auto provider = signed_in(person("vera", Role::service_manager));
    auto stranger = browser();
    stranger.get("/verwaltung/anmelden");
    int asked = 0;
    for (const auto& route : routes()) {
        if (route.pattern.find("/entwurf/") == std::string::npos &&
            !route.pattern.ends_with("/neu"))
            continue;
        ++asked;
        for (auto* visitor : {&worker, &neighbour, &provider})
            EXPECT_EQ(ask(*visitor, route).status, 403) << route.pattern;
        EXPECT_EQ(ask(stranger, route).status, route.method == http::Method::get ? 303 : 401)
            << route.pattern;
        // In their own town there is no such draft.
        if (route.pattern.find("{paket}") == std::string::npos) continue;
        const auto answer = ask(neighbour, route, "05558008");
        EXPECT_EQ(answer.status, 403) << route.pattern;
        EXPECT_THAT(answer.body, Not(HasSubstr("Fundhund"))) << route.pattern;
    }
    EXPECT_GT(asked, 25);
    EXPECT_EQ(draft().stamp, before.stamp);
    EXPECT_EQ(all_drafts(records()).size(), 1U);
    EXPECT_TRUE(acts_on_packages().size() == 1U) << "only the test itself began one";
}

// Whatever the author wrote: who opens a page of the editor and saves it as it stands changes
// nothing, and above all loses no rule that the form cannot show.
TEST_P(Editor, SavingWhatStandsThereChangesNothing) {
    if (GetParam() != store::Engine::sqlite) GTEST_SKIP() << "the same on both engines";
    auto mia = manager();
    auto all = packages::shipped();
    all["fundhund"] = packages::small_package();
    for (const auto& [id, files] : all) {
        const auto package = packages::check(files).package;
        begin(*package);
        const auto href = base + "/entwurf/" + id;
        const auto same = [&](const std::string& page, const std::string& action) {
            const auto answer = send(mia, page, action);
            EXPECT_EQ(answer.status, 303) << action << answer.body;
            const auto now = draft(id).document;
            EXPECT_EQ(difference(package->document, now), "") << action;
            if (now == package->document) return;
            const auto restored = change_draft(  // so that each place fails by itself
                records(), id, draft(id).stamp,
                [&](json::object& document) -> Result<std::string> {
                    document = package->document;
                    return "Zurück.";
                },
                publishing());
            EXPECT_TRUE(restored);
        };
        for (const auto& page : package->form.pages) {
            const auto at = href + "/seite/" + page.id;
            same(at, at);
            same(at, at + "/bedingung");
        }
        for (const auto& path : all_fields(package->document)) {
            if (find_field(package->document, path) == nullptr) continue;
            const auto at = href + "/feld/" + path;
            same(at, at);
        }
        same(href + "/daten", href + "/daten");
        for (const auto& language : package->languages) {
            const auto at = href + "/texte?sprache_der_texte=" + language;
            same(at, href + "/texte");
        }
    }
}

}  // namespace
}  // namespace kommod::authoring
