// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One application: read, taken along, withdrawn.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "audit/store.h"
#include "cases/answers_view.h"
#include "cases/console_export.h"
#include "cases/console_pages.h"
#include "cases/reference.h"
#include "cases/store.h"
#include "cases/uploads.h"
#include "geo/drawing.h"
#include "packages/placeholders.h"

namespace kommod::cases {
namespace {

using html::msgid;
using http::Request;
using http::Response;

// How the citizen said so, as addresses and the trail name it.
constexpr std::array<std::pair<std::string_view, const char*>, 4> channels{
    {{"letter", msgid("mit einem Brief")},
     {"email", msgid("mit einer E-Mail")},
     {"phone", msgid("am Telefon")},
     {"in_person", msgid("persönlich")}}};

// An application and the version on which it was sent, in the words that both have.
struct Opened {
    const Desk& desk;
    Application application;
    std::shared_ptr<const packages::ServicePackage> package;  // null: it is not there any more
    std::string language;

    std::string translate(std::string_view german) const {
        return desk.console.renderer.translate(language, german);
    }
    forms::Speech speech() const {
        return {language, [this](std::string_view german) { return translate(german); },
                [this](std::string_view key) { return text(key); }};
    }
    // As it stood when it was sent.
    std::string text(std::string_view key) const {
        const packages::Around around{[&] { return town(); }, [&] { return office(); }};
        const forms::Speech plain{
            language, [this](std::string_view german) { return translate(german); }, {}};
        return packages::shown_text(*package, language, key,
                                    package->parameter_values(application.parameters), around,
                                    plain);
    }
    std::string town() const {
        const auto found = desk.console.municipalities.by_ags(desk.ags);
        return found ? municipalities::spoken_name(*found) : desk.name;
    }
    std::string office() const {
        const auto found = desk.console.municipalities.office(desk.ags, application.office);
        return found ? found->name : town();
    }
    std::vector<AnswerPage> pages() const {
        return package ? answers_view(application, *package, speech()) : std::vector<AnswerPage>{};
    }
    std::string title() const {
        return package ? std::string{package->text(language, "service.title")} : application.title;
    }
};

Opened open(const Request& request, const Desk& desk, Application application) {
    auto package = package_of(desk, application);
    const bool spoken = package && std::ranges::find(package->languages, request.language) !=
                                       package->languages.end();
    return {desk, std::move(application), std::move(package), spoken ? request.language : "de"};
}

std::optional<Application> asked_for(const Request& request, const Desk& desk) {
    const auto reference = parse_reference(request.capture("nummer"));
    return reference ? find_by_reference(desk.records, *reference) : std::nullopt;
}

using ApplicationPage = std::function<Response(const Request&, const Opened&)>;

http::Route application_route(const Console& console, Work work, http::Method method,
                              std::string_view path, ApplicationPage page) {
    return desk_route(console, work, method, "/vorgang/{nummer}" + std::string{path},
                      [page = std::move(page)](const Request& request, const Desk& desk) {
                          auto application = asked_for(request, desk);
                          if (!application) return not_there(request, desk);
                          return page(request, open(request, desk, std::move(*application)));
                      });
}

void record_reading(const Request& request, const Opened& opened, std::string name,
                    json::object details = {}) {
    audit::record(opened.desk.records, act(request, opened.desk, std::move(name), "application",
                                           opened.application.id, std::move(details)));
}

// --- The page ------------------------------------------------------------------------------------

// Around a place, and who made the map; null while there is none.
json::value place_view(const std::optional<geo::Position>& position, const geo::Map* map,
                       std::size_t number) {
    if (!position || map == nullptr) return nullptr;
    constexpr int zoom = 16, width = 480, height = 300;
    const auto street = map->street_near(*position);
    return json::object{{"map_svg", geo::draw(*map, {*position, zoom, width, height}, position,
                                              fmt::format("karte{}-", number))},
                        {"street", street ? street->name : std::string{}},
                        {"map_source", map->sources_named()}};
}

json::array sections_view(const std::vector<AnswerPage>& pages, const geo::Map* map) {
    json::array out;
    std::size_t places = 0;
    for (const auto& page : pages) {
        json::array rows;
        for (const auto& line : page.lines)
            rows.push_back({{"key", line.label},
                            {"value", line.value},
                            {"changed", line.changed},
                            {"outstanding", line.outstanding},
                            {"place", place_view(line.position, map, ++places)}});
        out.push_back({{"id", fmt::format("abschnitt-{}", out.size() + 1)},
                       {"title", page.title},
                       {"rows", std::move(rows)}});
    }
    return out;
}

json::array fees_view(const Opened& opened) {
    const auto name_of = [&](const ApplicationFee& fee) {
        return opened.package ? opened.text("fees." + fee.id) : fee.id;
    };
    const auto per_of = [&](const ApplicationFee& fee) {
        return opened.translate(fee.per == "year"    ? msgid("im Jahr")
                                : fee.per == "month" ? msgid("im Monat")
                                                     : msgid("einmalig"));
    };
    json::array out;
    for (const auto& fee : opened.application.fees)
        out.push_back({{"fee_name", name_of(fee)},
                       {"amount", fee.amount.to_german()},
                       {"per", per_of(fee)},
                       {"citation", fee.citation}});
    return out;
}

json::array attachments_view(const Application& application, std::string_view address) {
    constexpr std::uint64_t kilobyte = 1000;
    json::array out;
    for (const auto& file : application.attachments)
        out.push_back({{"name", file.name},
                       {"href", fmt::format("{}/datei/{}", address, file.file_id)},
                       {"kind", file.kind},
                       {"kilobytes", (file.size + kilobyte - 1) / kilobyte}});
    return out;
}

std::string office_name(const Opened& opened) {
    const auto& id = opened.application.office;
    const auto office = opened.desk.console.municipalities.office(opened.desk.ags, id);
    return office ? office->name : id;
}

json::array facts_view(const Opened& opened) {
    const auto& application = opened.application;
    json::array out;
    const auto add = [&](const char* key, std::string value) {
        if (!value.empty())
            out.push_back({{"key", opened.translate(key)}, {"value", std::move(value)}});
    };
    add(msgid("Online-Dienst"), opened.title());
    add(msgid("Fassung"), application.package_version);
    add(msgid("Eingegangen"), application.submitted_at.to_german());
    if (application.withdrawn_at)
        add(msgid("Zurückgenommen"), application.withdrawn_at->to_german());
    add(msgid("Zuständig"), office_name(opened));
    add(msgid("Bestätigung ging an"), application.email.value_or(""));
    add(msgid("Wird gelöscht am"), application.delete_on.to_german());
    return out;
}

Response show_application(const Request& request, const Opened& opened) {
    record_reading(request, opened, "application.read");
    const auto& application = opened.application;
    const auto address = address_of(opened.desk, application);
    const bool withdrawn = application.state == Application::State::withdrawn;
    const bool may_withdraw =
        !withdrawn && staff::may(opened.desk.current.staff, staff::Permission::work_on_cases,
                                 opened.desk.name_space, request.today());
    const auto map = opened.desk.console.maps.map(opened.desk.records);
    json::object view{{"reference", application.reference},
                      {"facts", json::object{{"items", facts_view(opened)}}},
                      {"withdrawn", withdrawn},
                      {"package_missing", !opened.package},
                      {"some_changed", !application.changed.empty()},
                      {"sections", sections_view(opened.pages(), map.get())},
                      {"attachments", attachments_view(application, address)},
                      {"fees", fees_view(opened)},
                      {"fees_exist", !application.fees.empty()},
                      {"json_href", address + "/ausgabe/json"},
                      {"pdf_href", address + "/ausgabe/pdf"},
                      {"withdraw_href", may_withdraw ? address + "/zuruecknehmen" : std::string{}}};
    return show(request, opened.desk, "staff/applications_one",
                opened.title() + " " + application.reference, std::move(view));
}

// --- Files ---------------------------------------------------------------------------------------

Sender town_of(const Opened& opened) {
    return {opened.desk.ags, opened.town()};
}

std::string pdf_of(const Opened& opened) {
    const auto pdf = documents::document_pdf(application_document(
        {.application = opened.application,
         .town = town_of(opened),
         .service = opened.title(),
         .language = opened.language,
         .pages = opened.pages(),
         .translate = [&](std::string_view german) { return opened.translate(german); }}));
    if (!pdf) throw std::runtime_error("no PDF of an application: " + pdf.error().key);
    return *pdf;
}

Response export_application(const Request& request, const Opened& opened) {
    const std::string format{request.capture("format")};
    if (format != "json" && format != "pdf") return not_there(request, opened.desk);
    record_reading(request, opened, "application.export", {{"format", format}});
    const auto name = opened.application.reference + "." + format;
    if (format == "pdf") return download(pdf_of(opened), "application/pdf", name);
    return download(json::serialize(application_json(opened.application, town_of(opened))),
                    "application/json", name);
}

Response show_file(const Request& request, const Opened& opened) {
    const auto& attachments = opened.application.attachments;
    const auto attachment =
        std::ranges::find(attachments, request.capture("datei"), &Attachment::file_id);
    if (attachment == attachments.end()) return not_there(request, opened.desk);
    auto file = open_file(opened.desk.records, opened.application, *attachment);
    if (!file) return not_there(request, opened.desk);
    record_reading(request, opened, "application.file", {{"field", attachment->path}});
    return file_response(std::move(*file));
}

// --- Withdrawing ---------------------------------------------------------------------------------

json::array channel_options(const Opened& opened) {
    json::array out;
    for (const auto& [value, label] : channels)
        out.push_back({{"option_value", value},
                       {"option_label", opened.translate(label)},
                       {"checked", false}});
    return out;
}

Response back(const Opened& opened, std::string_view message) {
    return http::redirect(
        fmt::format("{}?meldung={}", address_of(opened.desk, opened.application), message));
}

Response ask_for_withdrawal(const Request& request, const Opened& opened,
                            const std::string& error) {
    if (opened.application.state == Application::State::withdrawn)
        return back(opened, "schon-zurueckgenommen");
    const auto address = address_of(opened.desk, opened.application);
    json::object view{{"reference", opened.application.reference},
                      {"service", opened.title()},
                      {"submitted", opened.application.submitted_at.to_german()},
                      {"delete_on", opened.application.delete_on.to_german()},
                      {"channels", json::object{{"options", channel_options(opened)}}},
                      {"action", address + "/zuruecknehmen"},
                      {"back_href", address}};
    if (!error.empty()) {
        view["error_weg"] = error;
        view["errors"] = json::array{{{"field", "weg"}, {"text", error}}};
    }
    return show(request, opened.desk, "staff/applications_withdraw", msgid("Antrag zurücknehmen"),
                std::move(view), error.empty() ? 200 : 422);
}

Response withdraw(const Request& request, const Opened& opened) {
    const auto channel = std::ranges::find(channels, request.form.get("weg"),
                                           [](const auto& each) { return each.first; });
    if (channel == channels.end())
        return ask_for_withdrawal(
            request, opened,
            opened.translate(msgid("Wählen Sie, wie die Person den Antrag zurückgenommen hat.")));
    const bool changed =
        withdraw_application(opened.desk.records, opened.application.id, request.now,
                             act(request, opened.desk, "application.withdraw", "application",
                                 opened.application.id, {{"channel", channel->first}}));
    return back(opened, changed ? "zurueckgenommen" : "schon-zurueckgenommen");
}

}  // namespace

void add_application_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(application_route(console, Work::reading, Method::get, "", &show_application));
    router.site(application_route(console, Work::reading, Method::get, "/ausgabe/{format}",
                                  &export_application));
    router.site(
        application_route(console, Work::reading, Method::get, "/datei/{datei}", &show_file));
    router.site(application_route(console, Work::deciding, Method::get, "/zuruecknehmen",
                                  [](const Request& request, const Opened& opened) {
                                      return ask_for_withdrawal(request, opened, {});
                                  }));
    router.site(
        application_route(console, Work::deciding, Method::post, "/zuruecknehmen", &withdraw));
}

}  // namespace kommod::cases
