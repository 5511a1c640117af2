// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A package from outside: what is refused says where and why; what is taken is the same after it
// was stored, and its cases run to their end. The input is the files one after another, each behind
// a line "=== name".
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "packages/package.h"

namespace {

kommod::packages::Files files_of(std::string_view input) {
    constexpr std::string_view mark = "=== ";
    kommod::packages::Files files;
    std::string name = "package.yaml";
    while (!input.empty()) {
        const auto end = std::min(input.find('\n'), input.size() - 1) + 1;
        const auto line = input.substr(0, end);
        input.remove_prefix(end);
        if (line.starts_with(mark))
            name = line.substr(mark.size(), line.find_last_not_of("\r\n") + 1 - mark.size());
        else
            files[name] += line;
    }
    return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace packages = kommod::packages;
    const auto checked = packages::check(files_of({reinterpret_cast<const char*>(data), size}));
    if (!checked.package) {
        for (const auto& problem : checked.problems)
            if (problem.key.empty() || problem.what.empty() || problem.file.empty()) std::abort();
        if (!kommod::forms::has_errors(checked.problems)) std::abort();
        return 0;
    }
    const auto again = packages::check(checked.package->document);
    if (!again.package || again.package->hash != checked.package->hash) std::abort();
    packages::run_cases(*checked.package);
    return 0;
}
