// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The form editor through the server's own checks, on both engines.
#include "authoring/edit.h"
#include "authoring/edit_rules.h"
#include "authoring/notes.h"
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
            if (problem.key != "packages.unused") out += forms::to_line(problem) + "\n";
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
            route.pattern.find("/neu") == std::string::npos)
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
        for (const auto& page : package->form.pages) {
            const auto at = href + "/seite/" + page.id;
            for (const auto& stop : page.stops)
                same(at + "/halt/" + stop.id, at + "/halt/" + stop.id);
            for (const auto& check : page.checks)
                same(at + "/pruefung/" + check.id, at + "/pruefung/" + check.id);
        }
        for (const auto& parameter : package->parameters) {
            const auto at = href + "/stadtangaben/angabe/" + parameter.key;
            same(at, at);
        }
        for (const auto& fee : package->fees)
            same(href + "/gebuehren/gebuehr/" + fee.id, href + "/gebuehren/gebuehr/" + fee.id);
        for (const auto& language : package->languages) {
            const auto at = href + "/texte?sprache_der_texte=" + language;
            same(at, href + "/texte");
        }
    }
}

TEST_P(Editor, WhatASchemaLeavesOpenIsAnsweredBeforePublishing) {
    const packages::ImportNote rule{
        packages::ImportNote::Kind::rule, "R1", "Nur volljährige Personen.", 30, "Anlass", "",
        "pages.anlass.fields.anlass"};
    ASSERT_TRUE(begin_draft(records(), "fundhund", "", package().document, "Begonnen.",
                            publishing(), {rule}));
    auto mia = manager();
    EXPECT_THAT(mia.get(draft_at).body, HasSubstr(draft_at + "/schema"));
    const auto list = mia.get(draft_at + "/schema").body;
    EXPECT_THAT(list, HasSubstr("Nur volljährige Personen."));
    EXPECT_THAT(list, HasSubstr(draft_at + "/feld/anlass"));
    const auto publish = draft_at + "/veroeffentlichen";
    const auto stamp = std::to_string(draft().stamp);
    const Fields fields{{"stand", stamp}, {"nummer", "9.0.0"}, {"neu", "Alles."}};
    EXPECT_THAT(mia.get(publish).body, HasSubstr("Aufgaben aus dem Schema"));
    EXPECT_EQ(mia.post(publish, fields).status, 200);
    EXPECT_TRUE(find_draft(records(), "fundhund")) << "not published while one is open";
    EXPECT_EQ(mia.post(draft_at + "/schema", {{"nummer", "7"}, {"antwort", "done"}}).status, 403);
    EXPECT_EQ(mia.post(draft_at + "/schema", {{"nummer", "1"}, {"antwort", "unneeded"}}).status,
              303);
    EXPECT_THAT(mia.get(draft_at + "/schema").body, HasSubstr("nicht nötig"));
    EXPECT_EQ(mia.post(publish, fields).status, 303);
    EXPECT_FALSE(find_draft(records(), "fundhund"));
}

