// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A file that came with a form, as a whole. Only for routes whose upload_limit fits into memory.
#pragma once

#include <string>

#include "http/message.h"

namespace kommod::http {

// The bytes of an upload; empty when there are none.
std::string content_of(const Upload& upload);

// The first file that came with a form; null when none was chosen.
const Upload* chosen_upload(const Request& request);

}  // namespace kommod::http
