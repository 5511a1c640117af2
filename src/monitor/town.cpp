// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/town.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "html/page.h"
#include "readiness/derive.h"

namespace kommod::monitor {
namespace {

using html::msgid;
using readiness::BlockState;
using readiness::Picture;

std::string with_parameter(std::string_view query, std::string_view name, std::string_view value) {
    return fmt::format("{}{}{}={}", query, query.empty() ? "?" : "&", name, value);
}

bool needs(const catalogue::PublicService& service, std::string_view block) {
    return std::find(service.blocks.begin(), service.blocks.end(), block) != service.blocks.end();
}

Supply supply_of(const Picture& picture, const catalogue::Bundle& bundle, std::size_t block) {
    const auto& services = picture.catalogue->services();
    const bool needed =
        std::any_of(bundle.services.begin(), bundle.services.end(), [&](std::uint32_t index) {
            return needs(services[index], readiness::building_blocks[block]);
        });
    if (!needed) return Supply::not_needed;
    return picture.blocks[block].state == BlockState::operation ? Supply::connected
                                                                : Supply::missing;
}

// "Führerschein: 26 Leistungen, 4 mit vollem Licht, 7 online; wartet auf Bezahlen, Nutzerkonto"
std::string title_of(const House& house, const Picture& picture, const Words& words) {
    const Words::Values values{{"name", house.name},
                               {"services", std::to_string(house.windows.size())},
                               {"lit", std::to_string(house.lit)},
                               {"online", std::to_string(house.online)}};
    std::string out =
        house.windows.size() == 1
            ? words(msgid("{{name}}: 1 Leistung, {{lit}} mit vollem Licht, {{online}} online"),
                    values)
            : words(msgid("{{name}}: {{services}} Leistungen, {{lit}} mit vollem Licht, "
                          "{{online}} online"),
                    values);
    std::uint32_t waits = 0;
    for (const Window& window : house.windows)
        waits |= picture.services[window.service].waits_for;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < picture.blocks.size(); ++i)
        if ((waits >> i & 1U) != 0) names.push_back(picture.blocks[i].name);
    if (!names.empty())
        out += words(msgid("; wartet auf {{blocks}}"), {{"blocks", text::join(names, ", ")}});
    return out;
}

House house_of(const Picture& picture, const catalogue::Bundle& bundle, const TownOptions& options,
               const std::vector<std::uint32_t>& freed) {
    House out;
    out.id = bundle.id;
    out.name = bundle.name;
    out.label = bundle.label.empty() ? bundle.name : bundle.label;
    out.order = bundle.order;
    out.href = fmt::format("{}/monitor/buendel/{}{}", options.base, bundle.id, options.query);
    for (const std::uint32_t index : bundle.services) {
        const auto& standing = picture.services[index];
        const bool dimmed = !options.focus.empty() && !options.focus[index];
        out.windows.push_back(
            {index, standing.level, dimmed, std::binary_search(freed.begin(), freed.end(), index)});
        out.lit += standing.level == picture.model->top() ? 1 : 0;
        out.online += standing.level >= picture.model->online_from ? 1 : 0;
    }
    std::stable_sort(out.windows.begin(), out.windows.end(),
                     [](const Window& a, const Window& b) { return a.level > b.level; });
    for (std::size_t i = 0; i < out.supply.size(); ++i)
        out.supply[i] = supply_of(picture, bundle, i);
    out.dimmed = std::all_of(out.windows.begin(), out.windows.end(),
                             [](const Window& window) { return window.dimmed; });
    out.title = title_of(out, picture, options.words);
    return out;
}

std::vector<Street> streets_of(const Picture& picture, const TownOptions& options) {
    std::vector<Street> out;
    const std::vector<std::uint32_t> freed =
        options.block ? readiness::waiting_for(picture, *options.block).freed
                      : std::vector<std::uint32_t>{};
    for (const catalogue::Subject& subject : picture.catalogue->subjects()) {
        if (!options.subject.empty() && options.subject != subject.id) continue;
        Street street;
        street.id = subject.id;
        street.name = subject.name;
        street.href =
            options.base + "/monitor" + with_parameter(options.query, "thema", subject.id);
        for (const catalogue::Bundle& bundle : picture.catalogue->bundles()) {
            if (bundle.subject != subject.id || bundle.services.empty()) continue;
            street.houses.push_back(house_of(picture, bundle, options, freed));
            street.lit += street.houses.back().lit;
            street.windows += static_cast<int>(bundle.services.size());
        }
        if (!street.houses.empty()) out.push_back(std::move(street));
    }
    return out;
}

Line line_of(const Picture& picture, std::size_t index, const Town& town,
             const TownOptions& options) {
    const readiness::BuildingBlock& block = picture.blocks[index];
    const readiness::Waiting waiting = readiness::waiting_for(picture, index);
    Line out;
    out.id = block.id;
    out.name = block.name;
    out.selected = options.block == index;
    out.href = options.base + "/monitor" +
               (out.selected ? options.query : with_parameter(options.query, "baustein", block.id));
    out.state = block.state;
    out.opens = block.operation_from;
    out.only_planned = block.only_planned;
    out.test_from = block.test_from;
    out.responsible = block.responsible;
    out.note = block.note;
    out.waiting = static_cast<int>(waiting.services.size());
    out.freed = static_cast<int>(waiting.freed.size());
    for (const Street& street : town.streets)
        out.houses += static_cast<int>(std::count_if(
            street.houses.begin(), street.houses.end(),
            [&](const House& house) { return house.supply[index] != Supply::not_needed; }));
    return out;
}

}  // namespace

Town town(const Picture& picture, const TownOptions& options) {
    Town out;
    out.municipality = options.municipality;
    out.at = picture.at;
    out.level_names = picture.model->level_names;
    out.top = picture.model->top();
    out.block = options.block;
    out.words = options.words;
    out.levels.assign(out.level_names.size(), 0);
    out.streets = streets_of(picture, options);
    for (const Street& street : out.streets) {
        for (const House& house : street.houses) {
            out.online += house.online;
            for (const Window& window : house.windows)
                ++out.levels[static_cast<std::size_t>(window.level)];
        }
        out.lit += street.lit;
        out.windows += street.windows;
    }
    for (std::size_t i = 0; i < picture.blocks.size(); ++i)
        out.lines.push_back(line_of(picture, i, out, options));
    return out;
}

std::string headline(const Town& town) {
    return town.words(msgid("In {{lit}} von {{windows}} Fenstern ist volles Licht"),
                      {{"lit", grouped(town.lit)}, {"windows", grouped(town.windows)}});
}

std::string grouped(int number) {
    std::string digits = std::to_string(number);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ".");
    return digits;
}

}  // namespace kommod::monitor
