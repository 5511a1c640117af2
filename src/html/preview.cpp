// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/preview.h"

#include "html/pagination.h"

namespace kommod::html {
namespace {

json::array levels() {
    constexpr const char* names[] = {"Offline", "Information", "Formular", "Online", "Durchgehend"};
    json::array all;
    for (int level = 0; level <= 4; ++level)
        all.push_back({{"level", level}, {"level_name", names[level]}});
    return all;
}

json::array kinds() {
    return {{{"kind", "info"}, {"name", "Hinweis"}},
            {{"kind", "success"}, {"name", "Erfolg"}},
            {{"kind", "warning"}, {"name", "Warnung"}},
            {{"kind", "danger"}, {"name", "Fehler"}}};
}

json::array districts() {
    return {{{"value", ""}, {"label", "Bitte wählen"}},
            {{"value", "mitte"}, {"label", "Mitte"}, {"selected", true}},
            {{"value", "lette"}, {"label", "Lette"}}};
}

json::array choices() {
    return {{{"option_value", "laterne"},
             {"option_label", "Laterne defekt"},
             {"option_hint", "Die Nummer steht am Mast."}},
            {{"option_value", "schlagloch"}, {"option_label", "Schlagloch"}, {"checked", true}},
            {{"option_value", "muell"}, {"option_label", "Wilder Müll"}}};
}

json::object table() {
    const auto cell = [](const char* text) { return json::object{{"text", text}}; };
    const auto amount = [](const char* text) {
        return json::object{{"text", text}, {"numeric", true}};
    };
    const auto head = [](const char* text) {
        return json::object{{"text", text}, {"head", true}, {"href", "#tabelle"}};
    };
    return {
        {"columns",
         {{{"label", "Leistung"}},
          {{"label", "Rechtsgrundlage"}},
          {{"label", "Stand"}},
          {{"label", "Gebühr"}, {"numeric", true}}}},
        {"rows",
         {{{"cells",
            {head("Personalausweis"), cell("PAuswG § 9"), cell("Abholbereit"), amount("37,00 €")}}},
          {{"cells",
            {head("Hundesteuer"), cell("Hundesteuersatzung § 8"), cell("In Bearbeitung"),
             amount("84,00 €")}}},
          {{"cells",
            {head("Sondernutzungserlaubnis für Straßenflächen"), cell("StrWG NRW § 18"),
             cell("Eingegangen"), amount("1.250,00 €")}}}}}};
}

json::array tasks() {
    return {{{"label", "Angaben zur Person"},
             {"href", "#aufgaben"},
             {"status", "Erledigt"},
             {"kind", "success"}},
            {{"label", "Nachweise"},
             {"href", "#aufgaben"},
             {"hint", "Ein Nachweis fehlt noch."},
             {"status", "Unvollständig"},
             {"kind", "warning"}},
            {{"label", "Absenden"}, {"status", "Noch nicht möglich"}}};
}

json::object navigation_samples() {
    return {{"breadcrumb",
             {{{"label", "Startseite"}, {"href", "/"}},
              {{"label", "Leistungen"}, {"href", "/leistungen"}},
              {{"label", "Vorschau"}}}},
            {"tabs",
             {{{"label", "Offen"}, {"href", "#reiter"}, {"current", true}, {"count", 12}},
              {{"label", "Erledigt"}, {"href", "#reiter"}, {"count", 340}},
              {{"label", "Alle"}, {"href", "#reiter"}}}},
            {"pagination", pagination(5, 12, "/vorschau?seite=")}};
}

json::array errors() {
    return {{{"field", "fehler-email"}, {"text", "E-Mail-Adresse: Das @ fehlt."}},
            {{"field", "fehler-art"}, {"text", "Art des Mangels: Bitte wählen Sie aus."}}};
}

}  // namespace

json::object preview_view(const http::Request& request) {
    json::object view = navigation_samples();
    view["levels"] = levels();
    view["kinds"] = kinds();
    view["districts"] = districts();
    view["choices"] = choices();
    view["table"] = table();
    view["tasks"] = tasks();
    view["facts"] = {{{"key", "Zuständig"}, {"value", "Bürgerbüro"}, {"href", "#liste"}},
                     {{"key", "Bearbeitungszeit"}, {"value", "2 bis 3 Wochen"}},
                     {{"key", "Öffnungszeiten"},
                      {"value", ""},
                      {"value_markdown", "- Mo bis Fr: 8 bis 12 Uhr\n- Do: 14 bis 18 Uhr"}}};
    view["fields"] = {
        {{"id", "strasse"}, {"label", "Straße"}, {"value", "Markt"}},
        {{"id", "hausnummer"}, {"label", "Hausnummer"}, {"value", "8"}, {"width", 4}}};
    if (request.query.has("fehler")) view["errors"] = errors();
    return view;
}

http::Response preview_page(const Renderer& renderer, const http::Request& request) {
    return renderer.page(request, "preview", "Vorschau der Bausteine", preview_view(request));
}

}  // namespace kommod::html
