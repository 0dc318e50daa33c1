#include "server/guests/known_rows.h"

#include "core/base/text_fold.h"

namespace einlass::guests {
namespace {

using rules::TicketStatus;
using store::GuestRow;

bool is_same_name(const rules::Guest& one, const rules::Guest& other) {
  return !one.is_named() || !other.is_named() || base::fold_text(one.full_name) == base::fold_text(other.full_name);
}

}  // namespace

KnownRows::KnownRows(const Book& book, const ImportPreview& preview, const MergeSettings& settings)
    : book_(book), settings_(settings) {
  if (!settings.takes_over) {
    note_others();
    return;
  }
  for (const auto& each : preview.rows) {
    if (each.row.ticket.status != TicketStatus::Cancelled) listed_.insert(each.row.external_id);
  }
  for (const auto& [id, row] : book) {
    if (row.source == settings.source) by_external_id_.emplace(row.external_id, &row);
    if (row.source == settings.source && listed_.contains(row.external_id)) continue;
    for (const auto& hash : row.code_hashes) note(hash, row);
  }
}

const GuestRow* KnownRows::find(const GuestRow& row) const {
  const auto same = book_.find(row.ticket.id);
  if (same != book_.end()) return &same->second;
  // One that was taken over keeps the id that her first list gave her.
  const auto by_id = by_external_id_.find(row.external_id);
  if (by_id != by_external_id_.end()) return by_id->second;
  for (const auto& hash : row.code_hashes) {
    const auto by_code = by_code_.find(hash);
    if (by_code != by_code_.end() && may_be(*by_code->second, row)) return by_code->second;
  }
  return nullptr;
}

// Whom another list has, with her code.
void KnownRows::note_others() {
  for (const auto& [id, row] : book_) {
    if (row.source == settings_.source || row.ticket.status == TicketStatus::Cancelled) continue;
    for (const auto& hash : row.code_hashes) note(hash, row);
  }
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
