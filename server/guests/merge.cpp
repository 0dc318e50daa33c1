#include "server/guests/merge.h"

#include "core/base/text_fold.h"
#include "server/guests/hard_caps.h"
#include "server/guests/known_rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace einlass::guests {
namespace {

using rules::TicketStatus;
using store::GuestRow;

bool holds_seat(const rules::Ticket& ticket) {
  return ticket.status == TicketStatus::Confirmed;
}

std::vector<std::string> changed_fields(const GuestRow& old_row, const GuestRow& row) {
  std::vector<std::string> fields;
  const auto compare = [&](const char* name, bool equal) {
    if (!equal) fields.emplace_back(name);
  };
  compare("name", old_row.guest.full_name == row.guest.full_name && old_row.guest.first_name == row.guest.first_name &&
                      old_row.guest.last_name == row.guest.last_name);
  compare("company", old_row.guest.company == row.guest.company);
  compare("e-mail", old_row.guest.email == row.guest.email);
  compare("language", old_row.guest.language == row.guest.language);
  compare("list owner", old_row.guest.list_owner == row.guest.list_owner);
  compare("table", old_row.guest.table == row.guest.table);
  compare("further fields", old_row.guest.extra == row.guest.extra);
  compare("category", old_row.ticket.category == row.ticket.category);
  compare("ticket type", old_row.ticket.ticket_type == row.ticket.ticket_type);
  compare("places", old_row.ticket.places == row.ticket.places);
  compare("status", old_row.ticket.status == row.ticket.status);
  compare("payment", old_row.ticket.payment == row.ticket.payment);
  compare("validity",
          old_row.ticket.valid_from == row.ticket.valid_from && old_row.ticket.valid_until == row.ticket.valid_until);
  compare("order", old_row.order_ref == row.order_ref);
  compare("code", old_row.code_hashes == row.code_hashes);
  compare("source", old_row.source == row.source && old_row.external_id == row.external_id);
  return fields;
}

void take_name(const GuestRow& from, GuestRow& row) {
  row.guest.first_name = from.guest.first_name;
  row.guest.last_name = from.guest.last_name;
  row.guest.full_name = from.guest.full_name;
  row.ticket.guest = from.ticket.guest;
}

// What the list does not say, an earlier list may have said, or the host set.
void keep_what_lists_do_not_say(const GuestRow& old_row, GuestRow& row, const MergeSettings& settings) {
  if (row.guest.list_owner.empty()) row.guest.list_owner = old_row.guest.list_owner;
  if (!row.guest.is_named()) take_name(old_row, row);
  row.ticket.doors = old_row.ticket.doors;
  if (!settings.takes_over) {  // a connector says it
    row.ticket.valid_from = old_row.ticket.valid_from;
    row.ticket.valid_until = old_row.ticket.valid_until;
  }
  if (row.code_hashes.empty()) row.code_hashes = old_row.code_hashes;
  row.replaced_code_hashes = old_row.replaced_code_hashes;
  for (const auto& hash : old_row.code_hashes) {
    const bool still_valid = std::find(row.code_hashes.begin(), row.code_hashes.end(), hash) != row.code_hashes.end();
    if (!still_valid) row.replaced_code_hashes.push_back(hash);
  }
  std::erase_if(row.replaced_code_hashes, [&](const auto& hash) {
    return std::find(row.code_hashes.begin(), row.code_hashes.end(), hash) != row.code_hashes.end();
  });
}

void take_ids(const GuestRow& known, GuestRow& row, const MergeSettings& settings) {
  row.ticket.id = known.ticket.id;
  row.guest.id = known.guest.id;
  if (row.guest.is_named()) row.ticket.guest = known.guest.id;
  if (settings.takes_over) row.guest.table = known.guest.table;  // no connector tells it
}

// What a file says of a guest whom another list has: that one goes on saying who she is, and this one what it does not.
GuestRow with_what_is_new(const GuestRow& known, const GuestRow& row) {
  auto result = known;
  if (!row.guest.table.empty()) result.guest.table = row.guest.table;
  if (result.guest.list_owner.empty()) result.guest.list_owner = row.guest.list_owner;
  return result;
}

void note_changes(RowChange& change, const GuestRow& known) {
  change.fields = changed_fields(known, change.row);
  change.kind = change.fields.empty() ? ChangeKind::Unchanged : ChangeKind::Changed;
}

RowChange change_of(const ImportRow& row, const GuestRow* known, const MergeSettings& settings) {
  RowChange change{.line = row.line, .row = row.row};
  if (known == nullptr) return change;
  if (!settings.takes_over && known->source != settings.source) {
    change.row = with_what_is_new(*known, row.row);
    note_changes(change, *known);
    return change;
  }
  take_ids(*known, change.row, settings);
  keep_what_lists_do_not_say(*known, change.row, settings);
  const bool was_taken_off =
      known->ticket.status == TicketStatus::Cancelled && settings.declined.contains(known->ticket.id);
  if (was_taken_off) change.row.ticket.status = TicketStatus::Cancelled;
  change.fields = changed_fields(*known, change.row);
  change.kind = change.fields.empty() ? ChangeKind::Unchanged : ChangeKind::Changed;
  return change;
}

// Confirmed by the source, but on our own waiting list: to be seated again, if there is room now.
bool waits_for_a_seat(const RowChange& change, const GuestRow* known) {
  return holds_seat(change.row.ticket) && (known == nullptr || !holds_seat(known->ticket));
}

void waitlist(RowChange& change, const GuestRow* known) {
  change.row.ticket.status = TicketStatus::Waitlisted;
  if (known != nullptr) note_changes(change, *known);
}

// A seat that is held is kept as it was where more persons, or the other category, would not fit.
void grow_seat(ImportPlan& plan, RowChange& change, const GuestRow& known, HardCaps& caps) {
  caps.unseat(known.ticket);
  if (!caps.fits(change.row.ticket)) {
    change.row.ticket.places = known.ticket.places;
    change.row.ticket.category = known.ticket.category;
    note_changes(change, known);
    ++plan.waitlisted;
  }
  caps.seat(change.row.ticket);
}

bool needs_more(const rules::Ticket& before, const rules::Ticket& now) {
  return now.places > before.places || now.category != before.category;
}

void seat_rows(ImportPlan& plan, const Book& book, const MergeSettings& settings) {
  HardCaps caps(settings);
  const auto known = [&](const RowChange& change) {
    const auto found = book.find(change.row.ticket.id);
    return found == book.end() ? nullptr : &found->second;
  };
  std::vector<RowChange*> growing;
  for (auto& change : plan.changes) {
    const auto* before = known(change);
    const bool gives_up = before != nullptr && holds_seat(before->ticket) && !holds_seat(change.row.ticket);
    if (gives_up && settings.seats_stay_taken) caps.seat(before->ticket);
    if (!holds_seat(change.row.ticket) || waits_for_a_seat(change, before)) continue;
    const bool grows = needs_more(before->ticket, change.row.ticket);
    caps.seat(grows ? before->ticket : change.row.ticket);
    if (grows) growing.push_back(&change);
  }
  for (auto* change : growing) grow_seat(plan, *change, *known(*change), caps);
  for (auto& change : plan.changes) {
    if (!waits_for_a_seat(change, known(change))) continue;
    if (caps.fits(change.row.ticket)) {
      caps.seat(change.row.ticket);
    } else {
      waitlist(change, known(change));
      ++plan.waitlisted;
    }
  }
}

// Of the list's own source.
class RefusedGuests {
 public:
  explicit RefusedGuests(const std::vector<RefusedGuest>& refused) {
    for (const auto& each : refused) {
      ids_.insert(each.external_id);
      codes_.insert(each.code_hashes.begin(), each.code_hashes.end());
      if (!each.name.empty()) names_.insert(base::fold_text(each.name));
    }
  }

