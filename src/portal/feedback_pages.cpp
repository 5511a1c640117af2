// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// "Barriere melden": reachable from every page, without a log-in, without script.
#include "base/text.h"
#include "mail/mail.h"
#include "portal/portal.h"
#include "portal/store.h"
#include "portal/views.h"

namespace kommod::portal {
namespace {

constexpr std::size_t longest_message = 5000;
constexpr std::size_t longest_line = 300;

// What a visitor typed, and what has to be mended: field -> sentence.
struct Entry {
    Feedback feedback;
    std::vector<std::pair<std::string, std::string>> errors;
};

Entry read_entry(const http::Request& request) {
    Entry entry;
    entry.feedback.page = text::trim(request.form.get("seite"));
    entry.feedback.message = text::trim(request.form.get("nachricht"));
    const auto address = text::trim(request.form.get("email"));
    if (entry.feedback.message.empty())
        entry.errors.emplace_back(
            "nachricht", html::msgid("Beschreiben Sie, wo Sie auf eine Barriere gestoßen sind."));
    else if (entry.feedback.message.size() > longest_message)
        entry.errors.emplace_back(
            "nachricht", html::msgid("Kürzen Sie die Beschreibung auf höchstens 5.000 Zeichen."));
    if (entry.feedback.page.size() > longest_line)
        entry.errors.emplace_back(
            "seite", html::msgid("Kürzen Sie die Angabe der Seite auf höchstens 300 Zeichen."));
    if (!address.empty()) {
        entry.feedback.reply_to = std::string{address};
        if (!mail::parse_address(address) || address.size() > longest_line)
            entry.errors.emplace_back(
                "email", html::msgid("Geben Sie eine E-Mail-Adresse wie name@example.org an oder "
                                     "lassen Sie das Feld leer."));
    }
    return entry;
}

http::Response show_form(const http::Request& request, const Deps& deps, const Entry& entry) {
    const auto translate = [&](std::string_view german) {
        return deps.renderer.translate(request.language, german);
    };
    json::object view{{"action", std::string{request.base()} + "/barriere-melden"},
                      {"page", entry.feedback.page},
                      {"message", entry.feedback.message},
                      {"email", entry.feedback.reply_to.value_or("")},
                      {"breadcrumb", breadcrumb(request, {{translate("Barriere melden"), ""}})}};
    json::array errors;
    for (const auto& [field, sentence] : entry.errors) {
        const auto translated = translate(sentence);
        errors.push_back({{"field", field}, {"text", translated}});
        view["error_" + field] = translated;
    }
    if (!errors.empty()) view["errors"] = std::move(errors);
    return deps.renderer.page(request, "portal/feedback", translate("Barriere melden"),
                              std::move(view), entry.errors.empty() ? 200 : 422);
}

http::Response ask(const http::Request& request, const Deps& deps) {
    Entry entry;
    entry.feedback.page = text::prefix(request.query.get("seite"), longest_line);
    return show_form(request, deps, entry);
}

http::Response keep(const http::Request& request, const Deps& deps) {
    const Entry entry = read_entry(request);
    if (!entry.errors.empty()) return show_form(request, deps, entry);
    const auto municipality = owner_of(request, deps);
    if (!municipality)
        return not_found(request, deps, "Diese Installation hat noch keinen Verbund.");
    const auto office = deps.municipalities.office(municipality->ags, "barrierefreiheit");
    keep_feedback(deps.database.create(municipality->name_space()), entry.feedback,
                  municipality->name, office ? office->email : std::string{}, request.now);
    return http::redirect(std::string{request.base()} + "/barriere-melden/danke");
}

http::Response thank(const http::Request& request, const Deps& deps) {
    const auto title = deps.renderer.translate(request.language, "Danke für Ihren Hinweis");
    return deps.renderer.page(request, "portal/feedback_kept", title,
                              {{"breadcrumb", breadcrumb(request, {{title, ""}})}});
}

}  // namespace

void add_feedback_pages(http::Router& router, const Deps& deps) {
    using http::Method;
    const auto add = [&router](const http::Route& route) {
        router.tenant(route);
        router.site(route);
    };
    add({.method = Method::get,
         .pattern = "/barriere-melden",
         .handler = [&deps](const http::Request& r) { return ask(r, deps); }});
    add({.method = Method::post,
         .pattern = "/barriere-melden",
         .handler = [&deps](const http::Request& r) { return keep(r, deps); },
         .rate_class = "form",
         .spam_guard = true});
    add({.method = Method::get,
         .pattern = "/barriere-melden/danke",
         .handler = [&deps](const http::Request& r) { return thank(r, deps); }});
}

}  // namespace kommod::portal
