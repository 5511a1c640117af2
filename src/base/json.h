// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Boost.JSON is the JSON value of the whole house (view models, settings, exports).
#pragma once

#include <boost/json.hpp>

namespace kommod {
namespace json = boost::json;
}
