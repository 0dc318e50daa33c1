// The live feed (docs/pages.md, The API): open pages are told that something of their event is new. Lives on the desk's
// thread, except opened() and closed().
#pragma once

#include "core/base/clock.h"
#include "core/net/tls_server.h"
#include "server/pages/venue_port.h"
#include "server/pages/visit.h"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace einlass::pages {

// The way out to the browsers. Any thread.
struct FeedOutlet {
  std::function<void(net::SessionId, std::string text)> send;
  std::function<void(net::SessionId)> close;
};

class LiveFeed {
 public:
  LiveFeed(const VenuePort& port, const base::Clock& clock) : port_(port), clock_(clock) {}

  // Before the first watcher.
  void connect_outlet(FeedOutlet outlet) { outlet_ = std::move(outlet); }

  // On the desk's thread: answers the visit with a stream, of which the feed knows from then on.
  void watch(const Visit& visit, rules::EventId event);
  void closed(net::SessionId id);  // any thread

  void changed(rules::EventId event);
  void all_changed();
  void time_passed();
  std::optional<base::Milliseconds> next_due() const;

  static constexpr base::Milliseconds telling_pause{250};
  static constexpr base::Milliseconds sign_of_life{15'000};

 private:
  struct Watcher {
    rules::EventId event;
    std::string token;    // of the session, whose end ends the feed
    std::string address;  // of the visitor
    bool untold = true;   // a new one looks once: it may have missed something
    base::Milliseconds told_at{0};
    base::Milliseconds alive_at{0};
  };

  void opened(net::SessionId id, Watcher watcher);
  bool is_over(const Watcher& watcher);
  void look_at(net::SessionId id, Watcher& watcher, base::Milliseconds now);

  const VenuePort& port_;
  const base::Clock& clock_;
  FeedOutlet outlet_;
  std::map<net::SessionId, Watcher> watchers_;
};

}  // namespace einlass::pages
