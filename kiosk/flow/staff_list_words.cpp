// Inboxes, orders that come in together, and how kiosk and event are doing.
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_maker.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace einlass::flow {
namespace {

constexpr const char* next = "\u00a0· ";  // stays on the line that it ends

}  // namespace

void StaffMaker::page(const ListPage& shown) {
  model().layout = Layout::List;
  switch (shown.place) {
    case StaffPlace::Calls:
      calls();
      break;
    case StaffPlace::Waiting:
      waiting();
      break;
    case StaffPlace::Conflicts:
      conflicts();
      break;
    case StaffPlace::Status:
      status();
      break;
    case StaffPlace::Destinations:
      destinations();
      break;
    case StaffPlace::Search:
    case StaffPlace::WalkIn:
      break;
  }
  back_button();
}

std::string StaffMaker::since(base::Instant at) const {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(state().given.now - at).count();
  if (minutes < 1) return say("just now");
  if (minutes == 1) return say("1 minute ago");
  if (minutes < 60) return say("{count} minutes ago", {{"count", std::to_string(minutes)}});
  return say("at {time}", {{"time", date(at) + ", " + time(at)}});
}

void StaffMaker::calls() {
  const auto& all = state().news.calls;
  maker_.put({all.empty() ? Tone::Calm : Tone::Attention, Icon::Bell, say("Calls for help"),
              all.empty() ? say("Nobody is calling.") : say("Press a call to say that you are going.")});
  for (const rules::HelpCall& call : all) {
    const std::string place = call.door.empty() ? call.kiosk : call.kiosk + ", " + call.door;
    model().rows.push_back({.open = {.label = place,
                                     .event = StaffPressed{CallTaken{call.scan}},
                                     .primary = false,
                                     .id = "call_" + call.scan.text()},
                            .detail = since(call.at),
                            .mark = say("I'm going"),
                            .tone = Tone::Attention,
                            .personal = false});
  }
}

void StaffMaker::waiting() {
  const auto& all = state().news.waiting;
  maker_.put({Tone::Calm, Icon::Person, say("Waiting at the door"),
              all.empty() ? say("Nobody is waiting.") : say("Press a guest to let her or him in.")});
  for (const rules::WaitingGuest& guest : all) {
    model().rows.push_back({.open = {.label = guest.name.empty() ? say("No name yet") : guest.name,
                                     .event = StaffPressed{WaitingAdmitted{guest.scan.scan}},
                                     .primary = false,
                                     .id = "waiting_" + guest.scan.scan.text()},
                            .detail = guest.kiosk + " · " + since(guest.since),
                            .mark = say("Admit"),
                            .tone = Tone::Calm});
    if (!may(rules::DecideForHost{.ticket = guest.ticket, .approved = false, .reason = {}}, staff_, config())) continue;
    button(say("Decline: {name}", {{"name", guest.name}}), StaffPressed{WaitingDeclined{guest.scan.scan}},
           "decline_" + guest.scan.scan.text());
    model().buttons.back().personal = true;
  }
}

void StaffMaker::conflicts() {
  const auto& all = staff_.conflicts;
  const bool reading = !staff_.conflicts_read && staff_.reading != 0;
  maker_.put({all.empty() ? Tone::Calm : Tone::Attention, Icon::Person, say("Conflicts"),
              reading                  ? say("One moment, please")
              : !staff_.conflicts_read ? say("The conflicts cannot be read right now.")
              : all.empty()            ? say("There are none.")
                                       : say("One ticket came in at two places. Who was it?")});
  if (!staff_.conflicts_read) return;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const rules::Conflict& conflict = all[i].conflict;
    model().rows.push_back({.open = {.label = all[i].name.empty() ? say("No name yet") : all[i].name,
                                     .event = StaffPressed{ConflictOpened{i}},
                                     .primary = false,
                                     .id = "conflict_" + std::to_string(i + 1)},
                            .detail = conflict.first_place.name + " · " + conflict.second_place.name,
                            .mark = {},
                            .tone = Tone::Attention});
  }
}

void StaffMaker::page(const OrderPage& shown) {
  model().layout = Layout::List;
  const auto open = std::count_if(shown.tickets.begin(), shown.tickets.end(), [](const auto& each) {
    return each.result == OrderPage::Result::Waiting || each.result == OrderPage::Result::Asked;
  });
  const auto in = std::count_if(shown.tickets.begin(), shown.tickets.end(),
                                [](const auto& each) { return each.result == OrderPage::Result::Admitted; });
  const bool all = in == static_cast<std::ptrdiff_t>(shown.tickets.size());
  maker_.put({open > 0 ? Tone::Working
              : all    ? Tone::Success
                       : Tone::Attention,
              open > 0 ? Icon::Hourglass
              : all    ? Icon::Check
                       : Icon::Person,
              say("The whole order"),
              say("{count} of {all} admitted",
                  {{"count", std::to_string(in)}, {"all", std::to_string(shown.tickets.size())}})});
  for (const OrderPage::Ticket& each : shown.tickets) {
    Row row{.open = {.label = each.name.empty() ? say("No name yet") : each.name,
                     .event = StaffPressed{GuestOpened{each.ticket}},
                     .primary = false,
                     .id = "guest_" + each.ticket.text()}};
    switch (each.result) {
      case OrderPage::Result::Waiting:
      case OrderPage::Result::Asked:
        row.mark = "…";
        break;
      case OrderPage::Result::Admitted:
        row.mark = say("admitted");
        row.tone = Tone::Success;
        break;
      case OrderPage::Result::Announced:
        row.mark = say("Announced");
        break;
      case OrderPage::Result::Refused:
        row.mark = refusal(each.refusal).headline;
        row.tone = Tone::Attention;
        break;
      case OrderPage::Result::Failed:
        row.mark = say("not decided");
        row.tone = Tone::Attention;
        break;
      case OrderPage::Result::LeftOut:
        row.mark = say("left out");
        break;
    }
    model().rows.push_back(std::move(row));
  }
  badges_under_way();
  back_button();
}

