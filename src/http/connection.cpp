// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// HTTP/1.1 on one connection. The only coroutines of the house. g++ 12.2 destroys a temporary with
// captures inside a co_await expression twice: only named locals appear as arguments there, and no
// co_await stands in a condition.
#include "http/connection.h"

#include <algorithm>
#include <array>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fcntl.h>
#include <unistd.h>

#include "base/log.h"
#include "base/metrics.h"

namespace kommod::http {
namespace {

template <class T>
using Awaitable = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> awaiting{};

constexpr std::size_t file_piece = 64 * 1024;
constexpr std::size_t longest_linger = 256 * 1024;
constexpr std::chrono::seconds linger_time{2};

// What must be known of a head after its bytes are gone.
struct Manner {
    bool keep_alive = false;
    bool http10 = false;
    bool chunked = false;
    bool expects_continue = false;
    std::uint64_t content_length = 0;
    bool has_body() const { return chunked || content_length > 0; }
};

Awaitable<bool> read_more(Connection& c, std::size_t most) {
    error_code error;
    auto token = asio::redirect_error(awaiting, error);
    const auto room = c.inbox.room(most);
    const std::size_t count = co_await c.socket.async_read_some(room, token);
    c.inbox.received(count);
    co_return !error;
}

// Most answers fit into the socket's buffer and go out at once, without a turn of the loop.
template <class Buffers>
Awaitable<bool> write_all(Connection& c, const Buffers& buffers) {
    error_code error;
    const std::size_t size = asio::buffer_size(buffers);
    const std::size_t sent = c.socket.write_some(buffers, error);
    if (!error && sent == size) co_return true;
    if (error && error != asio::error::would_block) co_return false;
    std::vector<asio::const_buffer> rest;
    std::size_t skip = error ? 0 : sent;
    for (const asio::const_buffer& buffer : buffers) {
        const std::size_t skipped = std::min(skip, buffer.size());
        skip -= skipped;
        if (buffer.size() > skipped) rest.push_back(buffer + skipped);
    }
    error = {};
    auto token = asio::redirect_error(awaiting, error);
    co_await asio::async_write(c.socket, rest, token);
    co_return !error;
}

class ReadableFile {
  public:
    explicit ReadableFile(const std::filesystem::path& path)
        : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~ReadableFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    ReadableFile(const ReadableFile&) = delete;
    ReadableFile& operator=(const ReadableFile&) = delete;
    std::size_t read_at(std::uint64_t offset, char* out, std::size_t most) const {
        const ssize_t count = ::pread(descriptor_, out, most, static_cast<off_t>(offset));
        return count > 0 ? static_cast<std::size_t>(count) : 0;
    }

