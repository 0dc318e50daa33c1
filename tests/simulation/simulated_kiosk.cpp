#include "tests/simulation/simulated_kiosk.h"

#include "core/rules/badge_handout.h"
#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "tests/simulation/value_of.h"

#include <utility>

namespace einlass::simulation {
namespace {

std::optional<rules::GuestId> guest_of(const link::AdmissionDecided& decided, rules::TicketId ticket) {
  for (const auto& view : decided.tickets) {
    if (view.ticket.id == ticket && view.guest) return view.guest->id;
  }
  return std::nullopt;
}

}  // namespace

SimulatedKiosk::SimulatedKiosk(KioskParts parts) : parts_(std::move(parts)) {
  value_of(link::StateDirectory(parts_.machine.folder()).put_identity(parts_.identity));
}

void SimulatedKiosk::start() {
  auto& machine = parts_.machine;
  machine.take_the_floor();
  event_.reset();
  auto opened = link::open_pump_parts({.state_dir = machine.folder(),
                                       .software = "einlass-kiosk simulation",
                                       .font_set = "fonts",
                                       .fonts = {},
                                       .built = base::Instant::from_unix_ms(1'790'000'000'000),
                                       .clock = &machine.clock,
                                       .post = [this](const auto& event) { post(event); }},
                                      machine.boot());
  if (machine.has_stopped()) return;
  link::ServerLine& line = *this;
  pump_ =
      std::make_unique<link::LinkPump>(value_of(std::move(opened)), line, [this] { return parts_.nature.fraction(); });
  step([](auto& pump) { pump.start(); });
}

void SimulatedKiosk::stop() {
  parts_.machine.stop();
  pump_.reset();
  parts_.line.close();
}

void SimulatedKiosk::send(const wire::Message& message, std::function<void()> sent) {
  if (!parts_.machine.may_speak()) return;
  if (!sent) return parts_.line.send(message, nullptr);
  parts_.line.send(message, [this, sent = std::move(sent), program = pump_.get()] {
    if (pump_.get() == program) step([&](auto&) { sent(); });
  });
}

bool SimulatedKiosk::in_step() {
  if (!is_up() || !pump_->in_step()) return false;
  auto& held = replica();
  return held.event() && held.has_key(*held.event());
}

bool SimulatedKiosk::lacks_private_parts() {
  const auto hello = replica().hello();
  return !hello || !hello->parts_lacking.empty();
}

link::Replica& SimulatedKiosk::replica() {
  parts_.machine.take_the_floor();
  return pump_->replica();
}

void SimulatedKiosk::step(const std::function<void(link::LinkPump&)>& step) {
  if (!pump_) return;
  parts_.machine.take_the_floor();
  step(*pump_);
  pump_->pass_time();
  if (parts_.machine.has_stopped()) stop();
}

void SimulatedKiosk::admit(const link::ScanRequest& request) {
  step([&](auto& pump) { pump.admit(request); });
}

void SimulatedKiosk::write(const rules::EntryDraft& draft) {
  if (event_) write(*event_, draft);
}

void SimulatedKiosk::write(rules::EventId event, const rules::EntryDraft& draft) {
  step([&](auto& pump) { pump.write({.event = event, .draft = draft}); });
}

void SimulatedKiosk::opened(const std::string& binding) {
  step([&](auto& pump) { pump.opened("192.0.2.2", binding); });
}

void SimulatedKiosk::received(const std::string& text) {
  step([&](auto& pump) {
    auto message = wire::decode(text);
    if (message && std::holds_alternative<wire::GuestList>(*message)) guests_came_ = true;
    pump.received(std::move(message));
  });
}

void SimulatedKiosk::closed(const base::Error& why) {
  step([&](auto& pump) { pump.closed(why); });
}

void SimulatedKiosk::pass_time() {
  const auto due = time_until_due();
  if (due && due->count() <= 0) step([](auto&) {});
}

std::optional<Milliseconds> SimulatedKiosk::time_until_due() const {
  if (!pump_) return std::nullopt;
  return pump_->time_until_due();
}

void SimulatedKiosk::post(const link::LinkEvent& event) {
  if (!parts_.machine.may_speak()) return;
  if (const auto* assigned = std::get_if<link::Assigned>(&event)) event_ = assigned->event;
  if (std::holds_alternative<link::Unassigned>(event)) event_.reset();
  const auto* decided = std::get_if<link::AdmissionDecided>(&event);
  if (decided == nullptr) return;
  parts_.chronicle.shown(decided->scan, {.admission = decided->admission, .alone = decided->alone, .by = name()});
  parts_.nature.after(Milliseconds(1), [this, decided = *decided] { print(decided); });
}

void SimulatedKiosk::print(const link::AdmissionDecided& decided) {
  if (decided.template_name.empty()) return;
  if (const auto* granted = std::get_if<rules::AdmissionGranted>(&decided.admission)) {
    for (const int place : granted->owed_badges) print(decided, granted->ticket, place, rules::PrintReason::First);
  }
  if (parts_.nature.percent(20)) print_ahead(decided);
}

// Somebody of the team hands out a badge and admits nobody: to whoever was refused, or for a friend who is to come.
void SimulatedKiosk::print_ahead(const link::AdmissionDecided& decided) {
  if (decided.tickets.empty() || !serves_guests()) return;
  const auto& ticket = decided.tickets.front().ticket;
  const auto store = replica().current();
  if (!store) return;
  const auto state = (*store)->journal().state_of(ticket.id);
  if (!state) return;
  for (const int place : rules::not_printed(*state, std::nullopt, ticket.places, 1)) {
    print(decided, ticket.id, place, rules::PrintReason::Ahead);
  }
}

// Written down before its job goes out, and again once it lies in the tray.
void SimulatedKiosk::print(const link::AdmissionDecided& decided, rules::TicketId ticket, int place,
                           rules::PrintReason reason) {
  rules::EntryDraft draft;
  draft.ticket = ticket;
  draft.guest = guest_of(decided, ticket);
  draft.scan = decided.scan;
  if (reason == rules::PrintReason::Ahead) draft.scan->scan = rules::ScanId::random();
  const auto serial = rules::BadgeSerial::random();
  draft.fact = rules::BadgeStarted{.serial = serial, .place_number = place, .replaces = {}, .reason = reason};
  write(*event_, draft);
  draft.fact = rules::BadgePrinted{.serial = serial};
  if (parts_.nature.percent(30)) {
    draft.fact = rules::BadgeFailed{.serial = serial, .fault = rules::BadgeFault::Other};
    draft.private_content = R"({"reason":"The name of a guest was too long"})";
  }
  parts_.nature.after(Milliseconds(1'500), [this, event = *event_, draft] { write(event, draft); });
}

}  // namespace einlass::simulation
