// The inside of step() while somebody of the team works here: one object per event. Files: staff_stepper.cpp (sign-in,
// pages), staff_scans.cpp (codes, taps, answers), staff_acts.cpp (what is done at a sheet), staff_forms.cpp,
// staff_companions.cpp (who comes along with a guest), staff_moves.cpp (this kiosk for another event or door).
#pragma once

#include "kiosk/flow/stepper.h"

#include <string>
#include <vector>

namespace einlass::flow {

class StaffStepper {
 public:
  explicit StaffStepper(Stepper& stepper) : stepper_(stepper) {}

  void press(const StaffPress& pressed);
  void back();
  void typed();
  // FormSent where it goes no further.
  void form_filled(const Form& form);

  void code(WaitingCode code);
  void not_the_ticket();
  void next_in_line();

  void answered(const AdmissionAnswered& event);
  void undecided(const rules::ScanStep& scan);
  void read(const DoorAnswered& event);
  void done(const DoneAtDoor& event);
  // Reading or Doing: the last resort, as the link answers long before.
  void unanswered(TimerKind kind);
  void badge_moved(const BadgeProgress& progress);
  void service_changed(bool same_reason);

 private:
  Staff& staff() { return std::get<Staff>(stepper_.state_.screen); }
  State& state() { return stepper_.state_; }
  const FlowConfig& config() const { return stepper_.config_; }
  bool signed_in() { return stepper_.signed_in(); }
  bool may(const rules::StaffAct& act);

  // Pressed.
  void on(const SignInWanted& pressed);
  void on(const SignedOut& pressed);
  void on(const PlaceOpened& pressed);
  void on(const GuestOpened& pressed);
  void on(const ActionChosen& pressed);
  void on(const AnswerChosen& pressed);
  void on(const NoneOfThese& pressed);
  void on(const CallTaken& pressed);
  void on(const WaitingAdmitted& pressed);
  void on(const WaitingDeclined& pressed);
  void on(const ConflictOpened& pressed);
  void on(const OneMoreCounted& pressed);
  void on(const DestinationOpened& pressed);
  void on(const LabelsPressed& pressed);
  void on(const OneLessCounted& pressed);

  // staff_stepper.cpp
  void show(StaffPage page);
  void open_search();
  void open_list(StaffPlace place);
  void open_guest(rules::TicketId ticket);
  void back_to_guest();
  void search();
  void ask(rules::DoorQuestion question);
  void forget_question();
  void read_sheet();
  void forget_news();
  const rules::WaitingGuest* waiting(rules::ScanId scan);

  // Answers to questions.
  void take(const rules::PinAnswer& answer);
  void take(const rules::GuestsFound& answer);
  void take(const rules::GuestLookedUp& answer);
  void take(const rules::GuestSheet& answer);
  void take(const rules::ConflictsRead& answer);
  void take(const rules::Destinations& answer);
  void not_read(base::ErrorKind why);

  // staff_scans.cpp
  bool takes_codes();
  void begin_scan(const rules::ScanStep& scan);
  void tap(int persons);
  void ask_again();
  bool goes_on();
  void decide(std::string code, std::optional<rules::TicketId> chosen);
  void take_outcome(const AdmissionAnswered& event);
  void order_answered(const AdmissionAnswered& event);
  void begin_order();
  void next_of_order();

  // staff_acts.cpp
  void act(rules::StaffAct act, Doing doing);
  void begin(StaffAction action);
  void question(StaffQuestion question);
  void take_answer(StaffQuestion question, std::size_t index);
  void why_reprint(std::size_t index);
  void verdict(std::size_t index);
  void print_again(rules::PrintReason reason);
  void print(PrintBadge badge);

  // staff_printers.cpp
  void judge_badge(bool came_out);
  void not_collected();
  void put_away(const rules::Badge& badge);
  void labels_loaded(int labels);
  void print_missing();
  void hand_on();
  void correct();
  void decline(rules::DeclineReason reason);
  void leave_page();

  // staff_forms.cpp
  void open_form(FormPurpose purpose);
  void name_filled(const Form& form, bool transfer);
  void walk_in_filled(const Form& form);
  void register_walk_in();
  void admit_registered();

  // staff_companions.cpp
  void begin_companion();
  void companion_is(const std::string& kind);
  void companion_filled(const Form& form);

  // staff_moves.cpp
  void open_destinations();
  void take_door(std::size_t index);
  void move();
  void await_move();
  void not_moved(base::ErrorKind why);
  bool has_been_moved();
  void moved();
  void leave_move();

  Stepper& stepper_;
};

}  // namespace einlass::flow
