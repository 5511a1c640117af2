// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The tables of a municipality's own records. For this room's store only.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "municipalities/portal_records.h"
#include "store/database.h"

namespace kommod::municipalities {

PortalRecords read_portal(store::Session& session);
// The row that tells whether they changed, and how it is moved on.
const store::Statement& portal_revision();
void touch_portal(store::WriteSession& session, std::int64_t revision);

void write_office(store::WriteSession& session, const Office& office);
// Those below it move up one step.
void delete_office(store::WriteSession& session, const Office& office);
// An empty text is removed.
void write_text(store::WriteSession& session, const std::string& id, const std::string& language,
                const std::string& content, Instant now);
void write_theme(store::WriteSession& session, const std::map<std::string, std::string>& theme);
void write_banner(store::WriteSession& session, const std::string& content);
// The image itself; empty when there is none.
std::string read_logo(store::Session& session);
void write_logo(store::WriteSession& session, const Logo& logo, std::string_view content);
void delete_logo(store::WriteSession& session);

}  // namespace kommod::municipalities
