// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Online, encrypted backup and restore, of one namespace or of all.
//
// A backup is logical and the same for both engines: for each namespace, in one snapshot, the
// migrations it has and the rows of its tables. A restore runs those migrations, loads the rows and
// then runs the migrations that came since: a backup of an old release is upgraded, and one made on
// SQLite can be restored on PostgreSQL. Not part of it: virtual tables and generated columns
// (search indexes), which triggers or their room fill again.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/sealed_stream.h"
#include "store/database.h"

namespace kommod::store {

struct BackupReport {
    struct Part {
        std::string name_space;
        std::int64_t tables = 0;
        std::int64_t rows = 0;
    };
    Instant made_at;
    std::vector<Part> parts;
    std::string installation_key;  // see backup(); never shown
};

// Writes the namespaces (none given: all) into a new file that appears when it is complete.
// `installation_key` is what secrets in the records are sealed with; without it a restored second
// factor is worth nothing. It lies in the file like all the rest, under the passphrase. Errors:
// "backup.exists", "backup.unknown_namespace", "backup.unwritable".
Result<BackupReport> backup(Database& database, const Clock& clock,
                            const std::vector<std::string>& names,
                            const std::filesystem::path& file, std::string_view passphrase,
                            std::string_view installation_key = {},
                            const crypto::SealingCost& cost = {});

// Reads a backup to its end and says what is in it.
// Errors: "backup.malformed" and those of crypto::SealedReader.
Result<BackupReport> inspect_backup(const std::filesystem::path& file, std::string_view passphrase);

struct RestoreOptions {
    std::vector<std::string> only;  // none given: all
    bool overwrite = false;         // namespaces that exist are replaced
};
// Restores what the file holds. The whole file is checked first; each namespace is built beside the
// old one, and all take their places at once when all are built. So a failure leaves everything as
// it was, and a process that is killed leaves all as it was or all restored.
// On SQLite no other process may have the folder open.
// Errors: "restore.exists", "restore.unknown_namespace", "restore.newer", "restore.in_use",
// "restore.does_not_fit" and those of inspect_backup().
Result<BackupReport> restore(Database& database, const std::filesystem::path& file,
                             std::string_view passphrase, const RestoreOptions& options = {});

}  // namespace kommod::store
