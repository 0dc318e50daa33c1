#include "server/venue/lockout.h"

#include <algorithm>
#include <cstdint>

namespace einlass::venue {

using base::Milliseconds;

namespace {

constexpr Milliseconds soon{1000};

Milliseconds length_of(int locks) {
  constexpr int most_doublings = 10;
  const auto doubled = Lockout::shortest * (std::int64_t{1} << std::clamp(locks - 1, 0, most_doublings));
  return std::min(doubled, Lockout::longest);
}

}  // namespace

void Lockout::age(Entry& entry, Milliseconds now) const {
  std::erase_if(entry.misses, [&](Milliseconds miss) { return miss + rule_.window <= now; });
  if (entry.last + locks_last <= now) entry.locks = 0;
}

Milliseconds Lockout::wait(const std::string& key, Milliseconds now) const {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return Milliseconds{0};
  auto entry = found->second;
  if (entry.locked_until > now) return entry.locked_until - now;
  age(entry, now);
  const int counted = static_cast<int>(entry.misses.size()) + entry.under_way;
  return counted < needed(entry) ? Milliseconds{0} : soon;
}

void Lockout::begin(const std::string& key) {
  ++entries_[key].under_way;
  make_room();
}

void Lockout::end_guess(const std::string& key) {
  auto& entry = entries_[key];
  entry.under_way = std::max(0, entry.under_way - 1);
}

bool Lockout::missed(const std::string& key, Milliseconds now) {
  end_guess(key);
  auto& entry = entries_[key];
  age(entry, now);
  entry.misses.push_back(now);
  entry.last = now;
  if (static_cast<int>(entry.misses.size()) < needed(entry)) return false;
  entry.misses.clear();
  ++entry.locks;
  entry.locked_until = now + length_of(entry.locks);
  return true;
}

void Lockout::undecided(const std::string& key) {
  end_guess(key);
  const auto& entry = entries_[key];
  if (entry.under_way == 0 && entry.misses.empty() && entry.locks == 0) entries_.erase(key);
}

void Lockout::forget(const std::string& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;
  found->second = Entry{.misses = {}, .under_way = found->second.under_way};
  if (found->second.under_way == 0) entries_.erase(found);
}

Lockout::State Lockout::state(const std::string& key) const {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return {};
  return {.misses = static_cast<int>(found->second.misses.size()), .locks = found->second.locks};
}

void Lockout::restore(const std::string& key, const State& state, Milliseconds now) {
  Entry entry{
      .misses = std::vector<Milliseconds>(static_cast<std::size_t>(std::clamp(state.misses, 0, rule_.first)), now),
      .locks = state.locks,
      .last = now};
  if (state.locks > 0) entry.locked_until = now + length_of(state.locks);
  entries_[key] = std::move(entry);
}

// Filling the table costs as many slow hashes as it has room, each of another name and few from one address.
void Lockout::make_room() {
  if (entries_.size() <= most_keys) return;
  const auto idle_first = [](const auto& a, const auto& b) {
    return std::pair(a.second.under_way > 0, a.second.last) < std::pair(b.second.under_way > 0, b.second.last);
  };
  entries_.erase(std::min_element(entries_.begin(), entries_.end(), idle_first));
}

}  // namespace einlass::venue
