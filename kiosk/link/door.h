// What screens ask and do beside admissions, and what they should know of the door: whose PIN it is, guests, sheets,
// conflicts, acts, news. Owned by LinkPump, on its thread; the replica outlives it.
#pragma once

#include "core/wire/staff_roster.h"
#include "db/door_guests.h"
#include "kiosk/link/attempt_limit.h"
#include "kiosk/link/door_watch.h"
#include "kiosk/link/link.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace einlass::link {

class Replica;
struct OpenEvent;

// Runs `work` on another thread, then `done` on the pump's.
using RunAside = std::function<void(std::function<void()> work, std::function<void()> done)>;

struct DoorParts {
  Replica& replica;
  rules::KioskId kiosk;
  std::function<base::Milliseconds()> now;  // monotonic
  std::function<rules::EntryTime()> time;
  std::function<void(LinkEvent)> post;
  std::function<void(std::uint64_t token, const rules::FindDestinations&)> ask_server;
  std::function<void(const char* what, const base::Error& why)> complain;
};

class Door {
 public:
  explicit Door(DoorParts parts) : parts_(std::move(parts)) {}

  // Without it what takes long is done at once, and all else waits.
  void use_another_thread(RunAside aside) { aside_ = std::move(aside); }
  void start();
  // Answered by DoorAnswered.
  void ask(std::uint64_t token, const rules::DoorQuestion& question);
  // Refused: she is not, or no longer, of the roster, or her role does not allow it; NotFound: no event is open; else
  // as store::entries_of. The rows are on disk.
  base::Result<std::vector<rules::JournalRow>> act(const ActRequest& request, bool alone);

  // Entries or guests may have come.
  void note_change() {
    changed_ = true;
    searchable_ = false;
  }
  void pass_time();
  base::Milliseconds next_due() const;  // monotonic

  void note_list_taken(rules::EventId event);
  std::optional<base::Instant> list_taken();

 private:
  // Of the open event's file, made anew where that was opened again.
  struct OpenFile {
    rules::EventId event;
    std::uint64_t openings = 0;
    store::DoorGuests guests;
    DoorWatch watch;
  };
  struct TypedPin {
    std::uint64_t token = 0;
    std::string digits;
  };

  AttemptLimit kept_limit(const char* name);
  void keep_limit(const char* name, const AttemptLimit& limit);
  const wire::StaffRoster* roster() const;  // null: nobody may sign in here
  base::Result<OpenFile*> open_file();
  base::Result<const OpenEvent*> open_event() const;
  base::Result<rules::AdmissionDay> day_at(base::Instant venue) const;
  base::Instant venue_now() const { return parts_.time().venue; }

  template <typename Answer>
  void answered(std::uint64_t token, base::Result<Answer> answer);
  void answer(std::uint64_t token, const rules::CheckPin& question);
  void answer(std::uint64_t token, const rules::FindGuests& question);
  void answer(std::uint64_t token, const rules::LookUpGuest& question);
  void answer(std::uint64_t token, const rules::ReadSheet& question);
  void answer(std::uint64_t token, const rules::ReadConflicts& question);
  void answer(std::uint64_t token, const rules::FindDestinations& question);
  void check_next_pin();
  void pin_stretched(std::uint64_t token, const base::Salt& salt, const base::Result<base::Hash>& hash);
  bool forgives(std::uint32_t member, base::Milliseconds now);
  rules::PinAnswer whose_pin(const base::Salt& salt, const base::Hash& hash);
  base::Result<rules::DoorAnswer> looked_up(const rules::LookUpGuest& question);
  base::Result<rules::GuestLookedUp> look_up(const rules::LookUpGuest& question);
  base::Result<rules::GuestSheet> sheet(rules::TicketId ticket);
  base::Result<rules::Role> role_for(const ActRequest& request, const OpenEvent& event) const;
  // Refused: she is not, or no longer, of the roster.
  base::Result<rules::AdmissionDay> day_for(std::uint32_t by) const;
  base::Milliseconds look_due() const;
  void look();
  base::Result<bool> prepare_search();

  DoorParts parts_;
  RunAside aside_ = [](const auto& work, const auto& done) { work(), done(); };
  std::optional<OpenFile> file_;
  std::deque<TypedPin> pins_;
  bool pin_is_checked_ = false;
  AttemptLimit pin_limit_;
  std::map<std::uint32_t, base::Milliseconds> forgave_;  // whose PIN last made misses free again, and when
  base::Milliseconds forgives_from_{0};                  // nobody's does before
  AttemptLimit look_up_limit_;
  std::set<rules::TicketId> looked_up_;  // since this program's start
  std::deque<std::pair<base::Milliseconds, LinkEvent>> later_;
  rules::DoorNews news_;
  bool changed_ = true;
  bool searchable_ = false;  // whoever searches need not wait for the index
  base::Milliseconds looked_{0};
};

}  // namespace einlass::link
