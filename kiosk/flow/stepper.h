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
  void on(const HelpPressed& event);
  void on(const DonePressed& event);
  void on(const MoreTimePressed& event);
  void on(const Touched& event);
  void on(const KeypadUsed& event);
  void on(const VolumeTurned& event);
  void on(const SpeechMoved& event);
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
  void on(const ServiceChanged& event);
  void on(const DevicesChanged& event);
  void on(const TimerFired& event);

  Step take() { return {std::move(state_), std::move(commands_)}; }

 private:
  template <typename Wanted>
  bool shows() const {
    return std::holds_alternative<Wanted>(state_.screen);
  }
  bool at_home() const { return shows<Attract>() || shows<OutOfService>(); }
  bool awaits(const rules::ScanStep& scan) const { return shows<Checking>() && state_.visit.scan == scan; }
  bool same_visit(const std::string& code) const;

  // visits.cpp
  void take_code(WaitingCode code);
  void begin_visit(WaitingCode code);
  void ask(std::optional<rules::TicketId> chosen);
  void leave_visit();
  void end_visit();
  void next_in_line();
  void show_result(Screen screen);
  void not_the_ticket(rules::NotATicket what);

  // pairing.cpp
  void take_pairing_code(std::string code, const rules::ScannedText& read);

  // answers.cpp
  void answer(const rules::AdmissionGranted& granted, const AdmissionAnswered& event);
  void answer(const rules::AdmissionRefused& refused, const AdmissionAnswered& event);
  void answer(const rules::AdmissionAnnounced& announced, const AdmissionAnswered& event);
  void speak_language_of(const AdmissionAnswered& event);
  void print(rules::TicketId ticket, const std::vector<int>& places, const AdmissionAnswered& event);
  void note_left_badge(const BadgeProgress& progress);

  // typing.cpp
  void form_filled(const Form& form);
  std::uint64_t next_token() { return ++state_.asked; }

  // timers.cpp
  void start(TimerKind kind, base::Milliseconds after);
  void cancel(TimerKind kind) { state_.timers.at(static_cast<std::size_t>(kind)) = 0; }
  void person_is_there();
  void restart_idle();
  void on_idle();

  // speech.cpp
  bool speaking() const { return state_.timers.at(static_cast<std::size_t>(TimerKind::Speech)) != 0; }
  void speech_over();
  void headphones_changed();

  State state_;
  const FlowConfig& config_;
  std::vector<Command> commands_;
};

}  // namespace einlass::flow
