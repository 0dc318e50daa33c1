// What the replica tells a server of each event, and learns from what the server tells.
#include "core/base/log.h"
#include "db/held_entries.h"
#include "kiosk/link/replica.h"

#include <algorithm>

namespace einlass::link {

using base::Result;

namespace {

template <typename T>
auto failed(const Result<T>& result) {
  return tl::make_unexpected(result.error());
}

}  // namespace

// The open stores are written to under it at once.
Result<void> Replica::go_on_in_new_journal() {
  if (const auto minted = mint_journal(); !minted) return minted;
  for (auto& [event, store] : stores_) store.journal().write_under(journal_);
  return {};
}

void Replica::leave_out(rules::EventId event, const base::Error& why) {
  if (left_out_.insert(event).second) base::log_error("An event on this kiosk is left out: {}", why.message);
}

Result<void> Replica::tell_held(rules::EventId event, wire::Hello& hello) {
  const auto store = store_of(event);
  if (!store) return failed(store);
  const auto held = store::held_entries(**store);
  if (!held) return failed(held);
  hello.held.insert(hello.held.end(), held->begin(), held->end());
  const bool has_written =
      std::any_of(held->begin(), held->end(), [&](const auto& each) { return each.journal == journal_; });
  if (!has_written) hello.held.push_back({event, journal_, 0});
  // Without names it is no list to give away.
  const auto version = guest_list(event);
  if (version && has_key(event)) hello.guest_lists.push_back({event, *version});
  return {};
}

// A disk or an image of it that was copied back does not know what was written since: the server does.
Result<sync::HeldCompared> Replica::compare(const std::vector<wire::Held>& theirs) {
  const auto events = directory_.events();
  if (!events) return failed(events);
  sync::HeldCompared compared;
  for (const auto& event : *events) {
    const auto store = is_foreign(event) ? nullptr : store_of(event).value_or(nullptr);
    if (store == nullptr) continue;
    const auto forked = store::forked_journals(*store, theirs);
    if (!forked) return failed(forked);
    for (const auto& journal : *forked) compared.forked.insert({event, journal});
    const auto behind = store::is_behind_itself(*store, theirs);
    if (!behind) return failed(behind);
    compared.another_journal = compared.another_journal || *behind;
  }
  if (!compared.another_journal) return compared;
  base::log_warning("This kiosk was put back to an earlier state; it goes on in a new journal.");
  return go_on_in_new_journal().map([&] { return compared; });
}

}  // namespace einlass::link
