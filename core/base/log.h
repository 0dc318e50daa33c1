// One line per entry on standard error: time, level, program part, message. Never a guest's name or a ticket code.
#pragma once

#include <string>
#include <utility>

#include <spdlog/spdlog.h>

namespace einlass::base {

// Called once by each program before anything else. `level`: debug, info, warning or error. Thread-safe afterwards.
void start_log(const std::string& program, const std::string& level = "info");

template <typename... Args>
void log_debug(fmt::format_string<Args...> text, Args&&... args) {
  spdlog::debug(text, std::forward<Args>(args)...);
}

template <typename... Args>
void log_info(fmt::format_string<Args...> text, Args&&... args) {
  spdlog::info(text, std::forward<Args>(args)...);
}

template <typename... Args>
void log_warning(fmt::format_string<Args...> text, Args&&... args) {
  spdlog::warn(text, std::forward<Args>(args)...);
}

template <typename... Args>
void log_error(fmt::format_string<Args...> text, Args&&... args) {
  spdlog::error(text, std::forward<Args>(args)...);
}

}  // namespace einlass::base
