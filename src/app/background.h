// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Work beside the pages: delivering mails, deleting what is past its retention, anchoring the
// trail.
#pragma once

#include <memory>

#include "app/house.h"
#include "store/jobs.h"
#include "store/outbox.h"

namespace kommod::app {

struct Background {
    std::unique_ptr<store::OutboxWorker> outbox;
    std::unique_ptr<store::Jobs> jobs;
};

// Started; ends with the value. Without a mail server, mails wait in the outbox.
Background start_background(House& house);

}  // namespace kommod::app
