// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/shipped.h"

#include "base/embedded.h"

namespace kommod::embedded {
extern const std::span<const File> packages_shipped;
}

namespace kommod::packages {

std::map<std::string, Files> shipped() {
    std::map<std::string, Files> out;
    for (const embedded::File& file : embedded::packages_shipped) {
        const std::string_view path = file.name;
        const auto slash = path.find('/');
        if (slash == std::string_view::npos) continue;  // a note beside the folders
        out[std::string{path.substr(0, slash)}][std::string{path.substr(slash + 1)}] =
            std::string{file.content};
    }
    return out;
}

}  // namespace kommod::packages
