// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/sealed_stream.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

namespace kommod::crypto {
namespace {

constexpr std::string_view magic = "KOMMOD SEALED 1\n";
constexpr std::string_view first_chunk = "kommod";
constexpr std::size_t chunk_size = 64U << 10;
constexpr std::size_t overhead = crypto_secretstream_xchacha20poly1305_ABYTES;
// What a file may ask of us before we know that it is honest.
constexpr SealingCost highest_cost{16, 1U << 30};

// Everything before the first chunk; authenticated with every chunk.
struct Head {
    std::array<unsigned char, magic.size()> mark;
    std::array<unsigned char, 8> operations;
    std::array<unsigned char, 8> memory;
    std::array<unsigned char, crypto_pwhash_SALTBYTES> salt;
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> stream;
};
static_assert(sizeof(Head) == magic.size() + 16 + crypto_pwhash_SALTBYTES +
                                  crypto_secretstream_xchacha20poly1305_HEADERBYTES);

const unsigned char* bytes_of(const Head& head) {
    return reinterpret_cast<const unsigned char*>(&head);
}
const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t N>
void put(std::array<unsigned char, N>& out, std::uint64_t number) {
    for (unsigned char& byte : out) {
        byte = static_cast<unsigned char>(number & 0xff);
        number >>= 8;
    }
}
template <std::size_t N>
std::uint64_t get(const std::array<unsigned char, N>& in) {
    std::uint64_t number = 0;
    for (std::size_t i = N; i-- > 0;)
        number = number << 8 | in[i];
    return number;
}

using Key = std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES>;

Key derive(const Head& head, std::string_view passphrase) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialised");
    Key key;
    if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(),
                      head.salt.data(), get(head.operations),
                      static_cast<std::size_t>(get(head.memory)),
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("not enough memory to derive the key");
    return key;
}

[[noreturn]] void throw_errno(const std::filesystem::path& file) {
    throw std::system_error(errno, std::generic_category(), file.string());
}

}  // namespace

