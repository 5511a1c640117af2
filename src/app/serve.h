// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The server of an installation: pages, metrics, background work, until a signal ends it.
#pragma once

#include "app/house.h"
#include "app/stop_signals.h"

namespace kommod::app {

struct ServeOptions {
    bool demonstration = false;  // fill an empty installation with the demonstration first
};

// Serves until one of the signals. Returns the process's exit status.
int serve(House& house, const ServeOptions& options, const StopSignals& signals);

}  // namespace kommod::app
