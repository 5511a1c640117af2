// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Log events: one JSON object a line on standard error. Names and ids only, never personal data,
// never a secret.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace kommod::log {

enum class Level { debug, info, warning, error };

using Field = std::pair<std::string_view, std::variant<std::int64_t, double, bool, std::string>>;

// Events below this level are dropped. Default: info.
void set_level(Level level);
// log::event(Level::info, "store.migrated", {{"namespace", name}, {"version", 3}});
void event(Level level, std::string_view name, std::initializer_list<Field> fields = {});

inline void info(std::string_view name, std::initializer_list<Field> fields = {}) {
    event(Level::info, name, fields);
}
inline void warning(std::string_view name, std::initializer_list<Field> fields = {}) {
    event(Level::warning, name, fields);
}
inline void error(std::string_view name, std::initializer_list<Field> fields = {}) {
    event(Level::error, name, fields);
}

}  // namespace kommod::log
