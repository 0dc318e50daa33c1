// Brings a preview into the guest book: again and again, without deleting, without touching what kiosks and hosts
// changed (those are facts of the journal and lie over the guest book). On the thread that owns the EventStore.
#pragma once

#include "core/rules/event_policy.h"
#include "db/attendance_journal.h"
#include "server/guests/preview.h"

#include <set>
#include <string>
#include <vector>

namespace einlass::guests {

enum class ChangeKind { Added, Changed, Unchanged, Withdrawn, Missing /* in the book, not in the list; left alone */ };

struct RowChange {
  ChangeKind kind = ChangeKind::Added;
  int line = 0;  // 0 with Withdrawn and Missing
  store::GuestRow row;
  std::vector<std::string> fields;  // with Changed: "name", "company", "status" …
};

bool is_written(const RowChange& change);  // the others are as they are in the book
bool takes_off(const RowChange& change);   // withdrawn, or cancelled at its source since

struct ImportPlan {
  std::vector<RowChange> changes;
  int waitlisted = 0;  // rows that wait, or for whose further persons there is no room, under a hard cap
  std::vector<std::string> unclear{};  // numbers at the source of rows that are added, and maybe on another list

  int count(ChangeKind kind) const;
};

struct MergeSettings {
  std::string source;
  bool withdraw_missing = false;
  // Whoever stands on another list with the same code, or the same order and name (same_tickets.h), is the same guest,
  // and of this source from now on. Without it she stays the other's where her name is the same, too: this list says
  // only where she sits, and whose guest she is.
  bool takes_over = false;
  const rules::EventPolicy* policy = nullptr;    // for hard caps
  std::vector<store::TicketPresence> present{};  // who takes a seat under them, whatever the lists say
  std::map<std::string, int> reserved{};  // seats that others may still spend, by category; "": of the whole event
  std::set<rules::TicketId> declined{};   // cancelled ones of these a host took off her list: they stay so
  bool seats_stay_taken = false;          // those that this list takes from tickets: kiosks do not know of it yet
};

base::Result<ImportPlan> plan_import(const store::GuestBook& book, const ImportPreview& preview,
                                     const MergeSettings& settings);

// Inside the caller's transaction.
base::Result<void> apply_import(store::GuestBook& book, const ImportPlan& plan);

}  // namespace einlass::guests
