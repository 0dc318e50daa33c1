// Without a code at hand: a guest looks for herself by name, or registers where the policy lets her.
#include "kiosk/flow/stepper.h"

#include <algorithm>
#include <set>
#include <utility>

namespace einlass::flow {

namespace {

// It is asked of her, not one of two ways to be found.
bool needs_first_name(const Form& form) {
  return std::any_of(form.fields.begin(), form.fields.end(),
                     [](const FormField& field) { return field.id == "first_name" && field.required; });
}

// A surname alone finds nobody: it would be a miss, and misses lock the search for everybody.
bool has_a_factor(Form& form) {
  const bool company = !form.value("company").empty();
  const bool first_name = !form.value("first_name").empty();
  if (!form.value("second").empty() || (company && first_name)) return true;
  if (company) {
    note_trouble(form, "first_name", FieldTrouble::Missing);
  } else if (first_name && form.has("company")) {
    note_trouble(form, "company", FieldTrouble::Missing);
  } else {
    note_trouble(form, "second", FieldTrouble::MissingUnlessCompany);
  }
  return false;
}

}  // namespace

// From an idle screen, or one that said that nothing was found.
bool Stepper::may_begin() const {
  if (config_.closed || state_.out) return false;
  const auto* refused = std::get_if<Refused>(&state_.screen);
  const bool unknown = refused != nullptr && refused->refusal == rules::Refusal::UnknownCode;
  return shows<Attract>() || shows<FoundNobody>() || unknown;
}

void Stepper::on(const SearchPressed& /*event*/) {
  if (!config_.search || !may_begin()) return;
  Form form{.fields = {{.id = "last_name", .kind = FieldKind::Name}, {.id = "second", .kind = FieldKind::Code}},
            .page = KeysPage::Capitals};
  if (config_.policy.search_by_company) {  // instead of the second, both of these
    form.fields.back().required = false;
    form.fields.push_back({.id = "company", .kind = FieldKind::Name, .required = false});
    form.fields.push_back({.id = "first_name", .kind = FieldKind::Name, .required = false});
  }
  if (shows<FoundNobody>() && state_.form) form = *state_.form;  // what she typed is there to be put right
  begin_unscanned(rules::How::Search);
  choose_field(form, 0);
  const bool first_name = needs_first_name(form);
  state_.form = std::move(form);
  ask_guest(FindMe{.first_name = first_name});
  state_.visit.replaceable = true;  // scanning goes on
}

void Stepper::on(const WalkInPressed& /*event*/) {
  if (!config_.walk_in || !may_begin()) return;
  begin_unscanned(rules::How::WalkIn);
  state_.visit.chosen = state_.given.ticket;
  state_.visit.newcomer = state_.given.guest;
  state_.form = Form{.fields = {{.id = "first_name", .kind = FieldKind::Name},
                                {.id = "last_name", .kind = FieldKind::Name},
                                {.id = "company", .kind = FieldKind::Name, .required = false}},
                     .page = KeysPage::Capitals};
  ask_guest(RegisterMe{});
}

void Stepper::self_form_filled(const Form& form) {
  if (shows<FindMe>()) return look_up(*state_.form);
  if (shows<RegisterMe>()) return register_guest(form);
  if (shows<AnswerQuestion>()) return note_answer(form);
  if (shows<NameTicket>()) return name_ticket(form);
  if (shows<CorrectBadge>()) return correct_badge(form);
}

void Stepper::look_up(Form& form) {
  if (!has_a_factor(form)) return;
  state_.visit.awaited = next_token();
  await(AskDoor{.token = state_.visit.awaited,
                .question = rules::LookUpGuest{.last_name = form.value("last_name"),
                                               .second = form.value("second"),
                                               .company = form.value("company"),
                                               .first_name = form.value("first_name")}});
}

void Stepper::register_guest(const Form& form) {
  rules::Guest guest;
  guest.id = state_.visit.newcomer;
  guest.first_name = form.value("first_name");
  guest.last_name = form.value("last_name");
  guest.full_name = guest.first_name + " " + guest.last_name;
  guest.company = form.value("company");
  guest.language = language();
  state_.visit.awaited = next_token();
  await(DoAtDoor{.token = state_.visit.awaited,
                 .event = config_.event,
                 .by = {},
                 .act = rules::RegisterGuest{.ticket = *state_.visit.chosen,
                                             .guest = std::move(guest),
                                             .category = config_.walk_in_category,
                                             .places = 1}});
}

void Stepper::guest_looked_up(const rules::GuestLookedUp& found) {
  state_.visit.awaited = 0;
  if (found.wait.count() > 0) {
    ask_guest(SearchLocked{found.wait});
  } else if (found.several) {
    return ask_first_name();
  } else if (found.tickets.empty()) {
    ask_guest(FoundNobody{});
  } else if (found.tickets.size() == 1) {
    state_.visit.chosen = found.tickets.front();
    return ask();
  } else {
    // Two of one type cannot be told apart here.
    const std::set<std::string> types(found.ticket_types.begin(), found.ticket_types.end());
    if (types.size() != found.tickets.size() || types.contains("")) {
      return kept_out(Refused{.refusal = rules::Refusal::Ambiguous});
    }
    Choose choose;
    for (std::size_t i = 0; i < found.tickets.size(); ++i) {
      choose.choices.push_back({.ticket = found.tickets[i], .label = found.ticket_types[i]});
    }
    state_.form.reset();
    ask_guest(std::move(choose));
  }
  state_.visit.replaceable = true;
}

// Once: whom a first name does not tell apart, our team does.
void Stepper::ask_first_name() {
  if (!state_.form || !state_.form->value("first_name").empty()) {
    return kept_out(Refused{.refusal = rules::Refusal::Ambiguous});
  }
  auto& fields = state_.form->fields;
  std::erase_if(fields, [](const FormField& field) { return field.id == "first_name"; });
  fields.push_back({.id = "first_name", .kind = FieldKind::Name});
  choose_field(*state_.form, fields.size() - 1);
  ask_guest(FindMe{.first_name = true});
  state_.visit.replaceable = true;  // scanning goes on
}

}  // namespace einlass::flow
