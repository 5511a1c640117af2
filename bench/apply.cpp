// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Fills an installation that does not run with applications that only have to be sent, and counts
// those that were:
//   bench_apply fill FOLDER DRAFTS THREADS [postgresql://...]   prints "id token" of each draft
//   bench_apply count FOLDER [postgresql://...]
// Coesfeld offers them: the form has 30 fields with conditions and a group. The last line is a
// draft of 200 fields, to be looked at.
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "app/house.h"
#include "base/json.h"
#include "base/log.h"
#include "cases/drafts.h"
#include "made_form.h"

using namespace kommod;

namespace {

const std::string coesfeld = store::municipality_namespace("05558012");

constexpr store::Statement applications{"bench.applications", "SELECT count(*) FROM application"};

// What is filled in: the 30 fields of a usual application, or the 200 of a large one.
struct Application {
    const char* id;
    bench::Shape shape;
    bool with_person = false;  // three more fields, in front

    json::object form() const;
    json::object answers() const;
    packages::Files files() const;
};
constexpr Application usual{"messlauf", {3, 1, 3}, true};
constexpr Application large{"grosser_messlauf", bench::large};

json::object Application::form() const {
    json::object out = bench::made_form(shape);
    out["declarations"] = json::array{"richtig"};
    if (!with_person) return out;
    const json::array fields{json::object{{"key", "person"}, {"type", "person"}},
                             json::object{{"key", "anschrift"}, {"type", "address"}},
                             json::object{{"key", "email"}, {"type", "email"}}};
    auto& pages = out.at("pages").as_array();
    pages.insert(pages.begin(), json::object{{"id", "person"}, {"fields", fields}});
    return out;
}

json::object Application::answers() const {
    json::object out = bench::made_answers(shape);
    if (!with_person) return out;
    out["person"] = json::object{{"given_names", "Ada"}, {"family_name", "Brüning"}};
    out["anschrift"] = json::object{{"street", "Süringstraße"},
                                    {"house_number", "12a"},
                                    {"postcode", "48653"},
                                    {"place", "Coesfeld"}};
    out["email"] = "ada@example.org";
    return out;
}

// A package around it: every text says what it stands for.
packages::Files Application::files() const {
    const auto source = json::serialize(form());
    const auto compiled = forms::compile(YAML::Load(source), {}, "form.yaml");
    if (!compiled.form) throw std::runtime_error(forms::to_line(compiled.problems.front()));
    std::string texts =
        "service: {title: Messlauf, lead: Antrag., privacy: Daten., after: Danke.}\n";
    for (const auto& text : forms::text_keys(*compiled.form))
        if (text.required) texts += text.key + ": " + text.key + "\n";
    return {{"package.yaml", std::string{"id: "} + id + R"(
format: kommod-package/1
version: 1.0.0
provider: Kommod
licence: EUPL-1.2
services: ["99102013104000"]
legal_basis: [{citation: "§ 24 GO NRW"}]
trust_level: none
languages: [de]
blocks: [forms]
criteria: [information, form, submission]
retention: {draft: P30D, application: P6M, citation: "§ 3"}
process: {office: hauptamt}
privacy: {basis: "Art. 6 Abs. 1 lit. e DSGVO"}
letters: [eingang]
)"},
            {"form.yaml", source},
            {"texts/de.yaml", texts},
            {"letters/eingang.de.md", "# {{reference}}\n\nDanke.\n"},
            {"tests/wege.yaml", "- name: alles\n  answers: " + json::serialize(answers()) +
                                    "\n  expect: {complete: true}\n"}};
}

app::Settings settings_of(const char* folder, const char* database) {
    app::Settings out;
    out.data = folder;
    if (database != nullptr) out.database = database;
    return out;
}

using Package = std::shared_ptr<const packages::ServicePackage>;

Package go_live(app::House& house, const Application& application) {
    const auto checked = packages::check(application.files());
    if (!checked.package) throw std::runtime_error(forms::to_line(checked.problems.front()));
    const audit::Entry act{.at = house.clock().now(),
                           .actor = {audit::ActorKind::system, "bench"},
                           .act = "package.go_live",
                           .object_kind = "package",
                           .object_id = application.id};
    if (!house.packages().publish(coesfeld, *checked.package, act))
        throw std::runtime_error("the package was not published");
    house.packages().set_office(coesfeld, application.id, "hauptamt", act);
    house.packages().go_live(coesfeld, *checked.package, house.clock().today(), act);
    return checked.package;
}

std::string fill_in(app::House& house, const packages::ServicePackage& package,
                    const json::object& answers) {
    auto* town = house.database().find(coesfeld);
    const auto now = house.clock().now();
    const auto& kept = package.retention.draft;
    const auto begun = cases::begin_draft(*town, package.id, package.hash, kept, now);
    cases::change_draft(*town, begun.draft.id, begun.token, kept, now,
                        [&](store::WriteSession&, cases::Draft& draft) {
                            draft.answers = answers;
                            return true;
                        });
    return begun.draft.id + " " + begun.token.str() + "\n";
}

int fill(app::House& house, int drafts, int threads) {
    const Package package = go_live(house, usual), other = go_live(house, large);
    const auto answers = usual.answers();
    std::atomic<int> left = drafts;
    std::mutex printing;
    std::vector<std::jthread> citizens;
    for (int i = 0; i < threads; ++i)
        citizens.emplace_back([&] {
            while (left-- > 0) {
                const auto line = fill_in(house, *package, answers);
                const std::lock_guard lock{printing};
                std::cout << line;
            }
        });
    citizens.clear();
    std::cout << fill_in(house, *other, large.answers());
    return 0;
}

int count(app::House& house) {
    auto* town = house.database().find(coesfeld);
    std::cout << town->read([](store::Session& session) {
        return session.query_one(applications)->integer(0);
    }) << "\n";
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string command = argc > 2 ? argv[1] : "";
    if (command != "count" && !(command == "fill" && argc > 4)) {
        std::cerr << "bench_apply fill FOLDER DRAFTS THREADS [postgresql://...]\n"
                     "bench_apply count FOLDER [postgresql://...]\n";
        return 2;
    }
    log::set_level(log::Level::warning);
    const SystemClock clock;
    const int database = command == "fill" ? 5 : 3;
    app::House house{settings_of(argv[2], argc > database ? argv[database] : nullptr), clock};
    if (command == "count") return count(house);
    house.load_demonstration();
    return fill(house, std::atoi(argv[3]), std::atoi(argv[4]));
}
