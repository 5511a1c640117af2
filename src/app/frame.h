// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What surrounds every page: the portal's name, navigation, language, banner, the note on invented
// data.
#pragma once

#include "app/house.h"
#include "html/page.h"

namespace kommod::app {

html::FrameMaker frame_maker(House& house);

}  // namespace kommod::app
