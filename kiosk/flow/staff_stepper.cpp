#include "kiosk/flow/staff_stepper.h"

#include "kiosk/flow/staff_choices.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

namespace {

constexpr std::size_t pin_digits = 6;

Form pin_form() {
  return {.fields = {{.id = "pin", .kind = FieldKind::Pin, .longest = pin_digits}}, .at = 0, .page = KeysPage::Small};
}

Form search_form(const std::string& sought) {
  return {.fields = {{.id = "search", .kind = FieldKind::Text, .text = sought, .required = false}},
          .at = 0,
          .page = KeysPage::Small};
}

}  // namespace

bool Stepper::signed_in() const {
  const auto* staff = std::get_if<Staff>(&state_.screen);
  return staff != nullptr && staff->member.number != 0;
}

bool Stepper::asks_for_pin() const {
  return shows<Staff>() && !signed_in();
}

void Stepper::on(const StaffPressed& event) {
  StaffStepper(*this).press(event.what);
}

void Stepper::on(const StatusChanged& event) {
  state_.status = event.status;
}

void Stepper::on(const MessageChanged& event) {
  state_.message = event.texts;
}

bool StaffStepper::may(const rules::StaffAct& act) {
  return flow::may(act, staff(), config());
}

void StaffStepper::press(const StaffPress& pressed) {
  const bool way_in = std::holds_alternative<SignInWanted>(pressed);
  if (!way_in && !signed_in()) return;
  if (!way_in) stepper_.person_is_there();
  std::visit([this](const auto& what) { on(what); }, pressed);
  if (signed_in()) next_in_line();
}

void StaffStepper::on(const SignInWanted& /*pressed*/) {
  if (!stepper_.at_home() || !has_way_in(state().out)) return;
  const std::string language = state().language;
  const bool chosen = state().language_chosen;
  const Speech speech = state().speech;
  stepper_.leave_visit();
  state().language = language;
  state().language_chosen = chosen;
  state().speech = speech;
  state().screen = Staff{.member = {}, .event = config().event};
  state().form = pin_form();
  stepper_.restart_idle();
}

void StaffStepper::on(const SignedOut& /*pressed*/) {
  stepper_.end_visit();
}

void StaffStepper::on(const PlaceOpened& pressed) {
  if (staff().deciding || staff().doing) return;
  forget_news();
  staff().draft = {};
  if (pressed.place == StaffPlace::Search) return open_search();
  if (pressed.place != StaffPlace::WalkIn) return open_list(pressed.place);
  if (!may_register(staff(), config())) return;
  staff().guest.reset();
  staff().draft = {.ticket = state().given.ticket, .guest = state().given.guest};
  open_form(FormPurpose::WalkIn);
}

void StaffStepper::on(const GuestOpened& pressed) {
  if (staff().deciding || staff().doing) return;
  forget_news();
  staff().draft = {};
  const bool choice =
      std::holds_alternative<GuestPage>(staff().page) && refusal_of(staff()) == rules::Refusal::Ambiguous;
  if (!choice) return open_guest(pressed.ticket);
  ++state().visit.scan.step;
  staff().guest->ticket = pressed.ticket;
  decide(state().visit.code, pressed.ticket);
}

// --- pages -----------------------------------------------------------------------------------------------------------

void StaffStepper::show(StaffPage page) {
  staff().page = std::move(page);
  forget_question();  // what an earlier page asked is late
  state().form.reset();
}

void StaffStepper::open_search() {
  show(SearchPage{});
  staff().guest.reset();
  state().form = search_form(staff().search.sought);
  if (!staff().search.sought.empty()) search();  // what was found may have changed meanwhile
}

void StaffStepper::open_list(StaffPlace place) {
  show(ListPage{place});
  staff().guest.reset();
  if (place == StaffPlace::Destinations) return open_destinations();
  if (place != StaffPlace::Conflicts) return;
  staff().conflicts_read = false;
  ask(rules::ReadConflicts{.by = staff().member.number});
}

void StaffStepper::open_guest(rules::TicketId ticket) {
  stepper_.leave_badges();
  staff().guest = OpenGuest{.ticket = ticket};
  state().visit.scan = {};
  state().visit.code.clear();
  back_to_guest();
}

void StaffStepper::back_to_guest() {
  show(GuestPage{});
  read_sheet();
}

void StaffStepper::forget_news() {
  staff().news = StaffNews::None;
  staff().trouble.reset();
}

const rules::WaitingGuest* StaffStepper::waiting(rules::ScanId scan) {
  const auto& all = state().news.waiting;
  const auto found =
      std::find_if(all.begin(), all.end(), [scan](const rules::WaitingGuest& each) { return each.scan.scan == scan; });
  return found == all.end() ? nullptr : &*found;
}

void StaffStepper::back() {
  if (!signed_in()) return stepper_.end_visit();
  stepper_.person_is_there();
  const StaffPage& page = staff().page;
  if (std::holds_alternative<SearchPage>(page)) {
    if (staff().search.sought.empty()) return stepper_.end_visit();
    staff().search = {};
    return open_search();
  }
  if (auto* order = std::get_if<OrderPage>(&staff().page)) {
    for (auto& ticket : order->tickets) {
      if (ticket.result == OrderPage::Result::Waiting) ticket.result = OrderPage::Result::LeftOut;
    }
  }
  if (staff().deciding) return;  // its answer comes, or the last resort
  if (!staff().doing) staff().draft.print_after.reset();
  forget_news();
  leave_page();
  next_in_line();
}

