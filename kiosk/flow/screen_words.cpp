// What each screen says. Every sentence is a msgid of assets/locale; say() marks them for xgettext.
#include "core/base/locale_text.h"
#include "core/base/venue_zone.h"
#include "kiosk/flow/model_maker.h"
#include "kiosk/flow/staff_choices.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace einlass::flow {

void ModelMaker::screen(const OutOfService& shown) {
  put(out_of_service(shown.reason));
  if (has_way_in(shown.reason)) way_in();
  if (shown.reason == OutOfServiceReason::TimeInDoubt) return asked_time_buttons();
  if (shown.reason != OutOfServiceReason::NotPaired || state_.pairing == PairingState::UnderWay) return;
  // Whoever holds a pairing code up must see where to.
  model_.live_picture = shows_picture();
  if (model_.live_picture) model_.layout = Layout::Attract;
}

ModelMaker::Words ModelMaker::out_of_service(OutOfServiceReason reason) const {
  switch (reason) {
    case OutOfServiceReason::Starting:
      return {Tone::Working, Icon::Hourglass, say("Just a moment"), say("This kiosk is getting ready.")};
    case OutOfServiceReason::NotPaired:
      return pairing();
    case OutOfServiceReason::Revoked:
      return {Tone::Calm, Icon::Pause, say("This kiosk has been retired"),
              say("The venue server no longer accepts it. Our team can pair it again.")};
    case OutOfServiceReason::WrongServer:
      return {Tone::Calm, Icon::Pause, say("This kiosk cannot trust its server"),
              say("The server's certificate is not the one this kiosk was paired with. Our team can check the address "
                  "and pair it again.")};
    case OutOfServiceReason::NoEvent:
      return {Tone::Calm, Icon::Pause, say("Nothing to check in to right now"),
              say("No event is open at this kiosk. Please see our team.")};
    case OutOfServiceReason::StorageFailed:
      return {Tone::Calm, Icon::Pause, say("This kiosk is out of order"),
              say("It cannot save anything at the moment. Please see our team at the desk.")};
    case OutOfServiceReason::TimeInDoubt:
      return asked_time();
  }
  return see_our_team();
}

bool ModelMaker::shows_picture() const {
  const CameraState camera = state_.devices.camera;
  return camera == CameraState::Working || camera == CameraState::Starting;
}

void ModelMaker::screen(const Attract& /*shown*/) {
  model_.layout = Layout::Attract;
  way_in();
  const CameraState camera = state_.devices.camera;
  model_.live_picture = shows_picture();
  search_and_walk_in_buttons();
  const std::string what = at_badge_desk() ? say("You get your badge here. You check in at the entrance.")
                                           : say("On paper or on your phone: the QR code is all you need.");
  if (model_.live_picture) {
    return put({Tone::Calm, Icon::Ticket, say("Hold your ticket up to the camera"),
                state_.aim == AimHint::None ? what : aim_hint()});
  }
  put({Tone::Calm, Icon::Ticket, say("Scan your ticket with the hand scanner"),
       camera == CameraState::Broken
           ? say("The camera is not working. If there is no hand scanner here, please see our team.")
           : what});
}

void ModelMaker::screen(const Checking& /*shown*/) {
  put({Tone::Working, Icon::Hourglass, say("One moment, please"), say("We are looking for your ticket.")});
}

void ModelMaker::screen(const Welcome& shown) {
  put(shown.admitted ? Words{Tone::Success, Icon::Check, say("Welcome"), welcome_body(shown)} : badge_desk(shown));
  model_.name = shown.name;
  done_button();
}

// Nobody comes in here: she must know where, and that what she gets is all she needs.
ModelMaker::Words ModelMaker::badge_desk(const Welcome& shown) const {
  const auto& visit = state_.visit;
  if (!visit.badges.empty()) {
    return {Tone::Success, Icon::Check, say("Here comes your badge"),
            say("You check in at the entrance. Your badge is your ticket there.")};
  }
  if (!visit.badges_elsewhere.empty()) {
    return {Tone::Success, Icon::Check, say("Nice that you are here"), say("You check in at the entrance.")};
  }
  if (!shown.has_badge) {
    return {Tone::Success, Icon::Check, say("You need no badge"), say("You check in at the entrance.")};
  }
  return {Tone::Success, Icon::Check, say("You already have your badge"),
          say("You check in at the entrance. If you cannot find your badge, please see our team.")};
}

