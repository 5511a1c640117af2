// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The items of a repeating group, one page each. An item has an identity of its own, so that it
// stays the same one when another tab adds or removes others.
#include <fmt/format.h>

#include "cases/answers_view.h"
#include "cases/map_points.h"
#include "cases/page_view.h"
#include "cases/uploads.h"
#include "cases/visit.h"

namespace kommod::cases {
namespace {

using http::Response;

struct OpenedItem {
    Place place;
    forms::Evaluation evaluation;
    std::size_t index = 0;
    bool is_new = false;
};

std::optional<OpenedItem> open_item(const Visit& visit) {
    const auto* page = visit.package().form.page(visit.request.capture("page"));
    const auto item = visit.request.capture("item");
    if (page == nullptr || page->group() == nullptr || !is_item(item)) return std::nullopt;
    OpenedItem out{{page, std::string{item}}, visit.evaluation()};
    if (!is_reachable(out.evaluation, page->id)) return std::nullopt;
    const auto index = item_index(visit.draft.answers, page->group()->key, item);
    const auto* list = visit.draft.answers.if_contains(page->group()->key);
    const auto count = list != nullptr && list->is_array() ? list->get_array().size() : 0;
    out.is_new = !index;
    out.index = index.value_or(count);
    return out;
}

Response to_gap(const Visit& visit) {
    return http::redirect(visit.at(first_gap(visit.evaluation())));
}

std::string overview(const Visit& visit, const Place& place) {
    return visit.at(Stage::of_page(place.page->id)) + std::string{visit.return_suffix()};
}

std::string name_of(const Visit& visit, const OpenedItem& opened) {
    return item_title(*opened.place.page->group(), {}, opened.index, visit.speech());
}

Response show_item(const OpenedItem& opened, const PageShown& shown, int status) {
    const auto& visit = shown.visit;
    const auto& id = opened.place.page->id;
    const auto title = name_of(visit, opened);
    auto view =
        page_view(shown, {.title = title,
                          .text = {},
                          .here = visit.at(fmt::format("/seite/{}/{}", id, opened.place.item)),
                          .back = overview(visit, opened.place)});
    return show(visit, "apply/page", title, std::move(view), status);
}

Response ask(const Visit& visit) {
    const auto opened = open_item(visit);
    if (!opened) return to_gap(visit);
    if (!opened->is_new)
        return show_item(*opened, {visit, opened->place, opened->evaluation, visit.draft.answers},
                         200);
    // As if it were there with nothing in it.
    json::object answers = visit.draft.answers;
    apply(answers, {opened->place.page->group()->key, opened->place.item, {}, false});
    const auto evaluation = evaluate(visit.around(), answers);
    return show_item(*opened, {visit, opened->place, evaluation, answers}, 200);
}

Response ask_new(const Visit& visit) {
    return http::redirect(
        visit.at(fmt::format("/seite/{}/{}", visit.request.capture("page"), new_item())) +
        std::string{visit.return_suffix()});
}

// A new item must still have its place in the list.
bool is_full(const Visit& visit, const OpenedItem& opened) {
    constexpr int usual_most_items = 20;
    const auto most = opened.place.page->group()->settings.most.value_or(usual_most_items);
    return opened.is_new && opened.index >= static_cast<std::size_t>(most) &&
           !visit.draft.answers.empty();
}

// As on a page: only a file came or went, or a map was used.
Response show_again(const OpenedItem& opened, const Handed& handed, const Reading& reading,
                    const OnMaps& on_maps) {
    const auto& visit = handed.visit;
    const auto kept = visit.keep(without_files(reading.change, opened.place));
    if (!kept) return not_found(visit.deps, visit.request);
    if (handed.issues.empty() && nothing_typed_is_wrong(reading))
        return to_changed(
            visit, *kept,
            visit.at(fmt::format("/seite/{}/{}", opened.place.page->id, opened.place.item)),
            on_maps);
    return show_item(
        opened,
        {visit, opened.place, reading.evaluation, reading.answers, &on_maps.typed, handed.issues},
        handed.issues.empty() ? 200 : 422);
}

Response keep_item(const Visit& before) {
    const auto opened = open_item(before);
    if (!opened) return to_gap(before);
    const auto& place = opened->place;
    if (is_full(before, *opened)) return http::redirect(overview(before, place));
    const auto handed = take_files(before, place);
    if (!handed) return not_found(before.deps, before.request);
    const Visit& visit = handed->visit;
    const auto on_maps = read_maps(visit, place, raw_input(visit.request));
    const auto& raw = on_maps.typed;
    auto reading =
        read_page(visit.around(), visit.draft.answers, place, raw, asked_names(visit.request));
    put_first(reading.issues, handed->issues);
    if (handed->stays || !on_maps.field.empty())
        return show_again(*opened, *handed, reading, on_maps);
    const bool later = visit.request.form.get("tun") == "spaeter";
    if (!later && !reading.issues.empty())
        return show_item(*opened,
                         {visit, place, reading.evaluation, reading.answers, &raw, reading.issues},
                         422);
    const auto kept = visit.keep(reading.change);
    if (!kept) return not_found(visit.deps, visit.request);
    std::string target = overview(visit, place);
    if (later)
        target = visit.at("/spaeter");
    else if (reading.asks_more)
        target = visit.at(fmt::format("/seite/{}/{}?weiter=gefragt{}", place.page->id, place.item,
                                      visit.from_summary() ? "&zurueck=pruefen" : ""));
    auto response = http::redirect(std::move(target));
    set_cookie(response, visit, *kept, visit.token);
    return response;
}

Response live_item(const Visit& visit) {
    const auto opened = open_item(visit);
    return opened ? live_fields(visit, opened->place) : not_found(visit.deps, visit.request);
}

Response ask_removal(const Visit& visit) {
    const auto opened = open_item(visit);
    if (!opened) return to_gap(visit);
    if (opened->is_new) return http::redirect(overview(visit, opened->place));
    const auto items = items_of(visit, opened->evaluation, opened->place, visit.draft.answers);
    const auto title = items.at(opened->index).title;
    return show(visit, "apply/item_remove", visit.translate("Wirklich entfernen?"),
                {{"item_name", title},
                 {"action", visit.at(fmt::format("/seite/{}/{}/entfernen{}", opened->place.page->id,
                                                 opened->place.item, visit.return_suffix()))},
                 {"back_href", overview(visit, opened->place)}});
}

Response remove(const Visit& visit) {
    const auto opened = open_item(visit);
    if (!opened) return to_gap(visit);
    const auto kept = visit.keep({opened->place.page->group()->key, opened->place.item, {}, true});
    if (!kept) return not_found(visit.deps, visit.request);
    auto response = http::redirect(overview(visit, opened->place));
    set_cookie(response, visit, *kept, visit.token);
    return response;
}

}  // namespace

void add_item_pages(http::Router& router, const Deps& deps) {
    using http::Method;
    router.tenant(draft_route(deps, Method::get, "/seite/{page}/neu", ask_new));
    router.tenant(draft_route(deps, Method::get, "/seite/{page}/{item}", ask));
    auto keep = draft_route(deps, Method::post, "/seite/{page}/{item}", keep_item);
    keep.upload_limit = most_at_once;
    router.tenant(std::move(keep));
    router.tenant(draft_route(deps, Method::post, "/seite/{page}/{item}/fragen", live_item));
    router.tenant(draft_route(deps, Method::get, "/seite/{page}/{item}/entfernen", ask_removal));
    router.tenant(draft_route(deps, Method::post, "/seite/{page}/{item}/entfernen", remove));
}

}  // namespace kommod::cases
