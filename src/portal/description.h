// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: what the catalogue tells of a service, whoever offers it.
#pragma once

#include <string>
#include <vector>

#include "portal/portal.h"

namespace kommod::portal {

// Adds summary, modules[{heading,text}], laws[{text}] and addressees[{text}], in the visitor's
// language where there is one.
void add_description(json::object& view, const http::Request& request, const Deps& deps,
                     const catalogue::PublicService& service);

json::array text_list(const std::vector<std::string>& texts);

// Who carries out what belongs to this level, as seen from the town: "Bund", "Freistaat Bayern",
// "Kreis Coesfeld", "Coesfeld".
std::string responsible_name(catalogue::Level level, const municipalities::Municipality& town);

}  // namespace kommod::portal
