// A computer of the world: a disk that forgets, clocks that go wrong, and a way to stop in the middle of anything. The
// program that runs on it is a SimulatedKiosk or the SimulatedServer.
#pragma once

#include "core/base/clock.h"
#include "tests/simulation/nature.h"
#include "tests/support/forgetful_vfs.h"

#include <filesystem>
#include <optional>
#include <string>

namespace einlass::simulation {

// Drifts, is set by hand, and starts anew with the machine.
class MachineClock final : public base::Clock {
 public:
  MachineClock(const Milliseconds& now, base::Instant start) : now_(now), start_(start) {}

  base::Instant wall() const override { return start_ + now_ + drifted(now_) + wrong_by_; }
  Milliseconds monotonic() const override { return now_ - booted_ + drifted(now_ - booted_) + since_boot; }

  void drift(int parts_per_million) { parts_per_million_ = parts_per_million; }
  void set_wrong_by(Milliseconds by) { wrong_by_ = by; }
  void boot() { booted_ = now_; }

 private:
  static constexpr Milliseconds since_boot{20'000};
  Milliseconds drifted(Milliseconds span) const { return span * parts_per_million_ / 1'000'000; }

  const Milliseconds& now_;
  base::Instant start_;
  Milliseconds booted_{0};
  Milliseconds wrong_by_{0};
  int parts_per_million_ = 0;
};

class Machine {
 public:
  // `name`: of its disk, unlike any other.
  Machine(const std::string& name, std::filesystem::path folder, const Milliseconds& now, base::Instant start);

  MachineClock clock;

  const std::filesystem::path& folder() const { return folder_; }
  const std::string& disk_name() const { return disk_.name(); }
  std::string boot() const { return "boot-" + std::to_string(boots_); }

  // Files are opened on this machine's disk from now on.
  void take_the_floor() { disk_.make_default(); }
  // Stops in the middle: at this sync from now, or before this word that it would say (from 1).
  void stop_at_sync(int count) { disk_.fail_from_sync(count); }
  void stop_at_word(int count) { words_left_ = count; }
  void stop() { disk_.stop(); }
  void do_not_stop();  // whatever was planned
  bool has_stopped() const { return disk_.has_failed(); }
  // Before anything leaves the machine: to a link or to a screen. False: it has stopped.
  bool may_speak();

  // Its disk as it is now, to be put back once: the machine stops, and starts again with the disk as it was.
  void take_image() { image_ = disk_.image(); }
  void put_image_back();
  bool was_put_back() const { return was_put_back_; }

  void restart_program();
  void lose_power(std::uint64_t seed);

 private:
  std::filesystem::path folder_;
  support::ForgetfulVfs disk_;
  void put_back_what_is_due();

  std::optional<int> words_left_;
  std::optional<support::ForgetfulVfs::Image> image_;
  bool is_to_be_put_back_ = false;
  bool was_put_back_ = false;
  int boots_ = 1;
};

}  // namespace einlass::simulation