  private:
    int descriptor_;
};

// Reads on the I/O thread: from the page cache mostly, and never more than a piece at a time.
Awaitable<bool> write_file(Connection& c, const Reply& reply) {
    const ReadableFile file{reply.file};
    std::vector<char> piece(file_piece);
    std::uint64_t at = reply.file_offset;
    std::uint64_t left = reply.file_length;
    while (left > 0) {
        const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
        const std::size_t count = file.read_at(at, piece.data(), most);
        if (count == 0) co_return false;  // it shrank: the promised length cannot be kept
        c.deadline = SteadyClock::now() + c.service.limits().write_time;
        const std::array<asio::const_buffer, 1> buffers{asio::buffer(piece.data(), count)};
        const bool sent = co_await write_all(c, buffers);
        if (!sent) co_return false;
        at += count;
        left -= count;
    }
    co_return true;
}

Awaitable<bool> write_reply(Connection& c, const Reply& reply, bool keep, bool http10) {
    const Limits& limits = c.service.limits();
    const std::chrono::milliseconds for_size{reply.body().size() * 1000 / limits.body_rate};
    c.enter(Phase::writing, SteadyClock::now() + limits.write_time + for_size);
    const Tails& tails = c.loop.tails;
    c.tail = !keep ? tails.close : http10 ? tails.keep_alive : tails.plain;
    const std::string_view head = reply.head();
    const std::string_view body = reply.body();
    const std::array<asio::const_buffer, 3> buffers{asio::buffer(head), asio::buffer(c.tail),
                                                    asio::buffer(body)};
    bool sent = co_await write_all(c, buffers);
    if (sent && !reply.file.empty()) sent = co_await write_file(c, reply);
    co_return sent;
}

// Closes so that the last answer arrives: a socket closed over unread bytes is reset, and the
// reset overtakes the answer. Needed where more may come than was read.
Awaitable<void> linger(Connection& c) {
    error_code ignored;
    c.socket.shutdown(tcp::socket::shutdown_send, ignored);
    c.enter(Phase::writing, SteadyClock::now() + linger_time);
    std::size_t discarded = c.inbox.view().size();
    c.inbox.consume(discarded);
    while (discarded < longest_linger) {
        const bool more = co_await read_more(c, file_piece);
        if (!more) break;
        discarded += c.inbox.view().size();
        c.inbox.consume(c.inbox.view().size());
    }
    c.close();
}

Awaitable<void> refuse(Connection& c, int status) {
    metrics::add("kommod_http_refused_total", {{"status", std::to_string(status)}});
    const Reply reply = c.service.refusal(status);
    const bool sent = co_await write_reply(c, reply, false, false);
    if (sent) co_await linger(c);
}

struct HeadRead {
    bool gone = false;  // the client is, or idled too long
    int refused = 0;
    std::size_t begin = 0, length = 0;  // in the inbox
};

// One deadline for the whole head, however slowly it drips.
Awaitable<HeadRead> read_head(Connection& c) {
    const Limits& limits = c.service.limits();
    HeadFinder finder{limits.header_bytes};
    HeadRead out;
    if (c.inbox.view().empty())
        c.enter(Phase::idle, SteadyClock::now() + limits.idle_time);
    else
        c.enter(Phase::reading, SteadyClock::now() + limits.header_time);
    for (;;) {
        const HeadFinder::Found found = finder.look(c.inbox.view());
        out.refused = found.refused;
        out.begin = found.begin;
        out.length = found.length;
        if (found.refused != 0 || found.length > 0) co_return out;
        const bool more = co_await read_more(c, limits.header_bytes + 16);
        if (!more) {
            out.gone = !c.timed_out;
            out.refused = 408;
            co_return out;
        }
        if (c.phase == Phase::idle)
            c.enter(Phase::reading, SteadyClock::now() + limits.header_time);
    }
}

Awaitable<void> wait_for_worker(Connection& c) {
    c.enter(Phase::working, never);
    while (!c.worker_done) {
        error_code ignored;
        auto token = asio::redirect_error(awaiting, ignored);
        c.wake.expires_at(never);
        co_await c.wake.async_wait(token);
    }
}

// Runs on a worker; hands the connection back to its loop. It owns nothing: the coroutine that
// waits keeps the connection until it was called, so that it never ends on a worker's thread.
std::function<void()> wake_up(Connection& c) {
    c.worker_done = false;
    return [&c] {
        asio::post(c.loop.context, [&c] {
            c.worker_done = true;
            c.wake.cancel();
        });
    };
}

// The head stays in the inbox meanwhile. False when the connection has ended.
Awaitable<bool> find_tenant(Connection& c, std::shared_ptr<Visit> visit) {
    std::function<void()> done = wake_up(c);
    const bool queued = c.service.submit_find_tenant(visit, std::move(done));
    if (!queued) {
        co_await refuse(c, 503);
        co_return false;
    }
    co_await wait_for_worker(c);
    co_return true;
}

struct BodyRead {
    bool gone = false;
    int refused = 0;
};

Awaitable<BodyRead> read_body(Connection& c, Manner manner, Visit& visit) {
    const Limits& limits = c.service.limits();
    const auto began = SteadyClock::now();
    BodyReader& reader = *visit.body.reader;
    ChunkedBody chunks;
    const std::function<int(std::string_view)> sink = [&reader](std::string_view bytes) {
        return reader.take(bytes);
    };
    std::uint64_t taken = 0;
    BodyRead out;
    for (;;) {
        const std::string_view bytes = c.inbox.view();
        std::size_t used = 0;
        if (manner.chunked) {
            out.refused = chunks.feed(bytes, sink, used);
        } else {
            used = static_cast<std::size_t>(
                std::min<std::uint64_t>(bytes.size(), manner.content_length - taken));
            out.refused = reader.take(bytes.substr(0, used));
        }
        c.inbox.consume(used);
        taken += used;
        if (out.refused == 0 && manner.chunked && taken > visit.body.limit + file_piece)
            out.refused = 413;
        const bool done = manner.chunked ? chunks.done() : taken == manner.content_length;
        if (out.refused != 0 || done) co_return out;
        c.enter(Phase::reading, began + limits.body_time +
                                    std::chrono::milliseconds(taken * 1000 / limits.body_rate));
        const bool more = co_await read_more(c, file_piece);
        if (!more) {
            out.gone = !c.timed_out;
            out.refused = 408;
            co_return out;
        }
    }
}

// Lets the body of a visit in. False when the connection has ended.
Awaitable<bool> admit_body(Connection& c, const Manner& manner, std::shared_ptr<Visit> visit) {
    if (visit->authorise_first) {
        std::function<void()> done = wake_up(c);
        const bool queued = c.service.submit_authorise(visit, std::move(done));
        if (!queued) {
            co_await refuse(c, 503);
            co_return false;
        }
        co_await wait_for_worker(c);
        if (visit->exchange.refused != 0) {
            visit->body.reader.reset();
            co_return true;
        }
    }
    if (manner.expects_continue && c.inbox.view().empty()) {
        constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        const std::array<asio::const_buffer, 1> buffers{asio::buffer(go_on)};
        const bool sent = co_await write_all(c, buffers);
        if (!sent) co_return false;
    }
    const BodyRead body = co_await read_body(c, manner, *visit);
    if (body.gone) co_return false;
    if (body.refused == 408) {
        co_await refuse(c, 408);
        co_return false;
    }
    if (body.refused != 0) {
        visit->body.reader.reset();
        visit->exchange.refused = body.refused;
        visit->exchange.request.refusal = body.refused == 413   ? "body.too_large"
                                          : body.refused == 415 ? "body.unsupported"
                                                                : "form.malformed";
    }
    c.service.close_body(*visit);
    co_return true;
}

// A request that memory cannot answer. False when the connection has ended.
Awaitable<bool> visit_house(Connection& c, const Manner& manner, std::shared_ptr<Visit> visit) {
    bool body_read = !manner.has_body();
    if (visit->body.reader) {
        const bool going = co_await admit_body(c, manner, visit);
        if (!going) co_return false;
        body_read = visit->exchange.refused == 0;
    }
    std::function<void()> done = wake_up(c);
    const bool queued = c.service.submit_answer(visit, std::move(done));
    if (!queued) {
        co_await refuse(c, 503);
        co_return false;
    }
    co_await wait_for_worker(c);
    const Reply& reply = visit->reply;
    const bool keep = manner.keep_alive && body_read && !reply.close && !c.loop.draining;
    const bool sent = co_await write_reply(c, reply, keep, manner.http10);
    if (sent && !keep) co_await linger(c);
    co_return sent&& keep;
}

Awaitable<bool> serve_one(Connection& c) {
    const HeadRead read = co_await read_head(c);
    if (read.gone) co_return false;
    int refused = read.refused;
    Head head;
    if (refused == 0) refused = parse_head(c.inbox.view().substr(read.begin, read.length), head);
    if (refused != 0) {
        co_await refuse(c, refused);
        co_return false;
    }
    const Manner manner{head.keep_alive, head.http10, head.chunked, head.expects_continue,
                        head.content_length};
    const std::optional<Reply> quick = c.service.quick(head, c.peer, c.scratch);
    if (quick) {
        c.inbox.consume(read.begin + read.length);
        const bool keep = manner.keep_alive && !c.loop.draining;
        const bool sent = co_await write_reply(c, *quick, keep, manner.http10);
        if (sent && !keep) co_await linger(c);
        co_return sent&& keep;
    }
    std::shared_ptr<Visit> visit = c.service.open(head, c.peer);
    if (!visit->tenant_known) {
        const bool going = co_await find_tenant(c, visit);
        if (!going) co_return false;
    }
    c.service.admit(*visit, head);
    c.inbox.consume(read.begin + read.length);
    const bool going = co_await visit_house(c, manner, visit);
    co_return going;
}

Awaitable<void> serve(std::shared_ptr<Connection> self) {
    Connection& c = *self;
    c.loop.connections.insert(&c);
    try {
        bool going = !c.loop.draining;
        while (going)
            going = co_await serve_one(c);
    } catch (const std::exception& error) {
        log::error("http.connection_failed", {{"what", std::string{error.what()}}});
    }
    c.close();
}

}  // namespace

void start_serving(const std::shared_ptr<Connection>& connection) {
    asio::co_spawn(connection->loop.context.get_executor(), serve(connection), asio::detached);
}

}  // namespace kommod::http
