// What two sides of a connection tell each other to hold of an event (docs/protocol.md, hello), from the event's file.
// On the thread that owns the store; nothing is kept between calls.
#pragma once

#include "core/wire/message_parts.h"
#include "db/event_store.h"

#include <set>
#include <vector>

namespace einlass::store {

// Every journal with its highest gapless number and, where that entry was taken in, its hash.
base::Result<std::vector<wire::Held>> held_entries(EventStore& store);

// Journals of which the other side has other entries than this one: an entry that both have has two hashes, or somebody
// brought such entries before. Neither side can tell from which number on, so all of these is to be sent once more.
base::Result<std::set<rules::JournalId>> forked_journals(EventStore& store, const std::vector<wire::Held>& theirs);

// `mine`, or where the other side ends in another entry than stands here under that number: up to that number, with the
// hash that it has here. So the other side, which has nothing beyond it, learns of the fork as well.
base::Result<wire::Held> held_where_they_end(EventStore& store, const wire::Held& mine,
                                             const std::vector<wire::Held>& theirs);

// True: the other side has more of this store's own journal than is here, or other entries. Then the file is older than
// what was written with it, and its numbers were given before.
base::Result<bool> is_behind_itself(EventStore& store, const std::vector<wire::Held>& theirs);

}  // namespace einlass::store
