// A guest's sheet: what the scan came to, who it is, what is known, and what can be done.
#include "core/base/text_fold.h"
#include "core/rules/guest_fields.h"
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_maker.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

void StaffMaker::page(const GuestPage& /*shown*/) {
  model().layout = Layout::Sheet;
  maker_.put({Tone::Calm, Icon::Person, say("Guest"), {}});
  if (staff_.deciding || !staff_.guest) {
    maker_.put({Tone::Working, Icon::Hourglass, say("One moment, please"), {}});
  } else if (staff_.guest->outcome) {
    outcome(*staff_.guest->outcome);
  }
  if (staff_.guest && staff_.guest->sheet) sheet(*staff_.guest->sheet);
  if (staff_.guest && !staff_.guest->sheet && staff_.guest->unreadable) {
    model().body = say("The guest's data cannot be read right now.");
  }
  badges_under_way();
  if (!staff_.deciding) action_buttons();
  if (!staff_.deciding && staff_.guest && staff_.guest->outcome) no_ticket_buttons(*staff_.guest->outcome);
  back_button();
}

void StaffMaker::outcome(const Outcome& shown) {
  maker_.put(outcome_words(shown));
  if (refusal_of(staff_) != rules::Refusal::Ambiguous) return;
  for (const rules::FoundGuest& guest : shown.candidates) {
    Row candidate = row(guest);
    if (!guest.ticket_type.empty()) candidate.detail = guest.ticket_type + " · " + candidate.detail;
    model().rows.push_back(std::move(candidate));
  }
}

StaffMaker::Words StaffMaker::outcome_words(const Outcome& shown) const {
  if (shown.undecided) {
    return {Tone::Attention, Icon::Pause, say("Nothing could be decided"),
            say("Please try again, or use another kiosk.")};
  }
  if (const auto* granted = std::get_if<rules::AdmissionGranted>(&shown.admission)) return admitted(*granted);
  if (std::holds_alternative<rules::AdmissionAnnounced>(shown.admission)) {
    return {Tone::Calm, Icon::Bell, say("Announced"), say("The host is asked.")};
  }
  Words words = refusal(std::get<rules::AdmissionRefused>(shown.admission).refusal);
  if (!shown.right_door.empty()) {
    words.body = say("Please go to the entrance {door}.", {{"door", shown.right_door}});
  } else if (!shown.other_event.empty()) {
    words.body = say("It is for: {event}", {{"event", shown.other_event}});
  }
  return words;
}

StaffMaker::Words StaffMaker::admitted(const rules::AdmissionGranted& granted) const {
  Words words{Tone::Success, Icon::Check, say("Admitted"), {}};
  if (granted.fact.persons > 1) words.body = persons(granted.fact.persons);
  return words;
}

// The ways on where the code led to nobody.
void StaffMaker::no_ticket_buttons(const Outcome& shown) {
  const auto* refused = std::get_if<rules::AdmissionRefused>(&shown.admission);
  if (refused == nullptr || refused->ticket || !staff_.guest->ticket.is_nil()) return;
  button(say("Find by name"), StaffPressed{PlaceOpened{StaffPlace::Search}}, "find_by_name", true);
  if (may_register(staff_, config())) {
    button(say("Register a walk-in"), StaffPressed{PlaceOpened{StaffPlace::WalkIn}}, "register_walk_in");
  }
}

// --- what is known ---------------------------------------------------------------------------------------------------

void StaffMaker::line(std::string label, std::string text, bool attention, bool personal) {
  if (text.empty()) return;
  model().lines.push_back({std::move(label), std::move(text), attention, personal});
}

void StaffMaker::sheet(const rules::GuestSheet& shown) {
  const bool named = shown.guest && shown.guest->is_named();
  model().name = named ? shown.guest->full_name : say("No name yet");
  person_lines(shown);
  ticket_lines(shown);
  presence_lines(shown);
  badge_lines(shown);
  if (is_told_reasons(staff_)) note_lines(shown);
}

void StaffMaker::person_lines(const rules::GuestSheet& shown) {
  if (shown.instead) line(say("Comes instead of"), shown.instead->of);
  if (!shown.guest) return;
  line(say("Company"), shown.guest->company);
  line(say("Table"), shown.guest->table);
  if (is_told_reasons(staff_)) line(say("On the list of"), shown.guest->list_owner);
}

void StaffMaker::ticket_lines(const rules::GuestSheet& shown) {
  const std::string& type = shown.ticket.ticket_type;
  const std::string name = category(shown.ticket.category);
  // Lists whose ticket types are the categories would say each twice.
  const bool says_more =
      !type.empty() && base::fold_text(type) != base::fold_text(name) && type != shown.ticket.category;
  line(say("Ticket"), says_more ? name + " · " + type : name);
  if (is_told_reasons(staff_)) line(say("State"), status_words(shown), true);
}

