// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One service: what has to be done before it goes live, its versions, where it stands.
#include "authoring/service_page.h"

#include <algorithm>

#include "authoring/parameter_form.h"
#include "cases/trial.h"
#include "packages/placeholders.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;
using packages::ServicePackage;

struct TaskWords {
    std::string_view id;
    const char* label;
    std::string_view path;  // below the service's address, where it is done
};
constexpr std::array<TaskWords, 8> task_words{
    {{"services", msgid("Die Leistungen stehen im Katalog"), ""},
     {"texts", msgid("Alle Texte sind geschrieben"), ""},
     {"parameters", msgid("Beträge, Fristen und Angaben sind bestätigt"), "/angaben"},
     {"office", msgid("Das zuständige Amt ist gewählt"), "/angaben"},
     {"office_mail", msgid("Das Amt bekommt eine E-Mail bei jedem Antrag"), ""},
     {"cases", msgid("Die Testfälle gehen aus, wie sie sollen"), ""},
     {"preview", msgid("Die Fassung ist einmal durchgegangen"), "/probelauf"},
     {"privacy", msgid("Der Datenschutzhinweis ist geprüft"), "/datenschutz"}}};

std::string task_href(const Desk& desk, const Opened& service, const TaskWords& words,
                      const packages::Task& task) {
    if (task.id == "office_mail")
        return service.offer.office.empty() ? std::string{}
                                            : "/verwaltung/portal/" + desk.ags + "/aemter/" +
                                                  http::url_encode(service.offer.office);
    if (task.id == "services") return "/verwaltung/katalog/" + desk.ags;
    return words.path.empty() ? std::string{}
                              : service_href(desk, service.id) + std::string{words.path};
}

json::array task_views(const Request& request, const Desk& desk, const Opened& service,
                       const std::vector<packages::Task>& tasks) {
    json::array out;
    for (const auto& task : tasks) {
        const auto words = std::ranges::find(task_words, task.id, &TaskWords::id);
        out.push_back({{"label", desk.translate(request.language, words->label)},
                       {"href", task_href(desk, service, *words, task)},
                       {"hint", task.detail},
                       {"status", desk.translate(request.language,
                                                 task.done ? msgid("erledigt") : msgid("offen"))},
                       {"kind", task.done ? "success" : "warning"}});
    }
    return out;
}

std::string live_days(const Request& request, const Desk& desk, const Opened& service,
                      std::string_view hash) {
    std::string out;
    for (const auto& live : service.offer.versions)
        if (live.hash == hash)
            out += (out.empty() ? "" : ", ") + desk.translate(request.language, msgid("ab")) + " " +
                   live.from.to_short_german();
    return out;
}

json::array version_views(const Request& request, const Desk& desk, const Opened& service) {
    const auto* live = service.offer.on(request.today());
    json::array out;
    for (const auto& version : service.versions) {
        const auto package = desk.console.packages.version(desk.name_space, version.hash);
        const bool is_live = live != nullptr && live->hash == version.hash;
        out.push_back(
            {{"version", version.version},
             {"hash", version.hash},
             {"published", version.published_at.to_german()},
             {"of_association", version.of_association && !desk.ags.empty()},
             {"changes", package ? package->changes : std::string{}},
             {"is_live", is_live},
             {"archive_href", service_href(desk, service.id) + "/archiv?fassung=" + version.hash},
             {"live_days", live_days(request, desk, service, version.hash)},
             {"compare_href", live != nullptr && !is_live
                                  ? service_href(desk, service.id) +
                                        "/vergleich?alt=" + live->hash + "&neu=" + version.hash
                                  : std::string{}}});
    }
    return out;
}

json::array version_options(const Opened& service, std::string_view chosen) {
    json::array out;
    for (const auto& version : service.versions)
        out.push_back({{"value", version.hash},
                       {"label", version.version},
                       {"selected", version.hash == chosen}});
    return out;
}

// As the people of the town will read it; in the association the places stay open.
std::string town_text(const Desk& desk, const Opened& service, std::string_view key) {
    const auto& package = *service.newest;
    const auto office = desk.console.municipalities.office(desk.ags, service.offer.office);
    const packages::Around around{
        [&] {
            return service.town ? municipalities::spoken_name(*service.town) : std::string{"…"};
        },
        [&] { return office ? office->name : std::string{"…"}; }};
    const forms::Speech german{
        "de", [&](std::string_view words) { return desk.translate("de", words); }, {}};
    const auto given = service.offer.versions.empty()
                           ? json::object{}
                           : service.offer.parameters_on(service.offer.versions.back().from);
    return packages::shown_text(package, "de", key, package.parameter_values(given), around,
                                german);
}

