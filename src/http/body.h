// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Takes in a request's body within the limits of its route.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.h"
#include "http/router.h"

namespace kommod::http {

// Fed on an I/O thread, piece by piece. What it holds in memory is bounded by the route's
// body_limit; files go to the upload folder and vanish with it unless finish() handed them over.
class BodyReader {
  public:
    virtual ~BodyReader() = default;
    // Returns 0, or the status to stop with.
    virtual int take(std::string_view bytes) = 0;
    // Puts what was read into the request. Returns 0, or the status to answer with.
    virtual int finish(Request& request) = 0;
};

struct BodyPlan {
    int refused = 0;  // 415 for a type the route does not take
    std::unique_ptr<BodyReader> reader;
    std::uint64_t limit = 0;  // of the whole body: more is refused before it is sent
};
// How to read a body of this type for this route.
BodyPlan plan_body(const Route& route, std::string_view content_type,
                   const std::filesystem::path& upload_folder);

// Makes the folder, and removes what a crash left in it: uploads older than a day.
void prepare_upload_folder(const std::filesystem::path& folder);

}  // namespace kommod::http
