// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/upload.h"

#include <fstream>
#include <iterator>

namespace kommod::http {

std::string content_of(const Upload& upload) {
    std::ifstream file{upload.path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

const Upload* chosen_upload(const Request& request) {
    const bool chosen = !request.uploads.empty() && request.uploads.front().size > 0;
    return chosen ? &request.uploads.front() : nullptr;
}

}  // namespace kommod::http
