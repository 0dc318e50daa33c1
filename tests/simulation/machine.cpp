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

void Machine::put_image_back() {
  is_to_be_put_back_ = image_.has_value();
  stop();
}

void Machine::put_back_what_is_due() {
  if (!std::exchange(is_to_be_put_back_, false)) return;
  disk_.put_back(*image_);
  was_put_back_ = true;
}

void Machine::restart_program() {
  words_left_.reset();
  disk_.come_back();
  put_back_what_is_due();
}

void Machine::lose_power(std::uint64_t seed) {
  words_left_.reset();
  disk_.lose_power(seed);
  put_back_what_is_due();
  clock.boot();
  ++boots_;
}

}  // namespace einlass::simulation
