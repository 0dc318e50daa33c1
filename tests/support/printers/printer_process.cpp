#include "tests/support/printers/printer_process.h"

#include "tests/support/printers/scratch_folder.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace einlass::test {
namespace {

enum class Fate { DiesWithTest, RunsToItsEnd };

[[noreturn]] void become(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

// The command's standard output goes to `output`; both it and errors go nowhere if it is negative.
pid_t spawn(const std::vector<std::string>& command, Fate fate, int output,
            const std::map<std::string, std::string>& environment = {}) {
  const pid_t pid = ::fork();
  if (pid < 0) throw std::runtime_error("fork failed");
  if (pid > 0) return pid;
  if (fate == Fate::DiesWithTest) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int nowhere = ::open("/dev/null", O_RDWR);
  ::dup2(nowhere, STDIN_FILENO);
  ::dup2(output < 0 ? nowhere : output, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
  become(command);
}

bool succeeded(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::vector<pid_t> children_of(pid_t pid) {
  std::ifstream list(fmt::format("/proc/{0}/task/{0}/children", pid));
  std::vector<pid_t> children;
  for (pid_t child = 0; list >> child;) children.push_back(child);
  return children;
}

std::vector<std::string> script_command(const std::string& script, const std::vector<std::string>& arguments) {
  std::vector<std::string> command{std::string(EINLASS_PRINTER_SCRIPTS) + "/" + script};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

const std::map<std::string, std::string> script_environment{{"EINLASS_QUIET_DNSSD", EINLASS_QUIET_DNSSD}};

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

}  // namespace

void PrinterProcess::start(const std::string& script, const std::vector<std::string>& arguments,
                           std::map<std::string, std::string> environment) {
  auto all = arguments;
  all.insert(all.begin(), "--foreground");
  environment.insert(script_environment.begin(), script_environment.end());
  pid_ = spawn(script_command(script, all), Fate::DiesWithTest, -1, environment);
}

void PrinterProcess::stop() {
  if (pid_ != 0) {
    ::kill(pid_, SIGTERM);
    if (!eventually([this] { return !is_running(); })) kill();
  }
  end_orphans();
}

void PrinterProcess::freeze() {
  if (pid_ != 0) ::kill(pid_, SIGSTOP);
}

void PrinterProcess::thaw() {
  if (pid_ != 0) ::kill(pid_, SIGCONT);
}

void PrinterProcess::kill() {
  if (pid_ == 0) return;
  const auto left_behind = children_of(pid_);
  orphans_.insert(orphans_.end(), left_behind.begin(), left_behind.end());
  ::kill(pid_, SIGKILL);
  succeeded(pid_);
  pid_ = 0;
}

bool PrinterProcess::is_running() {
  if (pid_ != 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = 0;
  return pid_ != 0;
}

void PrinterProcess::end_orphans() {
  for (const pid_t orphan : orphans_) ::kill(orphan, SIGKILL);
  orphans_.clear();
}

bool run_printer_script(const std::string& script, const std::vector<std::string>& arguments) {
  return succeeded(spawn(script_command(script, arguments), Fate::RunsToItsEnd, -1, script_environment));
}

std::string output_of(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
  const pid_t pid = spawn(command, Fate::RunsToItsEnd, pipe[1], environment);
  ::close(pipe[1]);
  std::string output;
  std::array<char, 4096> chunk{};
  for (ssize_t got = 0; (got = ::read(pipe[0], chunk.data(), chunk.size())) > 0;) {
    output.append(chunk.data(), static_cast<std::size_t>(got));
  }
  ::close(pipe[0]);
  if (!succeeded(pid)) throw std::runtime_error(command.front() + " failed");
  return output;
}

int free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(probe, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

bool listens(int port) {
  const int caller = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool answered = ::connect(caller, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(caller);
  return answered;
}

}  // namespace einlass::test
