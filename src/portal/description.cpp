// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "portal/description.h"

#include <array>

#include "municipalities/state.h"

namespace kommod::portal {
namespace {

// Modules of XZuFi in the order in which people ask. Source: FIM code list of text modules.
struct Module {
    const char* code;
    const char* heading;
};
constexpr std::array modules = {
    Module{"06", html::msgid("Worum es geht")},
    Module{"09", html::msgid("Wer es beantragen kann")},
    Module{"11", html::msgid("Wie es abläuft")},
    Module{"bearbeitungsdauer", html::msgid("Wie lange es dauert")},
    Module{"fristen", html::msgid("Welche Fristen gelten")},
    Module{"16", html::msgid("Was Sie noch wissen sollten")},
    Module{"25", html::msgid("Was Sie gegen die Entscheidung tun können")},
};

// Text of a module in the visitor's language, else in German.
std::string module_text(const catalogue::PublicService& service, const std::string& language,
                        const std::string& code) {
    for (const auto& wanted : {language, std::string{"de"}}) {
        const auto texts = service.texts.find(wanted);
        if (texts == service.texts.end()) continue;
        const auto text = texts->second.find(code);
        if (text != texts->second.end()) return text->second;
    }
    return {};
}

std::string addressee_name(std::string_view addressee) {
    if (addressee == "citizen") return html::msgid("Bürgerinnen und Bürger");
    if (addressee == "business") return html::msgid("Unternehmen");
    return html::msgid("Verwaltungen");
}

}  // namespace

json::array text_list(const std::vector<std::string>& texts) {
    json::array out;
    for (const auto& text : texts)
        out.push_back(json::object{{"text", text}});
    return out;
}

void add_description(json::object& view, const http::Request& request, const Deps& deps,
                     const catalogue::PublicService& service) {
    const auto translated = [&](std::string_view german) {
        return deps.renderer.translate(request.language, german);
    };
    if (const auto text = module_text(service, request.language, "05"); !text.empty())
        view["summary"] = text;
    json::array texts;
    for (const auto& module : modules)
        if (const auto text = module_text(service, request.language, module.code); !text.empty())
            texts.push_back({{"heading", translated(module.heading)}, {"text", text}});
    view["modules"] = std::move(texts);
    view["laws"] = text_list(service.legal_basis);
    view["laws_exist"] = !service.legal_basis.empty();
    json::array addressees;
    for (const auto& addressee : service.addressees)
        addressees.push_back(json::object{{"text", translated(addressee_name(addressee))}});
    view["addressees_exist"] = !addressees.empty();
    view["addressees"] = std::move(addressees);
}

std::string responsible_name(catalogue::Level level, const municipalities::Municipality& town) {
    switch (level) {
        case catalogue::Level::federal:
            return "Bund";
        case catalogue::Level::state:
            return std::string{municipalities::state_name(town.ags)};
        case catalogue::Level::district:
            return town.district_name;
        case catalogue::Level::municipality:
            break;
    }
    return town.name;
}

}  // namespace kommod::portal
