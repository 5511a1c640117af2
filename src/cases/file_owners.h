// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Whose a file is, as the room of files writes it down.
#pragma once

#include <string>
#include <string_view>

namespace kommod::cases {

inline std::string owner_of_draft(std::string_view id) {
    return "draft:" + std::string{id};
}
inline std::string owner_of_application(std::string_view id) {
    return "application:" + std::string{id};
}

}  // namespace kommod::cases
