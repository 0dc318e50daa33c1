// An event with a badge desk, at which the scan is made.
#pragma once

#include "core/rules/badge_handout.h"
#include "tests/core/rules/admission_world.h"

#include <variant>

namespace einlass::rules {

struct DeskWorld : World {
  DeskWorld() {
    policy.badge.desks = {"Badge desk"};
    request.door = "Badge desk";
  }
  void printed_in_bulk(int place) {
    state().badges.push_back({.place_number = place, .status = BadgeStatus::Printed, .ahead = true});
  }
  // Everybody's admission is the same one here.
  void came_out(int place, BadgeStatus status = BadgeStatus::Printed) {
    state().badges.push_back({.place_number = place, .status = status, .admission = scan_ref("in")});
  }
  void stands() { state().standing.push_back({.scan = scan_ref("in"), .day = day}); }
  AdmissionRefused refused() const { return std::get<AdmissionRefused>(decide()); }
  AdmissionGranted granted() const { return std::get<AdmissionGranted>(decide()); }
};

}  // namespace einlass::rules
