// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// XZuFi 2.2.0 and 2.3.1: the `Leistung` of the responsibility finders. The schema is not at hand
// for everybody; our reading of its names is in docs/catalogue.md.
#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "catalogue/merge.h"
#include "catalogue/record.h"

namespace kommod::catalogue {

// One `leistung`, for one of the keys it refers to.
struct XzufiService {
    int line = 0;
    std::string key, name;
    ServiceDetails details;  // texts by language and module, fees, deadlines, type, trust ...

    bool operator==(const XzufiService&) const = default;
};

struct XzufiFile {
    std::vector<XzufiService> services;
    std::vector<Error> rejected;
};

// Reads as a stream: one `leistung` is held at a time. Nothing outside of the document is read; a
// document type declaration is refused as a whole, and with it every entity.
// Errors: "catalogue.broken_file", "catalogue.unknown_version".
Result<XzufiFile> read_xzufi(std::istream& stream);

// A service that is known gets a supplement when the file says more, or something else, than our
// own export of it would; one that is not is put into the
// bundle of its nearest relatives by LeiKa key.
void merge_xzufi(const XzufiFile& file, Merge& merge);

enum class XzufiVersion { v2_2_0, v2_3_1 };
std::string write_xzufi(const std::vector<XzufiService>& services, XzufiVersion version);
// What a file can carry of a service, as it is read again when it was written: the name among the
// texts, texts tidied, nothing of what XZuFi does not know.
ServiceDetails as_read(const XzufiService& service);

// Text of a module, of which some editors make HTML: tags become lines and list marks.
std::string plain_text(std::string_view html);

}  // namespace kommod::catalogue
