#include "server/guests/merge.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace einlass::guests {
namespace {

using rules::CapKind;
using rules::TicketStatus;
using store::GuestRow;

// Seats under hard caps: who is confirmed keeps a seat, who comes beyond is waitlisted (docs/journal.md, Seats).
class HardCaps {
 public:
  explicit HardCaps(const rules::EventPolicy* policy) {
    if (policy == nullptr) return;
    if (policy->cap && policy->cap->kind == CapKind::Hard) left_[""] = policy->cap->persons;
    for (const auto& [category, cap] : policy->category_caps) {
      if (cap.kind == CapKind::Hard) left_[category] = cap.persons;
    }
  }

  bool has_room(const rules::Ticket& ticket) const {
    return room_under("", ticket.places) && room_under(ticket.category, ticket.places);
  }
  void seat(const rules::Ticket& ticket) {
    for (const auto& name : {std::string(), ticket.category}) {
      const auto cap = left_.find(name);
      if (cap != left_.end()) cap->second -= ticket.places;
      if (ticket.category.empty()) break;
    }
  }

 private:
  bool room_under(const std::string& name, int persons) const {
    const auto cap = left_.find(name);
    return cap == left_.end() || cap->second >= persons;
  }
  std::map<std::string, int> left_;  // by category; "": the whole event
};

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
  compare("table", old_row.guest.table == row.guest.table);
  compare("further fields", old_row.guest.extra == row.guest.extra);
  compare("category", old_row.ticket.category == row.ticket.category);
  compare("ticket type", old_row.ticket.ticket_type == row.ticket.ticket_type);
  compare("places", old_row.ticket.places == row.ticket.places);
  compare("status", old_row.ticket.status == row.ticket.status);
  compare("payment", old_row.ticket.payment == row.ticket.payment);
  compare("order", old_row.order_ref == row.order_ref);
  compare("code", old_row.code_hashes == row.code_hashes);
  return fields;
}

// What the list does not say, an earlier list may have said, or the host set.
void keep_what_lists_do_not_say(const GuestRow& old_row, GuestRow& row) {
  row.guest.list_owner = old_row.guest.list_owner;
  row.ticket.doors = old_row.ticket.doors;
  row.ticket.valid_from = old_row.ticket.valid_from;
  row.ticket.valid_until = old_row.ticket.valid_until;
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

using Book = std::unordered_map<rules::TicketId, GuestRow>;

RowChange change_of(const ImportRow& row, const GuestRow* known) {
  RowChange change{.line = row.line, .row = row.row};
  if (known == nullptr) return change;
  keep_what_lists_do_not_say(*known, change.row);
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
  if (known == nullptr) return;
  change.fields = changed_fields(*known, change.row);
  change.kind = change.fields.empty() ? ChangeKind::Unchanged : ChangeKind::Changed;
}

void seat_rows(ImportPlan& plan, const Book& book, HardCaps caps) {
  const auto known = [&](const RowChange& change) {
    const auto found = book.find(change.row.ticket.id);
    return found == book.end() ? nullptr : &found->second;
  };
  for (const auto& change : plan.changes) {
    if (holds_seat(change.row.ticket) && !waits_for_a_seat(change, known(change))) caps.seat(change.row.ticket);
  }
  for (auto& change : plan.changes) {
    if (!waits_for_a_seat(change, known(change))) continue;
    if (caps.has_room(change.row.ticket)) {
      caps.seat(change.row.ticket);
    } else {
      waitlist(change, known(change));
      ++plan.waitlisted;
    }
  }
}

// Rows of the book that the list lacks. Those of other sources stand in the plan only while seats are counted.
void add_missing(ImportPlan& plan, const Book& book, const MergeSettings& settings) {
  std::unordered_map<rules::TicketId, bool> listed;
  for (const auto& change : plan.changes) listed.emplace(change.row.ticket.id, true);
  for (const auto& [id, row] : book) {
    if (listed.contains(id)) continue;
    RowChange change{.kind = ChangeKind::Missing, .row = row};
    const bool withdraw =
        settings.withdraw_missing && row.source == settings.source && row.ticket.status != TicketStatus::Cancelled;
    if (withdraw) {
      change.kind = ChangeKind::Withdrawn;
      change.fields = {"status"};
      change.row.ticket.status = TicketStatus::Cancelled;
    }
    plan.changes.push_back(std::move(change));
  }
}

}  // namespace

int ImportPlan::count(ChangeKind kind) const {
  return static_cast<int>(
      std::count_if(changes.begin(), changes.end(), [kind](const RowChange& change) { return change.kind == kind; }));
}

base::Result<ImportPlan> plan_import(const store::GuestBook& book, const ImportPreview& preview,
                                     const MergeSettings& settings) {
  Book known;
  const auto read = book.each([&](const GuestRow& row) { known.emplace(row.ticket.id, row); });
  if (!read) return tl::make_unexpected(read.error());
  ImportPlan plan;
  for (const auto& row : preview.rows) {
    const auto found = known.find(row.row.ticket.id);
    plan.changes.push_back(change_of(row, found == known.end() ? nullptr : &found->second));
  }
  add_missing(plan, known, settings);
  seat_rows(plan, known, HardCaps(settings.policy));
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
  for (const auto& change : plan.changes) {
    if (change.kind == ChangeKind::Unchanged || change.kind == ChangeKind::Missing) continue;
    if (auto put = book.put(change.row); !put) return put;
  }
  return {};
}

}  // namespace einlass::guests
