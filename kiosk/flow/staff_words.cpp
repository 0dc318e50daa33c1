// What staff's screens say: header, tools, sign-in, search, and what the last act came to.
#include "core/base/locale_text.h"
#include "core/base/venue_zone.h"
#include "kiosk/flow/staff_choices.h"
#include "kiosk/flow/staff_maker.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace einlass::flow {

namespace {

Event pressed(StaffPress what) {
  return StaffPressed{std::move(what)};
}

}  // namespace

void ModelMaker::screen(const Staff& shown) {
  StaffMaker(*this, shown).make();
}

// Discreet: for whoever knows that it is there.
void ModelMaker::way_in() {
  model_.views.push_back({.label = say("Team"), .event = StaffPressed{SignInWanted{}}, .primary = false, .id = "team"});
}

void StaffMaker::make() {
  if (staff_.member.number != 0) header();
  std::visit([this](const auto& shown) { page(shown); }, staff_.page);
  if (staff_.member.number == 0) return;
  news();
  tools();
}

void StaffMaker::header() {
  model().event_name = config().event_name;  // only the team sees it
  model().privacy.clear();
  model().privacy_url.clear();
  model().help.reset();
  model().signed_in = staff_.member.name + " · " + role_words(staff_.member.role);
  model().today = date(state().given.now) + ", " + time(state().given.now);
  model().mismatch = mismatch();
}

std::string StaffMaker::role_words(rules::Role role) const {
  switch (role) {
    case rules::Role::Helper:
      return say("Helper");
    case rules::Role::Staff:
      return say("Staff");
    case rules::Role::Host:
      return say("Host");
    case rules::Role::Organiser:
      return say("Organiser");
  }
  return {};
}

bool StaffMaker::is_not_today() const {
  const auto zone = base::VenueZone::open(config().time_zone, config().policy.day_starts_at);
  if (!zone || config().ends.unix_ms() <= 0) return false;
  const auto today = zone->day_of(state().given.now);
  return today < zone->day_of(config().starts) || today > zone->day_of(config().ends);
}

std::string StaffMaker::mismatch() const {
  if (is_not_today()) return say("This event is not today: it is on {date}.", {{"date", date(config().starts)}});
  if (!staff_.guest || !staff_.guest->sheet) return {};
  const auto& doors = staff_.guest->sheet->ticket.doors;
  if (doors.empty() || std::find(doors.begin(), doors.end(), config().door) != doors.end()) return {};
  return say("This ticket is for another entrance: {door}.", {{"door", doors.front()}});
}

std::string StaffMaker::date(base::Instant at) const {
  const auto zone = base::VenueZone::open(config().time_zone, std::chrono::minutes(0));
  if (!zone) return {};
  return base::day_and_month_text(zone->day_of(at), maker_.voice_.language);
}

std::string StaffMaker::time(base::Instant at) const {
  const auto zone = base::VenueZone::open(config().time_zone, std::chrono::minutes(0));
  return zone ? zone->local_time(at) : std::string();
}

std::string StaffMaker::category(const std::string& key) const {
  const auto labels = config().categories.find(key);
  if (labels == config().categories.end()) return key;
  const auto label = labels->second.find(maker_.voice_.language);
  return label == labels->second.end() || label->second.empty() ? key : label->second;
}

std::string StaffMaker::persons(int count) const {
  return count == 1 ? say("1 person") : say("{count} persons", {{"count", std::to_string(count)}});
}

// --- buttons ---------------------------------------------------------------------------------------------------------

void StaffMaker::button(std::string label, const Event& event, std::string id, bool primary) {
  model().buttons.push_back({.label = std::move(label), .event = event, .primary = primary, .id = std::move(id)});
}

void StaffMaker::back_button() {
  button(say("Back"), DonePressed{}, "back");
}

void StaffMaker::tool(std::string label, const StaffPress& press, const char* id) {
  model().tools.push_back({.label = std::move(label), .event = pressed(press), .primary = false, .id = id});
}

void StaffMaker::tools() {
  const auto counted = [](const std::string& label, std::size_t count) {
    return count == 0 ? label : label + " (" + std::to_string(count) + ")";
  };
  const auto& news = state().news;
  tool(say("Search"), PlaceOpened{StaffPlace::Search}, "tool_search");
  if (may_register(staff_, config())) tool(say("Walk-in"), PlaceOpened{StaffPlace::WalkIn}, "tool_walk_in");
  if (may_count(staff_, config())) tool("+1", OneMoreCounted{}, "tool_count");
  // It stays when there is nothing to take back, or the tools would move under the finger that counts.
  if (may_count(staff_, config())) tool("−1", OneLessCounted{}, "tool_count_less");
  tool(counted(say("Calls"), news.calls.size()), PlaceOpened{StaffPlace::Calls}, "tool_calls");
  if (config().closed && is_told_reasons(staff_)) {
    tool(counted(say("Waiting"), news.waiting.size()), PlaceOpened{StaffPlace::Waiting}, "tool_waiting");
  }
  if (is_told_reasons(staff_)) {
    tool(counted(say("Conflicts"), static_cast<std::size_t>(std::max(0, news.open_conflicts))),
         PlaceOpened{StaffPlace::Conflicts}, "tool_conflicts");
    const auto& printers = state().status.printers;
    const bool trouble = !state().status.doubtful.empty() || needs_labels(state().status) ||
                         std::any_of(printers.begin(), printers.end(),
                                     [](const PrinterLine& each) { return each.trouble != PrinterTrouble::None; });
    tool(trouble || !state().devices.connected ? say("Status!") : say("Status"), PlaceOpened{StaffPlace::Status},
         "tool_status");
  }
  tool(say("Sign out"), SignedOut{}, "sign_out");
}