Response show_service(const Request& request, const Desk& desk, const Opened& service,
                      json::object more = {}) {
    const auto href = service_href(desk, service.id);
    const auto tasks = service.town ? desk.console.life.tasks(*service.town, *service.newest)
                                    : std::vector<packages::Task>{};
    const bool ready = packages::all_done(tasks);
    json::object view = state_view(service.offer, request.today());
    view["service_title"] = service.title();
    view["id"] = service.id;
    view["lead"] = town_text(desk, service, "service.lead");
    view["is_town"] = service.town.has_value();
    view["tasks"] = json::object{{"id", "aufgaben"},
                                 {"title", desk.translate(request.language, msgid("Aufgaben"))},
                                 {"tasks", task_views(request, desk, service, tasks)}};
    view["ready"] = ready;
    view["versions"] = version_views(request, desk, service);
    view["version_options"] =
        json::object{{"options", version_options(service, service.newest->hash)}};
    view["live_action"] = href + "/online";
    view["parameters_href"] = href + "/angaben";
    view["withdraw_href"] = href + "/zurueckziehen";
    view["resume_action"] = href + "/wieder";
    view["end_action"] = href + "/ende";
    view["trial_href"] = href + "/probelauf";
    view["rules_href"] = href + "/regeln";
    view["edit_action"] = draft_href(desk, service.id) + "/beginnen";
    view["newest_hash"] = service.newest->hash;
    view["portal_href"] =
        service.town ? "/" + service.town->slug + "/antrag/" + service.id : std::string{};
    view["notice"] = service.offer.notice;
    view["from"] = day_view(
        request, desk, "ab", desk.translate(request.language, msgid("Online ab")), request.today(),
        more.contains("error_ab") ? std::string{more["error_ab"].as_string()} : std::string{});
    view["end"] = day_view(
        request, desk, "ende", desk.translate(request.language, msgid("Keine neuen Anträge ab")),
        request.today().plus_days(1),
        more.contains("error_ende") ? std::string{more["error_ende"].as_string()} : std::string{});
    const int status = more.empty() ? 200 : 422;
    for (auto& [key, value] : more)
        view[key] = std::move(value);
    return show(request, desk, "authoring/service", service.title(), std::move(view), status);
}

Response go_live(const Request& request, const Desk& desk, const Opened& service) {
    json::object mistakes;
    const auto from = read_day(request, "ab");
    if (!from) {
        add_error(mistakes, "ab",
                  desk.translate(request.language, msgid("Geben Sie den Tag an, zum Beispiel "
                                                         "1.3.2026.")));
        return show_service(request, desk, service, std::move(mistakes));
    }
    const auto gone = desk.console.life.go_live(*service.town, request.form.get("fassung"), *from,
                                                desk.current.actor());
    if (gone) return http::redirect(service_href(desk, service.id) + "?meldung=online");
    const auto& key = gone.error().key;
    const auto sentence =
        key == "packages.past"
            ? msgid("Der Tag ist vorbei. Nennen Sie heute oder einen späteren Tag.")
        : key == "packages.open_tasks"
            ? msgid("Zu dieser Fassung sind noch Aufgaben offen. Erledigen Sie sie zuerst.")
            : msgid("Diese Fassung gibt es hier nicht. Wählen Sie eine aus der Liste.");
    add_error(mistakes, "ab", desk.translate(request.language, sentence));
    return show_service(request, desk, service, std::move(mistakes));
}

Response end(const Request& request, const Desk& desk, const Opened& service) {
    const auto day = read_day(request, "ende");
    if (!day || *day <= request.today() || service.offer.versions.empty()) {
        json::object mistakes;
        add_error(mistakes, "ende",
                  desk.translate(request.language,
                                 msgid("Nennen Sie einen Tag nach heute. Soll sofort Schluss sein, "
                                       "ziehen Sie den Dienst zurück.")));
        return show_service(request, desk, service, std::move(mistakes));
    }
    desk.console.life.retire(*service.town, service.id, *day, desk.current.actor());
    return http::redirect(service_href(desk, service.id) + "?meldung=endet");
}

Response resume(const Request&, const Desk& desk, const Opened& service) {
    desk.console.life.resume(*service.town, service.id, desk.current.actor());
    return http::redirect(service_href(desk, service.id) + "?meldung=wieder");
}

Response ask_withdrawal(const Request& request, const Desk& desk, const Opened& service,
                        const std::string& error) {
    json::object view{{"service_title", service.title()},
                      {"notice", request.form.get("hinweis")},
                      {"action", service_href(desk, service.id) + "/zurueckziehen"},
                      {"back_href", service_href(desk, service.id)}};
    if (!error.empty()) add_error(view, "hinweis", error);
    return show(request, desk, "authoring/withdraw", msgid("Dienst sofort zurückziehen"),
                std::move(view), error.empty() ? 200 : 422);
}

