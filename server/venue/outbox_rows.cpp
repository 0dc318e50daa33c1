#include "server/venue/outbox_rows.h"

#include <algorithm>
#include <utility>

namespace einlass::venue {

using base::Result;
using rules::OutboxHold;
using rules::OutboxRow;

namespace {

bool may_be_there(const OutboxRow& row) {
  return !row.recorded.empty() || row.state == rules::OutboxState::Sent;
}

}  // namespace

// What was let out of a ticket is corrected: a verdict may say that somebody else came with it, or on another day.
Result<bool> OutboxRows::is_left_out(const OutboxRow& row, bool is_new) {
  if (is_choice_ && (!chosen_ || chosen_->contains(row.ticket))) return false;
  if (!is_new) return row.left_out;
  const auto chose = is_choice_ ? Result<bool>(true) : was_a_choice();
  if (!chose || !*chose) return chose;
  return outbox_.rows_of_ticket(target_.name, row.ticket).map([](const std::vector<OutboxRow>& rows) {
    return std::ranges::all_of(rows, &OutboxRow::left_out);
  });
}

Result<bool> OutboxRows::was_a_choice() {
  if (was_a_choice_) return *was_a_choice_;
  return outbox_.leaves_out(target_.name).map([&](bool leaves_out) { return *(was_a_choice_ = leaves_out); });
}

Result<void> OutboxRows::put_one(const OutboxWish& wish) {
  const auto known = outbox_.row(target_.name, wish.record);
  if (!known) return base::failed(known);
  auto row = known->value_or(OutboxRow{.record = wish.record});
  persons_.insert({row.person, wish.person});
  row.ticket = wish.ticket;
  row.guest = wish.guest;
  auto what = wish.wish;
  const bool is_in_doubt = what.hold == OutboxHold::UnknownPerson || what.hold == OutboxHold::Ambiguous;
  const auto& there = row.sending.empty() ? row.recorded : row.sending;
  // A doubt is no reason to take back what was true when it was written; that it is somebody else is one.
  const bool stays = is_in_doubt && may_be_there(row) && !wish.is_not.contains(crm::person_in(there));
  if (stays && !row.desired.empty()) what.desired = there;
  if (!stays || !wish.person.empty()) row.person = wish.person;
  const auto left_out = is_left_out(row, !known->has_value());
  if (!left_out) return base::failed(left_out);
  row.left_out = *left_out;
  if (row.left_out && what.hold == OutboxHold::None) what = {.desired = {}, .hold = OutboxHold::LeftOut};
  what.again = is_choice_;
  return outbox_.put(target_.name, crm::wished(std::move(row), what));
}

// A ticket that is about somebody else now.
Result<void> OutboxRows::end_others(const std::set<std::string>& wished, rules::TicketId ticket) {
  const auto rows = outbox_.rows_of_ticket(target_.name, ticket);
  if (!rows) return base::failed(rows);
  for (auto row : *rows) {
    if (wished.contains(row.record)) continue;
    persons_.insert(std::exchange(row.person, {}));
    if (auto put = outbox_.put(target_.name, crm::wished(std::move(row), {})); !put) return put;
  }
  return {};
}

Result<std::vector<OutboxWish>> OutboxRows::together(std::vector<OutboxWish> wishes, std::set<std::string> persons) {
  persons.erase(std::string());
  std::set<std::string> records;
  for (const auto& wish : wishes) records.insert(wish.record);
  std::set<rules::TicketId> others;
  for (const auto& person : persons) {
    const auto rows = outbox_.rows_of_person(target_.name, person);
    if (!rows) return base::failed(rows);
    for (const auto& row : *rows) {
      if (!records.contains(row.record)) others.insert(row.ticket);
    }
  }
  const auto more = others.empty() ? Result<std::vector<OutboxWish>>() : look_(others);
  if (!more) return more;
  for (const auto& wish : *more) {
    if (persons.contains(wish.person) && !records.contains(wish.record)) wishes.push_back(wish);
  }
  settle_addresses(wishes);
  return wishes;
}

Result<void> OutboxRows::put(const std::vector<OutboxWish>& wishes, const std::set<rules::TicketId>& tickets) {
  if (!target_.enabled) return {};
  std::set<std::string> settled;
  for (const auto& wish : wishes) settled.insert(wish.person);
  const auto all = traits_.one_ticket_a_person ? together(wishes, settled) : Result<std::vector<OutboxWish>>(wishes);
  if (!all) return base::failed(all);
  std::set<std::string> wished;
  for (const auto& wish : *all) {
    wished.insert(wish.record);
    if (auto put = put_one(wish); !put) return put;
  }
  for (const auto ticket : tickets) {
    if (auto ended = end_others(wished, ticket); !ended) return ended;
  }
  persons_.erase(std::string());
  for (const auto& person : std::exchange(persons_, {})) {
    if (traits_.one_ticket_a_person && settled.contains(person)) continue;
    if (auto looked = look_at(person); !looked) return looked;
  }
  return {};
}

Result<void> OutboxRows::look_at(const std::string& person) {
  if (traits_.one_ticket_a_person) {  // her address was another guest's as well
    const auto others = together({}, {person});
    if (!others) return base::failed(others);
    for (const auto& wish : *others) {
      if (auto put = put_one(wish); !put) return put;
    }
    return {};
  }
  if (!traits_.marks_persons) return {};
  auto rows = outbox_.rows_of_person(target_.name, person);
  if (!rows) return base::failed(rows);
  std::erase_if(*rows, [](const OutboxRow& row) { return row.ticket.is_nil(); });
  return mark(person, *rows);
}

// Once for all of her tickets and days.
Result<void> OutboxRows::mark(const std::string& person, const std::vector<OutboxRow>& rows) {
  const auto record = event_.text() + ":person:" + person;
  const auto known = outbox_.row(target_.name, record);
  if (!known) return base::failed(known);
  const bool was_there = std::ranges::any_of(rows, [](const OutboxRow& row) { return !row.desired.empty(); });
  if (!was_there && !*known) return {};
  auto row = known->value_or(OutboxRow{.record = record, .person = person});
  return outbox_.put(target_.name,
                     crm::wished(std::move(row), {.desired = was_there ? crm::mark_content(person) : std::string(),
                                                  .again = is_choice_}));
}

Result<void> OutboxRows::take_back() {
  const auto rows = outbox_.rows(target_.name);
  if (!rows) return base::failed(rows);
  for (auto row : *rows) {
    row.left_out = true;  // until she lets it out anew
    if (auto put = outbox_.put(target_.name, crm::wished(std::move(row), {.again = true})); !put) return put;
  }
  return {};
}

}  // namespace einlass::venue
