// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One field: what it is called, what may stand in it, when it is asked.
#include <fmt/format.h>

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

bool holds(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    return value != nullptr && *value == json::value(true);
}

bool has_options(const json::object& field) {
    const auto type = string_of(field, "type");
    return type == "choice" || type == "choices";
}

// A choice may offer what a text of each municipality lists.
json::array list_options(const Request& request, const Desk& desk, const json::object& document,
                         std::string_view chosen) {
    json::array out{{{"value", ""},
                     {"label", desk.translate(request.language, msgid("stehen hier"))},
                     {"selected", chosen.empty()}}};
    for (const auto& each : parameters_of(document)) {
        if (!each.is_object()) continue;
        const auto key = string_of(each.get_object(), "key");
        const auto type = string_of(each.get_object(), "type");
        if (type != "text" && type != "long_text") continue;
        const auto label = text_at(document, "de", {"parameters", key, "label"});
        out.push_back(
            {{"value", key},
             {"label",
              fmt::format("{}: {}", desk.translate(request.language, msgid("Angabe der Stadt")),
                          label.empty() ? key : label)},
             {"selected", chosen == key}});
    }
    return out;
}

std::string option_lines(const json::object& document, const std::string& path,
                         const json::object& field) {
    std::string out;
    const auto* options = field.if_contains("options");
    if (options == nullptr || !options->is_array()) return out;
    for (const auto& option : options->get_array()) {
        const auto id = option.is_object() ? string_of(option.get_object(), "id")
                                           : std::string{option.as_string()};
        const auto label = text_at(document, "de", {"fields", path, "options", id});
        out += (label.empty() ? id : label) + "\n";
    }
    return out;
}

json::array page_options(const Draft& draft, std::string_view here) {
    json::array out;
    for (const auto& page : draft.document.at("form.yaml").as_object().at("pages").as_array()) {
        const auto id = string_of(page.as_object(), "id");
        out.push_back(
            {{"value", id}, {"label", page_name(draft.document, id)}, {"selected", id == here}});
    }
    return out;
}

Response show_field(const Request& request, const Desk& desk, const Draft& draft,
                    const std::optional<Mistake>& mistake) {
    const std::string path{request.capture("feld")};
    const auto* field = find_field(draft.document, path);
    if (field == nullptr) return http::redirect(draft_href(desk, draft.package_id));
    const auto type = string_of(*field, "type");
    const auto page = page_of(draft.document, path);
    const auto href = field_href(desk, draft, path);
    const auto text = [&](const char* kind) {
        return text_at(draft.document, "de", {"fields", path, kind});
    };
    const bool posted = request.form.has("stand");
    json::object view = settings_view(request, desk, *field);
    view["preview"] = preview_view(desk, draft.document, page);
    view["type"] = type_name(request, desk, type);
    view["field_key"] = path;
    view["is_notice"] = type == "notice";
    view["has_options"] = has_options(*field);
    auto lists =
        list_options(request, desk, draft.document, typed_or(request, "liste", listed_by(*field)));
    view["some_lists"] = type == "choice" && lists.size() > 1;
    view["lists"] = json::object{{"options", std::move(lists)}};
    view["options"] = typed_or(request, "antworten", option_lines(draft.document, path, *field));
    view["label"] = typed_or(request, "bezeichnung", text(type == "notice" ? "text" : "label"));
    view["hint"] = typed_or(request, "hinweis", text("hint"));
    view["help"] = typed_or(request, "hilfe", text("help"));
    view["required_text"] = typed_or(request, "pflichttext", text("required"));
    view["citation"] = typed_or(request, "grundlage", string_of(*field, "citation"));
    view["fim"] = string_of(*field, "fim");
    view["voluntary"] = posted ? request.form.has("freiwillig") : holds(*field, "optional");
    view["sensitive"] = posted ? request.form.has("sensibel") : holds(*field, "sensitive");
    view["action"] = href;
    view["notes"] =
        notes_at(request, desk, draft,
                 fmt::format("pages.{}.fields.{}", page, text::replace_all(path, ".", ".fields.")));
    view["notes_href"] = draft_href(desk, draft.package_id) + "/schema";
    view["preview_action"] = href + "/vorschau";
    view["condition"] =
        condition_view(request, desk, draft.document, {page, path}, entry_of(field, "when"));
    view["page_href"] = page_href(desk, draft, page);
    view["page_name"] = page_name(draft.document, page);
    view["can_move"] = path.find('.') == std::string::npos && type != "group";
    view["move_action"] = href + "/seite";
    view["page_options"] = json::object{{"options", page_options(draft, page)}};
    view["remove_action"] = href + "/entfernen";
    if (mistake) add_error(view, mistake->field, mistake->sentence);
    return show_editor(request, desk, draft, "authoring/draft_field",
                       field_name(draft.document, path), std::move(view), mistake ? 422 : 200);
}

std::vector<std::string> lines_of(std::string_view typed) {
    std::vector<std::string> out;
    for (const auto line : text::split(typed, '\n'))
        if (const auto trimmed = text::trim(line); !trimmed.empty()) out.emplace_back(trimmed);
    return out;
}

