// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/clock.h"
#include "base/json.h"

namespace kommod::log {
namespace {

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = std::make_shared<spdlog::logger>(
            "kommod", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%v");
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *instance;
}

spdlog::level::level_enum to_spdlog(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

constexpr std::string_view names[] = {"debug", "info", "warning", "error"};

}  // namespace

void set_level(Level level) {
    logger().set_level(to_spdlog(level));
}

void event(Level level, std::string_view name, std::initializer_list<Field> fields) {
    if (!logger().should_log(to_spdlog(level))) return;
    json::object line;
    line["time"] = SystemClock{}.now().to_iso();
    line["level"] = names[static_cast<int>(level)];
    line["event"] = name;
    for (const Field& field : fields)
        std::visit([&](const auto& value) { line[field.first] = value; }, field.second);
    logger().log(to_spdlog(level), "{}", json::serialize(line));
}

}  // namespace kommod::log
