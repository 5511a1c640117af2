// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/search.h"

#include <algorithm>
#include <mutex>
#include <tuple>
#include <unordered_set>

#include "base/log.h"
#include "base/text.h"
#include "catalogue/builder.h"
#include "catalogue/search_query.h"
#include "catalogue/search_store.h"

namespace kommod::catalogue {
namespace {

constexpr int missed_kept_days = 90;
constexpr std::size_t missed_in_memory = 1000;
constexpr std::chrono::seconds missed_interval{60};
constexpr std::size_t views_kept = 64;
// Fewer hits than this for all words together: some of the words may be beside the point.
constexpr std::size_t few_hits = 5;

// Everything that may be suggested, in the order in which it is preferred.
struct Suggestion {
    std::string shown;
    std::vector<std::string> words;  // folded
};

// What is needed to search one namespace, made once per revision of the catalogue.
struct View {
    Revision own, association;
    std::shared_ptr<const SearchLayer> base;     // the association's documents
    std::shared_ptr<const SearchLayer> overlay;  // the municipality's own ones; null without
    std::shared_ptr<const Thesaurus> thesaurus;
    std::vector<Suggestion> suggestions;

    const Vocabulary& vocabulary() const { return (overlay ? overlay : base)->vocabulary; }
};

std::set<std::string> refs_of(const Records& records) {
    std::set<std::string> refs;
    for (const auto& [id, bundle] : records.bundles)
        refs.insert("bundle:" + id);
    for (const auto& [key, service] : records.services)
        refs.insert("service:" + key);
    for (const auto& [key, supplement] : records.supplements)
        refs.insert("service:" + key);
    return refs;
}

std::vector<std::string> folded(std::string_view text, Analyser& analyser) {
    std::vector<std::string> out;
    for (const auto& word : analyser.words(text))
        out.push_back(word.folded);
    return out;
}

// Every word typed must stand in it; the last one may be a beginning.
bool completes(const Suggestion& suggestion, const std::vector<std::string>& typed) {
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const bool last = i + 1 == typed.size();
        const bool found = std::ranges::any_of(suggestion.words, [&](const std::string& word) {
            return last ? word.starts_with(typed[i]) : word == typed[i];
        });
        if (!found) return false;
    }
    return true;
}

// "sperrmüll anmelden": all of the words stand only in some bundle's list, the service itself lacks
// the verb. What answers some words better than anything answers all of them belongs to the hits.
void add_better_ones(std::vector<Hit>& hits, std::vector<Hit> partial) {
    double best = 0;
    for (const auto& hit : hits)
        best = std::max(best, hit.score);
    const bool none = hits.empty();
    for (auto& hit : partial)
        if (none || hit.score > best) hits.push_back(std::move(hit));
}

// What may be kept of a search without a hit: short, and nothing that looks like a number of
// somebody, an address on the net or a code.
std::string keepable(std::string_view query, Analyser& analyser) {
    constexpr std::size_t longest = 40, longest_number = 2;
    if (query.size() > longest || query.find('@') != std::string_view::npos ||
        query.find("://") != std::string_view::npos)
        return {};
    std::size_t digits = 0;
    for (const char c : query)
        digits += c >= '0' && c <= '9';
    if (digits > longest_number) return {};
    return text::join(folded(query, analyser), " ");
}

}  // namespace

struct Search::Impl {
    store::Database& database;
    Store& catalogue;
    const Clock& clock;

    std::mutex mutex;  // of what follows
    Analyser making;   // for documents
    std::map<std::string, std::shared_ptr<const View>, std::less<>> views;
    std::shared_ptr<const SearchLayer> association_layer;
    Revision association_revision;

    std::mutex missed_mutex;
    std::map<std::string, MissedCounts> missed_counts;  // by namespace
    std::size_t missed_size = 0;
    Instant missed_since;

    std::shared_ptr<const View> view(std::string_view name_space);
    std::shared_ptr<const SearchLayer> layer_of_association(Revision revision);
    void write_if_stale(std::string_view name_space, std::int64_t documents,
                        const SearchLayer& layer);
    std::vector<const SearchDocument*> documents(std::string_view name_space, const View& view,
                                                 const Query& query, bool every);
    void count_missed(std::string_view name_space, std::string_view query, Analyser& analyser);
    bool missed_is_due();
};