TEST_P(Editor, ChecksStopsAndFeesAreMadeWithoutAnExpression) {
    begin(package());
    auto mia = manager();
    const auto stamp = [&] { return std::to_string(draft().stamp); };
    const auto page = draft_at + "/seite/futter";
    // A stop says when, why and what to do.
    EXPECT_THAT(mia.get(page + "/halt").body, HasSubstr("Ein Halt beendet den Weg"));
    EXPECT_EQ(mia.post(page + "/halt", {{"stand", stamp()}, {"titel", "Nur Fundhunde"}}).status,
              422);
    const Fields stop{{"stand", stamp()},
                      {"aussage_0", "anlass|!=|gefunden"},
                      {"titel", "Nur Fundhunde"},
                      {"text", "Rufen Sie an."}};
    EXPECT_EQ(mia.post(page + "/halt", stop).status, 303);
    EXPECT_EQ(find_stop(draft().document, "futter", "nur_fundhunde")->text, "Rufen Sie an.");
    EXPECT_THAT(mia.get(page).body, HasSubstr("wenn „Anlass der Meldung“ ist nicht „Gefunden“"));
    // A check stands at a field.
    const auto check = [&](const char* at) {
        return Fields{{"stand", stamp()},
                      {"aussage_0", "futter|==|ja"},
                      {"text", "Füttern Sie den Hund."},
                      {"an", at}};
    };
    auto nowhere = check("");
    nowhere.pop_back();
    EXPECT_THAT(mia.post(page + "/pruefung", nowhere).body,
                HasSubstr("Kreuzen Sie an, bei welcher Frage der Text steht."));
    EXPECT_EQ(mia.post(page + "/pruefung", check("gibtesnicht")).status, 422);
    EXPECT_EQ(mia.post(page + "/pruefung", check("futter")).status, 303);
    const auto id = std::string{"fuettern_sie_den_hund"};
    EXPECT_EQ(find_check(draft().document, "futter", id)->at, (std::vector<std::string>{"futter"}));
    EXPECT_EQ(mia.post(page + "/pruefung/" + id + "/entfernen", {{"stand", stamp()}}).status, 303);
    EXPECT_FALSE(find_check(draft().document, "futter", id));
    EXPECT_THAT(json::serialize(draft().document), Not(HasSubstr("Füttern Sie den Hund.")));
    // A fee: a sum that each town sets, for each animal.
    const auto fees = draft_at + "/gebuehren";
    const auto fee = [&](const char* amount, const char* law) {
        return Fields{{"stand", stamp()},
                      {"bezeichnung", "Unterbringung"},
                      {"betrag", amount},
                      {"mal", "#tiere"},
                      {"zeitraum", "month"},
                      {"recht", law},
                      {"aussage_0", "futter|==|nein"}};
    };
    EXPECT_THAT(mia.post(fees + "/neu", fee("viel", "§ 4")).body,
                HasSubstr("Geben Sie einen Betrag an"));
    EXPECT_THAT(mia.post(fees + "/neu", fee("7,50", "")).body,
                HasSubstr("Nennen Sie die Satzung oder das Gesetz"));
    EXPECT_EQ(mia.post(fees + "/neu", fee("7,50", "§ 4 Gebührensatzung")).status, 303);
    EXPECT_EQ(problems(),
              "form.yaml:1:1: Kein Testfall erreicht den Halt „nur_fundhunde“. Legen "
              "Sie in tests/ einen Fall dafür an.\n");
    const auto made = packages::check(draft().document, packages::Completeness::usable).package;
    ASSERT_TRUE(made);
    ASSERT_EQ(made->fees.size(), 2U);
    EXPECT_EQ(made->fees[1].id, "unterbringung");
    EXPECT_EQ(made->fees[1].per, packages::Fee::Per::month);
    EXPECT_THAT(mia.get(fees).body, HasSubstr("7,50 €"));
    EXPECT_EQ(mia.post(fees + "/gebuehr/unterbringung/entfernen", {{"stand", stamp()}}).status,
              303);
    EXPECT_FALSE(find_fee(draft().document, "unterbringung"));
    EXPECT_EQ(made->parameters.size(), 2U);
    EXPECT_EQ(packages::check(draft().document, packages::Completeness::usable)
                  .package->parameters.size(),
              1U)
        << "the amount's parameter goes along";
}

TEST_P(Editor, ServicesTrustLevelAndValidityAreChosen) {
    begin(package());
    auto mia = manager();
    const auto data = draft_at + "/daten";
    const auto found = send(mia, data, data, {{"wort", "fundsachen"}, {"tun", "suchen"}});
    EXPECT_THAT(found.body, HasSubstr("99089017000000"));
    EXPECT_EQ(draft().stamp, 1) << "a search changes nothing";
    EXPECT_EQ(send(mia, data, data,
                   {{"leistung", "99089017000000"},
                    {"vertrauen", "substantial"},
                    {"gilt_von", "1.3.2026"},
                    {"gilt_bis", "31.12.2027"}})
                  .status,
              303);
    const auto after = draft().document;
    const auto& manifest = after.at("package.yaml");
    EXPECT_EQ(manifest.at("services"), (json::array{"99089017000000"}));
    EXPECT_EQ(manifest.at("trust_level"), "substantial");
    EXPECT_EQ(manifest.at("valid"),
              (json::object{{"from", "2026-03-01"}, {"until", "2027-12-31"}}));
    EXPECT_THAT(send(mia, data, data, {{"gilt_bis", "bald"}}).body,
                HasSubstr("Geben Sie einen Tag an"));
    auto nothing = fields_of(mia.get(data).body, data);
    std::erase_if(nothing, [](const auto& field) { return field.first == "leistung"; });
    EXPECT_EQ(mia.post(data, nothing).status, 422);
}

