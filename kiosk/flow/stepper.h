// The inside of step(): one object per event, alive for that event only.
#pragma once

#include "kiosk/flow/step.h"

#include <string>

namespace einlass::flow {

// Tickets in service, a pairing code before the first.
bool takes_codes(const std::optional<OutOfServiceReason>& out);

class Stepper {
 public:
  Stepper(State state, const FlowConfig& config) : state_(std::move(state)), config_(config) {}

  void on(const CodeScanned& event);
  void on(const AdmissionAnswered& event);
  void on(const AdmissionFailed& event);
  void on(const BadgeMoved& event);
  void on(const TicketChosen& event);
  void on(const LanguageChosen& event);
  void on(const LookChosen& event);
  void on(const LowChosen& event);
  void on(const HelpPressed& event);
  void on(const DonePressed& event);
  void on(const MoreTimePressed& event);
  void on(const Touched& event);
  void on(const KeypadUsed& event);
  void on(const VolumeTurned& event);
  void on(const SpeechMoved& event);
  void on(const AimHinted& event);
  void on(const PairingFailed& event);
  void on(const TimeAsked& event);
  void on(const TimeTurned& event);
  void on(const TimeIsRight& event);
  void on(const Typed& event);
  void on(const Erased& event);
  void on(const FieldChosen& event);
  void on(const KeysTurned& event);
  void on(const FormSent& event);
  void on(const TypingUndone& event);
  void on(const DiagnosisOpened& event);
  void on(const ScannersMeasured& event);
  void on(const CodeExamined& event);
  void on(const QuitPressed& event);
  void on(const DoorAnswered& event);
  void on(const DoneAtDoor& event);
  void on(const DoorNewsChanged& event);
  void on(const VisitSettled& event);
  void on(const StaffPressed& event);
  void on(const StatusChanged& event);
  void on(const MessageChanged& event);
  void on(const ServiceChanged& event);
  void on(const DevicesChanged& event);
  void on(const TimerFired& event);
  void on(const SearchPressed& event);
  void on(const WalkInPressed& event);
  void on(const ConsentChosen& event);
  void on(const PersonsTurned& event);
  void on(const PersonsChosen& event);
  void on(const BadgeIsRight& event);
  void on(const BadgeNameWrong& event);
  void on(const BadgeDrawn& event);
  void on(const BadgeWorded& event);
  void on(const BadgeReadOut& event);

  Step take() { return {std::move(state_), std::move(commands_)}; }

 private:
  friend class StaffStepper;

  template <typename Wanted>
  bool shows() const {
    return std::holds_alternative<Wanted>(state_.screen);
  }
  bool at_home() const { return shows<Attract>() || shows<OutOfService>(); }
  bool awaits(const rules::ScanStep& scan) const { return shows<Checking>() && state_.visit.scan == scan; }
  std::string language() const { return state_.language.empty() ? config_.default_language : state_.language; }
  bool shows_result() const { return shows<Welcome>() || shows<AlreadyIn>() || shows<Refused>() || shows<Announced>(); }
  bool same_visit(const std::string& code) const;

  // staff_stepper.cpp
  bool signed_in() const;
  bool asks_for_pin() const;

  // visits.cpp
  void take_code(WaitingCode code);
  void begin_visit(WaitingCode code);
  void begin_unscanned(rules::How how);
  void leave_visit_for(bool same_person);
  void ask();
  void await(Command question);
  void leave_visit();
  void leave_badges();
  void end_visit();
  void next_in_line();
  void show_result(Screen screen);
  void not_the_ticket(rules::NotATicket what);
  bool together(const WaitingCode& code) const;
  bool next_of_group();
  void count_in_group(int persons);

  // pairing.cpp
  void take_pairing_code(std::string code, const rules::ScannedText& read);

  // answers.cpp
  void answer(const rules::AdmissionGranted& granted, const AdmissionAnswered& event);
  void answer(const rules::AdmissionRefused& refused, const AdmissionAnswered& event);
  void answer(const rules::AdmissionAnnounced& announced, const AdmissionAnswered& event);
  void note_badges_elsewhere(const AdmissionAnswered& event);
  void speak_language_of(const AdmissionAnswered& event);
  void came_in(Screen result, rules::TicketId ticket, const std::vector<int>& places, const AdmissionAnswered& event);
  void show_refusal(const rules::AdmissionRefused& refused, const AdmissionAnswered& event);
  void kept_out(Screen result);
  void add_badge(rules::PrintJobId job, const std::string& name);
  void print(rules::TicketId ticket, const std::vector<int>& places, const AdmissionAnswered& event);
  void print_owed(const AdmissionAnswered& event);
  void note_left_badge(const BadgeProgress& progress);

  // self_questions.cpp
  bool asks_guest() const;
  void ask_guest(Screen screen);
  bool asks_for_answers(const rules::AdmissionRefused& refused, const AdmissionAnswered& event);
  void next_question();
  void go_on_admitted();
  void note_answer(const Form& form);

  // self_badge.cpp
  void go_on_to_badges();
  void give_consent(bool yes);
  void name_ticket(const Form& form);
  void preview_badge();
  void correct_badge(const Form& form);
  void print_badges();
  void finish();
  void carry_on_without_her();
  void wrap_up();

  // self_search.cpp
  bool may_begin() const;
  void look_up(Form& form);
  void register_guest(const Form& form);
  void guest_looked_up(const rules::GuestLookedUp& found);
  void ask_first_name();
  bool awaits(std::uint64_t token) const { return shows<Checking>() && token != 0 && state_.visit.awaited == token; }
  void self_form_filled(const Form& form);

  // self_closed.cpp
  int next_number();
  void announce();
  void step_aside();
  void settled(const VisitSettled& event);
  void called(rules::ScanId scan);

  // typing.cpp
  void form_filled(const Form& form);
  std::uint64_t next_token() { return ++state_.asked; }

  // timers.cpp
  void start(TimerKind kind, base::Milliseconds after);
  void cancel(TimerKind kind) { state_.timers.at(static_cast<std::size_t>(kind)) = 0; }
  void person_is_there();
  void restart_idle();
  void on_idle();
  void time_is_up();

  // speech.cpp
  bool must_be_heard() const;
  void limit_hearing();
  void speech_over();
  void headphones_changed();

  State state_;
  const FlowConfig& config_;
  std::vector<Command> commands_;
};

}  // namespace einlass::flow
