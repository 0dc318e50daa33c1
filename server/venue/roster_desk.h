// The people who may sign in at kiosks and at the pages: taken on, given PINs and roles, let go. Part of the Desk, on
// its thread; PINs are stretched elsewhere, because that takes long on purpose.
#pragma once

#include "server/venue/venue_state.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

struct NewMember {
  std::string name;
  rules::Role role = rules::Role::Staff;
  std::vector<std::string> events;   // keys or ids; empty: all
  std::vector<std::string> lists{};  // list owners whose guests are hers, as a host
};

struct ListedMember {
  rules::StaffMember member;
  std::vector<std::string> events;  // keys; empty: all
  std::vector<std::string> lists{};
};

// Makes a PIN, or takes the wished one, without the desk: on any thread.
class PinJob {
 public:
  struct Made {
    std::string pin;
    base::Hash hash{};
  };

  PinJob(wire::StaffRoster roster, std::string wished) : roster_(std::move(roster)), wished_(std::move(wished)) {}
  // AlreadyExists: somebody has the wished one. Unavailable: there is not enough memory.
  base::Result<Made> make() const;

 private:
  wire::StaffRoster roster_;
  std::string wished_;
};

class RosterDesk {
 public:
  explicit RosterDesk(VenueState& state) : state_(state) {}

  // InvalidInput: it is not six digits, or one that others try first. An empty wish leaves the choice to the server.
  base::Result<PinJob> begin_pin(const std::string& wished);

  // Under the next number, which nobody else ever gets. InvalidInput: the name or a list's. NotFound: one of the
  // events.
  base::Result<store::StaffRecord> check(const NewMember& member);
  // AlreadyExists: somebody got the same PIN in the meantime.
  base::Result<rules::StaffMember> add(store::StaffRecord member, const base::Hash& pin_hash);
  // NotFound: there is no such number, or it was removed.
  base::Result<rules::StaffMember> find(std::uint32_t number);
  base::Result<store::StaffRecord> record(std::uint32_t number);  // likewise
  base::Result<rules::StaffMember> set_pin(std::uint32_t number, const base::Hash& pin_hash);
  base::Result<rules::StaffMember> set_role(std::uint32_t number, rules::Role role);
  // Where she may sign in from now on, by key or id; none: everywhere. NotFound: one of them.
  base::Result<std::set<rules::EventId>> events_named(const std::vector<std::string>& events);
  base::Result<rules::StaffMember> set_events(std::uint32_t number, const std::set<rules::EventId>& events);
  // InvalidInput: a list owner has no such name.
  base::Result<rules::StaffMember> set_lists(std::uint32_t number, const std::vector<std::string>& lists);
  // She signs in nowhere any more, and is signed in nowhere (PeopleDesk); entries name her number for ever.
  base::Result<rules::StaffMember> remove(std::uint32_t number);
  base::Result<std::vector<ListedMember>> list();
  base::Result<std::map<std::uint32_t, std::string>> names();  // also of those who were removed

 private:
  base::Result<rules::StaffMember> put(store::StaffRecord record);
  base::Result<void> check_unused(const base::Hash& pin_hash, std::uint32_t by);

  VenueState& state_;
};

}  // namespace einlass::venue
