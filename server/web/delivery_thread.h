// The connector thread: takes what is due from the desk, talks to the systems around the server, and brings the answers
// back, one batch after the other. Owned by the VenueServer.
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

namespace einlass::web {

class DeliveryThread {
 public:
  // Both outlive it; the desk is touched on its own thread only.
  DeliveryThread(venue::Desk& desk, DeskThread& desk_thread) : desk_(desk), desk_thread_(desk_thread) {}
  ~DeliveryThread() { stop(); }
  DeliveryThread(const DeliveryThread&) = delete;
  DeliveryThread& operator=(const DeliveryThread&) = delete;

  void start();
  // A request under way is waited for; what it did is on disk, or asked about at the next start. Before the desk's
  // thread stops.
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
  using Outlet = std::pair<rules::EventId, std::string>;

  void run();
  Next ask_desk();
  Next next_on_desk();
  void carry_out(const venue::DeliveryTask& task);

  venue::Desk& desk_;
  DeskThread& desk_thread_;
  // A longer pause is the rows' own: meanwhile other targets have their turn.
  crm::RealWaiting waiting_{std::chrono::minutes(1)};
  std::map<Outlet, std::unique_ptr<crm::Target>> targets_;  // of runs that go on; of this thread
  std::string trouble_;                                     // as it was logged last; of the desk's thread
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_woken_ = false;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace einlass::web
