// What the world has seen: what was acknowledged to whom, what guests were shown, which entries went over the links.
// Contradictions are noted as they happen; the rest is for the invariants at the end.
#pragma once

#include "core/rules/admission.h"
#include "core/wire/messages.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::simulation {

struct Shown {
  rules::Admission admission;
  bool alone = false;
  std::string by;  // the kiosk's name
};

class Chronicle {
 public:
  void asked(const rules::ScanStep& scan) { asked_[scan.scan] = std::max(asked_[scan.scan], scan.step); }
  void shown(const rules::ScanStep& scan, const Shown& shown);
  // As it leaves its sender.
  void said(const wire::Message& message);
  // Nobody but its author can read it.
  void unreadable(const rules::EntryId& id) { unreadable_.insert(id); }
  void complain(std::string problem) { problems_.insert(std::move(problem)); }

  // The entry's keeper has promised never to lose it.
  const std::set<rules::EntryId>& acknowledged() const { return acknowledged_; }
  const std::set<rules::EntryId>& unreadable() const { return unreadable_; }
  const std::map<rules::EntryId, rules::JournalEntry>& entries_seen() const { return entries_seen_; }
  const std::map<rules::ScanStep, Shown>& shown() const { return shown_; }
  std::uint32_t last_step_asked(rules::ScanId scan) const { return asked_.at(scan); }
  // Its keeper has answered for it, and whoever was answered has it as well.
  const std::set<rules::EntryId>& answered() const { return answered_; }
  const std::set<std::string>& problems() const { return problems_; }
  // What nobody does whose memory is whole.
  const std::set<std::string>& contradictions() const { return contradictions_; }

 private:
  void saw(const rules::JournalRow& row);

  std::map<rules::ScanId, std::uint32_t> asked_;
  std::map<rules::ScanStep, Shown> shown_;
  std::set<rules::EntryId> acknowledged_;
  std::set<rules::EntryId> answered_;
  std::set<rules::EntryId> unreadable_;
  std::map<rules::EntryId, rules::JournalEntry> entries_seen_;
  std::set<std::string> problems_;
  std::set<std::string> contradictions_;
};

// "admitted 2", "refused full" …
std::string words_of(const rules::Admission& admission);
std::string words_of(const rules::EntryId& id);

}  // namespace einlass::simulation
