// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Whatever is removed from a package: either it is told who still needs it, or nothing else breaks.
#include <gmock/gmock.h>

#include "authoring/edit.h"
#include "packages/shipped.h"
#include "packages/testing.h"

namespace kommod::authoring {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::map<std::string, json::object> documents() {
    auto files = packages::shipped();
    files["fundhund"] = packages::small_package();
    std::map<std::string, json::object> out;
    for (const auto& [id, each] : files)
        out[id] = packages::check(each).package->document;
    return out;
}

// What declared cases and their coverage say afterwards is the author's to decide, and so is a page
// that lost its last field.
std::string broken(const json::object& document) {
    std::string out;
    for (const auto& problem : packages::check(document).problems)
        if (!problem.file.starts_with("tests/") && problem.key != "packages.not_covered" &&
            problem.key != "packages.unused" &&
            !(problem.key == "forms.missing" && problem.what.find("fields") != std::string::npos))
            out += forms::to_line(problem) + "\n";
    return out;
}

TEST(Removing, a_field_breaks_nothing_that_was_not_told) {
    int removed = 0;
    for (const auto& [id, document] : documents())
        for (const auto& path : all_fields(document)) {
            if (find_field(document, path) == nullptr) continue;  // a computed value
            auto without = document;
            const auto done = remove_field(without, path);
            if (!done) {
                EXPECT_EQ(done.error().key, "authoring.read") << id << " " << path;
                continue;
            }
            ++removed;
            EXPECT_EQ(broken(without), "") << id << ": without " << path;
        }
    EXPECT_GT(removed, 10);
}

TEST(Removing, a_page_breaks_nothing_that_was_not_told) {
    int removed = 0;
    for (const auto& [id, document] : documents())
        for (const auto& page : document.at("form.yaml").at("pages").as_array()) {
            const std::string name{page.at("id").as_string()};
            auto without = document;
            const auto done = remove_page(without, name);
            if (!done) {
                EXPECT_EQ(done.error().key, "authoring.read") << id << " " << name;
                continue;
            }
            ++removed;
            EXPECT_EQ(broken(without), "") << id << ": without " << name;
        }
    EXPECT_GT(removed, 5);
}

// Fields are called by their keys.
json::object with_form(std::string_view form) {
    auto document = packages::check(packages::small_package()).package->document;
    document.erase("fees.yaml");
    document["letters/eingang.de.md"] = "# Betreff {{ tiere }}\n{{#each tiere}}{{art}}{{/each}}";
    document["form.yaml"] = json::parse(form);
    for (const auto& path : all_fields(document))
        set_text(document, "de", {"fields", path, "label"}, path.substr(path.rfind('.') + 1));
    return document;
}

TEST(Readers, are_found_in_every_way_to_name_a_field) {
    const auto document = with_form(R"({"pages": [
      {"id": "p", "fields": [
        {"key": "a", "type": "text"}, {"key": "b", "type": "text"},
        {"key": "c", "type": "text", "when": {"missing": ["a"]}},
        {"key": "art", "type": "text", "when": {"==": [{"var": ["b", "x"]}, "y"]}}],
       "checks": [{"id": "k", "that": {"!": {"var": "b"}}, "at": ["c"]}]},
      {"id": "q", "fields": [
        {"key": "tiere", "type": "group", "item_title": "art", "fields": [
          {"key": "art", "type": "text"}, {"key": "rasse", "type": "text"},
          {"key": "chip", "type": "text", "when": {"==": [{"var": "rasse"}, "y"]}}]}],
       "computed": [{"key": "n", "type": "number", "value":
         {"count": [{"var": "tiere"}, {"==": [{"var": "chip"}, "1"]}]}}]}]})");
    const auto readers = [&](std::string_view path) { return readers_of(document, path); };
    EXPECT_THAT(readers("a"), ElementsAre("Bedingung des Felds „c“"));
    EXPECT_THAT(readers("b"), ElementsAre("Bedingung des Felds „art“", "Prüfung der Seite „p“"));
    EXPECT_THAT(readers("c"), ElementsAre("Prüfung der Seite „p“"));
    EXPECT_THAT(readers("tiere.rasse"), ElementsAre("Bedingung des Felds „chip“"));
    EXPECT_THAT(readers("tiere.chip"), ElementsAre("Berechnung „n“"));
    EXPECT_THAT(readers("tiere.art"), ElementsAre("Brief eingang.de.md"));
    EXPECT_THAT(readers("tiere"), ElementsAre("Berechnung „n“", "Brief eingang.de.md"));
    EXPECT_THAT(readers("n"), IsEmpty());
}

TEST(Removing, the_field_that_names_the_items_of_a_group_leaves_them_numbered) {
    auto document = packages::check(packages::small_package()).package->document;
    document["letters/eingang.de.md"] = "# Ihre Meldung";
    ASSERT_TRUE(remove_field(document, "tiere.art"));
    EXPECT_FALSE(find_field(document, "tiere")->contains("item_title"));
    EXPECT_EQ(broken(document), "");
}

TEST(Readers, a_field_of_a_group_is_not_mistaken_for_its_namesake_around_it) {
    const auto document = with_form(R"({"pages": [
      {"id": "p", "fields": [{"key": "name", "type": "text"}]},
      {"id": "q", "when": {"==": [{"var": "name"}, "x"]}, "fields": [
        {"key": "tiere", "type": "group", "fields": [
          {"key": "name", "type": "text"}, {"key": "art", "type": "text"}]}]}]})");
    EXPECT_THAT(readers_of(document, "tiere.name"), IsEmpty());
    EXPECT_THAT(readers_of(document, "name"), ElementsAre("Bedingung der Seite „q“"));
}

}  // namespace
}  // namespace kommod::authoring
