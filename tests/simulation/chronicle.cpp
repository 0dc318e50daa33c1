#include "tests/simulation/chronicle.h"

#include "core/rules/words.h"

#include <algorithm>

namespace einlass::simulation {
namespace {

struct Words {
  std::string operator()(const rules::AdmissionGranted& granted) const {
    return "admitted " + std::to_string(granted.fact.persons);
  }
  std::string operator()(const rules::AdmissionRefused& refused) const {
    return "refused " + std::string(rules::word(refused.refusal));
  }
  std::string operator()(const rules::AdmissionAnnounced&) const { return "announced"; }
};

}  // namespace

std::string words_of(const rules::Admission& admission) {
  return std::visit(Words(), admission);
}

std::string words_of(const rules::EntryId& id) {
  return id.journal.text().substr(0, 6) + ":" + std::to_string(id.sequence);
}

void Chronicle::shown(const rules::ScanStep& scan, const Shown& shown) {
  const auto [earlier, first] = shown_.emplace(scan, shown);
  if (first || words_of(earlier->second.admission) == words_of(shown.admission)) return;
  contradictions_.insert("scan " + scan.scan.text() + " was shown as \"" + words_of(earlier->second.admission) +
                         "\" and then as \"" + words_of(shown.admission) + "\"");
}

void Chronicle::saw(const rules::JournalRow& row) {
  const auto [known, first] = entries_seen_.try_emplace(row.entry.id, row.entry);
  if (first || known->second == row.entry) return;
  contradictions_.insert("two different entries are called " + words_of(row.entry.id));
}

// What is told to others, and what is said to be held, was committed before.
void Chronicle::said(const wire::Message& message) {
  if (const auto* entries = std::get_if<wire::Entries>(&message)) {
    for (const auto& row : entries->rows) {
      saw(row);
      acknowledged_.insert(row.entry.id);
    }
  }
  if (const auto* reply = std::get_if<wire::AdmitReply>(&message)) {
    saw(reply->row);
    acknowledged_.insert(reply->row.entry.id);
  }
  if (const auto* answer = std::get_if<wire::EntriesAnswer>(&message)) {
    for (const auto& merged : answer->answers) {
      acknowledged_.insert(merged.id);
      answered_.insert(merged.id);
    }
  }
}

}  // namespace einlass::simulation
