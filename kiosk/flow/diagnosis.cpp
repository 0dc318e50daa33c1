// What the scanners do, for whoever sets a kiosk up or looks for a fault; and the way out of the program.
#include "kiosk/flow/stepper.h"

namespace einlass::flow {

void Stepper::on(const DiagnosisOpened& /*event*/) {
  // Nobody's visit is interrupted. Who is signed in is signed out: the diagnosis may stand for minutes.
  if (!at_home() && !signed_in()) return;
  leave_visit();
  state_.waiting.clear();
  state_.screen = Diagnosis{};
  commands_.push_back(SetScanning{true});
  commands_.push_back(MeasureScanners{});
  restart_idle();
}

void Stepper::on(const ScannersMeasured& event) {
  if (auto* shown = std::get_if<Diagnosis>(&state_.screen)) shown->figures = event.figures;
}

// Whoever holds codes up is there.
void Stepper::on(const CodeExamined& event) {
  auto* shown = std::get_if<Diagnosis>(&state_.screen);
  if (shown == nullptr) return;
  shown->code = event.code;
  person_is_there();
}

void Stepper::on(const QuitPressed& /*event*/) {
  const auto* staff = std::get_if<Staff>(&state_.screen);
  if (!signed_in() || staff->member.role != rules::Role::Organiser) return person_is_there();
  commands_.push_back(Quit{});
}

}  // namespace einlass::flow
