// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/start.h"

#include "base/embedded.h"
#include "base/text.h"

namespace kommod::embedded {
extern const std::span<const File> packages_start;
}

namespace kommod::packages {
namespace {

// Within double quotes of YAML.
std::string in_quotes(std::string_view value) {
    return text::replace_all(text::replace_all(value, "\\", "\\\\"), "\"", "\\\"");
}

}  // namespace

Files start_package(const Start& start) {
    Files out;
    for (const embedded::File& file : embedded::packages_start) {
        std::string content{file.content};
        for (const auto& [mark, value] :
             {std::pair<const char*, const std::string&>{"{{id}}", start.id},
              {"{{service}}", start.service},
              {"{{title}}", start.title},
              {"{{provider}}", start.provider},
              {"{{citation}}", start.citation}})
            // Letters have places of their own in the same braces.
            if (!file.name.starts_with("letters/"))
                content = text::replace_all(content, mark, in_quotes(value));
        out[std::string{file.name}] = std::move(content);
    }
    return out;
}

}  // namespace kommod::packages
