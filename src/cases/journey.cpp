// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/journey.h"

#include <algorithm>
#include <set>

namespace kommod::cases {
namespace {

using forms::Evaluation;
using forms::Page;
using forms::PageState;

// Past the end when it is not asked.
std::size_t place_of(const Evaluation& evaluation, std::string_view page) {
    const auto found = std::ranges::find_if(
        evaluation.pages, [&](const PageState& state) { return state.page->id == page; });
    return static_cast<std::size_t>(found - evaluation.pages.begin());
}

std::string_view first_part(std::string_view name) {
    return name.substr(0, name.find('.'));
}

// Whether a page that is not asked now may still come: its condition reads an answer that is not
// given, or one of a page of which the same is true.
class OpenPages {
  public:
    explicit OpenPages(const Evaluation& evaluation) : evaluation_(evaluation) {}

    std::size_t count(const forms::Form& form) {
        std::size_t out = 0;
        for (const Page& page : form.pages) {
            const auto* state = evaluation_.page(page.id);
            const bool undecided = state == nullptr && depends_on_open(page);
            if (undecided) ++out;
            if (undecided || (state != nullptr && !state->complete)) open(page);
        }
        return out;
    }

  private:
    bool depends_on_open(const Page& page) const {
        if (!page.when) return !evaluation_.stop();
        return std::ranges::any_of(page.when->reads(), [&](const std::string& name) {
            return open_.contains(first_part(name));
        });
    }
    void open(const Page& page) {
        for (const auto& field : page.fields)
            open_.insert(field.key);
        for (const auto& computed : page.computed)
            open_.insert(computed.key);
    }

    const Evaluation& evaluation_;
    std::set<std::string, std::less<>> open_;
};

}  // namespace

bool is_reachable(const Evaluation& evaluation, std::string_view page) {
    return place_of(evaluation, page) < evaluation.reachable;
}

Stage first_gap(const Evaluation& evaluation) {
    if (evaluation.complete) return Stage::summary();
    if (evaluation.reachable == 0) return Stage::start();
    const PageState& gap = evaluation.pages[evaluation.reachable - 1];
    return gap.stop != nullptr ? Stage::stop() : Stage::of_page(gap.page->id);
}

Stage stage_after(const Evaluation& evaluation, std::string_view page, bool from_summary) {
    const auto place = place_of(evaluation, page);
    if (from_summary || place + 1 > evaluation.reachable) return first_gap(evaluation);
    const PageState& state = evaluation.pages[place];
    if (state.stop != nullptr) return Stage::stop();
    if (!state.complete) return Stage::of_page(page);
    if (place + 1 == evaluation.pages.size()) return Stage::summary();
    return Stage::of_page(evaluation.pages[place + 1].page->id);
}

Stage stage_before(const Evaluation& evaluation, std::string_view page, bool from_summary) {
    if (from_summary && evaluation.complete) return Stage::summary();
    const auto place = place_of(evaluation, page);
    if (place == 0 || place >= evaluation.pages.size()) return Stage::start();
    return Stage::of_page(evaluation.pages[place - 1].page->id);
}

Progress progress(const forms::Form& form, const Evaluation& evaluation, std::string_view page) {
    const std::size_t open = OpenPages{evaluation}.count(form);
    const std::size_t number = std::min(place_of(evaluation, page) + 1, evaluation.pages.size());
    // Of branches that exclude each other about half will come.
    return {number, evaluation.pages.size() + (open + 1) / 2, open == 0};
}

}  // namespace kommod::cases
