// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests: small catalogues, the starter catalogue, days in few letters. Not part of the product.
#pragma once

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "catalogue/builder.h"
#include "catalogue/format.h"
#include "readiness/derive.h"
#include "readiness/models.h"

namespace kommod::readiness::testing {

inline LocalDate day(std::string_view iso) {
    return LocalDate::parse(iso).value();
}

inline std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

inline std::vector<std::string> list(std::string_view text, char separator = ';') {
    std::vector<std::string> out;
    for (const std::string_view entry : text::split(text, separator))
        if (!entry.empty()) out.emplace_back(entry);
    return out;
}

// A catalogue with one bundle; each service requires what is listed for it, nothing else.
inline std::shared_ptr<const catalogue::Catalogue> catalogue_of(
    const std::vector<std::vector<std::string>>& required) {
    catalogue::Records records;
    records.put(catalogue::Subject{"thema", "Thema", 1});
    records.put(catalogue::LifeEvent{"lage", "thema", "Lage", 1});
    catalogue::BundleRecord bundle;
    bundle.id = "10000";
    bundle.life_event = "lage";
    bundle.name = "Bündel";
    bundle.order = 1;
    records.put(bundle);
    for (std::size_t i = 0; i < required.size(); ++i) {
        catalogue::ServiceRecord service;
        service.key = "lokal:leistung-" + std::to_string(100 + i);
        service.bundle = "10000";
        service.details.name = "Leistung " + std::to_string(i);
        service.details.profile.criteria = required[i];
        records.put(service);
    }
    return std::make_shared<const catalogue::Catalogue>(
        catalogue::CatalogueBuilder().add(records).build(day("2022-12-01")));
}

// The catalogue that is shipped, as on 1 December 2022.
inline std::shared_ptr<const catalogue::Catalogue> starter(const std::string& source_folder) {
    const auto document =
        catalogue::read_format(read_file(source_folder + "/catalogue/starter.jsonl"));
    if (!document) throw std::runtime_error(document.error().what);
    catalogue::Records records;
    for (const catalogue::Line& line : document->records)
        records.put(line.record);
    return std::make_shared<const catalogue::Catalogue>(
        catalogue::CatalogueBuilder().add(records).build(day("2022-12-01")));
}

inline std::shared_ptr<const MaturityModel> model_1_1() {
    static const Models models = load_models();
    return choose_model(models, "1.1", day("2022-12-01"));
}

}  // namespace kommod::readiness::testing
