// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Dead letters: what could not be delivered, for the operator to send again or give up.
#include "audit/store.h"
#include "staff/views.h"
#include "store/outbox.h"

namespace kommod::staff {
namespace {

using http::Method;
using http::Request;
using http::Response;

// The place of the request, if the operator may run things there.
struct Counter {
    std::vector<Place> places;
    Place place;
    store::Namespace* records = nullptr;
};

std::optional<Counter> counter_of(const Request& request, const Pages& pages,
                                  const Current& current) {
    const auto& given = request.method == Method::post ? request.form : request.query;
    Counter counter;
    counter.places =
        pages.desk.gate.places(current.staff, Permission::run_installation, request.today());
    auto place = place_of(given.get("ort"), counter.places, current.staff.home);
    if (!place) return std::nullopt;
    counter.place = *std::move(place);
    counter.records = pages.desk.database.find(counter.place.name_space);
    if (counter.records == nullptr) return std::nullopt;
    return counter;
}

Response refused(const Request& request, const Pages& pages) {
    return refusal(pages.renderer, request, {.key = "staff.refused"});
}

Response show_letters(const Request& request, const Pages& pages, const Current& current) {
    const auto counter = counter_of(request, pages, current);
    if (!counter) return refused(request, pages);
    json::array letters;
    for (const auto& letter : store::dead_letters(*counter->records))
        letters.push_back({{"letter", letter.id},
                           {"topic", letter.topic},
                           {"key", letter.key},
                           {"died_at", letter.died_at.to_german()},
                           {"attempts", letter.attempts},
                           {"expired", letter.expired},
                           {"error", letter.last_error}});
    const auto state = store::outbox_state(*counter->records);
    json::object view{{"place", counter->place.name},
                      {"place_id", place_id(counter->place)},
                      {"several_places", counter->places.size() > 1},
                      {"options", place_options(counter->places, counter->place)},
                      {"waiting", state.waiting},
                      {"has_letters", !letters.empty()},
                      {"letters", std::move(letters)},
                      {"breadcrumb", breadcrumb({{"Zustellung", ""}})}};
    add_message(view, request);
    return show(pages, request, "staff/letters", "Zustellung", std::move(view));
}

// What happens to a letter is recorded first: the outbox changes it in a unit of work of its own.
Response treat_letter(const Request& request, const Pages& pages, const Current& current) {
    const auto counter = counter_of(request, pages, current);
    if (!counter) return refused(request, pages);
    const auto letter = request.capture("id");
    const bool again = request.form.get("was") == "erneut";
    audit::record(*counter->records, {.at = request.now,
                                      .actor = current.actor(),
                                      .act = again ? "letter.retry" : "letter.discard",
                                      .object_kind = "letter",
                                      .object_id = std::string{letter},
                                      .details = {}});
    // The page offers no second try to an expired one.
    const bool done = again ? store::retry_dead_letter(*counter->records, letter, request.now) ==
                                  store::Retry::in_line
                            : store::discard_dead_letter(*counter->records, letter, request.now);
    if (!done) return not_found(pages, request);
    return http::redirect("/verwaltung/zustellung?ort=" + place_id(counter->place) +
                          "&meldung=" + (again ? "erneut" : "verworfen"));
}

}  // namespace

void add_letter_pages(http::Router& router, const SharedPages& pages) {
    router.site(signed_in(pages, Method::get, "/verwaltung/zustellung", show_letters));
    router.site(signed_in(pages, Method::post, "/verwaltung/zustellung/{id}", treat_letter));
}

}  // namespace kommod::staff
