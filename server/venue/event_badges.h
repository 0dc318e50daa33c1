// What badges of an event are printed from: everybody who is in or may come, as guest book and journal have her
// together, with the event's drawings. Read beside the desk, for a pre-flight or for printing before the doors open.
#pragma once

#include "core/rules/attendance.h"
#include "core/rules/badge_handout.h"
#include "core/wire/message_parts.h"
#include "server/venue/venue_state.h"

#include <map>
#include <string>
#include <vector>

namespace einlass::venue {

// A ticket of which badges are or may be printed, or with one in doubt.
struct BadgeTicket {
  wire::TicketView view;     // with who holds it now
  rules::TicketState state;  // of its badges and admissions
  std::string external_id;   // of the guest list's row; empty: of none
  rules::BadgeProspect prospect = rules::BadgeProspect::None;

  bool is_in() const { return state.persons_admitted() > 0; }
  // The badge of this place that is to be used, or that may lie somewhere; null: there is none.
  const rules::Badge* badge_of(int place_number) const;
};

// A drawing or colours that are looked at on real guests before they are put into use.
struct LooksOnTrial {
  std::string drawing;                         // SVG; empty: those that are in use
  std::string category;                        // whose drawing it would be; empty: of all without one of their own
  std::map<std::string, std::string> colours;  // by category: "#cc0000"; empty: taken away

  static constexpr const char* name = "(trial)";  // of the drawing, among the templates
};

// Any thread, also beside the desk's: tickets() reads a snapshot of its own.
class EventBadges {
 public:
  // On the desk's thread. NotFound: there is no such event. Refused: it prints no badges.
  static base::Result<EventBadges> of(VenueState& state, const std::string& event, const LooksOnTrial& trial = {});

  const rules::EventFrame& frame() const { return frame_; }
  const rules::EventPolicy& policy() const { return policy_; }
  const std::map<std::string, std::string>& templates() const { return templates_; }  // SVG by name
  const std::map<std::string, std::string>& images() const { return images_; }        // by field

  // Which printer of this server has a badge that is on its way or in doubt; empty: none of them.
  std::string printer_of(rules::BadgeSerial serial) const;

  // That have badges or may come to have some, and whatever else has one in doubt; by family name.
  base::Result<std::vector<BadgeTicket>> tickets() const;

 private:
  EventBadges(const OpenEvent& event, rules::AdmissionDay day);
  void try_on(const LooksOnTrial& trial);

  rules::EventFrame frame_;
  rules::EventPolicy policy_;
  rules::AdmissionDay day_;
  std::map<std::string, std::string> templates_;
  std::map<std::string, std::string> images_;
  std::map<rules::BadgeSerial, std::string> printers_;
  store::EventStoreOptions file_;
};

}  // namespace einlass::venue
