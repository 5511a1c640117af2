// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Export of catalogues. Kommod's own format carries everything; CSV and XZuFi what they can.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "catalogue/store.h"

namespace kommod::catalogue {

enum class ExportFormat { kommod, flat_csv, xzufi_2_2_0, xzufi_2_3_1 };
// "json", "csv", "xzufi" (2.2.0), "xzufi-2.3.1"; Error "catalogue.unknown_format".
Result<ExportFormat> export_format_from_id(std::string_view id);

// `municipality`: AGS, or empty for the association's catalogue. Kommod's format holds the
// namespace's own records; the others the catalogue as it is seen there, all of it.
std::string export_catalogue(Store& store, std::string_view municipality, ExportFormat format);

}  // namespace kommod::catalogue
