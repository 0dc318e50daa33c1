// The attendance scans of one ticket and which of them knew of which: the ground that the fold walks on. Used by
// attendance.cpp only. Rules: docs/journal.md, "Fold".
#pragma once

#include "core/rules/journal_entry.h"

#include <cstddef>
#include <map>
#include <span>
#include <vector>

namespace einlass::rules {

// Entries without a ScanId (a correction written on the command line) count as a scan of their own.
ScanRef scan_ref_of(const JournalEntry& entry);

// Newest last: an unsure entry never comes after, and so never wins against, a sure one.
bool earlier_in_time(const JournalEntry& a, const JournalEntry& b);

struct AttendanceScan {
  ScanRef ref;
  const JournalEntry* outcome = nullptr;  // admitted or refused, whichever counts; may be missing
  std::vector<const JournalEntry*> departures;
  std::vector<const JournalEntry*> undos;
  std::vector<const JournalEntry*> transfers;
  std::vector<const JournalEntry*> verdicts;
  // Of its attendance entries, without admissions other than the one that counts:
  const JournalEntry* first = nullptr;  // the earliest: gives the scan its place in time
  std::vector<std::size_t> knew;        // indices of the scans that they name in `prior`
  bool knew_absent = false;             // they name one that is not here

  const Admitted* admission() const;  // nothing if the outcome is a refusal
};

class ScanGraph {
 public:
  // The entries must outlive the graph. Repeated entries count once.
  explicit ScanGraph(std::span<const JournalEntry> entries);

  const std::vector<AttendanceScan>& scans() const { return scans_; }
  // Indices into scans(): by prior, then sure before unsure, then venue time, then id.
  const std::vector<std::size_t>& order() const { return order_; }
  // `a` was written by somebody who knew of `b`, directly or through others.
  bool knows(std::size_t a, std::size_t b) const { return knows_[a][b]; }
  // All that its author knew of, directly or through others, is here.
  bool knows_nothing_else(std::size_t scan) const;
  // Neither knew of the other.
  bool concurrent(std::size_t a, std::size_t b) const;
  std::vector<ScanRef> newest() const;

 private:
  void collect(std::span<const JournalEntry> entries);
  void connect(std::span<const JournalEntry> entries);
  void close_over_knowledge();
  void sort();

  std::vector<AttendanceScan> scans_;
  std::map<ScanRef, std::size_t> index_;
  std::vector<std::vector<bool>> knows_;  // knows_[a][b]: a was written by somebody who knew b
  std::vector<std::size_t> order_;
};

}  // namespace einlass::rules
