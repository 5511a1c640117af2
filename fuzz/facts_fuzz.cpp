// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Facts as YAML and as CSV, which a service manager uploads: read or refused with a line, never
// anything else.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "readiness/export.h"
#include "readiness/import.h"

namespace {

using namespace kommod::readiness;
const kommod::LocalDate today{2026, 11, 26};

void check(const FactsFile& file) {
    for (const auto& refused : file.rejected)
        if (refused.reason.empty()) std::abort();
    for (const auto& version : file.versions)
        if (version.id.empty()) std::abort();
}

void try_once(std::string_view bytes) {
    check(read_facts_csv("m05558012", bytes, today));
    check(read_facts(bytes, today));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
