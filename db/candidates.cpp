#include "db/candidates.h"

#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "db/guest_book.h"
#include "db/ticket_rows.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace einlass::store {
namespace {

using base::Result;

class CandidateLookup {
 public:
  CandidateLookup(const wire::EventKeys& keys, EventStore& store, const rules::AdmissionDay& day)
      : keys_(keys), store_(store), day_(day) {}

  Result<Candidates> operator()(const wire::CodeTarget& target) const {
    auto rows = store_.guests().by_code(target.hash);
    if (!rows) return tl::make_unexpected(rows.error());
    const auto is_valid_for = [&](const rules::GuestRow& row) {
      return std::find(row.code_hashes.begin(), row.code_hashes.end(), target.hash) != row.code_hashes.end();
    };
    // A code that was given to another ticket opens that one; else it is an old code of its ticket.
    const bool any_valid = std::any_of(rows->begin(), rows->end(), is_valid_for);
    if (any_valid) std::erase_if(*rows, [&](const auto& row) { return !is_valid_for(row); });
    auto found = of_rows(*std::move(rows), target.hash);
    for (auto& candidate : found.candidates) candidate.ticket.code_replaced = !any_valid;
    return found;
  }

  Result<Candidates> operator()(const wire::TicketTarget& target) const {
    auto row = row_of_ticket(store_, target.ticket);
    if (!row) return tl::make_unexpected(row.error());
    if (!*row) return Candidates{};
    return of_rows({**std::move(row)}, std::nullopt);
  }

  Result<Candidates> operator()(const wire::BadgeTarget& target) const {
    const auto unknown = rules::code_hash(keys_.code_key, rules::badge_code(target.serial));
    rules::TicketId ticket;
    const auto state = store_.journal().state_of_badge(target.serial, &ticket);
    if (!state && state.error().kind == base::ErrorKind::NotFound) {
      return Candidates{.candidates = {}, .rows = {}, .unknown_code = unknown};
    }
    if (!state) return tl::make_unexpected(state.error());
    auto found = (*this)(wire::TicketTarget{ticket});
    if (!found) return found;
    if (found->candidates.empty()) found->candidates.push_back(candidate_of(unlisted(ticket, *state)));
    for (auto& candidate : found->candidates) candidate.badge_replaced = !is_valid(*state, target.serial);
    return found;
  }

  Result<Candidates> operator()(const wire::SignedTarget& target) const {
    const auto unknown = rules::code_hash(keys_.code_key, target.code);
    const auto text = rules::read_scanned_text(target.code);
    const auto* code = std::get_if<rules::SignedCode>(&text);
    // A ticket id that is not signed by a key of this event is whatever somebody printed: only its hash is kept.
    if (code == nullptr || !is_authentic(*code)) {
      return Candidates{.candidates = {}, .rows = {}, .unknown_code = unknown};
    }
    auto listed = (*this)(wire::TicketTarget{code->ticket.ticket});
    if (!listed || !listed->candidates.empty()) return listed;
    return Candidates{.candidates = {candidate_of(unlisted(code->ticket))}, .rows = {}, .unknown_code = {}};
  }

 private:
  static rules::Candidate candidate_of(rules::Ticket ticket) {
    return {.ticket = std::move(ticket), .state = {}, .badge_replaced = false};
  }

  static Candidates of_rows(std::vector<rules::GuestRow> rows, std::optional<base::Hash> unknown) {
    Candidates found;
    for (const auto& row : rows) found.candidates.push_back(candidate_of(row.ticket));
    if (rows.empty()) found.unknown_code = unknown;
    found.rows = std::move(rows);
    return found;
  }

  bool is_valid(const rules::TicketState& state, rules::BadgeSerial serial) const {
    return std::any_of(state.badges.begin(), state.badges.end(),
                       [&](const auto& badge) { return badge.serial == serial && badge.valid_on(day_); });
  }

  bool is_authentic(const rules::SignedCode& code) const {
    const auto key = keys_.ticket_keys.find(code.ticket.key_id);
    return key != keys_.ticket_keys.end() && rules::is_authentic(code, key->second);
  }

  // Signed by a key of this event, or of the one that it rehearses, which gave it its keys.
  rules::Ticket unlisted(const rules::SignedTicket& code) const {
    rules::Ticket ticket;
    ticket.id = code.ticket;
    ticket.event = store_.event();
    ticket.category = code.category;
    ticket.places = code.places;
    ticket.listed = false;
    ticket.valid_from = code.valid_from;
    ticket.valid_until = code.valid_until;
    return ticket;
  }

  // Came in with a signed code; what is known of the ticket is what the journal says.
  rules::Ticket unlisted(rules::TicketId id, const rules::TicketState& state) const {
    rules::Ticket ticket;
    ticket.id = id;
    ticket.event = store_.event();
    ticket.places = state.places;
    ticket.listed = false;
    if (!state.standing.empty()) ticket.category = state.standing.front().category;
    return ticket;
  }

  const wire::EventKeys& keys_;
  EventStore& store_;
  const rules::AdmissionDay& day_;
};

Result<void> take_guest_from_journal(rules::GuestRow& row, const AttendanceJournal& journal,
                                     const rules::AdmissionDay& day) {
  const auto rows = journal.entries_of_ticket(row.ticket.id);
  if (!rows) return tl::make_unexpected(rows.error());
  take_holder(row, *rows, day);
  return {};
}

// A ticket that no list has may have been handed on, or named at the door.
void add_unlisted_rows(Candidates& found) {
  for (const auto& candidate : found.candidates) {
    const bool known = std::any_of(found.rows.begin(), found.rows.end(),
                                   [&](const auto& row) { return row.ticket.id == candidate.ticket.id; });
    if (known) continue;
    auto& row = found.rows.emplace_back();
    row.ticket = candidate.ticket;
    row.guest.id = candidate.ticket.guest;
  }
}

}  // namespace

Result<Candidates> find_candidates(const wire::ScanTarget& target, const wire::EventKeys& keys, EventStore& store,
                                   const rules::AdmissionDay& day) {
  auto found = std::visit(CandidateLookup(keys, store, day), target);
  if (!found) return found;
  add_unlisted_rows(*found);
  for (auto& row : found->rows) {
    const auto taken = take_guest_from_journal(row, store.journal(), day);
    if (!taken) return tl::make_unexpected(taken.error());
  }
  return found;
}

Result<void> add_consents(std::vector<wire::TicketView>& views, const rules::EventPolicy& policy,
                          const AttendanceJournal& journal) {
  const auto& questions = policy.questions;
  if (std::none_of(questions.begin(), questions.end(), [](const auto& question) { return question.consent; }))
    return {};
  for (auto& view : views) {
    auto state = journal.state_of(view.ticket.id);
    if (!state) return tl::make_unexpected(state.error());
    view.consents = std::move(state->consents);
  }
  return {};
}

}  // namespace einlass::store
