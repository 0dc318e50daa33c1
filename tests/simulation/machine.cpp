#include "tests/simulation/machine.h"

#include <utility>

namespace einlass::simulation {

Machine::Machine(const std::string& name, std::filesystem::path folder, const Milliseconds& now, base::Instant start)
    : clock(now, start), folder_(std::move(folder)), disk_(name) {
  std::filesystem::create_directories(folder_);
}

bool Machine::may_speak() {
  if (words_left_ && --*words_left_ <= 0) stop();
  return !has_stopped();
}

void Machine::do_not_stop() {
  words_left_.reset();
  disk_.fail_from_sync(0);
}

void Machine::restart_program() {
  words_left_.reset();
  disk_.come_back();
}

void Machine::lose_power(std::uint64_t seed) {
  words_left_.reset();
  disk_.lose_power(seed);
  clock.boot();
  ++boots_;
}

}  // namespace einlass::simulation