// --- sign-in ---------------------------------------------------------------------------------------------------------

void StaffMaker::page(const PinPage& shown) {
  if (state().form) maker_.form(*state().form);
  Words words{Tone::Calm, Icon::Person, say("Team: please type your PIN"), {}};
  if (shown.checking) words = {Tone::Working, Icon::Hourglass, say("One moment, please"), {}};
  switch (shown.trouble) {
    case PinTrouble::None:
      break;
    case PinTrouble::Wrong:
      words.tone = Tone::Attention;
      words.body = say("Nobody has this PIN. Please try again.");
      break;
    case PinTrouble::NobodyMaySignIn:
      words.tone = Tone::Attention;
      words.body = say("Nobody can sign in here yet. An organiser gives PINs with: einlass staff add");
      break;
    case PinTrouble::NotChecked:
      words.tone = Tone::Attention;
      words.body = say("The PIN could not be checked. Please try again.");
      break;
  }
  const auto seconds = (shown.wait.count() + 999) / 1000;
  if (seconds > 0) {
    words.body += words.body.empty() ? "" : " ";
    words.body += say("The next try counts in {seconds} seconds.", {{"seconds", std::to_string(seconds)}});
  }
  maker_.put(std::move(words));
  button(say("Sign in"), FormSent{.whole = true}, "sign_in", true);
  back_button();
}

// --- search ----------------------------------------------------------------------------------------------------------

void StaffMaker::page(const SearchPage& /*shown*/) {
  if (state().form) maker_.form(*state().form);
  model().layout = Layout::List;
  const GuestSearch& search = staff_.search;
  Words words{Tone::Calm, Icon::Person, say("Scan a ticket, or find a guest"), {}};
  if (search.failed) {
    words.tone = Tone::Attention;
    words.body = say("The list cannot be searched right now. Please scan, or try again.");
  } else if (!search.sought.empty() && search.found.empty()) {
    words.body =
        staff_.reading != 0 ? say("Searching …") : say("Nobody found. Try another spelling, or register a walk-in.");
  } else if (!search.sought.empty()) {
    const std::string count = std::to_string(search.found.size()) + (search.more ? "+" : "");
    words.body = search.found.size() == 1 ? say("1 guest found") : say("{count} guests found", {{"count", count}});
  }
  maker_.put(std::move(words));
  found_rows(search.found);
  if (is_not_today()) move_button(say("Change event"));
}

void StaffMaker::found_rows(const std::vector<rules::FoundGuest>& guests) {
  for (const rules::FoundGuest& guest : guests) model().rows.push_back(row(guest));
}

Row StaffMaker::row(const rules::FoundGuest& guest) const {
  std::string detail;
  const auto add = [&detail](const std::string& text) {
    if (text.empty()) return;
    detail += detail.empty() ? text : " · " + text;
  };
  if (!guest.instead_of.empty()) add(say("instead of {name}", {{"name", guest.instead_of}}));
  add(guest.company);
  add(category(guest.category));
  if (guest.places > 1) add(persons(guest.places));
  add(guest.masked_email);
  const bool wrong = is_told_reasons(staff_) && (guest.in_conflict || guest.status != rules::TicketStatus::Confirmed);
  return {.open = {.label = guest.name.empty() ? say("No name yet") : guest.name,
                   .event = pressed(GuestOpened{guest.ticket}),
                   .primary = false,
                   .id = "guest_" + guest.ticket.text()},
          .detail = std::move(detail),
          .mark = mark(guest),
          .tone = wrong || guest.badge_owed ? Tone::Attention
                  : guest.inside > 0        ? Tone::Success
                                            : Tone::Calm};
}

