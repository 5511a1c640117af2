// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: files that are there after a power cut.
#pragma once

#include <filesystem>

namespace kommod::store {

// A file descriptor closed at the end of its life. Throws DatabaseError.
class Descriptor {
  public:
    Descriptor(const std::filesystem::path& path, int flags);
    ~Descriptor();
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

  private:
    int fd_;
};

// Makes the content of a file, or the names in a folder, durable.
void sync(const std::filesystem::path& path);

}  // namespace kommod::store
