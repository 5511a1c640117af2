// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Synonyms: what people type and what the catalogue calls it, with a search to try them out.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "catalogue/console_pages.h"
#include "html/pagination.h"

namespace kommod::catalogue {
namespace {

constexpr std::size_t page_size = 25, tried_hits = 5;
constexpr std::size_t longest_term = 80, longest_means = 2000;

// What stands in the form for one synonym.
struct Draft {
    std::string term, means, before;  // `before`: the term of the synonym that is changed
};

int page_number(const http::Request& request, int pages) {
    const auto text = request.query.get("seite");
    int page = 1;
    std::from_chars(text.data(), text.data() + text.size(), page);
    return std::clamp(page, 1, pages);
}

json::array tried_items(const Desk& desk, std::string_view query, LocalDate today) {
    json::array out;
    const auto town = desk.console.municipalities.by_ags(desk.ags);
    const auto snapshot = desk.console.catalogue.snapshot(desk.name_space, today);
    for (const auto& hit : desk.console.search.try_out(desk.name_space, query, tried_hits).hits) {
        const bool bundle = hit.kind == Hit::Kind::bundle;
        const bool has_page = town && (bundle ? snapshot->find_bundle(hit.key) != nullptr
                                              : snapshot->find(hit.key) != nullptr);
        out.push_back(
            {{"name", hit.name},
             {"bundle", bundle},
             {"href", has_page ? "/" + town->slug + (bundle ? "/buendel/" : "/leistungen/") +
                                     http::url_encode(hit.key)
                               : std::string{}}});
    }
    return out;
}

bool matches(const Synonym& synonym, const std::string& folded_filter) {
    if (folded_filter.empty()) return true;
    if (text::fold(synonym.term).find(folded_filter) != std::string::npos) return true;
    return std::ranges::any_of(synonym.means, [&](const std::string& words) {
        return text::fold(words).find(folded_filter) != std::string::npos;
    });
}

json::object synonym_item(const Desk& desk, const Synonym& synonym, bool own) {
    return {{"term", synonym.term},
            {"means", text::join(synonym.means, ", ")},
            {"own", own},
            {"href", desk.base + "/synonyme?wort=" + http::url_encode(synonym.term) +
                         "&probe=" + http::url_encode(synonym.term) + "#wort"}};
}

void add_list(json::object& view, const http::Request& request, const Desk& desk) {
    const auto filter = text::trim(request.query.get("filter"));
    const auto own = desk.console.catalogue.records(desk.name_space);
    auto synonyms = desk.console.catalogue.synonyms(desk.name_space);
    const auto is_own = [&](const Synonym& synonym) {
        return own->synonyms.contains(synonym.term);
    };
    std::erase_if(synonyms, [folded = text::fold(filter)](const Synonym& synonym) {
        return !matches(synonym, folded);
    });
    // What somebody here has added is what they come back to.
    if (!desk.ags.empty()) std::ranges::stable_partition(synonyms, is_own);
    const int pages = std::max(1, static_cast<int>((synonyms.size() + page_size - 1) / page_size));
    const int page = page_number(request, pages);
    json::array items;
    for (auto i = static_cast<std::size_t>(page - 1) * page_size;
         i < synonyms.size() && items.size() < page_size; ++i)
        items.push_back(synonym_item(desk, synonyms[i], is_own(synonyms[i])));
    view["filter"] = filter;
    view["total"] = synonyms.size();
    view["none"] = items.empty();
    view["synonyms"] = std::move(items);
    view["pagination"] = html::pagination(
        page, pages, desk.base + "/synonyme?filter=" + http::url_encode(filter) + "&seite=");
}

// The synonym asked for by ?wort=, or that word alone when there is none yet.
Draft draft_of(const http::Request& request, const Desk& desk) {
    Draft draft{
        std::string{text::prefix(text::trim(request.query.get("wort")), longest_term)}, {}, {}};
    for (const auto& synonym : desk.console.catalogue.synonyms(desk.name_space))
        if (synonym.term == draft.term)
            draft = {synonym.term, text::join(synonym.means, "\n"), synonym.term};
    return draft;
}

http::Response show_synonyms(const http::Request& request, const Desk& desk, const Draft& draft,
                             const Error* error) {
    const auto probe = text::trim(request.query.get("probe"));
    const auto own = desk.console.catalogue.records(desk.name_space);
    json::object view{{"action", desk.base + "/synonyme"},
                      {"remove_action", desk.base + "/synonyme/entfernen"},
                      {"term", draft.term},
                      {"means", draft.means},
                      {"before", draft.before},
                      {"known", !draft.before.empty()},
                      {"removable", own->synonyms.contains(draft.before)},
                      {"association", desk.ags.empty()},
                      {"probe", probe},
                      {"hits", json::array{}},
                      {"tried", !probe.empty()}};
    if (!probe.empty()) view["hits"] = tried_items(desk, probe, request.today());
    view["found"] = !view["hits"].as_array().empty();
    add_list(view, request, desk);
    if (error) {
        const std::string field = error->field == "means" ? "meint" : "wort";
        view["error_" + field] = error->what;
        view["errors"] = json::array{{{"field", field}, {"text", error->what}}};
    }
    return show(request, desk, "catalogue/console_synonyms", html::msgid("Synonyme"),
                std::move(view), error ? 422 : 200);
}

http::Response list(const http::Request& request, const Desk& desk) {
    return show_synonyms(request, desk, draft_of(request, desk), nullptr);
}

std::optional<Error> too_long(const Draft& draft) {
    if (draft.term.size() > longest_term)
        return Error{.key = "catalogue.bad_synonym",
                     .what = "Das Suchwort hat höchstens 80 Zeichen.",
                     .field = "term"};
    if (draft.means.size() > longest_means)
        return Error{.key = "catalogue.bad_synonym", .what = "Das ist zu lang.", .field = "means"};
    return std::nullopt;
}

http::Response keep(const http::Request& request, const Desk& desk) {
    const Draft draft{std::string{text::trim(request.form.get("wort"))},
                      text::replace_all(request.form.get("meint"), "\r\n", "\n"),
                      std::string{request.form.get("vorher")}};
    if (const auto error = too_long(draft)) return show_synonyms(request, desk, draft, &*error);
    std::vector<std::string> means;
    for (const auto line : text::split(draft.means, '\n'))
        if (const auto words = text::trim(line); !words.empty()) means.emplace_back(words);
    const auto by = desk.current.actor();
    auto& catalogue = desk.console.catalogue;
    const auto kept = catalogue.put_synonym(desk.name_space, draft.term, means, &by);
    if (!kept) return show_synonyms(request, desk, draft, &kept.error());
    // Another word for the same: the old one goes.
    if (!draft.before.empty() && text::lower(draft.before) != kept->term)
        catalogue.remove_synonym(desk.name_space, draft.before, &by);
    return http::redirect(desk.base + "/synonyme?meldung=gespeichert&probe=" +
                          http::url_encode(kept->term) + "#probe-titel");
}

http::Response remove(const http::Request& request, const Desk& desk) {
    const auto by = desk.current.actor();
    desk.console.catalogue.remove_synonym(desk.name_space, request.form.get("wort"), &by);
    return http::redirect(desk.base + "/synonyme?meldung=entfernt");
}

}  // namespace

void add_synonym_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Method::get, "/synonyme", &list));
    router.site(desk_route(console, Method::post, "/synonyme", &keep));
    router.site(desk_route(console, Method::post, "/synonyme/entfernen", &remove));
}

}  // namespace kommod::catalogue