Response withdraw(const Request& request, const Desk& desk, const Opened& service) {
    const std::string notice{request.form.get("hinweis")};
    constexpr std::size_t shortest = 10;
    if (notice.size() < shortest)
        return ask_withdrawal(
            request, desk, service,
            desk.translate(request.language, msgid("Sagen Sie in einem Satz, was los ist und was "
                                                   "die Leute jetzt tun können.")));
    desk.console.life.withdraw(*service.town, service.id, notice, desk.current.actor());
    return http::redirect(service_href(desk, service.id) + "?meldung=zurueckgezogen");
}

// What a citizen reads before anything else (Art. 13 GDPR); a person has to say that it is true
// here.
Response show_privacy(const Request& request, const Desk& desk, const Opened& service) {
    const auto& package = *service.newest;
    return show(request, desk, "authoring/privacy", msgid("Datenschutzhinweis prüfen"),
                {{"service_title", service.title()},
                 {"privacy", town_text(desk, service, "service.privacy")},
                 {"basis", package.privacy_basis},
                 {"draft_kept", in_german(package.retention.draft)},
                 {"application_kept", in_german(package.retention.application)},
                 {"citation", package.retention.citation},
                 {"action", service_href(desk, service.id) + "/datenschutz"},
                 {"back_href", service_href(desk, service.id)}});
}

Response confirm_privacy(const Request& request, const Desk& desk, const Opened& service) {
    desk.console.packages.mark_done(
        desk.name_space, *service.newest, {"privacy", request.now, desk.current.actor().id},
        act(request, desk, "package.privacy", service.id, {{"version", service.newest->version}}));
    return http::redirect(service_href(desk, service.id));
}

Response show_trial(const Request& request, const Desk& desk, const Opened& service) {
    return show(request, desk, "authoring/trial", msgid("Probelauf"),
                {{"service_title", service.title()},
                 {"version", service.newest->version},
                 {"action", service_href(desk, service.id) + "/probelauf"},
                 {"back_href", service_href(desk, service.id)}});
}

Response begin_trial(const Request& request, const Desk& desk, const Opened& service) {
    return cases::begin_trial(desk.console.database.create(desk.name_space), *service.town,
                              *service.newest, request, desk.current.actor().id);
}

}  // namespace

std::optional<Opened> open_service(const Request& request, const Desk& desk) {
    Opened out;
    out.id = request.capture("paket");
    out.versions = desk.console.packages.published(desk.name_space);
    std::erase_if(out.versions, [&](const auto& each) { return each.package_id != out.id; });
    for (const auto& version : out.versions)
        if (!out.newest) out.newest = desk.console.packages.version(desk.name_space, version.hash);
    if (!out.newest) return std::nullopt;
    out.town = desk.console.municipalities.by_ags(desk.ags);
    out.offer = out.town ? desk.console.packages.offer(desk.name_space, out.id)
                               .value_or(packages::Offer{.package_id = out.id})
                         : packages::Offer{.package_id = out.id};
    return out;
}

http::Route service_route(const Console& console, http::Method method, std::string_view path,
                          For place, ServicePage page) {
    return desk_route(console, method, "/dienst/{paket}" + std::string{path},
                      [place, page = std::move(page)](const Request& request, const Desk& desk) {
                          const auto service = open_service(request, desk);
                          if (!service || (place == For::towns && !service->town))
                              return not_there(request, desk);
                          return page(request, desk, *service);
                      });
}

void add_service_console(http::Router& router, const Console& console) {
    using http::Method;
    const auto get = [&](const char* path, For place, ServicePage page) {
        router.site(service_route(console, Method::get, path, place, std::move(page)));
    };
    const auto post = [&](const char* path, ServicePage page) {
        router.site(service_route(console, Method::post, path, For::towns, std::move(page)));
    };
    get("", For::everyone, [](const auto& request, const auto& desk, const auto& service) {
        return show_service(request, desk, service);
    });
    post("/online", &go_live);
    post("/ende", &end);
    post("/wieder", &resume);
    get("/zurueckziehen", For::towns,
        [](const auto& request, const auto& desk, const auto& service) {
            return ask_withdrawal(request, desk, service, {});
        });
    post("/zurueckziehen", &withdraw);
    get("/datenschutz", For::towns, &show_privacy);
    post("/datenschutz", &confirm_privacy);
    get("/probelauf", For::towns, &show_trial);
    post("/probelauf", &begin_trial);
}

}  // namespace kommod::authoring