Search::Search(store::Database& database, Store& catalogue, const Clock& clock)
    : impl_(new Impl{database, catalogue, clock, {}, {}, {}, {}, {}, {}, {}, 0, clock.now()}) {}

Search::~Search() {
    try {
        keep_missed();
    } catch (const std::exception& error) {
        log::warning("catalogue.missed_searches_lost", {{"reason", std::string{error.what()}}});
    }
}

void Search::Impl::write_if_stale(std::string_view name_space, std::int64_t documents,
                                  const SearchLayer& layer) {
    auto* place = database.find(name_space);
    if (place != nullptr && !index_is_current(*place, documents))
        write_index(*place, documents, layer);
}

std::shared_ptr<const SearchLayer> Search::Impl::layer_of_association(Revision revision) {
    if (association_layer && association_revision == revision) return association_layer;
    CatalogueBuilder builder;
    builder.add(*catalogue.records(store::association));
    association_layer = std::make_shared<const SearchLayer>(
        make_layer(builder.build({}, CatalogueBuilder::Which::ever),
                   catalogue.synonyms(store::association), nullptr, making));
    association_revision = revision;
    write_if_stale(store::association, revision.documents, *association_layer);
    return association_layer;
}

// Made while others wait: only after a change of the catalogue, some tenths of a second.
std::shared_ptr<const View> Search::Impl::view(std::string_view name_space) {
    const std::lock_guard lock{mutex};
    const bool town = name_space != store::association;
    const Revision base = catalogue.revision(store::association);
    const Revision own = town ? catalogue.revision(name_space) : Revision{};
    const auto known = views.find(name_space);
    if (known != views.end() && known->second->own == own && known->second->association == base)
        return known->second;

    auto view = std::make_shared<View>();
    view->own = own;
    view->association = base;
    view->base = layer_of_association(base);
    const auto synonyms = catalogue.synonyms(name_space);
    if (own.records > 0) {
        const auto records = catalogue.records(name_space);
        const auto refs = refs_of(*records);
        CatalogueBuilder builder;
        builder.add(*catalogue.records(store::association)).add(*records);
        view->overlay = std::make_shared<const SearchLayer>(
            make_layer(builder.build({}, CatalogueBuilder::Which::ever), synonyms, &refs, making));
        write_if_stale(name_space, own.documents, *view->overlay);
    }
    view->thesaurus = std::make_shared<const Thesaurus>(synonyms, making);
    std::set<std::string> seen;
    const auto suggest = [&](const std::string& shown) {
        if (seen.insert(text::fold(shown)).second)
            view->suggestions.push_back({shown, folded(shown, making)});
    };
    const auto snapshot = catalogue.snapshot(name_space, clock.today());
    for (const auto& bundle : snapshot->bundles())
        suggest(bundle.label);
    for (const auto& synonym : synonyms)
        suggest(synonym.term);
    for (const auto& service : snapshot->services())
        suggest(service.name);
    if (views.size() >= views_kept) views.erase(views.begin());
    views.insert_or_assign(std::string{name_space}, view);
    return view;
}

std::vector<const SearchDocument*> Search::Impl::documents(std::string_view name_space,
                                                           const View& view, const Query& query,
                                                           bool every) {
    const std::string condition = candidates_condition(query, database.engine(), every);
    std::vector<const SearchDocument*> out;
    const auto take = [&](std::string_view from, const SearchLayer& layer, bool overlaid) {
        auto* place = database.find(from);
        if (place == nullptr) return;
        for (const auto& ref : candidates(*place, condition)) {
            if (overlaid && view.overlay->by_ref.contains(ref)) continue;
            if (const auto* document = layer.find(ref)) out.push_back(document);
        }
    };
    take(store::association, *view.base, view.overlay != nullptr);
    if (view.overlay) take(name_space, *view.overlay, false);
    return out;
}

SearchResult Search::find(std::string_view name_space, std::string_view query, std::size_t limit,
                          std::size_t offset) {
    return look_up(name_space, query, limit, offset, true);
}

SearchResult Search::try_out(std::string_view name_space, std::string_view query,
                             std::size_t limit) {
    return look_up(name_space, query, limit, 0, false);
}

