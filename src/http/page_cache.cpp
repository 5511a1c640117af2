// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/page_cache.h"

#include "http/compress.h"

namespace kommod::http {
namespace {

constexpr std::size_t worth_compressing = 512;
constexpr int gzip_level = 6;
constexpr int brotli_quality = 5;

// What the list, the map and the shared pointer take beside the bytes of a page.
constexpr std::size_t entry_overhead = 512;

CachedPage::Variant variant_of(const Response& response, std::string body,
                               std::string_view encoding) {
    CachedPage::Variant out;
    out.head = head_text(response, body.size(), encoding);
    out.body = std::move(body);
    return out;
}

}  // namespace

std::size_t CachedPage::bytes() const {
    std::size_t sum = not_modified.size();
    for (const Variant* variant : {&plain, &gzip, &brotli})
        sum += variant->head.size() + variant->body.size();
    return sum;
}

std::shared_ptr<CachedPage> make_cached_page(const Response& response) {
    auto page = std::make_shared<CachedPage>();
    page->plain = variant_of(response, response.body, {});
    page->etag = header_of(response, "etag");
    page->not_modified = not_modified_text(response);
    if (response.body.size() < worth_compressing || !is_compressible(response.content_type))
        return page;
    if (auto small = gzip(response.body, gzip_level); !small.empty())
        page->gzip = variant_of(response, std::move(small), "gzip");
    if (auto small = brotli(response.body, brotli_quality); !small.empty())
        page->brotli = variant_of(response, std::move(small), "br");
    return page;
}

void make_page_key(std::string& key, const Glance& glance, std::string_view target) {
    key.assign(glance.secure ? "s" : "-");
    key.append(glance.json ? "j" : "-");
    key.append(glance.language).append(1, ' ');
    for (const char c : glance.authority)
        key += (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
    key.append(1, ' ').append(target);
}

std::shared_ptr<const CachedPage> PageCache::find(std::string_view key) {
    const std::lock_guard lock{mutex_};
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->page;
}

void PageCache::keep(const std::string& key, std::shared_ptr<const CachedPage> page) {
    const std::size_t bytes = page->bytes() + key.size() + entry_overhead;
    if (bytes > most_bytes_ / 8) return;  // one page must not push all others out
    const std::lock_guard lock{mutex_};
    if (const auto old = index_.find(key); old != index_.end()) erase(old->second);
    while (!entries_.empty() && bytes_ + bytes > most_bytes_)
        erase(std::prev(entries_.end()));
    entries_.push_front({key, std::move(page), bytes});
    index_.emplace(entries_.front().key, entries_.begin());
    bytes_ += bytes;
}

void PageCache::drop(std::string_view key) {
    const std::lock_guard lock{mutex_};
    if (const auto old = index_.find(key); old != index_.end()) erase(old->second);
}

std::size_t PageCache::bytes() const {
    const std::lock_guard lock{mutex_};
    return bytes_;
}

void PageCache::erase(Entries::iterator entry) {
    bytes_ -= entry->bytes;
    index_.erase(entry->key);
    entries_.erase(entry);
}

Reply reply_from_cache(std::shared_ptr<const CachedPage> page, const Glance& glance,
                       bool head_only) {
    Reply reply;
    if (!glance.none_match.empty() && none_match_hits(glance.none_match, page->etag)) {
        reply.status = 304;
        reply.shared_head = page->not_modified;
    } else {
        const bool brotli = glance.encodings.brotli && !page->brotli.body.empty();
        const bool gzip = glance.encodings.gzip && !page->gzip.body.empty();
        const CachedPage::Variant& variant = brotli ? page->brotli
                                             : gzip ? page->gzip
                                                    : page->plain;
        reply.shared_head = variant.head;
        if (!head_only) reply.shared_body = variant.body;
    }
    reply.keeper = std::move(page);
    return reply;
}

}  // namespace kommod::http
