// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The monitor's data as JSON: the contract of /monitor/daten.json and `kommod monitor --json`.
#pragma once

#include "base/json.h"
#include "readiness/readiness.h"

namespace kommod::monitor {

// {municipality, date, recorded, model, services:[{key,name,bundle,level,criteria,missing,
// solutions}], bundles:[{id,name,subject,levels}], blocks:[{id,state,from}],
// preconditions:[{id,owner,state,until}]}. A criterion that is not required counts as met (true);
// `missing` names those that are required and unmet.
json::object data(const readiness::Picture& picture);

}  // namespace kommod::monitor
