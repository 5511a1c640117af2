// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Rendered anonymous pages, ready to be sent: compressed once, answered on the I/O thread.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/client.h"
#include "http/message.h"
#include "http/meter.h"
#include "http/wire.h"

namespace kommod::http {

struct CachedPage {
    struct Variant {
        std::string head;  // as Reply wants it
        std::string body;
    };
    Variant plain, gzip, brotli;  // the latter two may be empty
    std::string not_modified;     // head of a 304
    std::string etag;
    std::optional<Tenant> tenant;
    std::uint64_t content_version = 0;  // of this tenant, from before it was rendered
    Meter::Series* series = nullptr;

    std::size_t bytes() const;
};

// Compresses and lays out a finished response. Takes a millisecond or two: for workers.
std::shared_ptr<CachedPage> make_cached_page(const Response& response);

// What two requests must share to get the same page. Written into `key`, which is reused.
void make_page_key(std::string& key, const Glance& glance, std::string_view target);

// The least recently used pages go when the bytes run out.
class PageCache {
  public:
    explicit PageCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}
    std::shared_ptr<const CachedPage> find(std::string_view key);
    void keep(const std::string& key, std::shared_ptr<const CachedPage> page);
    void drop(std::string_view key);
    std::size_t bytes() const;

  private:
    struct Entry {
        std::string key;
        std::shared_ptr<const CachedPage> page;
        std::size_t bytes;
    };
    using Entries = std::list<Entry>;
    void erase(Entries::iterator entry);

    const std::size_t most_bytes_;
    mutable std::mutex mutex_;
    std::size_t bytes_ = 0;
    Entries entries_;                                                // the last used first
    std::unordered_map<std::string_view, Entries::iterator> index_;  // keys of entries_
};

// How this page is sent to this visitor.
Reply reply_from_cache(std::shared_ptr<const CachedPage> page, const Glance& glance,
                       bool head_only);

}  // namespace kommod::http
