// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/search_layer.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace kommod::catalogue {
namespace {

// How much a term counts, by where it stands.
constexpr float in_name = 1.0F, in_name_part = 0.7F;
constexpr float in_bundle_name = 0.35F, in_bundle_part = 0.25F;
constexpr float in_place = 0.15F, in_text = 0.2F, in_law = 0.3F, in_child = 0.3F;

// What speaks for a document before anything is asked: houses before windows, whole services
// (detail 000000) before their variants, what the town offers before what others do.
constexpr double prior_bundle = 0.06, prior_whole = 0.05, prior_not_offered = -0.25;

// Names of bundles, life events and laws come back with every service: each text is taken apart
// once.
class WordsOf {
  public:
    explicit WordsOf(Analyser& analyser) : analyser_(analyser) {}
    const std::vector<Word>& words(std::string_view text) {
        const auto [known, is_new] = known_.try_emplace(std::string{text});
        if (is_new) known->second = analyser_.words(text);
        return known->second;
    }
    Analyser& analyser() { return analyser_; }

  private:
    Analyser& analyser_;
    std::unordered_map<std::string, std::vector<Word>> known_;
};

std::string ref_of(Hit::Kind kind, const std::string& key) {
    return (kind == Hit::Kind::bundle ? "bundle:" : "service:") + key;
}

class DocumentMaker {
  public:
    DocumentMaker(WordsOf& texts, const Vocabulary& vocabulary)
        : texts_(texts), analyser_(texts.analyser()), vocabulary_(vocabulary) {}

    // Begins the document of a bundle or a service with what a hit says of itself.
    template <class Record>
    SearchDocument& begin(Hit::Kind kind, const std::string& key, const Record& record,
                          double prior) {
        document_.ref = ref_of(kind, key);
        document_.kind = kind;
        document_.key = key;
        document_.name = record.name;
        document_.offered = record.offered;
        document_.level = record.level;
        document_.prior = prior + (record.offered ? 0 : prior_not_offered);
        return document_;
    }

    void name(std::string_view text) {
        for (const auto& word : texts_.words(text)) {
            std::vector<std::uint64_t> terms = weigh(word, in_name, in_name_part);
            if (!Analyser::is_filler(word.folded)) document_.name_words.push_back(std::move(terms));
        }
    }
    void field(std::string_view text, float whole, float part) {
        for (const auto& word : texts_.words(text))
            weigh(word, whole, part);
    }
    void term(std::string_view exact, float weight) {
        if (!exact.empty()) put(text::fold(exact), weight);
    }
    SearchDocument finish() {
        for (const auto& [term, weight] : weights_) {
            document_.weights.emplace_back(term_hash(term), weight);
            document_.terms += term + ' ';
        }
        std::ranges::sort(document_.weights);
        if (!document_.terms.empty()) document_.terms.pop_back();
        weights_.clear();
        return std::exchange(document_, {});
    }

  private:
    std::vector<std::uint64_t> weigh(const Word& word, float whole, float part) {
        const std::string stem = analyser_.stem(word.folded);
        put(stem, whole);
        std::vector<std::uint64_t> terms{term_hash(stem)};
        for (const auto& piece : parts_of(word.folded)) {
            put(piece, part);
            terms.push_back(term_hash(piece));
        }
        return terms;
    }
    // Stems of a compound's parts; words come back in many names.
    const std::vector<std::string>& parts_of(const std::string& folded) {
        const auto [known, is_new] = parts_.try_emplace(folded);
        if (is_new)
            for (const auto& piece : vocabulary_.split(folded, analyser_))
                known->second.push_back(analyser_.stem(piece));
        return known->second;
    }
    void put(const std::string& term, float weight) {
        float& known = weights_[term];
        known = std::max(known, weight);
    }