std::string StaffMaker::mark(const rules::FoundGuest& guest) const {
  if (guest.in_conflict && is_told_reasons(staff_)) return say("conflict");
  switch (is_told_reasons(staff_) ? guest.status : rules::TicketStatus::Confirmed) {
    case rules::TicketStatus::Confirmed:
      break;
    case rules::TicketStatus::Cancelled:
      return say("cancelled");
    case rules::TicketStatus::Blocked:
      return say("blocked");
    case rules::TicketStatus::AwaitingApproval:
      return guest.inside > 0 ? say("inside") : say("not approved");
    case rules::TicketStatus::Waitlisted:
      return guest.inside > 0 ? say("inside") : say("waiting list");
  }
  if (guest.badge_owed) return say("badge owed");
  if (guest.inside > 0 && guest.places > 1) {
    return say("{inside} of {places} inside",
               {{"inside", std::to_string(guest.inside)}, {"places", std::to_string(guest.places)}});
  }
  if (guest.inside > 0) return say("inside");
  return guest.admitted > 0 ? say("left") : std::string();
}

// --- what the last act came to ---------------------------------------------------------------------------------------

void StaffMaker::news() {
  if (staff_.trouble) {
    const std::string of_move = staff_.draft.move ? move_trouble(*staff_.trouble) : std::string();
    const bool one_too_many = staff_.draft.with && *staff_.trouble == base::ErrorKind::Refused;
    model().notices.push_back({one_too_many ? say("This guest may bring nobody more along. Please ask an organiser.")
                               : of_move.empty() ? trouble_words(*staff_.trouble)
                                                 : of_move,
                               true});
  }
  if (const std::string words = news_words(); !words.empty()) model().notices.push_back({words, false});
  if (staff_.doing) model().notices.push_back({say("One moment, please"), false});
  const std::size_t waiting = state().waiting.size();
  if (waiting > 0) {
    model().notices.push_back(
        {waiting == 1 ? say("1 more ticket was held up. It is next.")
                      : say("{count} more tickets were held up. They are next.", {{"count", std::to_string(waiting)}}),
         false});
  }
}

std::string StaffMaker::news_words() const {
  switch (staff_.news) {
    case StaffNews::None:
      return {};
    case StaffNews::Departed:
      return say("Departure noted.");
    case StaffNews::Undone:
      return say("Undone. The badge is void.");
    case StaffNews::Settled:
      return say("Payment noted as settled.");
    case StaffNews::Approved:
      return say("Approved.");
    case StaffNews::Declined:
      return say("Declined. Please tell the guest in person.");
    case StaffNews::Corrected:
      return say("Corrected. A badge with the old name can be printed anew.");
    case StaffNews::HandedOn:
      return say("The ticket is handed on. The old badge is void.");
    case StaffNews::TicketTakenBack:
      return say("The ticket is taken back. The other badge is void.");
    case StaffNews::Noted:
      return say("Note kept.");
    case StaffNews::Excused:
      return say("Noted as excused.");
    case StaffNews::ExcusedNoMore:
      return say("No longer excused.");
    case StaffNews::BadgeVoided:
      return say("The lost badge is void.");
    case StaffNews::BadgeComes:
      return say("The new badge is coming. The old one is void.");
    case StaffNews::BadgePutAway:
      return say("The badge is void. The guest's next scan prints a new one.");
    case StaffNews::BadgeJudged:
      return say("Noted. Thank you for looking.");
    case StaffNews::FirstBadgeComes:
      return say("The badge is coming. Nobody was admitted by it.");
    case StaffNews::HostPrintsAgain:
      return say("At this event only a host may print this badge once more.");
    case StaffNews::VoidedHostPrintsAgain:
      return say("The lost badge is void. At this event only a host may print another one.");
    case StaffNews::Counted:
      return say("One more counted. One too many? −1 takes it back.");
    case StaffNews::CountedLess:
      return say("One less counted.");
    case StaffNews::NothingCounted:
      return say("There is nothing more to take back at this kiosk.");
    case StaffNews::Judged:
      return say("Settled. Thank you.");
    case StaffNews::Going:
      return say("The guest is told that you are coming.");
    case StaffNews::NotATicket:
      return say("This is not the ticket code");
    case StaffNews::Moved:
      return moved_words();
  }
  return {};
}

// What happened, and what to do.
std::string StaffMaker::trouble_words(base::ErrorKind why) const {
  switch (why) {
    case base::ErrorKind::InvalidInput:
      return say("That cannot be kept as it is typed. Please check what you typed.");
    case base::ErrorKind::NotFound:
      return say("The guest or the ticket is no longer on the list. Please search again.");
    case base::ErrorKind::AlreadyExists:
      return say("Somebody else was faster. Please look at what stands here now.");
    case base::ErrorKind::Refused:
      return say("You may not do this here. Please ask the host or an organiser.");
    case base::ErrorKind::Unavailable:
      return say("This needs the server, which cannot be reached. Please try again soon, or at another kiosk.");
    case base::ErrorKind::Timeout:
      return say("There was no answer in time. Please look whether it was done, and try again.");
    case base::ErrorKind::Incompatible:
      return say("Server and kiosk have different versions. Please install the same version on both.");
    case base::ErrorKind::Storage:
      return say("This kiosk cannot save anything. Please use another one, and see to its disk.");
    case base::ErrorKind::Internal:
      return say("That did not work. Please try again, or use another kiosk.");
  }
  return {};
}

}  // namespace einlass::flow