// Everything of the form in one step that can be undone.
Done set_field(json::object& document, const Request& request, const json::value& when) {
    const std::string path{request.capture("feld")};
    const auto* field = find_field(document, path);
    if (field == nullptr) return fail("authoring.no_such");
    const auto type = string_of(*field, "type");
    const auto typed = [&](const char* name) {
        return std::string{text::trim(request.form.get(name))};
    };
    auto done = set_field_words(
        document, path,
        {typed("bezeichnung"), typed("hinweis"), typed("hilfe"), typed("pflichttext")});
    if (!done) return done;
    const auto tick = [&](const char* name) {
        return request.form.has(name) ? json::value(true) : json::value(nullptr);
    };
    if (type != "notice") {
        set_field_entry(document, path, "optional", tick("freiwillig"));
        set_field_entry(document, path, "sensitive", tick("sensibel"));
        const auto citation = typed("grundlage");
        set_field_entry(document, path, "citation",
                        citation.empty() ? json::value(nullptr) : json::value_from(citation));
    }
    if (const auto list = request.form.get("liste"); type == "choice" && !list.empty()) {
        if (auto listed = set_listed_options(document, path, list); !listed) return listed;
    } else if (has_options(*field)) {
        if (auto options = set_options(document, path, lines_of(request.form.get("antworten")));
            !options)
            return options;
    }
    if (auto settings = set_settings(document, path, request); !settings) return settings;
    set_field_entry(document, path, "when", when);
    return done;
}

// What would be wrong with the condition; empty when nothing is.
std::string wrong_after(const Request& request, const Draft& draft, const json::value& when) {
    if (when.is_null()) return {};
    auto changed = draft.document;
    if (!set_field_entry(changed, request.capture("feld"), "when", when)) return {};
    return new_mistake(draft.document, changed);
}

// The page as it would be with what is typed; what cannot be done leaves it as it is.
Response preview_field(const Request& request, const Desk& desk, const Draft& draft) {
    const auto* field = find_field(draft.document, request.capture("feld"));
    if (field == nullptr) return not_there(request, desk);
    auto document = draft.document;
    if (!set_field(document, request, entry_of(field, "when"))) document = draft.document;
    return show_preview(request, desk, document, page_of(document, request.capture("feld")));
}

Response keep_field(const Request& request, const Desk& desk, const Draft& draft) {
    const auto* field = find_field(draft.document, request.capture("feld"));
    const auto when =
        read_condition(request, draft.document, entry_of(field, "when"), request.capture("feld"));
    if (!when)
        return show_field(request, desk, draft, Mistake{when.error().field, when.error().value});
    if (const auto wrong = wrong_after(request, draft, *when); !wrong.empty())
        return show_field(request, desk, draft,
                          Mistake{request.form.has("ausdruck") ? "ausdruck" : "aussage_0", wrong});
    std::string at = "bezeichnung";
    return keep(
        request, desk, draft,
        [&](json::object& document) {
            auto done = set_field(document, request, *when);
            if (!done && !done.error().field.empty()) at = done.error().field;
            if (!done && done.error().key == "authoring.too_few_options") at = "antworten";
            return done;
        },
        field_href(desk, draft, request.capture("feld")) + "?meldung=feld",
        [&](const std::string& sentence) {
            return show_field(request, desk, draft, Mistake{at, sentence});
        });
}

Response to_page(const Request& request, const Desk& desk, const Draft& draft,
                 const DocumentChange& change) {
    const auto page = page_of(draft.document, request.capture("feld"));
    return keep(request, desk, draft, change, page_href(desk, draft, page),
                [&](const std::string& sentence) {
                    return show_field(request, desk, draft, Mistake{"bezeichnung", sentence});
                });
}

EditorPage moving(Towards towards) {
    return [towards](const Request& request, const Desk& desk, const Draft& draft) {
        return to_page(request, desk, draft, [&](json::object& document) {
            return move_field(document, request.capture("feld"), towards);
        });
    };
}

Response move_over(const Request& request, const Desk& desk, const Draft& draft) {
    return to_page(request, desk, draft, [&](json::object& document) {
        return move_field_to(document, request.capture("feld"), request.form.get("seite"));
    });
}

Response remove(const Request& request, const Desk& desk, const Draft& draft) {
    return to_page(request, desk, draft, [&](json::object& document) {
        return remove_field(document, request.capture("feld"));
    });
}

}  // namespace

void add_field_editor(http::Router& router, const Console& console) {
    using http::Method;
    router.site(editor_route(console, Method::get, "/feld/{feld}",
                             [](const auto& request, const auto& desk, const auto& draft) {
                                 return show_field(request, desk, draft, std::nullopt);
                             }));
    router.site(editor_route(console, Method::post, "/feld/{feld}", &keep_field));
    router.site(editor_route(console, Method::post, "/feld/{feld}/vorschau", &preview_field));
    router.site(editor_route(console, Method::post, "/feld/{feld}/hoch", moving(Towards::start)));
    router.site(editor_route(console, Method::post, "/feld/{feld}/runter", moving(Towards::end)));
    router.site(editor_route(console, Method::post, "/feld/{feld}/seite", &move_over));
    router.site(editor_route(console, Method::post, "/feld/{feld}/entfernen", &remove));
}

}  // namespace kommod::authoring
