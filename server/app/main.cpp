#include "core/base/log.h"
#include "server/app/command_line.h"
#include "server/app/run_server.h"

#include <cstdio>
#include <exception>

#include <malloc.h>
#include <sys/stat.h>

// Exit status: 0 stopped in order, 1 failure, 2 wrong usage.
int main(int argc, char** argv) try {
  using namespace einlass;
  const auto line = server::read_command_line(argc, argv);
  if (line.exit_code) return *line.exit_code;
  const auto settings = server::settings_of(line);
  base::start_log("einlass-server", settings ? settings->log_level : "info");
  if (!settings) {
    base::log_error("{}", settings.error().message);
    return 1;
  }
  // Large buffers (fonts, guest lists, exports) go back to the system at once instead of raising malloc's threshold.
  ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
  ::umask(0077);  // what the server keeps concerns nobody else on the machine
  const server::StopSignals stop;
  const auto done = server::run_server(*settings, stop);
  if (!done) base::log_error("{}", done.error().message);
  return done ? 0 : 1;
} catch (const std::exception& failure) {
  std::fprintf(stderr, "einlass-server: %s\n", failure.what());
  return 1;
}