// To where the page was opened from.
void StaffStepper::leave_page() {
  const auto* list = std::get_if<ListPage>(&staff().page);
  const bool at_destinations = list != nullptr && list->place == StaffPlace::Destinations;
  if (at_destinations || staff().draft.move) return leave_move();
  const bool at_guest = std::holds_alternative<GuestPage>(staff().page);
  if (!at_guest && staff().draft.conflict) {
    staff().draft = {};
    return open_list(StaffPlace::Conflicts);
  }
  if (!at_guest && staff().draft.waiting) {
    staff().draft = {};
    return open_list(StaffPlace::Waiting);
  }
  if (!at_guest && staff().guest) return back_to_guest();
  open_search();
}

void StaffStepper::typed() {
  if (!signed_in()) {
    const bool whole = state().form && state().form->value("pin").size() == pin_digits;
    if (whole) form_filled(*state().form);  // one press less
    return;
  }
  if (!std::holds_alternative<SearchPage>(staff().page) || !state().form) return;
  const std::string sought = state().form->value("search");
  if (sought == staff().search.sought) return;
  staff().search.sought = sought;
  forget_news();
  search();
}

void StaffStepper::search() {
  if (!staff().search.sought.empty())
    return ask(rules::FindGuests{.text = staff().search.sought, .by = staff().member.number});
  staff().search = {};
  forget_question();
}

// --- what is read of guest list and journal --------------------------------------------------------------------------

void StaffStepper::ask(rules::DoorQuestion question) {
  staff().reading = stepper_.next_token();
  stepper_.commands_.push_back(AskDoor{.token = staff().reading, .question = std::move(question)});
  stepper_.start(TimerKind::Reading, config().timings.checking);
}

void StaffStepper::forget_question() {
  staff().reading = 0;
  stepper_.cancel(TimerKind::Reading);
}

// An answer that comes after all is a late one, and changes nothing.
void StaffStepper::unanswered(TimerKind kind) {
  if (kind == TimerKind::Reading) {
    forget_question();
    return not_read(base::ErrorKind::Internal);
  }
  if (staff().doing)
    done({.token = staff().doing->token, .done = base::fail(base::ErrorKind::Timeout, "Nothing answered.")});
}

void StaffStepper::read_sheet() {
  if (staff().guest && !staff().guest->ticket.is_nil())
    ask(rules::ReadSheet{.ticket = staff().guest->ticket, .by = staff().member.number});
}

// What becomes of the badge stands in the journal, and so on the sheet.
void StaffStepper::badge_moved(const BadgeProgress& progress) {
  const bool at_sheet = std::holds_alternative<GuestPage>(staff().page) && staff().reading == 0 && !staff().doing;
  if (is_final(progress.stage) && at_sheet) read_sheet();
}

void StaffStepper::read(const DoorAnswered& event) {
  if (event.token == 0 || event.token != staff().reading) return;
  forget_question();
  if (!event.answer) return not_read(event.answer.error().kind);
  std::visit([this](const auto& answer) { take(answer); }, *event.answer);
}

void StaffStepper::take(const rules::PinAnswer& answer) {
  auto* pin = std::get_if<PinPage>(&staff().page);
  if (pin == nullptr) return;
  if (!answer.member || answer.member->number == 0) {
    *pin = {.checking = false,
            .trouble = answer.no_staff ? PinTrouble::NobodyMaySignIn : PinTrouble::Wrong,
            .wait = answer.wait};
    return;
  }
  staff().member = *answer.member;
  open_search();
  stepper_.restart_idle();
}

void StaffStepper::take(const rules::GuestsFound& answer) {
  if (std::holds_alternative<SearchPage>(staff().page)) {
    auto& search = staff().search;
    search.found = answer.guests;
    search.more = answer.more;
    search.failed = false;
    return;
  }
  const auto* form = std::get_if<FormPage>(&staff().page);
  if (form == nullptr || form->purpose != FormPurpose::WalkIn) return;
  if (answer.guests.empty()) return register_walk_in();
  show(DuplicatesPage{answer.guests});
}

void StaffStepper::take(const rules::GuestLookedUp& /*answer*/) {}

void StaffStepper::take(const rules::GuestSheet& answer) {
  if (!staff().guest || staff().guest->ticket != answer.ticket.id) return;
  staff().guest->sheet = answer;
  staff().guest->unreadable = false;
  if (const auto reason = std::exchange(staff().draft.print_after, std::nullopt)) print_again(*reason);
}

void StaffStepper::take(const rules::ConflictsRead& answer) {
  staff().conflicts = answer.conflicts;
  staff().conflicts_read = true;
}

void StaffStepper::not_read(base::ErrorKind why) {
  if (auto* pin = std::get_if<PinPage>(&staff().page)) {
    *pin = {.checking = false, .trouble = PinTrouble::NotChecked};
    return;
  }
  // She was let go in the meantime.
  if (why == base::ErrorKind::Refused) return stepper_.end_visit();
  // The list could not be looked through for namesakes: a walk-in is not to wait for that.
  const auto* form = std::get_if<FormPage>(&staff().page);
  if (form != nullptr && form->purpose == FormPurpose::WalkIn) return register_walk_in();
  if (staff().guest) staff().guest->unreadable = true;
  const auto* list = std::get_if<ListPage>(&staff().page);
  if (list != nullptr && list->place == StaffPlace::Destinations) return;  // the page says so
  staff().search.failed = std::holds_alternative<SearchPage>(staff().page);
  staff().trouble = why;
}

void StaffStepper::service_changed(bool same_reason) {
  const auto& out = state().out;
  const bool goes_on = !out || *out == OutOfServiceReason::StorageFailed || *out == OutOfServiceReason::Starting;
  if (goes_on && has_been_moved()) return moved();
  const bool another = staff().event != config().event;
  if (another || (!goes_on && !same_reason)) stepper_.end_visit();
}

}  // namespace einlass::flow