std::string ModelMaker::directions() const {
  const auto text = config_.welcome.find(voice_.language);
  return text == config_.welcome.end() ? std::string() : text->second;
}

std::string ModelMaker::welcome_text() const {
  const std::string where = directions();
  return where.empty() ? say("You are checked in.") : where;
}

void ModelMaker::screen(const AlreadyIn& /*shown*/) {
  const auto& badges = state_.visit.badges;
  const bool failed = std::any_of(badges.begin(), badges.end(), [](const BadgeProgress& badge) {
    return badge.stage == BadgeStage::Failed || badge.stage == BadgeStage::Unknown;
  });
  put({Tone::Success, Icon::Check, say("You are already checked in"),
       badges.empty() ? say("If there is anything you need, our team is happy to help.")
       : failed       ? say("Your badge was still missing.")
                      : say("Your badge was still missing. Here it comes.")});
  done_button();
}

void ModelMaker::screen(const Refused& shown) {
  put(refusal(shown));
  done_button();
  if (shown.refusal == rules::Refusal::UnknownCode) search_and_walk_in_buttons();
}

ModelMaker::Words ModelMaker::see_our_team() const {
  return {Tone::Attention, Icon::Person, say("Please see our team"),
          say("We will sort this out with you at the desk.")};
}

// The table in docs/product.md, Admission: what self-service says.
ModelMaker::Words ModelMaker::refusal(const Refused& shown) const {
  switch (shown.refusal) {
    case rules::Refusal::UnknownCode:
      return {Tone::Attention, Icon::Person, say("We can't find this code"),
              say("Our team at the desk will find you by name.")};
    case rules::Refusal::OtherEvent:
      if (!shown.right_door.empty()) {
        return {Tone::Attention, Icon::Person, say("This ticket is for another entrance"),
                say("Please go to the entrance {door}.", {{"door", shown.right_door}})};
      }
      return {Tone::Attention, Icon::Person, say("This ticket is for another event or entrance"),
              shown.other_event.empty() ? say("Our team will show you the way.")
                                        : say("It is for: {event}", {{"event", shown.other_event}})};
    case rules::Refusal::Replaced:
      return {Tone::Attention, Icon::Person, say("This code was replaced"),
              say("Please show the newer one, or see our team.")};
    case rules::Refusal::TooEarly:
      return {Tone::Attention, Icon::Clock, say("You are early"), doors_open(shown)};
    case rules::Refusal::TooLate:
      return {Tone::Attention, Icon::Clock, say("The doors are closed"), say("Please see our team.")};
    case rules::Refusal::Ambiguous:
    case rules::Refusal::Cancelled:
    case rules::Refusal::Blocked:
    case rules::Refusal::AwaitingApproval:
    case rules::Refusal::Waitlisted:
    case rules::Refusal::AlreadyIn:
    case rules::Refusal::Unpaid:
    case rules::Refusal::NotOnList:
    case rules::Refusal::Full:
    case rules::Refusal::NeedsAnswers:
    case rules::Refusal::NeedsServer:
    case rules::Refusal::BadgeDesk:
      return see_our_team();
  }
  return see_our_team();
}

std::string ModelMaker::doors_open(const Refused& shown) const {
  const auto zone = base::VenueZone::open(config_.time_zone, std::chrono::minutes(0));
  if (!shown.opens_at || !zone) return say("Please come back when the doors are open.");
  const std::string time = zone->local_time(*shown.opens_at);
  const base::VenueDay day = zone->day_of(*shown.opens_at);
  if (day == zone->day_of(shown.decided_at)) return say("Doors open at {time}.", {{"time", time}});
  return say("Doors open on {day} at {time}.",
             {{"day", base::day_and_month_text(day, voice_.language)}, {"time", time}});
}

