// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Prometheus metrics on an address of their own, never the public one.
#pragma once

#include <memory>

#include "app/house.h"
#include "http/server.h"

namespace kommod::app {

// Null when the setting metrics_port is 0.
std::unique_ptr<http::Server> start_metrics_server(House& house);

}  // namespace kommod::app