SearchResult Search::look_up(std::string_view asked, std::string_view query, std::size_t limit,
                             std::size_t offset, bool counted) {
    const std::string_view name_space = asked.empty() ? store::association : asked;
    SearchResult result;
    result.query = query;
    const auto view = impl_->view(name_space);
    Analyser analyser;
    const Query understood = understand(query, view->vocabulary(), *view->thesaurus, analyser);
    if (understood.empty()) return result;

    const auto today = impl_->catalogue.full(name_space, impl_->clock.today());
    const auto rank = [&](bool every) {
        std::vector<Hit> hits;
        for (const auto* document : impl_->documents(name_space, *view, understood, every)) {
            const bool bundle = document->kind == Hit::Kind::bundle;
            if (bundle ? !today->find_bundle(document->key) : !today->find(document->key)) continue;
            const double points = score(*document, understood);
            if (points <= 0 && document->prior >= 0) continue;
            hits.push_back({document->kind, document->key, document->name, document->bundle, points,
                            document->level, document->offered});
        }
        return hits;
    };
    std::vector<Hit> hits = rank(true);
    if (hits.size() < few_hits && understood.parts.size() > 1) add_better_ones(hits, rank(false));
    std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
        return std::tuple{!a.offered, -a.score, a.kind, std::string_view{a.name},
                          std::string_view{a.key}} < std::tuple{!b.offered, -b.score, b.kind,
                                                                std::string_view{b.name},
                                                                std::string_view{b.key}};
    });
    result.total = hits.size();
    result.offered = static_cast<std::size_t>(std::ranges::count(hits, true, &Hit::offered));
    result.correction = understood.correction;
    for (std::size_t i = offset; i < hits.size() && result.hits.size() < limit; ++i)
        result.hits.push_back(std::move(hits[i]));
    if (counted && result.total == 0) impl_->count_missed(name_space, query, analyser);
    if (impl_->missed_is_due()) keep_missed();
    return result;
}

std::vector<std::string> Search::suggest(std::string_view asked, std::string_view typed,
                                         std::size_t limit) {
    Analyser analyser;
    const auto words = folded(typed, analyser);
    std::vector<std::string> out;
    if (words.empty()) return out;
    const auto view = impl_->view(asked.empty() ? store::association : asked);
    // What begins with the words typed comes before what only holds them.
    for (const bool beginning : {true, false}) {
        for (const auto& suggestion : view->suggestions) {
            if (out.size() >= limit) return out;
            const bool begins =
                !suggestion.words.empty() && suggestion.words.front().starts_with(words.front());
            if (begins == beginning && completes(suggestion, words))
                out.push_back(suggestion.shown);
        }
    }
    return out;
}

void Search::refresh(std::string_view name_space) {
    impl_->view(name_space.empty() ? store::association : name_space);
}

void Search::Impl::count_missed(std::string_view name_space, std::string_view query,
                                Analyser& analyser) {
    const std::string words = keepable(query, analyser);
    if (words.empty()) return;
    const std::lock_guard lock{missed_mutex};
    if (missed_size >= missed_in_memory) return;  // a flood of nonsense is no statistic
    auto& counts = missed_counts[std::string{name_space}];
    const auto [count, is_new] = counts.try_emplace({clock.today().to_iso(), words}, 0);
    ++count->second;
    missed_size += is_new;
}

bool Search::Impl::missed_is_due() {
    const std::lock_guard lock{missed_mutex};
    return missed_size > 0 && clock.now() - missed_since >= missed_interval;
}

void Search::keep_missed() {
    std::map<std::string, MissedCounts> counts;
    {
        const std::lock_guard lock{impl_->missed_mutex};
        counts.swap(impl_->missed_counts);
        impl_->missed_size = 0;
        impl_->missed_since = impl_->clock.now();
    }
    const LocalDate today = impl_->clock.today();
    for (const auto& [name_space, missed] : counts)
        if (auto* place = impl_->database.find(name_space))
            add_missed(*place, missed, today, today.plus_days(missed_kept_days));
}

std::vector<Search::Missed> Search::missed(std::string_view asked, std::int64_t at_least) {
    keep_missed();
    auto* place = impl_->database.find(asked.empty() ? store::association : asked);
    return place == nullptr ? std::vector<Missed>{} : load_missed(*place, at_least);
}

}  // namespace kommod::catalogue
