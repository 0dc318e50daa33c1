// The connector thread: takes what is due from the desk, talks to the systems around the server, and brings the answers
// back, one batch after the other, of one outlet after the other. Owned by the VenueServer.
#pragma once

#include "server/venue/desk.h"
#include "server/web/desk_thread.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace einlass::web {

class DeliveryThread {
 public:
  // Both outlive it; the desk is touched on its own thread only.
  DeliveryThread(venue::Desk& desk, DeskThread& desk_thread) : desk_(desk), desk_thread_(desk_thread) {}
  ~DeliveryThread() { stop(); }
  DeliveryThread(const DeliveryThread&) = delete;
  DeliveryThread& operator=(const DeliveryThread&) = delete;

  void start();
  // A request under way is given up within about a second; what it did is asked about at the next start. Before the
  // desk's thread stops.
  void stop();
  // Any thread: something may be due.
  void wake();

  // Nobody wakes it for what the door writes.
  static constexpr base::Milliseconds looks_every{5'000};

 private:
  struct Next {
    std::optional<venue::DeliveryTask> task;
    base::Milliseconds pause = looks_every;  // without a task
  };
  // A system whose last batch ended busy or silent, so that others need not wait for it at every turn.
  struct Rest {
    int times = 0;
    base::Instant until;
  };
  struct Opened {
    crm::EventPlace place;
    std::unique_ptr<crm::Target> target;
  };

  void run();
  Next ask_desk();
  Next next_on_desk();
  venue::Outlets in_turn(venue::Outlets outlets) const;
  base::Milliseconds pause_until(std::optional<base::Instant> due, const venue::Outlets& outlets) const;
  base::Result<crm::Target*> target_of(const venue::DeliveryTask& task);
  void carry_out(const venue::DeliveryTask& task);
  void note(const venue::Outlet& outlet, const std::vector<crm::Delivered>& delivered);

  venue::Desk& desk_;
  DeskThread& desk_thread_;
  // A longer pause is the rows' own: meanwhile other targets have their turn.
  crm::RealWaiting waiting_{std::chrono::minutes(1)};
  std::map<venue::Outlet, Opened> targets_;  // of runs that go on; of this thread
  std::string trouble_;                      // as it was logged last; of the desk's thread, and the two below as well
  std::optional<venue::Outlet> last_;        // whose turn it was
  std::map<venue::Outlet, Rest> resting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_woken_ = false;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace einlass::web
