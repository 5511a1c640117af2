// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/starter.h"

#include <stdexcept>

#include "base/embedded.h"
#include "catalogue/import.h"

namespace kommod::embedded {
extern const std::span<const File> catalogue_starter;
}

namespace kommod::catalogue {
namespace {

Input embedded_file(std::string_view name) {
    const auto* file = embedded::find(embedded::catalogue_starter, name);
    if (file == nullptr) throw std::logic_error("not in the binary: " + std::string{name});
    return Input::text(std::string{name}, std::string{file->content});
}

ImportReport fill(Store& store, const std::vector<Input>& files) {
    if (!store.records(store::association)->bundles.empty()) return {};
    auto report = import_catalogue(store, files, {});
    if (!report) throw std::logic_error(report.error().what);
    if (!report->rejected.empty()) throw std::logic_error(report->to_german());
    return *report;
}

}  // namespace

ImportReport load_starter(Store& store) {
    return fill(store, {embedded_file("starter.jsonl")});
}

ImportReport load_demonstration(Store& store) {
    return fill(store,
                {embedded_file("starter.jsonl"), embedded_file("texts-demonstration.jsonl")});
}

}  // namespace kommod::catalogue
