// A program under test, with its output in hand. Killed, if need be, by the destructor.
#pragma once

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace einlass::server {

struct ChildLimits {
  bool no_room_for_files = false;  // every write that makes a file longer fails (RLIMIT_FSIZE)
  bool reads_until_test_ends =
      false;  // its standard input is an empty pipe that ends with this object and this process
};

class ChildProcess {
 public:
  ChildProcess(const std::filesystem::path& program, const std::vector<std::string>& arguments,
               const ChildLimits& limits = {});
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // The next line of standard output, without its end; what there is when the program ends.
  std::string read_line();
  void signal(int number) const;
  pid_t id() const { return pid_; }
  int wait();            // its exit code; 128 + number if a signal ended it
  std::string errors();  // standard error, until its end: after wait(); what a pipe holds, 64 KiB at most

 private:
  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
};

}  // namespace einlass::server
