// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The time slider: one column a quarter from the first record to the last plan, as high as the town
// was bright; a form without script and links.
#pragma once

#include "base/json.h"
#include "http/message.h"
#include "monitor/looking.h"
#include "monitor/words.h"
#include "readiness/store.h"

namespace kommod::monitor {

// {quarters:[{href,label,current,year,column_svg}], before_href, after_href, action}
json::object track_view(const http::Request& request, const Seen& seen, readiness::Store& readiness,
                        const Words& words);

}  // namespace kommod::monitor
