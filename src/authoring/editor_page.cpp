// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One page of the form: its question, when it comes, its fields, and beside it how it will look.
#include "authoring/condition_form.h"
#include "authoring/document_parts.h"
#include "authoring/edit.h"
#include "authoring/editor.h"
#include "authoring/field_types.h"
#include "authoring/preview.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

json::array field_lines(const Request& request, const Desk& desk, const Draft& draft,
                        const json::array& fields, const std::string& prefix) {
    json::array out;
    for (std::size_t at = 0; at < fields.size(); ++at) {
        const auto& field = fields[at].as_object();
        const auto path = prefix + string_of(field, "key");
        const auto href = field_href(desk, draft, path);
        const auto* when = field.if_contains("when");
        out.push_back(
            {{"name", field_name(draft.document, path)},
             {"type", type_name(request, desk, string_of(field, "type"))},
             {"href", href},
             {"rule", when ? in_words(draft.document, *when, group_of(path)) : std::string{}},
             {"up_action", at > 0 ? href + "/hoch" : std::string{}},
             {"down_action", at + 1 < fields.size() ? href + "/runter" : std::string{}}});
    }
    return out;
}

json::array type_options(const Request& request, const Desk& desk, bool in_group) {
    json::array out;
    const std::string_view chosen = request.form.get("art");
    for (const auto& type : type_words()) {
        if (in_group && (type.id == "group" || type.id == "file")) continue;
        out.push_back({{"value", type.id},
                       {"label", desk.translate(request.language, type.name) + " – " +
                                     desk.translate(request.language, type.example)},
                       {"selected", type.id == chosen}});
    }
    return out;
}

Response show_page(const Request& request, const Desk& desk, const Draft& draft,
                   const std::optional<Mistake>& mistake) {
    const std::string id{request.capture("seite")};
    const auto* page = find_page(draft.document, id);
    if (page == nullptr) return http::redirect(draft_href(desk, draft.package_id));
    const auto href = page_href(desk, draft, id);
    const auto* fields = page->if_contains("fields");
    const auto& list =
        fields != nullptr && fields->is_array() ? fields->get_array() : json::array{};
    const bool group = list.size() == 1 && list[0].is_object() &&
                       string_of(list[0].get_object(), "type") == "group";
    const auto group_key = group ? string_of(list[0].get_object(), "key") : std::string{};
    json::object view{
        {"preview", preview_view(desk, draft.document, id)},
        {"page_id", id},
        {"title", request.form.has("titel") ? std::string{request.form.get("titel")}
                                            : page_name(draft.document, id)},
        {"text", request.form.has("text") ? std::string{request.form.get("text")}
                                          : text_at(draft.document, "de", {"pages", id, "text"})},
        {"notes", notes_at(request, desk, draft, "pages." + id)},
        {"notes_href", draft_href(desk, draft.package_id) + "/schema"},
        {"words_action", href},
        {"preview_action", href + "/vorschau"},
        {"condition",
         condition_view(request, desk, draft.document, {id, {}}, entry_of(page, "when"))},
        {"condition_action", href + "/bedingung"},
        {"fields", field_lines(request, desk, draft, list, "")},
        {"no_fields", list.empty()},
        {"is_group", group},
        {"inner", group && list[0].get_object().contains("fields")
                      ? field_lines(request, desk, draft,
                                    list[0].get_object().at("fields").as_array(), group_key + ".")
                      : json::array{}},
        {"stops", ending_lines(desk, draft, id, true)},
        {"checks", ending_lines(desk, draft, id, false)},
        {"some_endings", page->contains("stops") || page->contains("checks")},
        {"stop_href", href + "/halt"},
        {"check_href", href + "/pruefung"},
        {"group_key", group_key},
        {"add_action", href + "/feld"},
        {"label", request.form.get("bezeichnung")},
        {"types", json::object{{"options", type_options(request, desk, group)}}},
        {"remove_action", href + "/entfernen"}};
    if (mistake) add_error(view, mistake->field, mistake->sentence);
    return show_editor(request, desk, draft, "authoring/draft_page", page_name(draft.document, id),
                       std::move(view), mistake ? 422 : 200);
}