    WordsOf& texts_;
    Analyser& analyser_;
    const Vocabulary& vocabulary_;
    SearchDocument document_;
    std::map<std::string, float> weights_;
    std::unordered_map<std::string, std::vector<std::string>> parts_;
};

SearchDocument service_document(const Catalogue& catalogue, const PublicService& service,
                                DocumentMaker& maker) {
    const Bundle& bundle = catalogue.bundles()[service.bundle_index];
    SearchDocument& document = maker.begin(Hit::Kind::service, service.key, service,
                                           service.key.ends_with("000000") ? prior_whole : 0);
    document.bundle = service.bundle;
    maker.name(service.name);
    maker.term(service.key, in_name);
    maker.field(bundle.name, in_bundle_name, in_bundle_part);
    maker.field(bundle.label, in_bundle_name, in_bundle_part);
    if (const auto* event = catalogue.find_life_event(bundle.life_event))
        maker.field(event->name, in_place, in_place);
    for (const auto& law : service.legal_basis)
        maker.field(law, in_law, in_law);
    for (const auto& [language, modules] : service.texts)
        for (const auto& [module, text] : modules)
            maker.field(text, module == "02" || module == "03" ? in_name_part : in_text, in_text);
    return maker.finish();
}

SearchDocument bundle_document(const Catalogue& catalogue, const Bundle& bundle,
                               DocumentMaker& maker) {
    SearchDocument& document = maker.begin(Hit::Kind::bundle, bundle.id, bundle, prior_bundle);
    document.bundle = bundle.id;
    maker.name(bundle.name);
    maker.field(bundle.label, in_name, in_name_part);
    maker.term(bundle.id, in_name);
    if (const auto* event = catalogue.find_life_event(bundle.life_event))
        maker.field(event->name, in_place, in_place);
    for (const auto index : bundle.services)
        maker.field(catalogue.services()[index].name, in_child, in_child);
    return maker.finish();
}

void learn(Vocabulary& vocabulary, WordsOf& texts, std::string_view text, bool part) {
    for (const auto& word : texts.words(text))
        vocabulary.add(word, texts.analyser().stem(word.folded), part);
}

}  // namespace

std::uint64_t term_hash(std::string_view term) {
    std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
    for (const char c : term)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

float SearchDocument::weight(std::uint64_t term) const {
    const auto found = std::ranges::lower_bound(
        weights, term, {},
        [](const std::pair<std::uint64_t, float>& entry) { return entry.first; });
    return found != weights.end() && found->first == term ? found->second : 0.0F;
}

const SearchDocument* SearchLayer::find(const std::string& ref) const {
    const auto found = by_ref.find(ref);
    return found == by_ref.end() ? nullptr : &documents[found->second];
}

SearchLayer make_layer(const Catalogue& catalogue, const std::vector<Synonym>& synonyms,
                       const std::set<std::string>* only, Analyser& analyser) {
    const auto wanted = [&](const std::string& ref) { return !only || only->contains(ref); };
    SearchLayer layer;
    WordsOf texts{analyser};
    for (const auto& bundle : catalogue.bundles()) {
        learn(layer.vocabulary, texts, bundle.name, true);
        learn(layer.vocabulary, texts, bundle.label, true);
        if (const auto* event = catalogue.find_life_event(bundle.life_event))
            learn(layer.vocabulary, texts, event->name, true);
    }
    for (const auto& service : catalogue.services()) {
        learn(layer.vocabulary, texts, service.name, true);
        for (const auto& law : service.legal_basis)
            learn(layer.vocabulary, texts, law, false);
        for (const auto& [language, modules] : service.texts)
            for (const auto& [module, text] : modules)
                learn(layer.vocabulary, texts, text, false);
    }
    for (const auto& synonym : synonyms) {
        learn(layer.vocabulary, texts, synonym.term, true);
        for (const auto& words : synonym.means)
            learn(layer.vocabulary, texts, words, true);
    }
    DocumentMaker maker{texts, layer.vocabulary};
    const auto keep = [&](SearchDocument document) {
        layer.by_ref.emplace(document.ref, static_cast<std::uint32_t>(layer.documents.size()));
        layer.documents.push_back(std::move(document));
    };
    for (const auto& bundle : catalogue.bundles())
        if (wanted(ref_of(Hit::Kind::bundle, bundle.id)))
            keep(bundle_document(catalogue, bundle, maker));
    for (const auto& service : catalogue.services())
        if (wanted(ref_of(Hit::Kind::service, service.key)))
            keep(service_document(catalogue, service, maker));
    return layer;
}

}  // namespace kommod::catalogue
