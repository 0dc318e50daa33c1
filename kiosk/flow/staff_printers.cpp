// What staff do about the kiosk's printers: say whether a badge in doubt came out, and that labels were loaded.
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_stepper.h"

#include <utility>

namespace einlass::flow {

// One that did not come out is printed anew at once: its guest stands there, or the sheet would not be open.
void StaffStepper::judge_badge(bool came_out) {
  const auto badge = badge_in_doubt(staff());
  if (!badge) return;
  staff().draft.badge = badge;
  if (!came_out) staff().draft.print_after = rules::PrintReason::Owed;
  act(rules::JudgeBadge{.ticket = staff().guest->ticket, .serial = badge->serial, .came_out = came_out},
      {.then = Afterwards::ReadSheet, .news = StaffNews::BadgeJudged});
}

void StaffStepper::on(const LabelsPressed& pressed) {
  const auto* list = std::get_if<ListPage>(&staff().page);
  const bool at_status = list != nullptr && list->place == StaffPlace::Status;
  const auto& printers = state().status.printers;
  if (!at_status || staff().doing || pressed.printer >= printers.size()) return;
  forget_news();
  staff().draft = {.printer = printers[pressed.printer].name};
  question(StaffQuestion::LabelsLoaded);
}

void StaffStepper::labels_loaded(int labels) {
  stepper_.commands_.push_back(LoadLabels{.printer = std::exchange(staff().draft.printer, {}), .labels = labels});
  open_list(StaffPlace::Status);
}

}  // namespace einlass::flow
