// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/qr.h"

#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <qrencode.h>

namespace kommod::staff {

QrPath qr_path(std::string_view text) {
    constexpr int quiet_zone = 4;  // ISO/IEC 18004: four modules of nothing around
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
        QRcode_encodeString8bit(std::string{text}.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
    if (!code) throw std::runtime_error("text does not fit into a QR code");
    QrPath out{.size = code->width + 2 * quiet_zone, .path = {}};
    const auto dark = [&](int x, int y) { return (code->data[y * code->width + x] & 1U) != 0; };
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x) {
            if (!dark(x, y)) continue;
            int run = 1;
            while (x + run < code->width && dark(x + run, y))
                ++run;
            out.path += fmt::format("M{} {}h{}v1h-{}z", x + quiet_zone, y + quiet_zone, run, run);
            x += run;
        }
    return out;
}

}  // namespace kommod::staff
