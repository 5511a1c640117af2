// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One page of the form after the other. What is typed is kept before the next page is shown.
#include <fmt/format.h>

#include "cases/map_points.h"
#include "cases/page_view.h"
#include "cases/summary.h"
#include "cases/uploads.h"
#include "cases/visit.h"

namespace kommod::cases {
namespace {

using http::Request;
using http::Response;

// The page of an address, when the way leads there; else where it leads.
struct Opened {
    Place place;
    forms::Evaluation evaluation;
};
std::optional<Opened> open_page(const Visit& visit) {
    const auto* page = visit.package().form.page(visit.request.capture("page"));
    if (page == nullptr) return std::nullopt;
    Opened out{{page, {}}, visit.evaluation()};
    if (!is_reachable(out.evaluation, page->id)) return std::nullopt;
    return out;
}

Response to_gap(const Visit& visit) {
    return http::redirect(visit.at(first_gap(visit.evaluation())));
}

constexpr std::size_t usual_most_items = 20;

json::object item_line(const Visit& visit, const Place& place, const PageItem& item) {
    const auto href = visit.at(fmt::format("/seite/{}/{}", place.page->id, item.identity));
    return {{"item_name", item.title},
            {"item_href", href + std::string{visit.return_suffix()}},
            {"remove_href", href + "/entfernen" + std::string{visit.return_suffix()}},
            {"unfinished", !item.done}};
}

void add_items(json::object& view, const PageShown& shown) {
    const auto& [visit, place, evaluation, answers, typed, issues] = shown;
    const auto& group = *place.page->group();
    const auto items = items_of(visit, evaluation, place, answers);
    json::array lines;
    for (const auto& item : items)
        lines.push_back(item_line(visit, place, item));
    const auto most = static_cast<std::size_t>(group.settings.most.value_or(usual_most_items));
    const auto least = static_cast<std::size_t>(group.settings.least.value_or(1));
    const auto own = visit.text("fields." + group.key + ".add");
    view["group"] = true;
    view["group_id"] = group.key;
    view["full"] = items.size() >= most;
    view["most"] = most;
    view["too_few"] = !items.empty() && items.size() < least;
    view["least"] = least;
    view["nothing_yet"] = items.empty();
    view["item_word"] = visit.text("fields." + group.key + ".item");
    view["add_label"] = own.empty() ? visit.translate("Weitere Angabe hinzufügen") : own;
    view["add_href"] =
        visit.at(fmt::format("/seite/{}/neu", place.page->id)) + std::string{visit.return_suffix()};
    view["group_error"] =
        issues.empty() ? std::string{} : sentence_of(visit, place, issues.front());
    view["items"] = std::move(lines);
}

Response show_page(const PageShown& shown, int status) {
    const auto& [visit, place, evaluation, answers, typed, issues] = shown;
    const auto& id = place.page->id;
    const auto title = visit.text("pages." + id + ".title");
    auto view =
        page_view(shown, {.title = title,
                          .text = visit.text("pages." + id + ".text"),
                          .here = visit.at(Stage::of_page(id)),
                          .back = visit.at(stage_before(evaluation, id, visit.from_summary()))});
    if (place.page->group() != nullptr) add_items(view, shown);
    return show(visit, "apply/page", title, std::move(view), status);
}

Response ask(const Visit& visit) {
    const auto opened = open_page(visit);
    if (!opened) return to_gap(visit);
    return show_page({visit, opened->place, opened->evaluation, visit.draft.answers}, 200);
}

// What the page says again when it cannot go on.
Response refuse(const Visit& visit, const Place& place, const Reading& reading,
                const forms::RawInput& raw) {
    return show_page({visit, place, reading.evaluation, reading.answers, &raw, reading.issues},
                     422);
}

// Only a file came or went, or a map was used: what else stands on the page is kept as far as it is
// right, and its mistakes are not held against anybody yet.
Response show_again(const Visit& visit, const Place& place, const Reading& reading,
                    const OnMaps& on_maps, const std::vector<Issue>& issues) {
    const auto kept = visit.keep(without_files(reading.change, place));
    if (!kept) return not_found(visit.deps, visit.request);
    if (issues.empty() && nothing_typed_is_wrong(reading))
        return to_changed(visit, *kept, visit.at(Stage::of_page(place.page->id)), on_maps);
    return show_page({visit, place, reading.evaluation, reading.answers, &on_maps.typed, issues},
                     issues.empty() ? 200 : 422);
}

// An item that was begun and has something missing stands in the list; the group itself is right.
void add_unfinished(const Visit& visit, const Place& place, Reading& reading) {
    if (place.page->group() == nullptr || !reading.issues.empty()) return;
    for (const auto& item : items_of(visit, reading.evaluation, place, visit.draft.answers))
        if (!item.done)
            reading.issues.push_back({place.page->group()->key,
                                      {std::string{item_incomplete}, {}, {item.title}},
                                      place.page->group(),
                                      nullptr});
}

Response keep_page(const Visit& before) {
    const auto opened = open_page(before);
    if (!opened) return to_gap(before);
    const auto& place = opened->place;
    const auto handed = take_files(before, place);
    if (!handed) return not_found(before.deps, before.request);
    const Visit& visit = handed->visit;
    const auto on_maps = read_maps(visit, place, raw_input(visit.request));
    const auto& raw = on_maps.typed;
    auto reading =
        read_page(visit.around(), visit.draft.answers, place, raw, asked_names(visit.request));
    put_first(reading.issues, handed->issues);
    if (handed->stays || !on_maps.field.empty())
        return show_again(visit, place, reading, on_maps, handed->issues);
    const bool later = visit.request.form.get("tun") == "spaeter";
    if (!later) add_unfinished(visit, place, reading);
    if (!later && !reading.issues.empty()) return refuse(visit, place, reading, raw);
    const auto kept = visit.keep(reading.change);
    if (!kept) return not_found(visit.deps, visit.request);
    const auto now = evaluate(visit.around(), kept->answers);
    std::string target = visit.at("/spaeter");
    if (!later && reading.asks_more)
        target = visit.at(Stage::of_page(place.page->id)) + "?weiter=gefragt" +
                 (visit.from_summary() ? "&zurueck=pruefen" : "");
    else if (!later)
        target = visit.at(stage_after(now, place.page->id, visit.from_summary()));
    auto response = http::redirect(std::move(target));
    set_cookie(response, visit, *kept, visit.token);
    return response;
}

Response live_page(const Visit& visit) {
    const auto opened = open_page(visit);
    return opened ? live_fields(visit, opened->place) : not_found(visit.deps, visit.request);
}

Response show_file(const Visit& visit) {
    auto opened = open_file(visit, visit.request.capture("file"));
    return opened ? file_response(std::move(*opened)) : not_found(visit.deps, visit.request);
}

Response show_stop(const Visit& visit) {
    const auto evaluation = visit.evaluation();
    const auto* stop = evaluation.stop();
    if (stop == nullptr || first_gap(evaluation) != Stage::stop()) return to_gap(visit);
    const auto key = "stops." + stop->id;
    return show(visit, "apply/stop", visit.text(key + ".title"),
                {{"stop_title", visit.text(key + ".title")},
                 {"stop_text", visit.text(key + ".text")},
                 {"back_href", visit.at(Stage::of_page(evaluation.pages.back().page->id))},
                 {"delete_href", visit.at("/loeschen")}});
}

}  // namespace

void add_form_pages(http::Router& router, const Deps& deps) {
    using http::Method;
    router.tenant(draft_route(deps, Method::get, "/seite/{page}", ask));
    auto keep = draft_route(deps, Method::post, "/seite/{page}", keep_page);
    keep.upload_limit = most_at_once;
    router.tenant(std::move(keep));
    router.tenant(draft_route(deps, Method::post, "/seite/{page}/fragen", live_page));
    router.tenant(draft_route(deps, Method::get, "/datei/{file}", show_file));
    router.tenant(draft_route(deps, Method::get, "/ende", show_stop));
}

}  // namespace kommod::cases