// --- status ----------------------------------------------------------------------------------------------------------

void StaffMaker::figure(std::string label, std::string text, bool attention) {
  line(std::move(label), std::move(text), attention, false);
}

void StaffMaker::status() {
  model().layout = Layout::Sheet;
  maker_.put({Tone::Calm, Icon::Clock, say("Status"), {}});
  const DoorStatus& status = state().status;
  const bool connected = state().devices.connected;
  std::string server = connected ? say("connected") : say("not reached; checking in goes on");
  if (!connected && status.server_met) server += " · " + say("last: {time}", {{"time", since(*status.server_met)}});
  figure(say("Server"), std::move(server), !connected);
  figure(say("To hand over"), status.to_hand_over == 0
                                  ? say("nothing: the server has everything")
                                  : say("{count} entries", {{"count", std::to_string(status.to_hand_over)}}));
  if (status.parked > 0) {
    figure(say("Put aside"),
           say("{count} entries that could not be taken in. Please tell an organiser.",
               {{"count", std::to_string(status.parked)}}),
           true);
  }
  if (status.list_taken) figure(say("Guest list"), since(*status.list_taken));
  figure(say("Clock"), state().devices.time_is_sure ? say("right") : say("not sure until the server is reached"),
         !state().devices.time_is_sure);
  printer_lines();
  count_lines();
  printer_buttons();
  move_button(say("Change event or entrance"));
  button(say("Check camera and scanner"), DiagnosisOpened{}, "diagnosis");
  if (staff_.member.role == rules::Role::Organiser) button(say("Leave the kiosk's program"), QuitPressed{}, "quit");
}

void StaffMaker::count_lines() {
  const DoorStatus& status = state().status;
  const auto number = [](int count) { return std::to_string(count); };
  figure(say("Admitted"),
         say("{count} of {all} expected", {{"count", number(status.admitted)}, {"all", number(status.expected)}}));
  figure(say("Inside now"), number(status.inside));
  if (status.walk_ins > 0) figure(say("Walk-ins"), number(status.walk_ins));
  if (status.counted > 0) figure(say("Only counted"), number(status.counted));
  if (status.refused > 0) figure(say("Refused scans"), number(status.refused));
  if (status.badges_owed > 0) figure(say("Badges owed"), number(status.badges_owed), true);
}

void StaffMaker::printer_lines() {
  const DoorStatus& status = state().status;
  if (status.printers.empty()) figure(say("Printer"), say("none at this kiosk"));
  for (const PrinterLine& each : status.printers) {
    std::string words = each.place.empty() ? std::string() : each.place + next;
    words += printer_words(each.trouble);
    if (each.labels) words += next + say("{count} labels left", {{"count", std::to_string(*each.labels)}});
    if (each.marker_percent) {
      words += next + say("ribbon or ink {percent} %", {{"percent", std::to_string(*each.marker_percent)}});
    }
    figure(say("Printer {name}", {{"name", each.name}}), std::move(words), each.trouble != PrinterTrouble::None);
  }
  if (const auto outlook = label_outlook(status)) {
    figure(say("Labels"), maker_.label_words(*outlook), needs_labels(status));
  }
}

void StaffMaker::printer_buttons() {
  const DoorStatus& status = state().status;
  int doubts = 0;
  for (const DoubtfulBadge& each : status.doubtful) {
    button(say("Look for a badge at printer {name}", {{"name", maker_.printer_called(each.printer)}}),
           StaffPressed{GuestOpened{each.ticket}}, "doubt_" + std::to_string(++doubts));
  }
  for (std::size_t i = 0; i < status.printers.size(); ++i) {
    button(say("New labels in printer {name}", {{"name", status.printers[i].name}}), StaffPressed{LabelsPressed{i}},
           "labels_" + std::to_string(i + 1));
  }
}

std::string StaffMaker::printer_words(PrinterTrouble trouble) const {
  switch (trouble) {
    case PrinterTrouble::None:
      return say("ready");
    case PrinterTrouble::Off:
      return say("does not answer: check power and cable");
    case PrinterTrouble::Media:
      return say("out of badges: load new ones");
    case PrinterTrouble::Ribbon:
      return say("out of ribbon or ink: replace it");
    case PrinterTrouble::Cover:
      return say("open: close cover and trays");
    case PrinterTrouble::Jam:
      return say("jammed: take the badge out");
    case PrinterTrouble::Full:
      return say("full: take the badges out");
    case PrinterTrouble::Paused:
      return say("paused: start it again");
    case PrinterTrouble::Settings:
      return say("set up wrongly: please tell an organiser");
    case PrinterTrouble::Stuck:
      return say("an earlier badge is stuck: see to the printer");
    case PrinterTrouble::WrongMedia:
      return say("wants other labels: load the right ones");
    case PrinterTrouble::GaveUp:
      return say("had trouble with the last badge: please check the printer");
    case PrinterTrouble::Other:
      return say("cannot print: see to the printer");
  }
  return {};
}

}  // namespace einlass::flow
