// How the pages reach the desk. Filled in by whoever owns the desk's thread (server/web).
#pragma once

#include "core/net/http.h"
#include "server/commands/command.h"
#include "server/venue/desk.h"

#include <functional>
#include <optional>
#include <variant>

namespace einlass::pages {

using Answered = std::variant<commands::CommandOutcome, net::BodySource>;

struct VenuePort {
  venue::Desk& desk;                                         // on its thread only, in jobs of on_desk
  std::function<void(std::function<void()> job)> on_desk;    // any thread; behind waiting admissions
  std::function<bool(std::function<void()> job)> on_worker;  // any thread; false: too many wait, the job is not kept
  // In a job of on_desk. `done` is called once, on the desk's thread or a worker; an answer that grows with the guests
  // lies on a disk by then.
  std::function<void(const commands::Command& command, const std::optional<venue::Caller>& caller,
                     std::function<void(const Answered&)> done)>
      begin;
};

}  // namespace einlass::pages
