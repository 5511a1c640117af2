// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// All words of a service in one language, and what the service is: title, privacy, periods, law.
#include <array>

#include <fmt/format.h>

#include "authoring/document_parts.h"
#include "authoring/edit.h"
#include "authoring/editor.h"
#include "authoring/parameter_form.h"
#include "base/text.h"
#include "packages/tasks.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

// Above so many bytes a text is asked for in several lines.
constexpr std::size_t longest_line = 120;

struct ServiceText {
    std::string_view key;
    const char* label;
    bool lines;
};
constexpr std::array service_texts{
    ServiceText{"title", msgid("Name des Dienstes"), false},
    ServiceText{"lead", msgid("Worum es geht, in einem Satz"), false},
    ServiceText{"before", msgid("Was man vorher wissen muss"), true},
    ServiceText{"after", msgid("Wie es nach dem Absenden weitergeht"), true},
    ServiceText{"privacy", msgid("Datenschutzhinweis"), true},
    ServiceText{"minutes", msgid("So viele Minuten dauert es"), false}};

constexpr std::array<std::pair<std::string_view, const char*>, 3> languages{
    {{"de", msgid("Deutsch")}, {"en", msgid("Englisch")}, {"de-leicht", msgid("Leichte Sprache")}}};

std::string_view language_of(const Request& request) {
    for (const auto& [id, name] : languages)
        if (request.query.get("sprache_der_texte") == id ||
            request.form.get("sprache_der_texte") == id)
            return id;
    return "de";
}

std::string words_of(const std::string& what, const std::string& label) {
    return fmt::format("{}: {}", what, label);
}

// Every text that the form shows, with its place: what it is called for people, and in German for
// who translates.
struct TextLine {
    TextPlace place;
    std::string label;
    bool lines = false;
};

// What stands outside of the form: what to have at hand, fees, what each town sets (in German only,
// for who sets it).
void add_lines_around(std::vector<TextLine>& out, const Request& request, const Desk& desk,
                      const json::object& document, std::string_view language) {
    const auto word = [&](const char* german) { return desk.translate(request.language, german); };
    for (const auto& [key, text] : object_in(object_in(document, "texts/de.yaml"), "needed"))
        out.push_back({{"needed", std::string{key}}, words_of(word(msgid("Bereitzulegen")), key)});
    for (const auto& fee : array_in(object_in(document, "fees.yaml"), "fees"))
        if (fee.is_object()) {
            const auto id = string_of(fee.get_object(), "id");
            out.push_back({{"fees", id}, words_of(word(msgid("Gebühr")), id)});
        }
    if (language != "de") return;
    for (const auto& each : parameters_of(document))
        if (each.is_object()) {
            const auto key = string_of(each.get_object(), "key");
            out.push_back(
                {{"parameters", key, "label"}, words_of(word(msgid("Angabe der Stadt")), key)});
            out.push_back({{"parameters", key, "help"},
                           words_of(word(msgid("Hilfe zur Angabe der Stadt")), key)});
        }
}

// What can be put into most texts, with the words that people know it by.
json::array place_views(const Request& request, const Desk& desk, const json::object& document) {
    json::array out;
    const auto tell = [&](std::string_view name, std::string_view words) {
        out.push_back({{"name", fmt::format("{{{{{}}}}}", name)}, {"words", words}});
    };
    tell("municipality", desk.translate(request.language, msgid("Stadt oder Gemeinde")));
    tell("office", desk.translate(request.language, msgid("zuständiges Amt")));
    for (const auto& each : parameters_of(document)) {
        if (!each.is_object() || string_of(each.get_object(), "type") == "yes_no") continue;
        const auto key = string_of(each.get_object(), "key");
        tell("parameter." + key, text_at(document, "de", {"parameters", key, "label"}));
    }
    return out;
}

std::vector<TextLine> text_lines(const Request& request, const Desk& desk,
                                 const json::object& document, std::string_view language) {
    std::vector<TextLine> out;
    for (const auto& [key, label, lines] : service_texts)
        out.push_back(
            {{"service", std::string{key}}, desk.translate(request.language, label), lines});
    add_lines_around(out, request, desk, document, language);
    const auto form = packages::form_of(document);
    if (!form) return out;
    for (const auto& needed : forms::text_keys(*form)) {
        TextPlace place;
        std::string_view rest = needed.key;
        const auto first = rest.find('.');
        place.emplace_back(rest.substr(0, first));
        rest.remove_prefix(first + 1);
        constexpr std::string_view options = ".options.";
        if (const auto at = rest.find(options);
            place[0] == "fields" && at != std::string_view::npos) {
            place.insert(place.end(), {std::string{rest.substr(0, at)}, "options",
                                       std::string{rest.substr(at + options.size())}});
        } else if (const auto last = rest.rfind('.'); last != std::string_view::npos) {
            place.insert(place.end(),
                         {std::string{rest.substr(0, last)}, std::string{rest.substr(last + 1)}});
        } else {
            place.emplace_back(rest);
        }
        const auto german = text_at(document, "de", place);
        if (!needed.required && german.empty()) continue;
        const auto about = place[0] == "pages"    ? page_name(document, place[1])
                           : place[0] == "fields" ? field_name(document, place[1])
                                                  : std::string{place[1]};
        out.push_back({place, words_of(about, place.size() == 4 ? german : place.back()),
                       place.back() == "text" || place.back() == "help"});
    }
    return out;
}

