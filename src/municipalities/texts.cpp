// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/texts.h"

#include <array>

namespace kommod::municipalities {
namespace {

constexpr std::array<MandatoryText, 6> texts{{
    {"impressum", "Impressum", "§ 5 DDG"},
    {"datenschutz", "Datenschutz", "Art. 13 DSGVO"},
    {"barrierefreiheit", "Erklärung zur Barrierefreiheit",
     "Art. 7 Richtlinie (EU) 2016/2102 und das Recht des Landes"},
    {"leichte-sprache", "Leichte Sprache",
     "Recht des Landes über barrierefreie Informationstechnik"},
    {"gebaerdensprache", "Gebärdensprache",
     "Recht des Landes über barrierefreie Informationstechnik"},
    {"kontakt", "Kontakt", "§ 5 DDG"},
}};

}  // namespace

std::span<const MandatoryText> mandatory_texts() {
    return texts;
}

std::vector<MandatoryText> missing_texts(Store& store, std::string_view ags) {
    std::vector<MandatoryText> missing;
    for (const auto& text : texts)
        if (store.text(ags, text.id, "de").empty()) missing.push_back(text);
    return missing;
}

std::optional<Municipality> association_host(Store& store) {
    for (const auto& town : store.active())
        if (auto district = store.by_ags(town.district_ags)) return district;
    const auto members = store.all();
    for (const auto& member : *members)
        if (member.kind == Kind::district) return member;
    return std::nullopt;
}

std::vector<Municipality> owing_texts(Store& store) {
    auto owing = store.active();
    if (auto host = association_host(store); host && !host->active)
        owing.push_back(std::move(*host));
    return owing;
}

}  // namespace kommod::municipalities
