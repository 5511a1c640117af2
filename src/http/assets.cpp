// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/assets.h"

#include "http/gate.h"

namespace kommod::http {
namespace {

std::string content_range(std::string_view range, std::size_t size) {
    std::string out = "bytes ";
    out.append(range).append("/").append(std::to_string(size));
    return out;
}

}  // namespace

AssetShelf::AssetShelf(const std::vector<Asset>& assets) {
    for (const Asset& asset : assets) {
        Item item;
        item.plain = asset.plain;
        item.gzip = asset.gzip;
        item.brotli = asset.brotli;
        item.etag = entity_tag(asset.plain).substr(2);  // strong: the plain bytes never change
        for (const bool secure : {false, true}) {
            Response& response = item.response[secure];
            response.content_type = asset.content_type;
            response.set_header("Cache-Control", "public, max-age=31536000, immutable");
            response.set_header("ETag", "W/" + item.etag);
            response.set_header("Vary", "Accept-Encoding");
            response.set_header("Accept-Ranges", "bytes");
            add_security_headers(response, secure);
            item.plain_head[secure] = head_text(response, item.plain.size());
            item.gzip_head[secure] = head_text(response, item.gzip.size(), "gzip");
            item.brotli_head[secure] = head_text(response, item.brotli.size(), "br");
            item.not_modified[secure] = not_modified_text(response);
        }
        items_.emplace(asset.path, std::move(item));
    }
}

Reply AssetShelf::part(const Item& item, const Glance& glance, const ByteRange& range,
                       bool head_only) {
    Response response = item.response[glance.secure];
    Reply reply;
    reply.status = response.status = range.length == 0 ? 416 : 206;
    const std::string span = range.length == 0 ? "*"
                                               : std::to_string(range.first) + "-" +
                                                     std::to_string(range.first + range.length - 1);
    response.set_header("Content-Range", content_range(span, item.plain.size()));
    reply.own_head = head_text(response, range.length);
    if (!head_only) reply.shared_body = item.plain.substr(range.first, range.length);
    return reply;
}

std::optional<Reply> AssetShelf::answer(std::string_view target, const Glance& glance,
                                        bool head_only) const {
    const auto found = items_.find(std::string{target.substr(0, target.find('?'))});
    if (found == items_.end()) return std::nullopt;
    const Item& item = found->second;
    Reply reply;
    if (!glance.none_match.empty() && none_match_hits(glance.none_match, item.etag)) {
        reply.status = 304;
        reply.shared_head = item.not_modified[glance.secure];
        return reply;
    }
    const RangeAnswer range = parse_range(glance.range, item.plain.size());
    if (range.kind != RangeKind::whole) return part(item, glance, range.range, head_only);
    const bool brotli = glance.encodings.brotli && !item.brotli.empty();
    const bool gzip = glance.encodings.gzip && !item.gzip.empty();
    reply.shared_head = (brotli ? item.brotli_head
                         : gzip ? item.gzip_head
                                : item.plain_head)[glance.secure];
    if (!head_only) reply.shared_body = brotli ? item.brotli : gzip ? item.gzip : item.plain;
    return reply;
}

}  // namespace kommod::http
