#include "core/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>

namespace einlass::base {

void start_log(const std::string& program, const std::string& level) {
  auto log = spdlog::stderr_logger_mt(program);
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %n: %v");
  log->set_level(spdlog::level::from_str(level));
  log->flush_on(spdlog::level::warn);
  spdlog::set_default_logger(std::move(log));
}

}  // namespace einlass::base
