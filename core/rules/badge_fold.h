// What the badge entries of one ticket add up to. Used by attendance.cpp only. Rules: docs/journal.md, "Badges".
#pragma once

#include "core/rules/attendance.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace einlass::rules {

struct BadgeFold {
  // Every admission, undone ones too, with its entry. A badge that was owed and printed at a later scan belongs to the
  // newest of them before it; one that was printed ahead, to none.
  std::vector<std::pair<ScanRef, const JournalEntry*>> admissions;
  std::set<ScanRef> void_scans;  // undone, or judged not to stand
  // Of a conflict, open or judged to be of two persons: no badge of theirs outdoes another.
  std::set<ScanRef> side_by_side;
  std::map<ScanRef, ScanRef> same_person;      // judged so: the admission that does not stand, and the one that does
  std::vector<const JournalEntry*> transfers;  // that took place, in fold order
  const TicketState& state;                    // who holds the ticket when, and which admissions stand
  int most_badges = 1;                         // places of the ticket, and persons beyond them
};

std::vector<Badge> fold_badges(std::span<const JournalEntry> entries, const BadgeFold& fold);

}  // namespace einlass::rules
