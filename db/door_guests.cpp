#include "db/door_guests.h"

#include "core/base/text_fold.h"
#include "core/rules/guest_email.h"
#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "db/guest_book.h"
#include "db/guest_sheets.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <tuple>
#include <utility>

namespace einlass::store {
namespace {

using base::Result;
using rules::AdmissionDay;
using rules::TicketId;

// More people of one name, or of one company, than a second factor need be looked for among.
constexpr std::size_t most_namesakes = 500;

std::string as_one_word(const std::string& text) {
  std::string all;
  for (const auto& word : base::words_in(folded(text))) all += (all.empty() ? "" : " ") + word;
  return all;
}

bool is_same(const std::string& a, const std::string& b) {
  const auto wanted = as_one_word(a);
  return !wanted.empty() && wanted == as_one_word(b);
}

// A list may have no surnames apart; then it is the end of the full name.
bool has_surname(const rules::Guest& guest, const std::string& surname) {
  if (!guest.last_name.empty()) return is_same(surname, guest.last_name);
  const auto wanted = as_one_word(surname);
  return !wanted.empty() && (" " + as_one_word(guest.full_name)).ends_with(" " + wanted);
}

bool begins_with(const std::string& name, const std::string& wanted) {
  const auto word = as_one_word(wanted);
  return !word.empty() && (as_one_word(name) + " ").starts_with(word + " ");
}

bool has_first_name(const rules::Guest& guest, const std::string& first_name) {
  if (!guest.first_name.empty()) return is_same(first_name, guest.first_name);
  return begins_with(guest.full_name, first_name);
}

// One of her first names is enough.
bool has_some_first_name(const rules::Guest& guest, const std::string& first_name) {
  return begins_with(guest.first_name.empty() ? guest.full_name : guest.first_name, first_name);
}

std::string own_email(const rules::Guest& guest) {
  return rules::has_buyers_email(guest.extra) ? std::string() : base::fold_text(guest.email);
}

// Only then do two tickets lie in one pair of hands: father and son share a name, colleagues a company.
bool is_one_person(const rules::Guest& a, const rules::Guest& b) {
  if (!a.id.is_nil() && a.id == b.id) return true;
  const auto email = own_email(a);
  return !email.empty() && email == own_email(b) && is_same(a.full_name, b.full_name);
}

bool are_several(const std::vector<TicketAtDoor>& tickets) {
  return std::any_of(tickets.begin(), tickets.end(), [&](const TicketAtDoor& each) {
    return &each != &tickets.front() && !is_one_person(tickets.front().row.guest, each.row.guest);
  });
}

bool knows_second(const rules::GuestRow& row, const rules::LookUpGuest& question) {
  return is_same(question.second, row.guest.email) || is_same(question.second, row.order_ref);
}

bool knows_company(const rules::GuestRow& row, const rules::LookUpGuest& question) {
  return is_same(question.company, row.guest.company) && has_first_name(row.guest, question.first_name);
}

}  // namespace

Result<bool> DoorGuests::prepare(std::size_t guests, const AdmissionDay& day) {
  const auto left = learn(guests, day);
  if (!left) return tl::make_unexpected(left.error());
  if (*left == 0) return false;
  return store_->guests().index(*left);
}

// Names may be corrected and tickets handed on again: each ticket is read anew when something came.
Result<std::size_t> DoorGuests::learn(std::size_t most, const AdmissionDay& day) {
  auto arrivals = store_->journal().arrived_after(learned_up_to_, naming_kinds());
  if (!arrivals) return tl::make_unexpected(arrivals.error());
  bool all_anew = std::exchange(day_, day) != day;
  for (const auto& row : arrivals->rows) {
    // Whose ticket it was, an erasure does not say.
    all_anew = all_anew || std::holds_alternative<rules::GuestErased>(row.entry.fact);
    if (row.entry.ticket) to_learn_.insert(*row.entry.ticket);
  }
  learned_up_to_ = arrivals->up_to;
  if (all_anew) {
    for (const auto& [ticket, named] : named_) to_learn_.insert(ticket);
  }
  for (; most > 0 && !to_learn_.empty(); --most) {
    if (const auto learned = learn(*to_learn_.begin()); !learned) return tl::make_unexpected(learned.error());
    to_learn_.erase(to_learn_.begin());
  }
  return most;
}

Result<void> DoorGuests::learn(TicketId ticket) {
  const auto found = ticket_at_door(*store_, ticket, day_);
  if (!found) return tl::make_unexpected(found.error());
  auto known = named_.find(ticket);
  if (!*found) {
    if (known == named_.end()) return {};
    named_words_.remove(known->second.row);
    named_rows_.erase(known->second.row);
    named_.erase(known);
    return {};
  }
  if (known == named_.end()) {
    const auto row = named_rows_.empty() ? 0 : named_rows_.rbegin()->first + 1;
    known = named_.try_emplace(ticket, Named{.row = row, .folded_name = {}}).first;
    named_rows_[row] = ticket;
  }
  const auto words = SearchWords::of((*found)->row);
  named_words_.put(known->second.row, words);
  known->second.folded_name = words.name;
  return {};
}

Result<std::vector<TicketId>> DoorGuests::ranked(const std::string& text, std::size_t limit, const AdmissionDay& day) {
  constexpr auto all = std::numeric_limits<std::size_t>::max();
  if (const auto learned = learn(all, day); !learned) return tl::make_unexpected(learned.error());
  std::set<std::tuple<SearchRank, std::string, TicketId>> by_rank;
  std::set<TicketId> seen;
  for (const auto& hit : named_words_.find(text, limit)) {
    const auto ticket = named_rows_.at(hit.row);
    seen.insert(ticket);
    by_rank.emplace(hit.rank, named_.at(ticket).folded_name, ticket);
  }
  const auto listed = store_->guests().search(text, limit);
  if (!listed) return tl::make_unexpected(listed.error());
  for (const auto& hit : *listed) {
    if (!seen.insert(hit.row.ticket.id).second) continue;
    by_rank.emplace(hit.rank, folded(hit.row.guest.full_name), hit.row.ticket.id);
  }
  std::vector<TicketId> tickets;
  for (const auto& [rank, name, ticket] : by_rank) {
    if (tickets.size() < limit) tickets.push_back(ticket);
  }
  return tickets;
}

Result<std::vector<TicketAtDoor>> DoorGuests::at_door(const std::vector<TicketId>& tickets,
                                                      const AdmissionDay& day) const {
  std::vector<TicketAtDoor> all;
  for (const auto& ticket : tickets) {
    auto found = ticket_at_door(*store_, ticket, day);
    if (!found) return tl::make_unexpected(found.error());
    if (*found) all.push_back(**std::move(found));
  }
  return all;
}

Result<rules::GuestsFound> DoorGuests::find(const rules::FindGuests& question, const AdmissionDay& day) {
  auto tickets = ranked(question.text, question.limit + 1, day);
  if (!tickets) return tl::make_unexpected(tickets.error());
  rules::GuestsFound found;
  found.more = tickets->size() > question.limit;
  if (found.more) tickets->pop_back();
  return at_door(*tickets, day).map([&](const std::vector<TicketAtDoor>& all) {
    for (const auto& each : all) found.guests.push_back(found_guest(each, day));
    return std::move(found);
  });
}

// Of this surname, by each factor that was typed: what one of them does not find the other may.
Result<std::vector<TicketAtDoor>> DoorGuests::known_by(const rules::LookUpGuest& question, bool by_company,
                                                       const AdmissionDay& day) {
  std::vector<std::string> wanted;
  if (!question.second.empty()) wanted.push_back(question.second);
  if (by_company && !question.company.empty()) wanted.push_back(question.company);
  std::vector<TicketId> namesakes;
  std::set<TicketId> seen;
  for (const auto& factor : wanted) {
    const auto ranked_by_it = ranked(question.last_name + " " + factor, most_namesakes, day);
    if (!ranked_by_it) return tl::make_unexpected(ranked_by_it.error());
    std::copy_if(ranked_by_it->begin(), ranked_by_it->end(), std::back_inserter(namesakes),
                 [&](const TicketId& ticket) { return seen.insert(ticket).second; });
  }
  auto all = at_door(namesakes, day);
  if (!all) return all;
  std::erase_if(*all, [&](const TicketAtDoor& each) {
    const bool known = knows_second(each.row, question) || (by_company && knows_company(each.row, question));
    return !known || !has_surname(each.row.guest, question.last_name);
  });
  return all;
}

// Where several fit, whose first name is typed is the one; of several who share that as well, who bears the e-mail
// address or the booking code beside the company. Nobody else is told apart from her here.
Result<rules::GuestLookedUp> DoorGuests::look_up(const rules::LookUpGuest& question, bool by_company,
                                                 const AdmissionDay& day) {
  auto all = known_by(question, by_company, day);
  if (!all) return tl::make_unexpected(all.error());
  if (are_several(*all) && !question.first_name.empty()) {
    std::erase_if(*all,
                  [&](const TicketAtDoor& each) { return !has_some_first_name(each.row.guest, question.first_name); });
  }
  const auto knows = [&](const TicketAtDoor& each) { return knows_second(each.row, question); };
  if (are_several(*all) && std::any_of(all->begin(), all->end(), knows)) std::erase_if(*all, std::not_fn(knows));
  rules::GuestLookedUp found{.tickets = {}, .several = are_several(*all)};
  if (found.several) return found;
  for (const auto& each : *all) found.tickets.push_back(each.row.ticket.id);
  return found;
}

}  // namespace einlass::store
