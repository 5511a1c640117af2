// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The maturity models beside each other, for the day looked at; and what all the words mean.
#include <map>

#include "base/text.h"
#include "monitor/drawing.h"
#include "monitor/town.h"
#include "monitor/twins.h"

namespace kommod::monitor {
namespace {

using readiness::MaturityModel;
using readiness::Picture;

json::object model_view(const http::Request& request, const Seen& seen, const Picture& picture) {
    const MaturityModel& model = *picture.model;
    json::array levels, criteria;
    const std::vector<int> counts = picture.levels();
    for (std::size_t i = 0; i < model.level_names.size(); ++i)
        levels.push_back(
            {{"number", i},
             {"name", model.level_names[i]},
             {"explanation", model.level_explanations[i]},
             {"count", grouped(counts[i])},
             {"sample_svg", draw_window(Measures{}, shade_of(static_cast<int>(i), model.top()))}});
    for (const readiness::Criterion& criterion : model.criteria)
        criteria.push_back({{"name", criterion.name},
                            {"explanation", criterion.explanation},
                            {"cap", criterion.cap}});
    return {{"id", model.id},
            {"anchor", "modell-" + text::replace_all(model.id, ".", "-")},
            {"name", model.name},
            {"source", model.source},
            {"reading", model.reading},
            {"valid_from", model.valid_from.to_german()},
            {"not_yet", model.valid_from > picture.at.on},
            {"online_from", model.online_from},
            {"standing", levels_view(model, counts)},
            {"levels", std::move(levels)},
            {"criteria", std::move(criteria)},
            {"town_href", std::string(request.base()) + "/monitor?stand=" +
                              seen.picture->at.on.to_iso() + "&modell=" + model.id}};
}

// Services by their level in the first model (rows) and the second (columns).
json::array crossing(const Picture& rows, const Picture& columns) {
    std::map<std::pair<int, int>, int> counts;
    for (std::size_t i = 0; i < rows.services.size(); ++i)
        ++counts[{rows.services[i].level, columns.services[i].level}];
    json::array out;
    for (int row = 0; row <= rows.model->top(); ++row) {
        json::array cells;
        for (int column = 0; column <= columns.model->top(); ++column) {
            const int count = counts[{row, column}];
            cells.push_back({{"count", grouped(count)}, {"some", count > 0}});
        }
        out.push_back({{"number", row},
                       {"name", rows.model->level_names[static_cast<std::size_t>(row)]},
                       {"cells", std::move(cells)}});
    }
    return out;
}

json::array heads(const MaturityModel& model) {
    json::array out;
    for (std::size_t i = 0; i < model.level_names.size(); ++i)
        out.push_back({{"number", i}, {"name", model.level_names[i]}});
    return out;
}

}  // namespace

http::Response show_models(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    json::array models;
    std::vector<std::shared_ptr<const Picture>> pictures;
    for (const auto& model : pages.readiness.models()) {
        pictures.push_back(
            pages.readiness.picture(seen->municipality.ags, seen->picture->at, model->id));
        models.push_back(model_view(request, *seen, *pictures.back()));
    }
    json::object view{{"models", std::move(models)}, {"crossing", nullptr}};
    if (pictures.size() >= 2) {
        const Picture& rows = *pictures[pictures.size() - 2];
        const Picture& columns = *pictures.back();
        view["crossing"] = json::object{{"rows_name", rows.model->name},
                                        {"columns_name", columns.model->name},
                                        {"heads", heads(*columns.model)},
                                        {"rows", crossing(rows, columns)}};
    }
    return show(request, pages, *seen, Tab::none, "monitor/models",
                titled(request, pages, *seen, html::msgid("Reifegradmodelle")), std::move(view));
}

http::Response show_words(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    json::object view{{"model", model_view(request, *seen, *seen->picture)},
                      {"models_href", link(request, *seen, "/modelle")}};
    json::array blocks;
    for (const readiness::BuildingBlock& block : seen->picture->blocks)
        blocks.push_back(
            {{"id", block.id},
             {"name", block.name},
             {"href", fact_href(request, *seen, readiness::FactKind::block, block.id)}});
    view["blocks"] = std::move(blocks);
    return show(request, pages, *seen, Tab::none, "monitor/words",
                titled(request, pages, *seen, html::msgid("Was die Wörter bedeuten")),
                std::move(view));
}

}  // namespace kommod::monitor
