#include "tests/simulation/copy.h"

#include "core/wire/entry_json.h"
#include "tests/simulation/value_of.h"

#include <algorithm>
#include <utility>

namespace einlass::simulation {
namespace {

store::EventStore open(Machine& machine, const store::EventStoreOptions& options) {
  machine.take_the_floor();
  return value_of(store::EventStore::open(options));
}

}  // namespace

FoldedState folded_state(store::EventStore& store, const std::vector<rules::AdmissionDay>& days) {
  FoldedState state{.totals = value_of(store.journal().totals()),
                    .presence = {},
                    .conflicts = value_of(store.journal().tickets_with_conflicts())};
  for (const auto& day : days) {
    auto presence = value_of(store.journal().presence(day));
    std::sort(presence.begin(), presence.end(),
              [](const auto& one, const auto& other) { return one.ticket < other.ticket; });
    state.presence.insert(state.presence.end(), presence.begin(), presence.end());
  }
  std::sort(state.conflicts.begin(), state.conflicts.end());
  return state;
}

Copy::Copy(std::string name, Machine& machine, store::EventStoreOptions options)
    : name_(std::move(name)), store_(open(machine, options)) {
  value_of(store_.journal().each_row([&](const auto& row) { rows_.push_back(row); }));
  for (const auto& row : rows_) entries_[row.entry.id] = wire::entry_hash(row.entry);
  for (const auto& parked : value_of(store_.journal().parked())) parked_[parked.id] = parked.reason;
}

}  // namespace einlass::simulation
