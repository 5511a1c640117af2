// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/files.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "store/database.h"

namespace kommod::store {

Descriptor::Descriptor(const std::filesystem::path& path, int flags)
    : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (fd_ < 0)
        throw DatabaseError(DatabaseError::Kind::connection,
                            fmt::format("cannot open {}: {}", path.string(),
                                        std::generic_category().message(errno)));
}

Descriptor::~Descriptor() {
    ::close(fd_);
}

void sync(const std::filesystem::path& path) {
    const Descriptor file{path, O_RDONLY};
    if (::fsync(file.get()) != 0)
        throw DatabaseError(DatabaseError::Kind::other,
                            fmt::format("cannot sync {}: {}", path.string(),
                                        std::generic_category().message(errno)));
}

}  // namespace kommod::store
