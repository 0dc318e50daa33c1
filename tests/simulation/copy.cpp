#include "tests/simulation/copy.h"

#include "tests/simulation/value_of.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::simulation {
namespace {

store::EventStore open(Machine& machine, const store::EventStoreOptions& options) {
  machine.take_the_floor();
  return value_of(store::EventStore::open(options));
}

std::string words_of(const rules::ScanRef& scan) {
  return scan.scan.text().substr(0, 8);
}

std::string words_of(const rules::AdmissionDay& day) {
  return day ? day->iso() : "the event";
}

std::string words_of(const rules::TicketState& state) {
  std::string words;
  for (const auto& [day, persons] : state.days) {
    words += fmt::format("{} of {} in on {}", persons.inside, persons.admitted, words_of(day));
  }
  for (const auto& stands : state.standing) {
    words += fmt::format(", {} stands with {} at {}", words_of(stands.scan), stands.persons, stands.place.name);
  }
  for (const auto& conflict : state.conflicts) {
    words += fmt::format(", {} ({}) disputes {} ({}){}", words_of(conflict.disputed), conflict.second_place.name,
                         words_of(conflict.stands), conflict.first_place.name, conflict.judged ? ", judged" : "");
  }
  for (const auto& [day, guest] : state.holders) words += fmt::format(", {} on {}", guest.text(), words_of(day));
  for (const auto& newest : state.newest) words += ", newest " + words_of(newest);
  for (const auto& badge : state.badges) {
    words += fmt::format(", badge {} {} {}", badge.place_number, static_cast<int>(badge.status), badge.valid);
    for (const auto& [day, valid] : badge.valid_by_day) words += fmt::format(" {} on {}", valid, words_of(day));
  }
  return words;
}

}  // namespace

FoldedState folded_state(store::EventStore& store, const std::vector<rules::AdmissionDay>& days) {
  FoldedState state{.totals = value_of(store.journal().totals()), .presence = {}, .tickets = {}};
  for (const auto& day : days) {
    auto presence = value_of(store.journal().presence(day));
    std::sort(presence.begin(), presence.end(),
              [](const auto& one, const auto& other) { return one.ticket < other.ticket; });
    for (const auto& each : presence) {
      state.tickets[each.ticket] = words_of(value_of(store.journal().state_of(each.ticket)));
    }
    state.presence.insert(state.presence.end(), presence.begin(), presence.end());
  }
  return state;
}

Copy::Copy(std::string name, Machine& machine, store::EventStoreOptions options)
    : name_(std::move(name)), store_(open(machine, options)) {
  value_of(store_.journal().each_row([&](const auto& row) { rows_.push_back(row); }));
  for (const auto& row : rows_) entries_.emplace(row.entry.id, row.entry);
  for (const auto& parked : value_of(store_.journal().parked())) parked_[parked.id] = parked.reason;
}

}  // namespace einlass::simulation
