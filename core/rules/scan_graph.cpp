#include "core/rules/scan_graph.h"

#include "core/rules/attendance.h"

#include <algorithm>
#include <tuple>

namespace einlass::rules {
namespace {

bool is_outcome(const Fact& fact) {
  return std::holds_alternative<Admitted>(fact) || std::holds_alternative<Refused>(fact);
}

// The highest step counts; at that step what the device itself decided, because that is what the guest was shown.
bool outweighs(const JournalEntry& a, const JournalEntry& b) {
  const auto step = [](const JournalEntry& entry) { return entry.scan ? entry.scan->step : 0U; };
  return std::tuple(step(a), a.alone, b.id) > std::tuple(step(b), b.alone, a.id);
}

// Of an admission beside the one that counts, neither time nor knowledge does: whoever wrote the one that counts had
// none of it. Where a refusal counts, whoever names the scan knew of its admission.
bool is_outweighed(const JournalEntry& entry, const AttendanceScan& scan) {
  return std::holds_alternative<Admitted>(entry.fact) && scan.admission() != nullptr && scan.outcome != &entry;
}

}  // namespace

ScanRef scan_ref_of(const JournalEntry& entry) {
  const TicketId ticket = entry.ticket.value_or(TicketId());
  if (entry.scan) return {entry.scan->scan, ticket};
  base::IdBytes bytes = entry.id.journal.bytes();
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ (entry.id.sequence >> (8 * i)));
  }
  return {ScanId(bytes), ticket};
}

bool earlier_in_time(const JournalEntry& a, const JournalEntry& b) {
  return std::tuple(a.time.sure, a.time.venue, a.id) < std::tuple(b.time.sure, b.time.venue, b.id);
}

const JournalEntry* outcome_of_scan(std::span<const JournalEntry> entries, ScanId scan) {
  const JournalEntry* outcome = nullptr;
  for (const auto& entry : entries) {
    if (!is_outcome(entry.fact) || scan_ref_of(entry).scan != scan) continue;
    if (outcome == nullptr || outweighs(entry, *outcome)) outcome = &entry;
  }
  return outcome;
}

const Admitted* AttendanceScan::admission() const {
  return outcome == nullptr ? nullptr : std::get_if<Admitted>(&outcome->fact);
}

ScanGraph::ScanGraph(std::span<const JournalEntry> entries) {
  collect(entries);
  connect(entries);
  close_over_knowledge();
  sort();
}

void ScanGraph::collect(std::span<const JournalEntry> entries) {
  for (const auto& entry : entries) {
    if (!is_attendance(entry.fact)) continue;
    const auto ref = scan_ref_of(entry);
    const auto [found, added] = index_.try_emplace(ref, scans_.size());
    if (added) scans_.emplace_back().ref = ref;
    auto& scan = scans_[found->second];
    if (std::holds_alternative<Departed>(entry.fact)) scan.departures.push_back(&entry);
    if (std::holds_alternative<AdmissionUndone>(entry.fact)) scan.undos.push_back(&entry);
    if (std::holds_alternative<TicketTransferred>(entry.fact)) scan.transfers.push_back(&entry);
    if (std::holds_alternative<ConflictJudged>(entry.fact)) scan.verdicts.push_back(&entry);
  }
  for (const auto& entry : entries) {
    if (!is_outcome(entry.fact)) continue;
    const auto found = index_.find(scan_ref_of(entry));
    if (found == index_.end()) continue;
    auto& outcome = scans_[found->second].outcome;
    if (outcome == nullptr || outweighs(entry, *outcome)) outcome = &entry;
  }
}

void ScanGraph::connect(std::span<const JournalEntry> entries) {
  for (const auto& entry : entries) {
    if (!is_attendance(entry.fact)) continue;
    const auto self = index_.at(scan_ref_of(entry));
    auto& scan = scans_[self];
    if (is_outweighed(entry, scan)) continue;
    if (scan.first == nullptr || earlier_in_time(entry, *scan.first)) scan.first = &entry;
    for (const auto& prior : entry.prior) {
      const auto found = index_.find(prior);
      if (found == index_.end()) scan.knew_absent = true;
      if (found != index_.end() && found->second != self) scan.knew.push_back(found->second);
    }
  }
}

void ScanGraph::close_over_knowledge() {
  knows_.assign(scans_.size(), std::vector<bool>(scans_.size(), false));
  for (std::size_t start = 0; start < scans_.size(); ++start) {
    std::vector<std::size_t> open = scans_[start].knew;
    while (!open.empty()) {
      const auto next = open.back();
      open.pop_back();
      if (knows_[start][next]) continue;
      knows_[start][next] = true;
      open.insert(open.end(), scans_[next].knew.begin(), scans_[next].knew.end());
    }
  }
}

void ScanGraph::sort() {
  const auto before = [&](std::size_t a, std::size_t b) {
    const auto& first = *scans_[a].first;
    const auto& second = *scans_[b].first;
    // Here sure comes first: of two concurrent admissions the sure one stands.
    return std::tuple(!first.time.sure, first.time.venue, scans_[a].ref) <
           std::tuple(!second.time.sure, second.time.venue, scans_[b].ref);
  };
  std::vector<std::size_t> waiting(scans_.size());
  for (std::size_t i = 0; i < waiting.size(); ++i) waiting[i] = i;
  std::sort(waiting.begin(), waiting.end(), before);
  std::vector<bool> placed(scans_.size(), false);
  while (!waiting.empty()) {
    const auto ready = std::find_if(waiting.begin(), waiting.end(), [&](std::size_t candidate) {
      const auto& knew = scans_[candidate].knew;
      return std::all_of(knew.begin(), knew.end(), [&](std::size_t known) { return placed[known]; });
    });
    // Entries that claim to know each other are forged or damaged; the earliest goes first so that the fold ends.
    const auto next = ready == waiting.end() ? waiting.begin() : ready;
    placed[*next] = true;
    order_.push_back(*next);
    waiting.erase(next);
  }
}

bool ScanGraph::knows_nothing_else(std::size_t scan) const {
  for (std::size_t other = 0; other < scans_.size(); ++other) {
    if (scans_[other].knew_absent && (other == scan || knows_[scan][other])) return false;
  }
  return true;
}

bool ScanGraph::concurrent(std::size_t a, std::size_t b) const {
  return a != b && !knows_[a][b] && !knows_[b][a];
}

std::vector<ScanRef> ScanGraph::newest() const {
  std::vector<ScanRef> refs;
  for (std::size_t i = 0; i < scans_.size(); ++i) {
    const bool known = std::any_of(knows_.begin(), knows_.end(), [&](const auto& knows) { return knows[i]; });
    if (!known) refs.push_back(scans_[i].ref);
  }
  std::sort(refs.begin(), refs.end());
  return refs;
}

}  // namespace einlass::rules