  bool may_be(const GuestRow& row) const {
    return ids_.contains(row.external_id) || names_.contains(base::fold_text(row.guest.full_name)) ||
           std::any_of(row.code_hashes.begin(), row.code_hashes.end(),
                       [&](const auto& hash) { return codes_.contains(hash); });
  }

 private:
  std::set<std::string> ids_;
  std::set<rules::CodeHash> codes_;
  std::set<std::string> names_;
};

using Erased = std::set<rules::GuestId>;

// A source goes on telling of an erased guest; kept of it is that there is a ticket.
ImportRow without_person(ImportRow row) {
  row.row.guest = {.id = row.row.guest.id};
  row.row.external_id.clear();
  row.row.order_ref.clear();
  row.row.code_hashes.clear();
  return row;
}

// What is cancelled under its old number goes on under its new one, wherever that stands.
std::vector<const ImportRow*> valid_first(const std::vector<ImportRow>& rows) {
  std::vector<const ImportRow*> sorted;
  for (const auto& row : rows) sorted.push_back(&row);
  std::stable_partition(sorted.begin(), sorted.end(),
                        [](const ImportRow* row) { return row->row.ticket.status != TicketStatus::Cancelled; });
  return sorted;
}

// True: it has tickets of erased guests who were on another list first. That one's ids are those of their rows, so that
// nobody knows which of the nameless ones are theirs.
bool plan_rows(ImportPlan& plan, const ImportPreview& preview, const KnownRows& rows, const Erased& erased,
               const MergeSettings& settings) {
  bool somebody_is_nameless = false;
  std::set<rules::TicketId> planned;
  for (const auto* each : valid_first(preview.rows)) {
    const auto& row = *each;
    const auto* known = rows.find(row.row);
    const bool is_erased = erased.contains(row.row.guest.id);
    if (is_erased && known == nullptr) {
      somebody_is_nameless |= row.row.ticket.status != TicketStatus::Cancelled;
      continue;
    }
    auto change = change_of(is_erased ? without_person(row) : row, known, settings);
    const bool is_new = planned.insert(change.row.ticket.id).second;
    if (is_new && settings.takes_over && rows.is_unclear(row.row)) plan.unclear.push_back(row.row.external_id);
    if (is_new) plan.changes.push_back(std::move(change));
  }
  return somebody_is_nameless;
}

// Rows of the book that the list lacks, but for those that it may not lack. Those of other sources stand in the plan
// only while seats are counted.
void add_missing(ImportPlan& plan, const Book& book, const RefusedGuests& refused, const Erased& spared,
                 const MergeSettings& settings) {
  std::unordered_map<rules::TicketId, bool> listed;
  for (const auto& change : plan.changes) listed.emplace(change.row.ticket.id, true);
  for (const auto& [id, row] : book) {
    if (listed.contains(id)) continue;
    RowChange change{.kind = ChangeKind::Missing, .row = row};
    const bool withdraw =
        settings.withdraw_missing && row.source == settings.source && row.ticket.status != TicketStatus::Cancelled;
    if (withdraw && !refused.may_be(row) && !spared.contains(row.guest.id)) {
      change.kind = ChangeKind::Withdrawn;
      change.fields = {"status"};
      change.row.ticket.status = TicketStatus::Cancelled;
    }
    plan.changes.push_back(std::move(change));
  }
}

}  // namespace

