// Pulls by the connectors' schedules: what has changed every few minutes, everything once a day. One after the other.
// Owned by the VenueServer.
#pragma once

#include "server/venue/desk.h"
#include "server/web/desk_thread.h"

#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace einlass::web {

class PullThread {
 public:
  // Both outlive it; the desk is touched on its own thread only. `changed` is called there after guests came in.
  PullThread(venue::Desk& desk, DeskThread& desk_thread, std::function<void()> changed)
      : desk_(desk), desk_thread_(desk_thread), changed_(std::move(changed)) {}
  ~PullThread() { stop(); }
  PullThread(const PullThread&) = delete;
  PullThread& operator=(const PullThread&) = delete;

  void start();
  // A request under way is given up within about a second; the pull goes on where it was at the next start. Before the
  // desk's thread stops.
  void stop();

  static constexpr base::Milliseconds looks_every{30'000};
  // A pause that a system asks for is waited for so long, as others have their turn then; it is asked again after its
  // pause, or after the longest, whatever it says.
  static constexpr base::Milliseconds waits_at_most{60'000};
  static constexpr base::Milliseconds longest_pause{15 * 60'000};

 private:
  void run();
  void pull(const venue::DuePull& due);
  // Event by event, with whoever waits at the door between them.
  void match();

  venue::Desk& desk_;
  DeskThread& desk_thread_;
  std::function<void()> changed_;
  crm::RealWaiting waiting_{waits_at_most};
  std::map<std::string, base::Instant> not_before_;  // by connector; of this thread
  std::thread thread_;
};

}  // namespace einlass::web
