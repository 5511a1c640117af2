// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What happened to a draft, and the way back to any of it.
#include <charconv>

#include "authoring/edit.h"
#include "authoring/editor.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

std::string name_of(const Desk& desk, const std::string& account) {
    return desk.current.staff.id == account ? desk.current.staff.name : account;
}

Response show_history(const Request& request, const Desk& desk, const Draft& draft) {
    json::array rows;
    for (const auto& revision :
         revisions(desk.console.database.create(desk.name_space), draft.package_id))
        rows.push_back({{"what", revision.what},
                        {"when", revision.changed_at.to_german()},
                        {"who", name_of(desk, revision.changed_by)},
                        {"number", revision.number},
                        {"current", revision.number == draft.current.number},
                        {"undone", revision.number > draft.current.number}});
    return show_editor(
        request, desk, draft, "authoring/draft_history", msgid("Verlauf"),
        {{"rows", std::move(rows)}, {"action", draft_href(desk, draft.package_id) + "/verlauf"}});
}

// To an earlier revision: as a new step, so that it can be taken back as well.
Response go_back(const Request& request, const Desk& desk, const Draft& draft) {
    std::int64_t number = 0;
    const auto typed = request.form.get("fassung");
    std::from_chars(typed.data(), typed.data() + typed.size(), number);
    auto& records = desk.console.database.create(desk.name_space);
    const auto document = document_of(records, draft.package_id, number);
    return keep(
        request, desk, draft,
        [&](json::object& now) -> Done {
            if (!document) return fail("authoring.no_such");
            now = *document;
            return "Zurück zum Stand Nr. " + std::to_string(number) + ".";
        },
        draft_href(desk, draft.package_id),
        [&](const std::string&) { return show_history(request, desk, draft); });
}

}  // namespace

void add_history_editor(http::Router& router, const Console& console) {
    using http::Method;
    router.site(editor_route(console, Method::get, "/verlauf", &show_history));
    router.site(editor_route(console, Method::post, "/verlauf", &go_back));
}

}  // namespace kommod::authoring