bool is_written(const RowChange& change) {
  return change.kind != ChangeKind::Unchanged && change.kind != ChangeKind::Missing;
}

bool takes_off(const RowChange& change) {
  if (change.kind != ChangeKind::Changed) return change.kind == ChangeKind::Withdrawn;
  const auto& fields = change.fields;
  return change.row.ticket.status == rules::TicketStatus::Cancelled &&
         std::find(fields.begin(), fields.end(), "status") != fields.end();
}

int ImportPlan::count(ChangeKind kind) const {
  return static_cast<int>(
      std::count_if(changes.begin(), changes.end(), [kind](const RowChange& change) { return change.kind == kind; }));
}

base::Result<ImportPlan> plan_import(const store::GuestBook& book, const ImportPreview& preview,
                                     const MergeSettings& settings) {
  Book known;
  const auto read = book.each([&](const GuestRow& row) { known.emplace(row.ticket.id, row); });
  if (!read) return tl::make_unexpected(read.error());
  const auto erased = book.erased();
  if (!erased) return tl::make_unexpected(erased.error());
  ImportPlan plan;
  const KnownRows rows(known, preview, settings);
  const bool somebody_is_nameless = plan_rows(plan, preview, rows, *erased, settings);
  add_missing(plan, known, RefusedGuests(preview.refused_guests), somebody_is_nameless ? *erased : Erased(), settings);
  seat_rows(plan, known, settings);
  std::erase_if(plan.changes, [&](const RowChange& change) {
    const bool of_source = change.row.source == settings.source;
    return change.kind == ChangeKind::Missing && (!of_source || change.row.ticket.status == TicketStatus::Cancelled);
  });
  std::stable_sort(plan.changes.begin(), plan.changes.end(), [](const RowChange& a, const RowChange& b) {
    return std::tuple(a.line == 0, a.line, a.row.ticket.id) < std::tuple(b.line == 0, b.line, b.row.ticket.id);
  });
  return plan;
}

base::Result<void> apply_import(store::GuestBook& book, const ImportPlan& plan) {
  constexpr std::size_t rows_at_a_time = 1000;
  std::vector<GuestRow> rows;
  for (const auto& change : plan.changes) {
    if (!is_written(change)) continue;
    rows.push_back(change.row);
    if (rows.size() < rows_at_a_time) continue;
    if (auto put = book.put(rows); !put) return put;
    rows.clear();
  }
  return book.put(rows);
}

}  // namespace einlass::guests