std::string input_name(const TextPlace& place) {
    std::string out;
    for (const auto& step : place)
        out += (out.empty() ? "" : "/") + step;
    return out;
}

Response show_texts(const Request& request, const Desk& desk, const Draft& draft) {
    const auto language = language_of(request);
    json::array lines;
    int open = 0;
    for (const auto& line : text_lines(request, desk, draft.document, language)) {
        const auto own = text_at(draft.document, language, line.place);
        const auto german = text_at(draft.document, "de", line.place);
        const bool unwritten = own.find(packages::to_be_written) != std::string::npos;
        const bool is_open = unwritten || (own.empty() && !german.empty());
        open += is_open ? 1 : 0;
        lines.push_back({{"id", input_name(line.place)},
                         {"label", line.label},
                         {"value", own},
                         {"several", line.lines || own.size() > longest_line ||
                                         own.find('\n') != std::string::npos},
                         {"german", language == "de" ? std::string{} : german},
                         {"open", is_open}});
    }
    json::array choices;
    const auto href = draft_href(desk, draft.package_id) + "/texte";
    for (const auto& [id, name] : languages)
        choices.push_back({{"label", desk.translate(request.language, name)},
                           {"href", href + "?sprache_der_texte=" + std::string{id}},
                           {"current", id == language}});
    return show_editor(request, desk, draft, "authoring/draft_texts", msgid("Texte"),
                       {{"lines", std::move(lines)},
                        {"open", open},
                        {"places", place_views(request, desk, draft.document)},
                        {"languages", std::move(choices)},
                        {"text_language", language},
                        {"action", href}});
}

// A letter that is still to be translated: the subject stays the first line.
std::string untranslated(const json::value& german) {
    const std::string_view source = german.is_string() ? german.get_string() : "";
    const auto end = std::min(source.find('\n'), source.size());
    return fmt::format("{}\n\n{}: diesen Brief übersetzen]{}", source.substr(0, end),
                       packages::to_be_written, source.substr(end));
}

// A language counts as soon as something is written in it.
void note_language(json::object& document, std::string_view language) {
    auto& manifest = document["package.yaml"].as_object();
    auto& list = manifest["languages"];
    if (!list.is_array()) list = json::array{"de"};
    auto& known = list.get_array();
    for (const auto& each : known)
        if (each == json::value_from(language)) return;
    known.push_back(json::value_from(language));
    // Each letter is there in every language; the German one says what is to be translated.
    for (const auto& id : array_in(manifest, "letters")) {
        const auto name = [&](std::string_view of) {
            return fmt::format("letters/{}.{}.md",
                               std::string_view{id.is_string() ? id.get_string() : ""}, of);
        };
        const auto* german = document.if_contains(name("de"));
        if (german != nullptr && !document.contains(name(language))) {
            const auto still = untranslated(*german);
            document[name(language)] = still;
        }
    }
}

Response keep_texts(const Request& request, const Desk& desk, const Draft& draft) {
    const auto language = language_of(request);
    const auto lines = text_lines(request, desk, draft.document, language);
    return keep(
        request, desk, draft,
        [&](json::object& document) -> Done {
            bool any = false;
            for (const auto& line : lines) {
                const auto name = input_name(line.place);
                if (!request.form.has(name)) continue;
                const auto typed = request.form.get(name);
                any = any || !text::trim(typed).empty();
                set_text(document, language, line.place, typed);
            }
            if (any && language != "de") note_language(document, language);
            return std::string{"Texte geändert."};
        },
        draft_href(desk, draft.package_id) +
            "/texte?meldung=texte&sprache_der_texte=" + std::string{language},
        [&](const std::string&) { return show_texts(request, desk, draft); });
}

}  // namespace

void add_text_editor(http::Router& router, const Console& console) {
    using http::Method;
    router.site(editor_route(console, Method::get, "/texte", &show_texts));
    router.site(editor_route(console, Method::post, "/texte", &keep_texts));
}

}  // namespace kommod::authoring
