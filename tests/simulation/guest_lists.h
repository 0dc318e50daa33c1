// The guest lists that the server gave away, version by version, and whether a kiosk holds the one that it names.
#pragma once

#include "core/base/crypto.h"
#include "core/rules/ticket.h"
#include "server/venue/desk.h"

#include <map>
#include <string>

namespace einlass::simulation {

class Chronicle;
class SimulatedKiosk;

class GuestLists {
 public:
  explicit GuestLists(Chronicle& chronicle) : chronicle_(chronicle) {}

  void watch(rules::EventId event) { event_ = event; }
  // Whenever a part of one leaves the server.
  void given(venue::Desk& desk, const base::Hash& version);
  // At any moment, most of all when a list was cut off.
  void check(SimulatedKiosk& kiosk);
  // The same if parts of a list came since, or another list is offered than was checked last.
  void check_if_new(SimulatedKiosk& kiosk);

 private:
  using List = std::map<rules::TicketId, rules::Ticket>;  // who was erased meanwhile has her ticket still

  Chronicle& chronicle_;
  rules::EventId event_;
  std::map<base::Hash, List> lists_;
  std::map<std::string, base::Hash> checked_;  // last, by the kiosk's name
};

}  // namespace einlass::simulation
