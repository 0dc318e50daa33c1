#include "db/held_entries.h"

#include "db/attendance_journal.h"

#include <algorithm>

namespace einlass::store {
namespace {

using base::Result;

// Whether both have the entry, and not the same one.
Result<bool> differs(EventStore& store, const wire::Held& theirs) {
  if (!theirs.hash || theirs.event != store.event()) return false;
  return store.journal().hash_of(theirs.journal, theirs.sequence).map([&](const std::optional<base::Hash>& mine) {
    return mine && *mine != *theirs.hash;
  });
}

}  // namespace

Result<std::vector<wire::Held>> held_entries(EventStore& store) {
  const auto numbers = store.journal().held();
  if (!numbers) return tl::make_unexpected(numbers.error());
  std::vector<wire::Held> held;
  for (const auto& [journal, sequence] : *numbers) {
    const auto hash = store.journal().hash_of(journal, sequence);
    if (!hash) return tl::make_unexpected(hash.error());
    held.push_back({store.event(), journal, sequence, *hash});
  }
  return held;
}

Result<std::set<rules::JournalId>> forked_journals(EventStore& store, const std::vector<wire::Held>& theirs) {
  auto forked = store.journal().disputed_journals();
  if (!forked) return forked;
  for (const auto& each : theirs) {
    const auto other = differs(store, each);
    if (!other) return tl::make_unexpected(other.error());
    if (*other) forked->insert(each.journal);
  }
  return forked;
}

Result<wire::Held> held_where_they_end(EventStore& store, const wire::Held& mine,
                                       const std::vector<wire::Held>& theirs) {
  for (const auto& each : theirs) {
    if (each.event != mine.event || each.journal != mine.journal || each.sequence >= mine.sequence) continue;
    const auto other = differs(store, each);
    if (!other) return tl::make_unexpected(other.error());
    if (!*other) return mine;
    return store.journal().hash_of(each.journal, each.sequence).map([&](const std::optional<base::Hash>& hash) {
      return wire::Held{each.event, each.journal, each.sequence, hash};
    });
  }
  return mine;
}

Result<bool> is_behind_itself(EventStore& store, const std::vector<wire::Held>& theirs) {
  const auto own = store.journal().own();
  const auto said = std::find_if(theirs.begin(), theirs.end(),
                                 [&](const auto& each) { return each.event == store.event() && each.journal == own; });
  if (said == theirs.end()) return false;
  const auto held = store.journal().held();
  if (!held) return tl::make_unexpected(held.error());
  const auto mine = held->find(own);
  if (said->sequence > (mine == held->end() ? 0 : mine->second)) return true;
  return differs(store, *said);
}

}  // namespace einlass::store
