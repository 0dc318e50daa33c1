// Codes and taps while somebody is signed in: decided at once, then the guest's sheet.
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_stepper.h"

#include <algorithm>
#include <utility>

namespace einlass::flow {

namespace {

constexpr std::size_t longest_line_of_scans = 8;

auto asked_of(std::vector<OrderPage::Ticket>& tickets) {
  return std::find_if(tickets.begin(), tickets.end(),
                      [](const OrderPage::Ticket& each) { return each.result == OrderPage::Result::Asked; });
}

}  // namespace

// While something is typed or asked, codes wait: a ticket that somebody waves meanwhile must not wipe a form away.
bool StaffStepper::takes_codes() {
  if (staff().deciding || staff().doing || !state().visit.replaceable) return false;
  const StaffPage& page = staff().page;
  return std::holds_alternative<SearchPage>(page) || std::holds_alternative<GuestPage>(page) ||
         std::holds_alternative<ListPage>(page);
}

void StaffStepper::code(WaitingCode code) {
  stepper_.person_is_there();
  auto& line = state().waiting;
  if (takes_codes() && line.empty()) {
    begin_scan({.scan = code.scan, .step = 0});
    staff().guest = OpenGuest{};
    staff().how = rules::How::Scan;
    staff().persons = 0;
    state().visit.code = code.code;
    show(GuestPage{});
    return decide(std::move(code.code), std::nullopt);
  }
  const bool in_line =
      std::any_of(line.begin(), line.end(), [&code](const WaitingCode& other) { return other.code == code.code; }) ||
      (staff().deciding && state().visit.code == code.code);
  if (!in_line && line.size() < longest_line_of_scans) line.push_back(std::move(code));
}

void StaffStepper::not_the_ticket() {
  if (!takes_codes()) return;
  stepper_.person_is_there();
  staff().trouble.reset();
  staff().news = StaffNews::NotATicket;
}

void StaffStepper::next_in_line() {
  if (state().waiting.empty() || !takes_codes()) return;
  WaitingCode next = std::move(state().waiting.front());
  state().waiting.pop_front();
  std::deque<WaitingCode> others = std::exchange(state().waiting, {});
  code(std::move(next));
  state().waiting = std::move(others);
}

void StaffStepper::begin_scan(const rules::ScanStep& scan) {
  stepper_.leave_badges();
  forget_news();
  staff().draft = {};
  state().visit.scan = scan;
  state().visit.code.clear();
}

// Of the guest whose sheet is open.
void StaffStepper::tap(int persons) {
  const rules::TicketId ticket = staff().guest->ticket;
  begin_scan({.scan = state().given.scan, .step = 0});
  staff().how = way_of_tap(staff());
  staff().persons = persons;
  show(GuestPage{});
  decide({}, ticket);
}

bool StaffStepper::goes_on() {
  if (!staff().guest || !staff().guest->outcome || staff().guest->outcome->undecided) return false;
  return !std::holds_alternative<rules::AdmissionGranted>(staff().guest->outcome->admission);
}

// What refused the scan is out of the way: its next step. Without such a scan the guest is let in with one tap.
void StaffStepper::ask_again() {
  if (!goes_on()) return back_to_guest();
  ++state().visit.scan.step;
  show(GuestPage{});
  decide(state().visit.code, staff().guest->ticket);
}

void StaffStepper::decide(std::string code, std::optional<rules::TicketId> chosen) {
  staff().deciding = true;
  staff().guest->outcome.reset();
  state().visit.replaceable = true;
  stepper_.cancel(TimerKind::ShownLeast);
  stepper_.commands_.push_back(AskAdmission{.scan = state().visit.scan,
                                            .code = std::move(code),
                                            .chosen = chosen,
                                            .how = staff().how,
                                            .by = staff().member,
                                            .persons = staff().persons});
  stepper_.start(TimerKind::Checking, config().timings.checking);
}

void StaffStepper::answered(const AdmissionAnswered& event) {
  if (!staff().deciding || event.scan != state().visit.scan) return;
  staff().deciding = false;
  stepper_.cancel(TimerKind::Checking);
  if (std::holds_alternative<OrderPage>(staff().page)) return order_answered(event);
  take_outcome(event);
  stepper_.restart_idle();
}

void StaffStepper::take_outcome(const AdmissionAnswered& event) {
  state().visit.replaceable = false;
  stepper_.start(TimerKind::ShownLeast, config().timings.staff_least);
  if (!staff().guest) staff().guest.emplace();
  OpenGuest& guest = *staff().guest;
  if (const auto ticket = rules::ticket_of(event.admission)) {
    if (guest.ticket != *ticket) guest.sheet.reset();
    guest.ticket = *ticket;
  }
  guest.outcome = Outcome{.admission = event.admission,
                          .undecided = false,
                          .other_event = event.other_event,
                          .right_door = event.right_door,
                          .candidates = event.candidates,
                          .at = event.decided_at};
  stepper_.print_owed(event);
  read_sheet();
}

void StaffStepper::undecided(const rules::ScanStep& scan) {
  if (!staff().deciding || scan != state().visit.scan) return;
  staff().deciding = false;
  stepper_.cancel(TimerKind::Checking);
  if (auto* order = std::get_if<OrderPage>(&staff().page)) {
    const auto asked = asked_of(order->tickets);
    if (asked != order->tickets.end()) asked->result = OrderPage::Result::Failed;
    return next_of_order();
  }
  if (!staff().guest) staff().guest.emplace();
  staff().guest->outcome = Outcome{.undecided = true};
  stepper_.restart_idle();
}

// --- a whole order ---------------------------------------------------------------------------------------------------

void StaffStepper::begin_order() {
  OrderPage page;
  for (const rules::FoundGuest& guest : order_to_come(staff())) {
    page.tickets.push_back({.ticket = guest.ticket, .name = guest.name});
  }
  begin_scan({});
  staff().how = way_of_tap(staff());
  staff().persons = 0;
  show(std::move(page));
  next_of_order();
}

// One at a time, each a scan of its own.
void StaffStepper::next_of_order() {
  auto& tickets = std::get<OrderPage>(staff().page).tickets;
  const auto next = std::find_if(tickets.begin(), tickets.end(), [](const OrderPage::Ticket& each) {
    return each.result == OrderPage::Result::Waiting;
  });
  if (next == tickets.end()) return stepper_.restart_idle();
  next->result = OrderPage::Result::Asked;
  state().visit.scan = {.scan = state().given.scan, .step = 0};
  decide({}, next->ticket);
}

void StaffStepper::order_answered(const AdmissionAnswered& event) {
  auto& tickets = std::get<OrderPage>(staff().page).tickets;
  if (const auto asked = asked_of(tickets); asked != tickets.end()) {
    const auto* refused = std::get_if<rules::AdmissionRefused>(&event.admission);
    const bool in = std::holds_alternative<rules::AdmissionGranted>(event.admission);
    asked->result = in                   ? OrderPage::Result::Admitted
                    : refused != nullptr ? OrderPage::Result::Refused
                                         : OrderPage::Result::Announced;
    if (refused != nullptr) asked->refusal = refused->refusal;
    stepper_.print_owed(event);
  }
  next_of_order();
}

// --- guests of a closed event who wait -------------------------------------------------------------------------------

void StaffStepper::on(const WaitingAdmitted& pressed) {
  const rules::WaitingGuest* guest = waiting(pressed.scan);
  if (guest == nullptr || staff().deciding || staff().doing) return;
  const bool again = state().visit.scan.scan == guest->scan.scan;
  rules::ScanStep scan = again ? state().visit.scan : guest->scan;
  ++scan.step;
  const rules::TicketId ticket = guest->ticket;
  begin_scan(scan);
  staff().guest = OpenGuest{.ticket = ticket};
  staff().how = rules::How::List;
  staff().persons = 0;
  show(GuestPage{});
  decide({}, ticket);
}

void StaffStepper::on(const WaitingDeclined& pressed) {
  const rules::WaitingGuest* guest = waiting(pressed.scan);
  if (guest == nullptr || staff().deciding || staff().doing) return;
  if (!may(rules::DecideForHost{.ticket = guest->ticket, .approved = false, .reason = {}})) return;
  forget_news();
  staff().guest.reset();
  staff().draft = {.ticket = guest->ticket, .waiting = *guest};
  question(StaffQuestion::WhyDeclined);
}

}  // namespace einlass::flow
