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

ImportReport load(Store& store, std::string_view name) {
    const auto* file = embedded::find(embedded::catalogue_starter, name);
    if (file == nullptr) throw std::logic_error("not in the binary: " + std::string{name});
    auto report =
        import_catalogue(store, {Input::text(std::string{name}, std::string{file->content})}, {});
    if (!report) throw std::logic_error(report.error().what);
    if (!report->rejected.empty())
        throw std::logic_error(std::string{name} + ": " + report->to_german());
    return *report;
}

}  // namespace

ImportReport load_starter(Store& store) {
    if (!store.records(store::association)->bundles.empty()) return {};
    return load(store, "starter.jsonl");
}

ImportReport load_demonstration_texts(Store& store) {
    return load(store, "texts-demonstration.jsonl");
}

}  // namespace kommod::catalogue
