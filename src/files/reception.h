// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What happens to a file of a citizen before anybody keeps it: it is what we take (by its bytes),
// the scanner finds nothing in it, and a picture is made anew in a confined process.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "files/kinds.h"
#include "files/scanner.h"
#include "images/sandbox.h"

namespace kommod::files {

struct Accepted {
    Kind kind = Kind::pdf;
    std::string content;
};

class Reception {
  public:
    Reception(images::Sandbox& images, const Scanner& scanner)
        : images_(images), scanner_(scanner) {}

    // Keys: "file.empty", "file.unknown_kind", "file.broken" (cut off, or no picture after all),
    // "file.too_wide" (pixels), "file.infected", "file.not_scanned" and "file.busy" (nothing is
    // wrong with it; later it may be taken).
    Result<Accepted> receive(std::string content) const;

  private:
    images::Sandbox& images_;
    const Scanner& scanner_;
};

// A name as it may be shown and offered for saving: without folders, control characters and what
// turns writing around, at most 100 characters, with the ending of its kind.
std::string safe_name(std::string_view from_browser, Kind kind);

}  // namespace kommod::files
