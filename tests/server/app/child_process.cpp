#include "tests/server/app/child_process.h"

#include <array>
#include <cstdlib>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace einlass::server {
namespace {

struct Ends {
  int input;  // negative: the test's own
  int output;
  int errors;
};

[[noreturn]] void become(const std::vector<char*>& arguments, const ChildLimits& limits, const Ends& ends) {
  if (ends.input >= 0) ::dup2(ends.input, STDIN_FILENO);
  ::dup2(ends.output, STDOUT_FILENO);
  ::dup2(ends.errors, STDERR_FILENO);
  if (limits.no_room_for_files) {
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    ::setrlimit(RLIMIT_FSIZE, &none);
    std::signal(SIGXFSZ, SIG_IGN);
  }
  ::execv(arguments.front(), arguments.data());
  ::_exit(127);
}

}  // namespace

ChildProcess::ChildProcess(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                           const ChildLimits& limits) {
  std::vector<std::string> words = arguments;
  words.insert(words.begin(), program.string());
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) std::abort();
  output_ = pipe[0];
  std::array<int, 2> error_pipe{};
  if (::pipe2(error_pipe.data(), O_CLOEXEC) != 0) std::abort();
  errors_ = error_pipe[0];
  std::array<int, 2> input_pipe{-1, -1};
  if (limits.reads_until_test_ends && ::pipe2(input_pipe.data(), O_CLOEXEC) != 0) std::abort();
  input_ = input_pipe[1];
  pid_ = ::fork();
  if (pid_ == 0) become(pointers, limits, {.input = input_pipe[0], .output = pipe[1], .errors = error_pipe[1]});
  ::close(pipe[1]);
  ::close(input_pipe[0]);
  ::close(error_pipe[1]);
}

ChildProcess::~ChildProcess() {
  if (pid_ > 0) {
    signal(SIGKILL);
    wait();
  }
  ::close(input_);
  ::close(output_);
  ::close(errors_);
}

std::string ChildProcess::read_line() {
  std::string line;
  char next = 0;
  while (::read(output_, &next, 1) == 1 && next != '\n') line.push_back(next);
  return line;
}

void ChildProcess::signal(int number) const {
  if (pid_ > 0) ::kill(pid_, number);
}

int ChildProcess::wait() {
  int status = 0;
  if (pid_ > 0) ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string ChildProcess::errors() {
  std::string all;
  std::array<char, 4096> part{};
  for (auto size = ::read(errors_, part.data(), part.size()); size > 0;
       size = ::read(errors_, part.data(), part.size())) {
    all.append(part.data(), static_cast<std::size_t>(size));
  }
  return all;
}

}  // namespace einlass::server
