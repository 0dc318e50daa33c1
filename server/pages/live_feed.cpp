#include "server/pages/live_feed.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace einlass::pages {

// https://html.spec.whatwg.org/multipage/server-sent-events.html: fields end a line each, an empty line ends an event.
constexpr auto changed_event = "event: changed\ndata: {}\n\n";
// A comment would not do: a page never hears of it, and cannot tell a quiet line from a dead one.
constexpr auto beat_event = "event: beat\ndata: {}\n\n";

void LiveFeed::watch(const Visit& visit, rules::EventId event) {
  Watcher watcher{.event = event, .token = visit.token, .address = visit.from.address};
  net::HttpResponse answer{.content_type = "text/event-stream", .body = beat_event};
  answer.stream = [this, watcher = std::move(watcher)](net::SessionId id) {
    port_.on_desk([this, id, watcher] { opened(id, watcher); });
  };
  visit.reply(std::move(answer));
}

void LiveFeed::opened(net::SessionId id, Watcher watcher) {
  watcher.alive_at = clock_.monotonic();
  watcher.told_at = watcher.alive_at - telling_pause;
  watchers_.emplace(id, std::move(watcher));
}

void LiveFeed::closed(net::SessionId id) {
  port_.on_desk([this, id] { watchers_.erase(id); });
}

void LiveFeed::changed(rules::EventId event) {
  for (auto& [id, watcher] : watchers_) watcher.untold |= watcher.event == event;
}

void LiveFeed::all_changed() {
  for (auto& [id, watcher] : watchers_) watcher.untold = true;
}

bool LiveFeed::is_over(const Watcher& watcher) {
  const auto caller = port_.desk.people().caller_of(watcher.token, watcher.address);
  return caller && (!*caller || !(*caller)->may_see(watcher.event));
}

void LiveFeed::look_at(net::SessionId id, Watcher& watcher, base::Milliseconds now) {
  if (now >= watcher.alive_at + sign_of_life) {
    watcher.alive_at = now;
    if (is_over(watcher)) return outlet_.close(id);
    outlet_.send(id, beat_event);
  }
  if (!watcher.untold || now < watcher.told_at + telling_pause) return;
  watcher.untold = false;
  watcher.told_at = now;
  outlet_.send(id, changed_event);
}

void LiveFeed::time_passed() {
  const auto now = clock_.monotonic();
  for (auto& [id, watcher] : watchers_) look_at(id, watcher, now);
}

std::optional<base::Milliseconds> LiveFeed::next_due() const {
  std::optional<base::Milliseconds> due;
  for (const auto& [id, watcher] : watchers_) {
    auto at = watcher.alive_at + sign_of_life;
    if (watcher.untold) at = std::min(at, watcher.told_at + telling_pause);
    due = due ? std::min(*due, at) : at;
  }
  return due;
}

}  // namespace einlass::pages
