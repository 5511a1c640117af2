// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Styles, scripts and fonts under names that change with their content.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/client.h"
#include "http/server.h"
#include "http/wire.h"

namespace kommod::http {

class AssetShelf {
  public:
    explicit AssetShelf(const std::vector<Asset>& assets);
    // The answer for a target below /static/, or nothing when there is no such asset.
    std::optional<Reply> answer(std::string_view target, const Glance& glance,
                                bool head_only) const;

  private:
    struct Item {
        std::string_view plain, gzip, brotli;
        std::string etag;
        // Heads by [secure]; of a part the two lines that differ are added when it is asked for.
        std::array<std::string, 2> plain_head, gzip_head, brotli_head, not_modified;
        std::array<Response, 2> response;
    };
    static Reply part(const Item& item, const Glance& glance, const ByteRange& range,
                      bool head_only);

    std::unordered_map<std::string, Item> items_;
};

}  // namespace kommod::http
