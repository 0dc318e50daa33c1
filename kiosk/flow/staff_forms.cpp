// What staff type in.
#include "core/base/text_fold.h"
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_stepper.h"

#include <utility>

namespace einlass::flow {

namespace {

constexpr std::size_t longest_text = 400;
constexpr std::size_t likely_namesakes = 5;

FormField name_field(const char* id, const std::string& text, bool required) {
  return {.id = id, .kind = FieldKind::Name, .text = text, .required = required};
}

std::vector<FormField> fields_of(FormPurpose purpose, const rules::Guest& guest) {
  const FormField email{.id = "email", .kind = FieldKind::Email, .required = false};
  switch (purpose) {
    case FormPurpose::WalkIn:
    case FormPurpose::Transfer:
      return {name_field("first_name", {}, true), name_field("last_name", {}, true),
              name_field("company", purpose == FormPurpose::Transfer ? guest.company : std::string(), false), email};
    case FormPurpose::Companion:
      return {name_field("first_name", {}, false), name_field("last_name", {}, false)};
    case FormPurpose::CorrectName:
      return {name_field("first_name", guest.first_name, false), name_field("last_name", guest.last_name, true),
              name_field("company", guest.company, false)};
    case FormPurpose::Note:
      return {{.id = "note", .kind = FieldKind::Text, .longest = longest_text}};
    case FormPurpose::Reference:
      return {{.id = "reference", .kind = FieldKind::Text, .required = false}};
    case FormPurpose::OverrideReason:
      return {{.id = "reason", .kind = FieldKind::Text, .required = false, .longest = longest_text}};
  }
  return {};
}

// Unnamed tickets have a full name only in some sources: it is then taken apart no further.
rules::Guest guest_of(const Staff& staff) {
  if (!staff.guest || !staff.guest->sheet || !staff.guest->sheet->guest) return {};
  rules::Guest guest = *staff.guest->sheet->guest;
  if (guest.last_name.empty()) guest.last_name = guest.full_name;
  return guest;
}

}  // namespace

void StaffStepper::open_form(FormPurpose purpose) {
  show(FormPage{purpose});
  Form form{.fields = fields_of(purpose, guest_of(staff()))};
  choose_field(form, 0);
  state().form = std::move(form);
}

void StaffStepper::form_filled(const Form& filled) {
  const Form form = filled;  // the open one may be replaced meanwhile
  if (auto* pin = std::get_if<PinPage>(&staff().page)) {
    if (pin->checking) return;
    *pin = {.checking = true};
    for (FormField& field : state().form->fields) field.text.clear();
    return ask(rules::CheckPin{form.value("pin")});
  }
  if (!signed_in() || staff().doing || staff().deciding) return;
  const auto& found = staff().search.found;
  if (std::holds_alternative<SearchPage>(staff().page)) {
    if (found.size() == 1 && staff().reading == 0) open_guest(found.front().ticket);
    return;
  }
  const auto* page = std::get_if<FormPage>(&staff().page);
  if (page == nullptr) return;
  const rules::TicketId ticket = staff().draft.ticket;
  switch (page->purpose) {
    case FormPurpose::WalkIn:
      return walk_in_filled(form);
    case FormPurpose::CorrectName:
      return name_filled(form, false);
    case FormPurpose::Transfer:
      return name_filled(form, true);
    case FormPurpose::Note:
      return act(rules::TakeNote{.ticket = ticket, .kind = staff().draft.note, .text = form.value("note")},
                 {.then = Afterwards::ReadSheet, .news = StaffNews::Noted});
    case FormPurpose::Reference:
      return act(rules::Settle{.ticket = ticket, .reference = form.value("reference")},
                 {.then = Afterwards::AskAgain, .news = StaffNews::Settled});
    case FormPurpose::OverrideReason:
      return act(
          rules::SetRefusalAside{
              .scan = state().visit.scan.scan, .reason = staff().draft.reason, .typed_reason = form.value("reason")},
          {.then = Afterwards::AskAgain});
    case FormPurpose::Companion:
      return companion_filled(form);
  }
}

void StaffStepper::name_filled(const Form& form, bool transfer) {
  Draft& draft = staff().draft;
  draft.first_name = form.value("first_name");
  draft.last_name = form.value("last_name");
  draft.company = form.value("company");
  draft.email = form.value("email");
  if (transfer) return hand_on();
  const rules::Guest before = guest_of(staff());
  const bool other_surname = base::fold_text(before.last_name) != base::fold_text(draft.last_name);
  const bool may_be_other = before.is_named() && other_surname && may(rules::HandTicketOn{});
  if (may_be_other) return question(StaffQuestion::SameOrOther);
  correct();
}

void StaffStepper::walk_in_filled(const Form& form) {
  Draft& draft = staff().draft;
  draft.first_name = form.value("first_name");
  draft.last_name = form.value("last_name");
  draft.company = form.value("company");
  draft.email = form.value("email");
  if (staff().reading == 0)
    ask(rules::FindGuests{.text = draft.last_name, .limit = likely_namesakes, .by = staff().member.number});
}

void StaffStepper::on(const NoneOfThese& /*pressed*/) {
  if (std::holds_alternative<DuplicatesPage>(staff().page)) register_walk_in();
}

void StaffStepper::register_walk_in() {
  Draft& draft = staff().draft;
  const auto categories = walk_in_categories(config());
  if (draft.category.empty() && categories.size() > 1) return question(StaffQuestion::Category);
  if (draft.category.empty()) draft.category = categories.empty() ? "guest" : categories.front();
  rules::Guest guest;
  guest.id = draft.guest;
  guest.first_name = draft.first_name;
  guest.last_name = draft.last_name;
  guest.full_name = draft.first_name + " " + draft.last_name;
  guest.company = draft.company;
  guest.email = draft.email;
  act(rules::RegisterGuest{.ticket = draft.ticket, .guest = std::move(guest), .category = draft.category},
      {.then = Afterwards::AdmitRegistered});
}

void StaffStepper::admit_registered() {
  const rules::TicketId ticket = staff().draft.ticket;
  const rules::RegisterGuest registered{.category = staff().draft.category, .with = staff().draft.with};
  const auto way = rules::way_of_registered(registered, rules::decider_of(staff().member.role), config().policy);
  begin_scan({.scan = state().given.scan, .step = 0});
  staff().guest = OpenGuest{.ticket = ticket};
  staff().how = way.value_or(rules::How::WalkIn);
  staff().persons = 0;
  show(GuestPage{});
  decide({}, ticket);
}

}  // namespace einlass::flow
