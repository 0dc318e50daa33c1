// A program started by one of scripts/printers in the foreground: it ends with the test that started it, even with a
// crashed one. Used by SimulatedPrinter and PrivateCupsd.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace einlass::test {

class PrinterProcess {
 public:
  PrinterProcess() = default;
  ~PrinterProcess() { stop(); }
  PrinterProcess(const PrinterProcess&) = delete;
  PrinterProcess& operator=(const PrinterProcess&) = delete;

  // `script` is the name of a file in scripts/printers; `environment` is what it gets beside the test's own.
  void start(const std::string& script, const std::vector<std::string>& arguments,
             std::map<std::string, std::string> environment = {});
  void stop();    // SIGTERM, and SIGKILL to whoever ignores it
  void kill();    // SIGKILL, as if the plug were pulled
  void freeze();  // SIGSTOP
  void thaw();
  bool is_running();

 private:
  void end_orphans();

  pid_t pid_ = 0;
  std::vector<pid_t> orphans_;  // children of a killed cupsd: its backends would wait for their printer for ever
};

// Runs one of scripts/printers to its end; true: it succeeded.
bool run_printer_script(const std::string& script, const std::vector<std::string>& arguments);

// Runs a program of the machine with extra environment to its end and gives its standard output; throws if it fails.
std::string output_of(const std::vector<std::string>& command,
                      const std::map<std::string, std::string>& environment = {});

// A port on which nothing listens.
int free_port();

// Connects and hangs up again.
bool listens(int port);

}  // namespace einlass::test
