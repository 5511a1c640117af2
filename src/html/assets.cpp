// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What web/build.mjs made, from the binary. manifest.json names each file, its type and its hash.
#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "base/embedded.h"
#include "html/page.h"

namespace kommod::embedded {
extern const std::span<const File> html_assets;
}

namespace kommod::html {
namespace {

std::string_view content_of(std::string_view name) {
    const auto* file = embedded::find(embedded::html_assets, name);
    return file == nullptr ? std::string_view{} : file->content;
}

std::vector<http::Asset> load() {
    std::vector<http::Asset> assets;
    const auto manifest = json::parse(content_of("manifest.json"));
    for (const auto& entry : manifest.as_array()) {
        const auto name = json::value_to<std::string>(entry.at("name"));
        http::Asset asset;
        asset.path =
            fmt::format("/static/{}/{}", json::value_to<std::string>(entry.at("hash")), name);
        asset.content_type = json::value_to<std::string>(entry.at("type"));
        asset.plain = content_of(name);
        if (asset.plain.empty()) throw std::runtime_error("asset missing in the binary: " + name);
        asset.gzip = content_of(name + ".gz");
        asset.brotli = content_of(name + ".br");
        assets.push_back(std::move(asset));
    }
    return assets;
}

}  // namespace

const std::vector<http::Asset>& assets() {
    static const std::vector<http::Asset> loaded = load();
    return loaded;
}

const std::string& asset_path(std::string_view name) {
    const auto& all = assets();
    const auto found = std::find_if(all.begin(), all.end(), [&](const http::Asset& asset) {
        return asset.path.substr(asset.path.rfind('/') + 1) == name;
    });
    if (found == all.end()) throw std::runtime_error("unknown asset: " + std::string(name));
    return found->path;
}

}  // namespace kommod::html