struct SealedWriter::Impl {
    explicit Impl(const std::filesystem::path& f)
        : file(f), fd(::open(f.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
        if (fd < 0) throw_errno(file);
    }
    ~Impl() {
        ::close(fd);
        sodium_memzero(&state, sizeof state);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void put_raw(const void* data, std::size_t size) {
        const auto* at = static_cast<const char*>(data);
        while (size > 0) {
            const ssize_t written = ::write(fd, at, size);
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) throw_errno(file);
            at += written;
            size -= static_cast<std::size_t>(written);
        }
    }

    void push(std::string_view plain, unsigned char tag) {
        std::vector<unsigned char> sealed(plain.size() + overhead);
        crypto_secretstream_xchacha20poly1305_push(&state, sealed.data(), nullptr, bytes_of(plain),
                                                   plain.size(), bytes_of(head), sizeof head, tag);
        std::array<unsigned char, 4> length;
        put(length, sealed.size());
        put_raw(length.data(), length.size());
        put_raw(sealed.data(), sealed.size());
    }

    std::filesystem::path file;
    int fd;
    Head head{};
    crypto_secretstream_xchacha20poly1305_state state{};
    std::string waiting;
};

SealedWriter::SealedWriter(const std::filesystem::path& file, std::string_view passphrase,
                           const SealingCost& cost)
    : impl_(std::make_unique<Impl>(file)) {
    Head& head = impl_->head;
    std::memcpy(head.mark.data(), magic.data(), magic.size());
    put(head.operations, cost.operations);
    put(head.memory, cost.memory_bytes);
    randombytes_buf(head.salt.data(), head.salt.size());
    Key key = derive(head, passphrase);
    crypto_secretstream_xchacha20poly1305_init_push(&impl_->state, head.stream.data(), key.data());
    sodium_memzero(key.data(), key.size());
    impl_->put_raw(&head, sizeof head);
    impl_->push(first_chunk, crypto_secretstream_xchacha20poly1305_TAG_PUSH);
}

SealedWriter::~SealedWriter() = default;

void SealedWriter::write(std::string_view bytes) {
    std::string& waiting = impl_->waiting;
    waiting.append(bytes);
    std::size_t at = 0;
    for (; waiting.size() - at > chunk_size; at += chunk_size)
        impl_->push(std::string_view{waiting}.substr(at, chunk_size),
                    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    waiting.erase(0, at);
}

void SealedWriter::finish() {
    impl_->push(impl_->waiting, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    impl_->waiting.clear();
    if (::fsync(impl_->fd) != 0) throw_errno(impl_->file);
}

struct SealedReader::Impl {
    // Reads and opens one chunk behind `plain`; true when it was the last one.
    Result<bool> pull() {
        std::array<unsigned char, 4> length{};
        if (!read(length.data(), length.size()))
            return fail("sealed.cut_off", "the file ends before its sealed end");
        const std::uint64_t size = get(length);
        if (size < overhead || size > chunk_size + overhead)
            return fail("sealed.damaged", "a chunk of impossible length");
        std::vector<unsigned char> sealed(size);
        if (!read(sealed.data(), sealed.size()))
            return fail("sealed.cut_off", "the file ends within a chunk");
        const std::size_t before = plain.size();
        plain.resize(before + sealed.size() - overhead);
        unsigned char tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(
                &state, reinterpret_cast<unsigned char*>(plain.data()) + before, nullptr, &tag,
                sealed.data(), sealed.size(), bytes_of(head), sizeof head) != 0) {
            plain.resize(before);
            return fail("sealed.damaged", "a chunk was changed");
        }
        const bool last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        if (last && in.peek() != std::ifstream::traits_type::eof())
            return fail("sealed.damaged", "something follows the sealed end");
        return last;
    }

    bool read(void* out, std::size_t size) {
        in.read(static_cast<char*>(out), static_cast<std::streamsize>(size));
        return static_cast<std::size_t>(in.gcount()) == size;
    }

    std::ifstream in;
    Head head{};
    crypto_secretstream_xchacha20poly1305_state state{};
    std::string plain;  // opened and not yet handed out from `at` on
    std::size_t at = 0;
    bool ended = false;
};

SealedReader::SealedReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SealedReader::~SealedReader() = default;
SealedReader::SealedReader(SealedReader&&) noexcept = default;
SealedReader& SealedReader::operator=(SealedReader&&) noexcept = default;

Result<SealedReader> SealedReader::open(const std::filesystem::path& file,
                                        std::string_view passphrase) {
    auto impl = std::make_unique<Impl>();
    impl->in.open(file, std::ios::binary);
    if (!impl->in) return fail("sealed.unreadable", "cannot read " + file.string());
    Head& head = impl->head;
    if (!impl->read(&head, sizeof head) ||
        std::memcmp(head.mark.data(), magic.data(), magic.size()) != 0 ||
        get(head.operations) > highest_cost.operations ||
        get(head.memory) > highest_cost.memory_bytes ||
        get(head.operations) < crypto_pwhash_OPSLIMIT_MIN ||
        get(head.memory) < crypto_pwhash_MEMLIMIT_MIN)
        return fail("sealed.not_sealed", file.string() + " is not a sealed file of Kommod");
    Key key = derive(head, passphrase);
    const int started = crypto_secretstream_xchacha20poly1305_init_pull(
        &impl->state, head.stream.data(), key.data());
    sodium_memzero(key.data(), key.size());
    const auto first = started == 0 ? impl->pull() : fail("sealed.damaged");
    if (!first && first.error().key == "sealed.cut_off") return fail(first.error());
    if (!first || impl->plain != first_chunk)
        return fail("sealed.wrong_passphrase",
                    "the passphrase is wrong, or the head of the file was changed");
    impl->plain.clear();
    return SealedReader{std::move(impl)};
}

Result<bool> SealedReader::next_line(std::string& line) {
    Impl& my = *impl_;
    std::size_t searched = my.at;
    for (;;) {
        const std::size_t end = my.plain.find('\n', searched);
        if (end != std::string::npos) {
            line.assign(my.plain, my.at, end - my.at);
            my.at = end + 1;
            return true;
        }
        if (my.ended) {
            line.assign(my.plain, my.at);
            my.at = my.plain.size();
            return !line.empty();
        }
        my.plain.erase(0, my.at);
        my.at = 0;
        searched = my.plain.size();
        const auto last = my.pull();
        if (!last) return fail(last.error());
        my.ended = *last;
    }
}

}  // namespace kommod::crypto
