// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/secret.h"

#include <cerrno>
#include <stdexcept>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"

namespace kommod::app {
namespace {

constexpr std::size_t secret_size = 32;

struct Descriptor {
    int number;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

std::string read_secret(const std::filesystem::path& file, int descriptor) {
    struct stat status{};
    if (::fstat(descriptor, &status) == 0 && (status.st_mode & 077) != 0)
        throw std::runtime_error(file.string() + " can be read by others. Run: chmod 600 '" +
                                 file.string() + "'");
    std::string secret(secret_size + 1, '\0');
    const auto count = ::read(descriptor, secret.data(), secret.size());
    if (count != static_cast<ssize_t>(secret_size))
        throw std::runtime_error(file.string() +
                                 " is not a key file of Kommod (32 bytes are expected)");
    secret.resize(secret_size);
    return secret;
}

// The key in a new file beside its place, on the disk and for its owner only.
std::filesystem::path write_draft(const std::filesystem::path& file, std::string_view secret) {
    const std::filesystem::path draft = file.string() + "." + crypto::random_token(6);
    const Descriptor made{::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (made.number < 0 ||
        ::write(made.number, secret.data(), secret.size()) != static_cast<ssize_t>(secret.size()) ||
        ::fsync(made.number) != 0)
        throw std::runtime_error("the key file " + file.string() + " cannot be written");
    return draft;
}

// A name survives a power cut only with its folder. What is sealed with a lost key is lost, too.
void sync_folder_of(const std::filesystem::path& file) {
    const auto folder = std::filesystem::absolute(file).parent_path();
    const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (opened.number < 0 || ::fsync(opened.number) != 0)
        throw std::runtime_error("the folder " + folder.string() + " cannot be written");
}

}  // namespace

std::string load_or_make_secret(const std::filesystem::path& file) {
    if (const Descriptor existing{::open(file.c_str(), O_RDONLY | O_CLOEXEC)}; existing.number >= 0)
        return read_secret(file, existing.number);
    if (errno != ENOENT)
        throw std::runtime_error("the key file " + file.string() + " cannot be read");

    const std::string secret = crypto::random_bytes(secret_size);
    const auto draft = write_draft(file, secret);
    // link() instead of rename(): of two first starts at the same moment only one makes the key.
    const bool first = ::link(draft.c_str(), file.c_str()) == 0;
    ::unlink(draft.c_str());
    sync_folder_of(file);
    return first ? secret : load_or_make_secret(file);
}

void replace_secret(const std::filesystem::path& file, std::string_view secret) {
    std::filesystem::rename(write_draft(file, secret), file);
    sync_folder_of(file);
}

}  // namespace kommod::app
