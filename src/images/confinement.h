// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace kommod::images {

// Takes everything from this process that computing does not need, for good. False when the kernel
// does not do it; then nothing foreign may be read.
bool confine_this_process();

}  // namespace kommod::images
