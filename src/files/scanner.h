// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A virus scanner beside Kommod: ClamAV's clamd, asked with its command INSTREAM (clamd(8)).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kommod::files {

class Scanner {
  public:
    enum class Verdict {
        clean,     // also when no scanner is configured
        infected,  // the signature is in the log, without the file's name
        unknown    // it did not answer, or says that it could not look
    };

    // "unix:/run/clamav/clamd.ctl" or "tcp:HOST:PORT"; empty: no scanner. Errors:
    // "scanner.address".
    static Result<void> check(std::string_view address);
    explicit Scanner(std::string address,
                     std::chrono::milliseconds patience = std::chrono::seconds{30});

    bool configured() const { return !address_.empty(); }
    // Safe to use from all threads.
    Verdict scan(std::string_view content) const;
    // Whether it answers at all (PING).
    bool alive() const;

  private:
    std::string ask(std::string_view command, std::string_view content) const;

    const std::string address_;
    const std::chrono::milliseconds patience_;
};

}  // namespace kommod::files
