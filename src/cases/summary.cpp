// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/summary.h"

#include <fmt/format.h>

#include "cases/answers_view.h"
#include "forms/view.h"

namespace kommod::cases {
namespace {

using forms::Field;
using forms::FieldState;
using forms::FieldType;
using forms::PageState;
using forms::Value;

std::string value_of(const Shop& shop, const FieldState& state) {
    if (state.outstanding()) return shop.translate("wird nachgereicht");
    if (state.value.is_absent()) return shop.translate("keine Angabe");
    return forms::shown(*state.field, forms::text_path(state.path), state.value, shop.speech());
}

bool is_asked(const FieldState& state) {
    return state.field->has_value() && state.field->type != FieldType::group;
}

// Only those that the author gave a name.
void add_computed(const Shop& shop, const forms::Evaluation& evaluation, const PageState& state,
                  SummarySection& section) {
    const Value all{forms::Record(evaluation.computed)};
    for (const auto& computed : state.page->computed) {
        const auto label = shop.text("computed." + computed.key);
        const auto value = all.at(computed.key);
        if (!label.empty() && !value.is_absent())
            section.rows.push_back({label, computed_shown(value, shop.speech())});
    }
}

std::string identity_of(const json::object& answers, const Field& group, std::size_t index) {
    const auto* list = answers.if_contains(group.key);
    const auto* items = list == nullptr ? nullptr : list->if_array();
    if (items == nullptr || index >= items->size()) return {};
    const auto* id = items->at(index).as_object().if_contains(item_key);
    return id == nullptr ? std::string{} : std::string{id->as_string()};
}

void add_items(const Shop& shop, const PageState& state, const json::object& answers,
               std::vector<SummarySection>& sections) {
    const Field& group = *state.page->group();
    const auto* items = state.fields.front().value.list();
    const std::size_t count = items == nullptr ? 0 : items->size();
    for (std::size_t index = 0; index < count; ++index) {
        SummarySection section{.title = item_title(group, (*items)[index], index, shop.speech()),
                               .page = state.page->id,
                               .item = identity_of(answers, group, index),
                               .rows = {}};
        const auto inside = fmt::format("{}.{}.", group.key, index);
        for (const auto& field : state.fields)
            if (field.path.starts_with(inside) && is_asked(field))
                section.rows.push_back(
                    {answer_label(*state.page, field.path, shop.speech()), value_of(shop, field)});
        sections.push_back(std::move(section));
    }
    if (count == 0)
        sections.push_back(
            {shop.text("pages." + state.page->id + ".title"),
             state.page->id,
             {},
             {{shop.text("fields." + group.key + ".label"), shop.translate("keine Angabe")}}});
}

std::string_view per_name(packages::Fee::Per per) {
    switch (per) {
        case packages::Fee::Per::month:
            return html::msgid("im Monat");
        case packages::Fee::Per::year:
            return html::msgid("im Jahr");
        case packages::Fee::Per::once:
            break;
    }
    return html::msgid("einmalig");
}

}  // namespace

std::vector<SummarySection> summary(const Shop& shop, const forms::Evaluation& evaluation,
                                    const json::object& answers) {
    std::vector<SummarySection> sections;
    for (const PageState& state : evaluation.pages) {
        if (state.page->group() != nullptr) {
            add_items(shop, state, answers, sections);
            continue;
        }
        SummarySection section{
            shop.text("pages." + state.page->id + ".title"), state.page->id, {}, {}};
        for (const auto& field : state.fields)
            if (is_asked(field))
                section.rows.push_back(
                    {answer_label(*state.page, field.path, shop.speech()), value_of(shop, field)});
        add_computed(shop, evaluation, state, section);
        if (!section.rows.empty()) sections.push_back(std::move(section));
    }
    return sections;
}

std::vector<FeeLine> fee_lines(const Shop& shop, const std::vector<packages::FeeDue>& due) {
    std::vector<FeeLine> out;
    for (const auto& fee : due)
        out.push_back({shop.text("fees." + fee.fee->id), fee.amount.to_german(),
                       shop.translate(per_name(fee.fee->per)), fee.fee->citation});
    return out;
}

json::array fee_view(const std::vector<FeeLine>& lines) {
    json::array out;
    for (const auto& line : lines)
        out.push_back({{"fee_name", line.name},
                       {"amount", line.amount},
                       {"per", line.per},
                       {"citation", line.citation}});
    return out;
}

json::array section_views(const std::vector<SummarySection>& sections, const ChangeLink& change) {
    json::array out;
    for (const auto& section : sections) {
        json::array rows;
        for (const auto& row : section.rows)
            rows.push_back({{"key", row.label}, {"value", row.value}});
        out.push_back({{"id", fmt::format("abschnitt-{}", out.size() + 1)},
                       {"title", section.title},
                       {"rows", std::move(rows)},
                       {"change_href", change ? change(section) : std::string{}}});
    }
    return out;
}

json::array summary_view(const Visit& visit, const forms::Evaluation& evaluation,
                         const ChangeLink& change) {
    return section_views(summary(visit, evaluation, visit.draft.answers), change);
}

}  // namespace kommod::cases
