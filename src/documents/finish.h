// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What Cairo cannot say, added with libqpdf: title, language, XMP, alternative texts, header cells,
// artifacts.
#pragma once

#include <map>
#include <string>

#include "documents/metadata.h"
#include "documents/painter.h"

namespace kommod::documents {

// The final bytes. `links` holds what links say about themselves, by address; the others are
// described by their address. The file's id is a digest of its contents (ISO 32000-1, 14.4), so
// equal pages are equal files.
std::string finish_pdf(const Painter::Pages& pages, const Metadata& about,
                       const std::map<std::string, std::string>& links);

}  // namespace kommod::documents