void ModelMaker::screen(const NotTheTicket& shown) {
  const bool damaged = shown.what == rules::NotATicket::Damaged;
  put({Tone::Attention, Icon::Ticket, damaged ? say("This code cannot be read") : say("This is not the ticket code"),
       damaged ? say("Please show the whole code, as bright as possible, or see our team.")
               : say("Please show the QR code from your ticket.")});
  done_button();
}

void ModelMaker::screen(const Choose& shown) {
  model_.layout = Layout::Choice;
  put({Tone::Calm, Icon::Ticket, say("Which ticket would you like to use?"), ""});
  for (std::size_t i = 0; i < shown.choices.size(); ++i) {
    model_.buttons.push_back({.label = shown.choices[i].label,
                              .event = TicketChosen{shown.choices[i].ticket},
                              .primary = false,
                              .id = "choice_" + std::to_string(i + 1)});
  }
}

void ModelMaker::badges() {
  if (std::holds_alternative<Staff>(state_.screen)) return;  // has words of its own
  const auto& badges = state_.visit.badges;
  for (std::size_t i = 0; i < badges.size(); ++i) model_.badges.push_back(badge_line(badges[i], i + 1));
  for (const auto& badge : state_.visit.badges_elsewhere) model_.badges.push_back(badge_line(badge));
}

BadgeLine ModelMaker::badge_line(const BadgesElsewhere& badge) const {
  const std::string desk = in_language(badge.desk, voice_.language);
  const auto stage = desk.empty() ? BadgeStage::Unknown : BadgeStage::Printed;
  if (!badge.perhaps_fetched) {
    return {stage, desk.empty() ? say("Please ask our team for your badge.")
                                : say("Please fetch your badge here: {place}", {{"place", desk}})};
  }
  return {stage, desk.empty() ? say("If you do not have your badge yet, please ask our team for it.")
                              : say("If you do not have your badge yet, it is here: {place}", {{"place", desk}})};
}

// Of several; and of one that is to come, where her number is what she will know it by.
std::string ModelMaker::numbered(const BadgeProgress& badge, std::size_t place, std::string words) const {
  const bool needed = state_.visit.badges.size() > 1 || (badge.number != 0 && !is_final(badge.stage));
  if (!needed) return words;
  const std::string number = badge.number != 0 ? std::to_string(badge.number) : std::to_string(place);
  return say("Badge {number}", {{"number", number}}) + ": " + words;
}

BadgeLine ModelMaker::badge_line(const BadgeProgress& badge, std::size_t place) const {
  std::string text = numbered(badge, place, badge_words(badge));
  const auto words = state_.visit.badge_words.find(badge.job);
  const bool comes = badge.stage != BadgeStage::Failed && words != state_.visit.badge_words.end();
  return {badge.stage, std::move(text), comes ? words->second : std::vector<std::string>()};
}

// What is wrong with the printer is the team's business.
std::string ModelMaker::badge_waits(const BadgeProgress& badge) const {
  if (badge.collect_at.empty()) return say("The printer needs a hand. Our team sees to it, and your badge follows.");
  return say("The printer needs a hand. Our team sees to it, and your badge follows here: {place}",
             {{"place", badge.collect_at}});
}

std::string ModelMaker::badge_words(const BadgeProgress& badge) const {
  switch (badge.stage) {
    case BadgeStage::Waiting:
    case BadgeStage::Printing:
      if (badge.trouble != PrinterTrouble::None) return badge_waits(badge);
      if (badge.stage == BadgeStage::Waiting) return say("Your badge is being prepared.");
      if (badge.collect_at.empty()) return say("Your badge is being printed.");
      return say("Your badge is being printed. Please collect it here: {place}", {{"place", badge.collect_at}});
    case BadgeStage::Printed:
      if (badge.collect_at.empty()) return say("Please take your badge out below.");
      return say("Please collect your badge here: {place}", {{"place", badge.collect_at}});
    case BadgeStage::Failed:
      return say("Your badge could not be printed. Our team will give you one.");
    case BadgeStage::Unknown:
      return say("If no badge has come out, our team will give you one.");
  }
  return {};
}

}  // namespace einlass::flow