TEST_P(Editor, WhatEachTownSetsIsMadeReadAndNotRemovedWhileItIsRead) {
    begin(package());
    auto mia = manager();
    const auto stamp = [&] { return std::to_string(draft().stamp); };
    const auto list = draft_at + "/stadtangaben";
    const struct {
        const char *type, *typed, *written;
    } cases[] = {{"money", "1.234,5", "\"1234.50\""},
                 {"number", "3,5", "\"3.5\""},
                 {"duration", "6 Wochen", "\"P42D\""},
                 {"date", "1.3.2026", "\"2026-03-01\""},
                 {"yes_no", "Ja", "true"},
                 {"email", "amt@example.org", "\"amt@example.org\""},
                 {"text", "Hof 3", "\"Hof 3\""},
                 {"long_text", "Zwei\n\nSätze.", "\"Zwei\\n\\nSätze.\""}};
    for (const auto& [type, typed, written] : cases) {
        const Fields fields{{"stand", stamp()},
                            {"bezeichnung", std::string{"Angabe "} + type},
                            {"art", type},
                            {"vorschlag", typed}};
        EXPECT_EQ(mia.post(list + "/neu", fields).status, 303) << type;
        const auto entry = find_parameter(draft().document, std::string{"angabe_"} + type);
        ASSERT_TRUE(entry) << type;
        EXPECT_EQ(json::serialize(entry->proposed), written) << type;
    }
    EXPECT_EQ(problems(), "");
    for (const auto& [type, wrong] :
         {std::pair{"money", "viel"}, std::pair{"duration", "bald"}, std::pair{"date", "32.1.2026"},
          std::pair{"yes_no", "vielleicht"}})
        EXPECT_EQ(mia.post(list + "/neu", {{"stand", stamp()},
                                           {"bezeichnung", "Neu"},
                                           {"art", type},
                                           {"vorschlag", wrong}})
                      .status,
                  422)
            << type;
    const auto remove = list + "/angabe/futtergeld/entfernen";
    EXPECT_THAT(mia.post(remove, {{"stand", stamp()}}).body, HasSubstr("Gebühr „futter“"));
    // A text that names it holds it, too.
    const auto texts = draft_at + "/texte";
    EXPECT_EQ(send(mia, texts, texts,
                   {{"service/lead", "In {{municipality}}: {{parameter.angabe_text}}."}})
                  .status,
              303);
    EXPECT_EQ(problems(), "");
    EXPECT_THAT(mia.post(list + "/angabe/angabe_text/entfernen", {{"stand", stamp()}}).body,
                HasSubstr("Texte de.yaml"));
    EXPECT_EQ(mia.post(list + "/angabe/angabe_date/entfernen", {{"stand", stamp()}}).status, 303);
    EXPECT_FALSE(find_parameter(draft().document, "angabe_date"));
}

TEST_P(Editor, AChoiceOffersWhatEachTownLists) {
    begin(package());
    auto mia = manager();
    const auto list = draft_at + "/stadtangaben/neu";
    EXPECT_EQ(mia.post(list, {{"stand", std::to_string(draft().stamp)},
                              {"bezeichnung", "Orte"},
                              {"art", "text"},
                              {"vorschlag", "Nord, Süd"}})
                  .status,
              303);
    const auto page = draft_at + "/seite/futter";
    EXPECT_EQ(mia.post(page + "/feld", {{"stand", std::to_string(draft().stamp)},
                                        {"bezeichnung", "Ort"},
                                        {"art", "choice"}})
                  .status,
              303);
    const auto field = draft_at + "/feld/ort";
    EXPECT_THAT(mia.get(field).body, HasSubstr("Angabe der Stadt: Orte"));
    EXPECT_EQ(send(mia, field, field, {{"liste", "orte"}}).status, 303);
    const auto after = draft().document;
    EXPECT_EQ(listed_by(*find_field(after, "ort")), "orte");
    EXPECT_EQ(text_at(after, "de", {"fields", "ort", "options", "ja_1"}), "");
    EXPECT_TRUE(packages::check(after, packages::Completeness::usable).package) << problems();
    EXPECT_EQ(send(mia, field, field, {{"liste", "futtergeld"}}).status, 422) << "no list";
    EXPECT_EQ(send(mia, field, field, {{"liste", ""}, {"antworten", "Hier\nDort"}}).status, 303);
    EXPECT_EQ(listed_by(*find_field(draft().document, "ort")), "");
    EXPECT_TRUE(packages::check(draft().document, packages::Completeness::usable).package);
}

}  // namespace
}  // namespace kommod::authoring
