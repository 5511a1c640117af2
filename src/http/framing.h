// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Where a request begins and ends on the wire. Beast parses; the rules it leaves open are closed
// here: obs-fold, a bare LF, a missing or second Host, a transfer coding other than `chunked`,
// Content-Length beside Transfer-Encoding (RFC 9112, sections 3.2, 5.2, 6.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace kommod::http {

struct HeaderField {
    std::string_view name;  // as received
    std::string_view value;
};

// A request's head. The views point into the bytes it was parsed from.
struct Head {
    Method method = Method::get;
    std::string_view target;
    std::string_view host;  // Host field, or the authority of an absolute target
    bool http10 = false;
    bool keep_alive = true;
    bool chunked = false;
    bool expects_continue = false;
    std::uint64_t content_length = 0;
    std::vector<HeaderField> fields;

    bool has_body() const { return chunked || content_length > 0; }
    // The value of the first field with this name (any case), or "".
    std::string_view field(std::string_view name) const;
};

// Letters, digits, ".-_:[]": nothing else is let in as Host, so that it can stand in an address.
bool is_authority(std::string_view host);

// Looks for a whole head at the beginning of what has arrived so far.
class HeadFinder {
  public:
    explicit HeadFinder(std::size_t limit) : limit_(limit) {}
    struct Found {
        int refused = 0;         // status to answer with, or 0
        std::size_t begin = 0;   // empty lines before a request are skipped (RFC 9112 2.2)
        std::size_t length = 0;  // 0: not all here yet
    };
    // `bytes` is all that arrived since the last request; call again with more of the same.
    Found look(std::string_view bytes);
    void reset() { looked_at_ = 0; }

  private:
    std::size_t limit_;
    std::size_t looked_at_ = 0;  // everything before was searched
};

// Parses a whole head as HeadFinder found it. Returns 0, or the status to answer with.
int parse_head(std::string_view bytes, Head& head);

// Decodes the chunked transfer coding, piece by piece.
class ChunkedBody {
  public:
    ChunkedBody();
    ~ChunkedBody();
    ChunkedBody(const ChunkedBody&) = delete;
    ChunkedBody& operator=(const ChunkedBody&) = delete;

    // Takes what it can from the front of `bytes`, hands data to `sink` (which returns 0 or a
    // status to stop with) and sets `used`. Returns 0, or the status to answer with.
    int feed(std::string_view bytes, const std::function<int(std::string_view)>& sink,
             std::size_t& used);
    bool done() const;

  private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace kommod::http
