// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// XDatenfelder from outside: whatever is accepted becomes a form without a mistake.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "packages/xdatenfelder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace packages = kommod::packages;
    const auto imported =
        packages::import_xdatenfelder({reinterpret_cast<const char*>(data), size});
    if (!imported) return 0;
    const auto checked = packages::check(imported->files);
    if (std::ranges::any_of(checked.problems, [](const auto& problem) {
            return problem.file == "form.yaml" || problem.key == "texts.unused";
        }))
        std::abort();
    return 0;
}
