// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The letters of a service: a subject and a text, and the names of what is put in.
#include <array>

#include <fmt/format.h>

#include "authoring/document_parts.h"
#include "authoring/edit.h"
#include "authoring/editor.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view folder = "letters/", ending = ".md";

// "eingang.de" of "letters/eingang.de.md"; empty for another file.
std::string_view letter_of(std::string_view file) {
    if (!file.starts_with(folder) || !file.ends_with(ending)) return {};
    return file.substr(folder.size(), file.size() - folder.size() - ending.size());
}

std::string file_of(std::string_view letter) {
    return fmt::format("{}{}{}", folder, letter, ending);
}

struct LetterText {
    std::string subject, body;
};

// The first line is "# subject".
LetterText taken_apart(std::string_view source) {
    constexpr std::string_view mark = "# ";
    if (!source.starts_with(mark)) return {{}, std::string{text::trim(source)}};
    const auto end = source.find('\n');
    return {std::string{text::trim(source.substr(mark.size(), end - mark.size()))},
            end == std::string_view::npos ? std::string{}
                                          : std::string{text::trim(source.substr(end))}};
}

std::string put_together(const LetterText& letter) {
    return fmt::format("# {}\n\n{}\n", letter.subject, letter.body);
}

constexpr std::array<std::pair<std::string_view, const char*>, 5> common_names{
    {{"reference", msgid("Vorgangsnummer")},
     {"submitted_on", msgid("Tag des Eingangs")},
     {"service", msgid("Name des Dienstes")},
     {"municipality", msgid("Stadt oder Gemeinde")},
     {"office", msgid("zuständiges Amt")}}};

// What can be put into a letter, with the words that people know it by.
json::array name_views(const Request& request, const Desk& desk, const Draft& draft) {
    json::array out;
    const auto tell = [&](std::string_view name, std::string_view words) {
        out.push_back({{"name", fmt::format("{{{{{}}}}}", name)}, {"words", words}});
    };
    for (const auto& [name, words] : common_names)
        tell(name, desk.translate(request.language, words));
    for (const auto& path : all_fields(draft.document)) {
        const auto* field = find_field(draft.document, path);
        const bool inner = path.find('.') != std::string::npos;
        if (field == nullptr || inner || string_of(*field, "type") == "notice") continue;
        tell(path, field_name(draft.document, path));
    }
    return out;
}

json::array letter_views(const Desk& desk, const Draft& draft, std::string_view current) {
    json::array out;
    for (const auto& [file, content] : draft.document)
        if (const auto letter = letter_of(file); !letter.empty())
            out.push_back({{"label", letter},
                           {"href", draft_href(desk, draft.package_id) + "/briefe/" +
                                        http::url_encode(letter)},
                           {"current", letter == current}});
    return out;
}

Response show_letter(const Request& request, const Desk& desk, const Draft& draft,
                     const std::string& field = {}, const std::string& error = {}) {
    const std::string letter{request.capture("brief")};
    const auto* source = draft.document.if_contains(file_of(letter));
    if (source == nullptr || !source->is_string()) return not_there(request, desk);
    auto shown = taken_apart(source->get_string());
    if (request.form.has("betreff"))
        shown = {std::string{request.form.get("betreff")}, std::string{request.form.get("text")}};
    json::object view{
        {"letters", letter_views(desk, draft, letter)},
        {"letter", letter},
        {"subject", shown.subject},
        {"text", shown.body},
        {"names", name_views(request, desk, draft)},
        {"action", draft_href(desk, draft.package_id) + "/briefe/" + http::url_encode(letter)}};
    if (!error.empty()) add_error(view, field, error);
    return show_editor(request, desk, draft, "authoring/draft_letters", msgid("Briefe"),
                       std::move(view), error.empty() ? 200 : 422);
}

// To the first one: every package confirms what came in.
Response show_letters(const Request& request, const Desk& desk, const Draft& draft) {
    for (const auto& [file, content] : draft.document)
        if (const auto letter = letter_of(file); !letter.empty())
            return http::redirect(draft_href(desk, draft.package_id) + "/briefe/" +
                                  http::url_encode(letter));
    return not_there(request, desk);
}

// What is wrong in the letter, as far as the letter itself is to blame; empty when nothing is.
std::string wrong_in(const json::object& document, const std::string& file) {
    for (const auto& problem : packages::check(document, packages::Completeness::usable).problems)
        if (problem.file == file && problem.weight == forms::Problem::Weight::error)
            return text::join({problem.what, problem.proposal}, " ");
    return {};
}

Response keep_letter(const Request& request, const Desk& desk, const Draft& draft) {
    const std::string letter{request.capture("brief")};
    const auto file = file_of(letter);
    const auto* before = draft.document.if_contains(file);
    if (before == nullptr || !before->is_string()) return not_there(request, desk);
    const auto body = text::replace_all(request.form.get("text"), "\r\n", "\n");
    const LetterText typed{std::string{text::trim(request.form.get("betreff"))},
                           std::string{text::trim(body)}};
    if (typed.subject.empty())
        return show_letter(request, desk, draft, "betreff",
                           desk.translate(request.language, msgid("Ein Brief hat einen Betreff.")));
    const auto old = taken_apart(before->get_string());
    const bool same = old.subject == typed.subject && old.body == typed.body;
    const auto change = [&](json::object& document) -> Done {
        if (!same) document[file] = put_together(typed);
        return fmt::format("Brief „{}“ geändert.", letter);
    };
    auto changed = draft.document;
    if (change(changed))
        if (const auto wrong = wrong_in(changed, file); !wrong.empty())
            return show_letter(request, desk, draft, "text", wrong);
    return keep(request, desk, draft, change,
                draft_href(desk, draft.package_id) + "/briefe/" + http::url_encode(letter) +
                    "?meldung=texte",
                [&](const std::string& sentence) {
                    return show_letter(request, desk, draft, "text", sentence);
                });
}

}  // namespace

void add_letter_editor(http::Router& router, const Console& console) {
    using http::Method;
    router.site(editor_route(console, Method::get, "/briefe", &show_letters));
    router.site(editor_route(console, Method::get, "/briefe/{brief}",
                             [](const auto& request, const auto& desk, const auto& draft) {
                                 return show_letter(request, desk, draft);
                             }));
    router.site(editor_route(console, Method::post, "/briefe/{brief}", &keep_letter));
}

}  // namespace kommod::authoring
