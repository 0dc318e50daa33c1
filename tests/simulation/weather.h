// What goes wrong in a world, and when: links part or get noisy, programs are killed and machines lose power in the
// middle of anything, clocks jump and come back wrong. Lives as long as its world runs.
#pragma once

#include "tests/simulation/nature.h"

#include <cstddef>
#include <memory>

namespace einlass::simulation {

class Machine;
class World;

class Weather {
 public:
  explicit Weather(World& world);
  void rage(Milliseconds time);
  void clear();  // what is down comes back; nothing goes wrong any more

 private:
  void strike();
  void hit_link(std::size_t kiosk);
  void hit_kiosk(std::size_t kiosk);
  void hit_server();
  void put_a_disk_back(Milliseconds within);
  void stop_somewhere(Machine& machine);
  void recover(Machine& machine);
  void look_after();

  World& world_;
  Nature& nature_;
  int strength_;  // strikes per minute
  bool is_clear_ = false;
};

}  // namespace einlass::simulation
