// What the scanners do, for whoever sets a kiosk up or looks for a fault; and the way out of the program.
#include "kiosk/flow/stepper.h"

namespace einlass::flow {

void Stepper::on(const DiagnosisOpened& /*event*/) {
  // Nobody's visit is interrupted.
  if (!at_home()) return;
  leave_visit();
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

void Stepper::on(const QuitPressed& event) {
  if (event.by.number == 0 || event.by.role != rules::Role::Organiser) return person_is_there();
  commands_.push_back(Quit{});
}

}  // namespace einlass::flow
