// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// QR codes as the data of one SVG path: the template draws it without any inline style.
#pragma once

#include <string>
#include <string_view>

namespace kommod::staff {

struct QrPath {
    int size = 0;      // modules along one side, quiet zone included
    std::string path;  // "M4 4h7v1h-7z..." in modules
};

QrPath qr_path(std::string_view text);

}  // namespace kommod::staff