std::string StaffMaker::status_words(const rules::GuestSheet& shown) const {
  std::string words;
  const auto add = [&words](const std::string& text) { words += words.empty() ? text : ", " + text; };
  const bool approved = shown.state.host_approved || shown.state.moved_up;
  if (shown.ticket.status == rules::TicketStatus::Cancelled) add(say("cancelled"));
  if (shown.ticket.status == rules::TicketStatus::Blocked) add(say("blocked"));
  if (shown.ticket.status == rules::TicketStatus::AwaitingApproval && !approved) add(say("not approved"));
  if (shown.ticket.status == rules::TicketStatus::Waitlisted && !approved) add(say("waiting list"));
  if (shown.ticket.payment == rules::Payment::Open && !shown.state.settled) add(say("not paid"));
  if (shown.state.host_declined) add(say("declined by the host"));
  if (shown.state.excused) add(say("excused"));
  if (shown.state.has_open_conflict()) add(say("came in at two places: see the conflicts"));
  return words;
}

void StaffMaker::presence_lines(const rules::GuestSheet& shown) {
  const int places = std::max(shown.ticket.places, shown.state.places);
  const int inside = inside_now(staff_);
  if (places > 1) {
    line(say("Places"),
         say("{inside} of {places} inside", {{"inside", std::to_string(inside)}, {"places", std::to_string(places)}}));
  } else if (inside == 0 && still_to_come(staff_, config()) > 0) {
    line(say("Places"), say("not here yet"));
  }
  for (const rules::StandingAdmission& each : shown.state.standing) {
    if (each.day != shown.day) continue;
    const std::string place = each.place.door.empty() ? each.place.name : each.place.name + ", " + each.place.door;
    const std::string count = each.persons > 1 ? " · " + persons(each.persons) : std::string();
    line(say("Came in"), time(each.time.venue) + " · " + place + count);
  }
}

void StaffMaker::badge_lines(const rules::GuestSheet& shown) {
  for (const rules::Badge& badge : badges_that_count(staff_)) line(say("Badge"), badge_words(badge));
  const auto owed = shown.state.owed_badges(shown.day);
  if (owed.empty()) return;
  line(say("Badge"),
       owed.size() == 1 ? say("still owed") : say("{count} are still owed", {{"count", std::to_string(owed.size())}}),
       true);
}

// Of one that was printed in bulk; empty: it was taken at its printer, or the policy names no desk.
std::string StaffMaker::desk_of(const rules::Badge& badge) const {
  if (!badge.place.kiosk.is_nil() || !staff_.guest || !staff_.guest->sheet) return {};
  const auto& guest = staff_.guest->sheet->guest;
  const auto* desk = rules::pick_up_of(config().policy, guest ? rules::family_name(*guest) : std::string());
  return desk == nullptr ? std::string() : in_language(desk->desk, maker_.voice_.language);
}

std::string StaffMaker::badge_words(const rules::Badge& badge) const {
  switch (badge.status) {
    case rules::BadgeStatus::Started:
      return say("on its way to the printer");
    case rules::BadgeStatus::Printed:
      if (const auto desk = desk_of(badge); !desk.empty()) {
        return say("printed; lies here: {place}", {{"place", desk}});
      }
      return say("printed at: {place}", {{"place", badge.place.name}});
    case rules::BadgeStatus::Failed:
      return say("did not come out");
    case rules::BadgeStatus::Unknown:
      return perhaps_printed(badge);
  }
  return {};
}

// Of this kiosk's own it is known which printer to look at.
std::string StaffMaker::perhaps_printed(const rules::Badge& badge) const {
  const auto& own = state().status.doubtful;
  const auto found =
      std::find_if(own.begin(), own.end(), [&badge](const DoubtfulBadge& each) { return each.serial == badge.serial; });
  if (found != own.end()) {
    return say("perhaps printed; please look at printer {name}", {{"name", maker_.printer_called(found->printer)}});
  }
  if (badge.place.name.empty()) return say("perhaps printed; please look at the printer");
  return say("perhaps printed; please look at the printer of: {place}", {{"place", badge.place.name}});
}

std::string StaffMaker::note_words(rules::NoteKind kind) const {
  switch (kind) {
    case rules::NoteKind::Access:
      return say("Access needs");
    case rules::NoteKind::Diet:
      return say("Diet");
    case rules::NoteKind::Arrival:
      return say("On arrival");
    case rules::NoteKind::Other:
      return say("Note");
  }
  return {};
}

