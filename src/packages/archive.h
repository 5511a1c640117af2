// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A package as one file: a ZIP with the package's files as they are, manifest.json, which names
// each with its SHA-256, and, when a provider vouches for it, signature.json over the bytes of
// manifest.json. The same files make the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "packages/package.h"

namespace kommod::packages {

// What an archive may hold; a package of a town needs a hundredth of it.
constexpr std::size_t largest_archive = std::size_t{16} * 1024 * 1024;
constexpr std::size_t largest_content = std::size_t{32} * 1024 * 1024;  // unpacked, together
constexpr std::size_t most_files = 500;

struct Signature {
    std::string public_key;  // base64url
    std::string signer;      // how the provider calls itself
};

struct Archive {
    Files files;
    std::string id, version;
    std::string hash;  // of the checked document, as the provider's program computed it
    std::optional<Signature> signature;  // it is good, whosever it is
};

// The package's files as an archive without signature.
std::string write_archive(const Files& files, const ServicePackage& package);
// The archive with a signature; an earlier one is replaced. Errors: those of read_archive().
Result<std::string> signed_archive(std::string_view archive, std::string_view signing_key,
                                   std::string_view signer);

// Checks everything but the package itself. Keys: "archive.too_large", "archive.broken",
// "archive.too_many", "archive.name" (a path that leads out, twice the same, a link),
// "archive.encrypted", "archive.no_manifest", "archive.manifest", "archive.unnamed" (not in the
// manifest), "archive.missing", "archive.changed" (another SHA-256), "archive.signature".
// Each Error says in German what is wrong; `value` is the file.
Result<Archive> read_archive(std::string_view bytes);

}  // namespace kommod::packages
