// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Files that only a passphrase opens: libsodium's secretstream (XChaCha20-Poly1305) under a key
// that Argon2id makes from the passphrase. Chunks cannot be exchanged, left out or cut off
// unnoticed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kommod::crypto {

// What a guess at the passphrase costs. Written into the file, so that it can grow.
struct SealingCost {
    std::uint64_t operations = 3;
    std::uint64_t memory_bytes = 256U << 20;
};

class SealedWriter {
  public:
    // Creates the file (mode 0600); throws std::system_error when it exists or cannot be written.
    SealedWriter(const std::filesystem::path& file, std::string_view passphrase,
                 const SealingCost& cost = {});
    ~SealedWriter();
    SealedWriter(const SealedWriter&) = delete;
    SealedWriter& operator=(const SealedWriter&) = delete;

    void write(std::string_view bytes);
    // Seals the end and syncs the file. Without it a reader says that the file was cut off.
    void finish();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

class SealedReader {
  public:
    // Errors: "sealed.unreadable", "sealed.not_sealed", "sealed.wrong_passphrase" (which also is
    // what a changed head of the file looks like).
    static Result<SealedReader> open(const std::filesystem::path& file,
                                     std::string_view passphrase);
    ~SealedReader();
    SealedReader(SealedReader&&) noexcept;
    SealedReader& operator=(SealedReader&&) noexcept;

    // The next line without its line feed; false at the sealed end.
    // Errors: "sealed.damaged", "sealed.cut_off".
    Result<bool> next_line(std::string& line);

  private:
    struct Impl;
    explicit SealedReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::crypto