// A change to the page that leads back to it, or says what is wrong at `field`.
Response keep_page(const Request& request, const Desk& desk, const Draft& draft,
                   const DocumentChange& change, const std::string& field) {
    return keep(request, desk, draft, change, page_href(desk, draft, request.capture("seite")),
                [&](const std::string& sentence) {
                    return show_page(request, desk, draft, Mistake{field, sentence});
                });
}

// The page as it would be with what is typed: its words, or one more question.
Response preview_page(const Request& request, const Desk& desk, const Draft& draft) {
    const std::string page{request.capture("seite")};
    if (find_page(draft.document, page) == nullptr) return not_there(request, desk);
    auto document = draft.document;
    const auto typed = [&](const char* name) { return text::trim(request.form.get(name)); };
    if (!typed("titel").empty())
        static_cast<void>(set_page(document, page, typed("titel"), typed("text")));
    if (!typed("bezeichnung").empty() && forms::field_type_from_id(typed("art")))
        static_cast<void>(
            add_field(document, page, typed("liste"), typed("art"), typed("bezeichnung")));
    return show_preview(request, desk, document, page);
}

Response keep_words(const Request& request, const Desk& desk, const Draft& draft) {
    return keep_page(
        request, desk, draft,
        [&](json::object& document) {
            return set_page(document, request.capture("seite"),
                            text::trim(request.form.get("titel")),
                            text::trim(request.form.get("text")));
        },
        "titel");
}

Response keep_condition(const Request& request, const Desk& desk, const Draft& draft) {
    const auto* page = find_page(draft.document, request.capture("seite"));
    const auto read = read_condition(request, draft.document, entry_of(page, "when"));
    if (!read)
        return show_page(request, desk, draft, Mistake{read.error().field, read.error().value});
    const auto change = [&](json::object& document) {
        return set_page_condition(document, request.capture("seite"), *read);
    };
    const std::string at = request.form.has("ausdruck") ? "ausdruck" : "aussage_0";
    auto changed = draft.document;
    if (change(changed))
        if (const auto wrong = new_mistake(draft.document, changed); !wrong.empty())
            return show_page(request, desk, draft, Mistake{at, wrong});
    return keep_page(request, desk, draft, change, at);
}

Response add(const Request& request, const Desk& desk, const Draft& draft) {
    return keep_page(
        request, desk, draft,
        [&](json::object& document) -> Done {
            const auto type = request.form.get("art");
            if (!forms::field_type_from_id(type)) return fail("authoring.bad_value");
            return add_field(document, request.capture("seite"), request.form.get("liste"), type,
                             text::trim(request.form.get("bezeichnung")));
        },
        "bezeichnung");
}

Response remove(const Request& request, const Desk& desk, const Draft& draft) {
    return keep(
        request, desk, draft,
        [&](json::object& document) { return remove_page(document, request.capture("seite")); },
        draft_href(desk, draft.package_id),
        [&](const std::string& sentence) {
            return show_page(request, desk, draft, Mistake{"titel", sentence});
        });
}

}  // namespace

void add_page_editor(http::Router& router, const Console& console) {
    using http::Method;
    router.site(editor_route(console, Method::get, "/seite/{seite}",
                             [](const auto& request, const auto& desk, const auto& draft) {
                                 return show_page(request, desk, draft, std::nullopt);
                             }));
    router.site(editor_route(console, Method::post, "/seite/{seite}", &keep_words));
    router.site(editor_route(console, Method::post, "/seite/{seite}/vorschau", &preview_page));
    router.site(editor_route(console, Method::post, "/seite/{seite}/bedingung", &keep_condition));
    router.site(editor_route(console, Method::post, "/seite/{seite}/feld", &add));
    router.site(editor_route(console, Method::post, "/seite/{seite}/entfernen", &remove));
}

}  // namespace kommod::authoring
