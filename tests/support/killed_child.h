// What a program leaves that is killed in the middle of something.
#pragma once

#include <csignal>
#include <cstdlib>

#include <sys/wait.h>
#include <unistd.h>

namespace einlass::support {

// Runs `act` in a child process, which leaves by be_killed(): no destructor cleans up. For tests with one thread.
template <typename Act>
void in_a_child(const Act& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    act();
    ::_exit(EXIT_FAILURE);
  }
  ::waitpid(child, nullptr, 0);
}

inline void be_killed() {
  ::kill(::getpid(), SIGKILL);
}

}  // namespace einlass::support
