// Who comes along with a guest: registered with her and admitted in one go.
#include "kiosk/flow/model_maker.h"
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_stepper.h"

#include <utility>

namespace einlass::flow {

namespace {

// Her badge and the list need something to call her. Not after her guest, whose name would then outlive its erasure.
std::string called_by_kind(const std::string& kind, const FlowConfig& config) {
  const auto labels = config.categories.find(kind);
  if (labels == config.categories.end()) return kind;
  const std::string label = in_language(labels->second, config.default_language);
  return label.empty() ? kind : label;
}

}  // namespace

void StaffStepper::begin_companion() {
  const auto kinds = companion_kinds(staff(), config());
  staff().draft.with = staff().guest->ticket;
  staff().draft.ticket = state().given.ticket;
  if (kinds.size() > 1) return question(StaffQuestion::WhichCompanion);
  companion_is(kinds.front());
}

void StaffStepper::companion_is(const std::string& kind) {
  staff().draft.category = kind;
  open_form(FormPurpose::Companion);
}

void StaffStepper::companion_filled(const Form& form) {
  const Draft& draft = staff().draft;
  rules::Guest guest;
  guest.id = draft.guest;
  guest.first_name = form.value("first_name");
  guest.last_name = form.value("last_name");
  const bool both = !guest.first_name.empty() && !guest.last_name.empty();
  guest.full_name = guest.first_name + (both ? " " : "") + guest.last_name;
  if (!guest.is_named()) guest.full_name = called_by_kind(draft.category, config());
  act(
      rules::RegisterGuest{
          .ticket = draft.ticket, .guest = std::move(guest), .category = draft.category, .with = draft.with},
      {.then = Afterwards::AdmitRegistered});
}

}  // namespace einlass::flow
