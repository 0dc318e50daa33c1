// What a scan meets at the door, for the tests of what is decided then.
#pragma once

#include "core/rules/admission.h"
#include "core/rules/words.h"
#include "tests/core/rules/world.h"

#include <string>

namespace einlass::rules {

constexpr base::Milliseconds kHour{3'600'000};

// A confirmed, paid, listed ticket of one place at an open door; every case changes what it is about.
struct World {
  EventPolicy policy;
  std::vector<Candidate> candidates;
  AdmissionRequest request;
  Connectivity connectivity = Connectivity::Online;
  AdmissionDay day;
  bool list_is_complete = true;

  World() {
    policy.badge = {.print = true, .template_name = "card"};
    policy.re_entry = ReEntry::AfterDeparture;
    candidates.push_back({.ticket = {.id = named<TicketId>("ticket"),
                                     .event = named<EventId>("event"),
                                     .guest = named<GuestId>("guest"),
                                     .category = "member"},
                          .state = {}});
    request.scan = {named<ScanId>("now"), 0};
  }

  Ticket& ticket() { return candidates.front().ticket; }
  CapacityLeft& capacity() { return candidates.front().capacity; }
  TicketState& state() { return candidates.front().state; }
  void came(int persons, int still_inside) {
    state().days[day] = {.inside = still_inside, .admitted = persons};
    state().badges_due = persons;
  }
  void badge_out(int place) { state().badges.push_back({.place_number = place, .status = BadgeStatus::Printed}); }
  void override_now(Refusal refusal) { state().overrides.push_back({request.scan.scan, refusal}); }
  void override_earlier(Refusal refusal) { state().overrides.push_back({named<ScanId>("earlier"), refusal}); }
  void limit(int persons, CapKind kind, CapCounts counts, int left) {
    policy.cap = Cap{persons, kind, counts};
    capacity().event = left;
    capacity().seat = {SeatSource::Pool, {}};
  }

  Admission decide() const {
    return rules::decide(candidates, request,
                         {.event = named<EventId>("event"),
                          .policy = policy,
                          .connectivity = connectivity,
                          .now = kDoors,
                          .day = day,
                          .list_is_complete = list_is_complete});
  }

  std::string answer() const {
    const Admission admission = decide();
    if (const auto* granted = std::get_if<AdmissionGranted>(&admission)) {
      return "admitted " + std::to_string(granted->fact.persons);
    }
    if (const auto* refused = std::get_if<AdmissionRefused>(&admission)) return std::string(word(refused->refusal));
    return "announced";
  }
};

}  // namespace einlass::rules
