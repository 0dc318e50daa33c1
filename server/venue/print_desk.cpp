#include "server/venue/print_desk.h"

#include "core/rules/badge_handout.h"
#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "db/ticket_rows.h"

#include <algorithm>
#include <utility>

namespace einlass::venue {

using base::ErrorKind;
using base::Result;

namespace {

const rules::Place command_line{.kiosk = {}, .name = "command line", .door = {}};

// What is owed to somebody who is in goes with the newest admission of hers; all else is printed ahead of any.
rules::EntryDraft started(const BadgeToStart& badge, const rules::TicketState& state, const rules::AdmissionDay& day) {
  rules::EntryDraft draft;
  draft.place = command_line;
  draft.ticket = badge.print.ticket;
  if (!badge.guest.is_nil()) draft.guest = badge.guest;
  const auto owed = state.owed_badges(day);
  const bool is_owed =
      !state.standing.empty() && std::find(owed.begin(), owed.end(), badge.print.place_number) != owed.end();
  draft.scan = rules::ScanStep{is_owed ? state.standing.back().scan.scan : rules::ScanId::random(), 0};
  draft.fact = rules::BadgeStarted{.serial = badge.print.serial,
                                   .place_number = badge.print.place_number,
                                   .replaces = std::nullopt,
                                   .reason = is_owed ? rules::PrintReason::Owed : rules::PrintReason::Ahead};
  return draft;
}

Result<rules::TicketId> ticket_in_doubt(OpenEvent& event, rules::BadgeSerial serial) {
  rules::TicketId ticket;
  const auto state = event.store.journal().state_of_badge(serial, &ticket);
  if (!state && state.error().kind != ErrorKind::NotFound) return tl::make_unexpected(state.error());
  const auto is_meant = [&](const rules::Badge& badge) {
    return badge.serial == serial && badge.status == rules::BadgeStatus::Unknown;
  };
  if (state && std::any_of(state->badges.begin(), state->badges.end(), is_meant)) return ticket;
  return base::fail(ErrorKind::NotFound,
                    "No badge is in doubt under this code; einlass badge settle lists those that are.");
}

bool is_final(const store::PrintRecord& print) {
  return store::closing_fact(print.state, print.serial, rules::BadgeFault::Other).has_value();
}

// What was told before is not: the answer was lost. A printer that is heard again may end a doubt that no person has.
Result<bool> adds_to(const store::PrintRecord& known, const store::PrintRecord& print, OpenEvent& event) {
  if (!is_final(known)) return true;
  const bool ends_doubt = known.state == store::PrintState::Unknown &&
                          (print.state == store::PrintState::Printed || print.state == store::PrintState::Failed);
  if (!ends_doubt) return false;
  const auto doubtful = ticket_in_doubt(event, print.serial);
  if (!doubtful && doubtful.error().kind != ErrorKind::NotFound) return tl::make_unexpected(doubtful.error());
  return doubtful.has_value();
}

}  // namespace

// Commands run between the batches of the kiosks.
template <typename Write>
Result<void> PrintDesk::in_one_batch(Write write) {
  if (auto begun = door_.begin(); !begun) return begun;
  const Result<void> written = write();
  if (!written) {
    door_.drop();
    return written;
  }
  return door_.commit();
}

Result<std::vector<StartAnswer>> PrintDesk::start(const std::string& key, const std::vector<BadgeToStart>& badges) {
  const auto event = state_.event(key);
  if (!event) return tl::make_unexpected(event.error());
  std::vector<StartAnswer> answers;
  const auto written = in_one_batch([&]() -> Result<void> {
    for (const auto& badge : badges) {
      const auto answer = start_one(**event, badge);
      if (!answer) return tl::make_unexpected(answer.error());
      answers.push_back(*answer);
    }
    return {};
  });
  if (!written) return tl::make_unexpected(written.error());
  return answers;
}

Result<StartAnswer> PrintDesk::start_one(OpenEvent& event, const BadgeToStart& badge) {
  const auto known = event.store.prints().find(badge.print.id);
  if (!known) return tl::make_unexpected(known.error());
  if (*known && (*known)->serial == badge.print.serial) return StartAnswer::Started;  // the answer was lost
  const auto day = state_.admission_day(event);
  const auto found = store::ticket_at_door(event.store, badge.print.ticket, day);
  if (!found) return tl::make_unexpected(found.error());
  const bool expected = *found && rules::may_have_badges((*found)->row.ticket, (*found)->state, event.policy);
  const auto holder = expected && (*found)->row.guest.is_named() ? (*found)->row.guest.id : rules::GuestId();
  if (!expected || holder != badge.guest) return StartAnswer::NotExpected;
  const auto& state = (*found)->state;
  const auto missing = rules::missing_badges((*found)->row.ticket, state, event.policy, day);
  if (std::find(missing.begin(), missing.end(), badge.print.place_number) == missing.end()) return StartAnswer::HasOne;
  if (auto row = door_.append(event.record.id, started(badge, state, day)); !row) {
    return tl::make_unexpected(row.error());
  }
  auto print = badge.print;
  print.state = store::PrintState::Queued;
  print.changed = state_.now();
  if (auto kept = door_.keep(event.record.id, print); !kept) return tl::make_unexpected(kept.error());
  return StartAnswer::Started;
}

Result<void> PrintDesk::say(const OpenEvent& event, rules::TicketId ticket, rules::Fact fact) {
  rules::EntryDraft draft;
  draft.place = command_line;
  draft.ticket = ticket;
  draft.fact = std::move(fact);
  return door_.append(event.record.id, draft).map([](const auto&) {});
}

Result<void> PrintDesk::note(const std::string& key, std::vector<store::PrintRecord> prints, rules::BadgeFault fault) {
  const auto event = state_.event(key);
  if (!event) return tl::make_unexpected(event.error());
  return in_one_batch([&]() -> Result<void> {
    for (auto& print : prints) {
      const auto known = (*event)->store.prints().find(print.id);
      if (!known) return tl::make_unexpected(known.error());
      if (!*known || (*known)->serial != print.serial || (*known)->ticket != print.ticket) {
        return base::fail(ErrorKind::NotFound, "There is no such badge under way; print it anew.");
      }
      const auto is_news = adds_to(**known, print, **event);
      if (!is_news) return tl::make_unexpected(is_news.error());
      if (!*is_news) continue;
      print.place_number = (*known)->place_number;
      print.changed = state_.now();
      if (auto fact = store::closing_fact(print.state, print.serial, fault)) {
        if (auto said = say(**event, print.ticket, *std::move(fact)); !said) return said;
      }
      if (auto kept = door_.keep((*event)->record.id, print); !kept) return kept;
    }
    return {};
  });
}

// The print log of a server that was restored may be older than its journal.
Result<std::size_t> PrintDesk::settle(const std::string& key) {
  const auto event = state_.event(key);
  if (!event) return tl::make_unexpected(event.error());
  auto& store = (*event)->store;
  const auto badges = store.journal().open_badges(store.journal().own());
  if (!badges) return tl::make_unexpected(badges.error());
  auto prints = store.prints().open_records();
  if (!prints) return tl::make_unexpected(prints.error());
  const auto written = in_one_batch([&]() -> Result<void> {
    for (const auto& badge : *badges) {
      if (auto said = say(**event, badge.ticket, rules::BadgeUnknown{badge.serial}); !said) return said;
    }
    for (auto& print : *prints) {
      print.state = store::PrintState::Unknown;
      print.reason = "einlass-command-ended";
      print.changed = state_.now();
      if (auto kept = door_.keep((*event)->record.id, print); !kept) return kept;
    }
    return {};
  });
  if (!written) return tl::make_unexpected(written.error());
  return badges->size();
}

Result<void> PrintDesk::judge(const std::string& key, const std::vector<rules::BadgeSerial>& serials, bool came_out) {
  const auto event = state_.event(key);
  if (!event) return tl::make_unexpected(event.error());
  return in_one_batch([&]() -> Result<void> {
    for (const auto& serial : serials) {
      const auto ticket = ticket_in_doubt(**event, serial);
      if (!ticket) return tl::make_unexpected(ticket.error());
      const auto fact = came_out ? rules::Fact(rules::BadgePrinted{serial})
                                 : rules::Fact(rules::BadgeFailed{serial, rules::BadgeFault::Other});
      if (auto said = say(**event, *ticket, fact); !said) return said;
    }
    return {};
  });
}

}  // namespace einlass::venue