void StaffMaker::note_lines(const rules::GuestSheet& shown) {
  for (const rules::SheetNote& note : shown.notes) {
    const bool is_attention = note.kind == rules::NoteKind::Access;
    if (note.text.empty()) {
      line(say("Note"), note_words(note.kind), is_attention);
    } else {
      line(note_words(note.kind), note.text, is_attention);
    }
  }
}

void StaffMaker::badges_under_way() {
  const auto& badges = state().visit.badges;
  for (std::size_t i = 0; i < badges.size(); ++i) {
    model().badges.push_back({badges[i].stage, maker_.numbered(badges[i], i + 1, badge_words(badges[i]))});
  }
}

std::string StaffMaker::badge_words(const BadgeProgress& badge) const {
  const std::string& place = badge.collect_at;
  switch (badge.stage) {
    case BadgeStage::Waiting:
    case BadgeStage::Printing:
      if (badge.trouble != PrinterTrouble::None) {
        return say("The badge waits for the printer:") + " " + printer_words(badge.trouble) +
               (place.empty() ? std::string() : " (" + place + ")");
      }
      if (badge.stage == BadgeStage::Waiting) return say("The badge is being prepared.");
      return place.empty() ? say("The badge is being printed.")
                           : say("The badge is being printed here: {place}", {{"place", place}});
    case BadgeStage::Printed:
      return place.empty() ? say("The badge is printed.") : say("The badge lies here: {place}", {{"place", place}});
    case BadgeStage::Failed:
      return say("The badge did not come out. It stays owed: see to the printer and scan again.");
    case BadgeStage::Unknown:
      return place.empty() ? say("Please look whether the badge came out. If not, print it again.")
                           : say("Please look whether the badge came out here: {place}. If not, print it again.",
                                 {{"place", place}});
  }
  return {};
}

// --- what can be done ------------------------------------------------------------------------------------------------

void StaffMaker::action_buttons() {
  bool primary = true;  // at most one: the likeliest
  const bool only_badges = maker_.at_badge_desk();
  for (const StaffAction action : actions_for(staff_, config())) {
    const bool leads_in = only_badges ? action == StaffAction::PrintBadge
                                      : action == StaffAction::Admit || action == StaffAction::LetInAnyway ||
                                            action == StaffAction::Settle || action == StaffAction::Approve;
    button(action_words(action), StaffPressed{ActionChosen{action}},
           "action_" + std::to_string(static_cast<int>(action)), primary && leads_in);
    if (leads_in) primary = false;
  }
}

std::string StaffMaker::action_words(StaffAction action) const {
  const bool named = staff_.guest && staff_.guest->sheet && staff_.guest->sheet->guest;
  switch (action) {
    case StaffAction::Admit:
      return still_to_come(staff_, config()) > 1
                 ? say("Admit all {count}", {{"count", std::to_string(still_to_come(staff_, config()))}})
                 : say("Admit");
    case StaffAction::AdmitSome:
      return say("Admit some");
    case StaffAction::LetInAnyway:
      return say("Let in all the same");
    case StaffAction::Approve:
      return say("Approve");
    case StaffAction::Decline:
      return say("Decline");
    case StaffAction::Settle:
      return say("Payment is settled");
    case StaffAction::CheckInOrder:
      return say("Admit the whole order ({count})", {{"count", std::to_string(order_to_come(staff_).size())}});
    case StaffAction::Depart:
      return say("Leaves");
    case StaffAction::Undo:
      return say("Undo the admission");
    case StaffAction::Reprint:
      return say("Print the badge again");
    case StaffAction::BadgeCameOut:
      return say("The badge came out");
    case StaffAction::BadgeDidNotComeOut:
      return say("The badge is not there: print it");
    case StaffAction::BadgeNotCollected:
      return say("Nobody collected the badge");
    case StaffAction::PrintBadge: {
      const auto missing = missing_badge(staff_, config());
      return missing && missing->reason == rules::PrintReason::Owed ? say("Print the badge")
                                                                    : say("Print the badge only");
    }
    case StaffAction::CorrectName:
      return named ? say("Correct the name") : say("Enter the name");
    case StaffAction::Transfer:
      return say("Somebody else comes");
    case StaffAction::TakeTicketBack:
      return say("Take the ticket back");
    case StaffAction::Note:
      return say("Add a note");
    case StaffAction::Excuse:
      return say("Is excused");
    case StaffAction::ExcuseNoMore:
      return say("Is not excused");
    case StaffAction::Companion:
      return say("Brings a companion");
  }
  return {};
}

}  // namespace einlass::flow
