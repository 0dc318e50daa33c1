#include "server/guests/known_rows.h"

#include <string_view>

namespace einlass::guests {

using rules::TicketStatus;
using store::GuestRow;

namespace {

// Behind its order, as Previewer::external_id has it.
std::string number_of(const GuestRow& row) {
  const auto order = row.order_ref + "/";
  return row.external_id.starts_with(order) ? row.external_id.substr(order.size()) : row.external_id;
}

}  // namespace

KnownRows::KnownRows(const Book& book, const ImportPreview& preview, const MergeSettings& settings)
    : book_(book), settings_(settings) {
  settings.takes_over ? note_all(preview) : note_others();
  if (settings.takes_over) note_numbers(preview);
  note_same_tickets(preview);
}

const GuestRow* KnownRows::find(const GuestRow& row) const {
  const auto same = book_.find(row.ticket.id);
  if (same != book_.end()) return &same->second;
  // One that was taken over keeps the id that her first list gave her.
  const auto by_id = by_external_id_.find(row.external_id);
  if (by_id != by_external_id_.end()) return by_id->second;
  if (const auto* before = without_codes(row)) return before;
  if (const auto* before = of_another_order(row)) return before;
  for (const auto& hash : row.code_hashes) {
    const auto by_code = by_code_.find(hash);
    if (by_code != by_code_.end() && may_be(*by_code->second, row)) return by_code->second;
  }
  const auto by_order = same_.known.find(row.ticket.id);
  return by_order == same_.known.end() ? nullptr : by_order->second;
}

void KnownRows::note_all(const ImportPreview& preview) {
  for (const auto& each : preview.rows) {
    if (each.row.ticket.status != TicketStatus::Cancelled) listed_.insert(each.row.external_id);
  }
  for (const auto& [id, row] : book_) {
    if (row.source == settings_.source) by_external_id_.emplace(row.external_id, &row);
    if (row.source == settings_.source && listed_.contains(row.external_id)) continue;
    for (const auto& hash : row.code_hashes) note(hash, row);
  }
}

// Whom no id and no code tells. Whoever stands on two files without an order may well have two places.
void KnownRows::note_same_tickets(const ImportPreview& preview) {
  const auto may_be_elsewhere = [&](const GuestRow& row) { return settings_.takes_over || !row.order_ref.empty(); };
  RowPointers listed, others;
  std::set<const GuestRow*> known;
  for (const auto& each : preview.rows) {
    const auto* found = find(each.row);
    if (found != nullptr) known.insert(found);
    if (found == nullptr && may_be_elsewhere(each.row)) listed.push_back(&each.row);
  }
  for (const auto& [id, row] : book_) {
    const bool may_be_there = settings_.takes_over || row.ticket.status != TicketStatus::Cancelled;
    if (row.source == settings_.source || known.contains(&row) || !may_be_there) continue;
    if (may_be_elsewhere(row)) others.push_back(&row);
  }
  same_ = same_tickets(listed, others, settings_.takes_over);
}

// Whom another list has, with her code.
void KnownRows::note_others() {
  for (const auto& [id, row] : book_) {
    if (row.source == settings_.source || row.ticket.status == TicketStatus::Cancelled) continue;
    for (const auto& hash : row.code_hashes) note(hash, row);
  }
}

// The first of an item's codes, where the shop gave none before: what was one ticket goes on as that one (Datahub).
const GuestRow* KnownRows::without_codes(const GuestRow& row) const {
  constexpr std::string_view first = "-1";
  if (!row.external_id.ends_with(first)) return nullptr;
  const auto number = row.external_id.substr(0, row.external_id.size() - first.size());
  const auto known = by_external_id_.find(number);
  if (known == by_external_id_.end() || listed_.contains(number)) return nullptr;
  const bool is_same = known->second->order_ref == row.order_ref && known->second->code_hashes.empty();
  return is_same ? known->second : nullptr;
}

// What its order has no more from now on, by the number that the source gave the ticket itself.
void KnownRows::note_numbers(const ImportPreview& preview) {
  std::set<std::string> gone;
  for (const auto& each : preview.rows) {
    if (each.row.ticket.status == TicketStatus::Cancelled) gone.insert(each.row.external_id);
  }
  for (const auto& [id, row] : book_) {
    const bool may_be = row.source == settings_.source && !row.order_ref.empty() &&
                        row.ticket.status != TicketStatus::Cancelled && !listed_.contains(row.external_id);
    if (!may_be || !(settings_.withdraw_missing || gone.contains(row.external_id))) continue;
    const auto [known, is_new] = by_number_.try_emplace(number_of(row), &row);
    if (!is_new) known->second = nullptr;
  }
}

// An order that is split gives tickets to another one, with new codes and the numbers that they had (pretix).
const GuestRow* KnownRows::of_another_order(const GuestRow& row) const {
  if (row.order_ref.empty() || row.ticket.status == TicketStatus::Cancelled) return nullptr;
  const auto known = by_number_.find(number_of(row));
  if (known == by_number_.end() || known->second == nullptr) return nullptr;
  return is_same_name(known->second->guest, row.guest) ? known->second : nullptr;
}

// Of several, whoever may still come in.
void KnownRows::note(const rules::CodeHash& hash, const GuestRow& row) {
  auto& known = by_code_[hash];
  const bool is_better = known == nullptr || known->ticket.status == TicketStatus::Cancelled ||
                         (row.ticket.status != TicketStatus::Cancelled && row.ticket.id < known->ticket.id);
  if (is_better) known = &row;
}

// At the same source a code may be given to another ticket; within one order it is a ticket with a new number. Two
// files may number their guests alike, so that with one of them the name has to be hers, too.
bool KnownRows::may_be(const GuestRow& known, const GuestRow& row) const {
  if (!settings_.takes_over) return is_same_name(known.guest, row.guest);
  return known.source != settings_.source || (known.order_ref == row.order_ref && !row.order_ref.empty());
}

}  // namespace einlass::guests
