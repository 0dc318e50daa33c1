// Of whose arrival somebody at a page wants to be told, and who came (docs/pages.md, What hosts do). Hers alone:
// nothing of it is in the journal.
#include "db/host_pages.h"
#include "server/venue/host_desk.h"

#include <algorithm>
#include <string_view>

namespace einlass::venue {
namespace {

using rules::TicketId;

constexpr std::string_view everybody = "all";
constexpr std::string_view category_prefix = "category:";
constexpr std::string_view ticket_prefix = "ticket:";

std::string said(const NoticeWish& wish) {
  if (wish.ticket) return std::string(ticket_prefix) + wish.ticket->text();
  return wish.all ? std::string(everybody) : std::string(category_prefix) + wish.category;
}

ArrivalNotices wished_in(const std::set<std::string>& wishes) {
  ArrivalNotices notices;
  for (const auto& wish : wishes) {
    notices.all |= wish == everybody;
    if (wish.starts_with(category_prefix)) notices.categories.insert(wish.substr(category_prefix.size()));
    if (!wish.starts_with(ticket_prefix)) continue;
    if (const auto ticket = TicketId::parse(wish.substr(ticket_prefix.size()))) notices.tickets.insert(*ticket);
  }
  return notices;
}

bool concerns(const ArrivalNotices& notices, const GuestLine& line) {
  return notices.all || notices.categories.contains(line.category) || notices.tickets.contains(line.ticket);
}

bool has_arrived(const GuestLine& line) {
  return line.admitted > 0 && line.arrived_at;
}

}  // namespace

base::Result<ArrivalNotices> HostDesk::notices(const At& at) const {
  const store::PersonAtEvent who{.number = at.who.number, .event = at.event.record.id};
  const auto wishes = state_.venue().host_pages().wishes(who);
  if (!wishes) return base::failed(wishes);
  auto notices = wished_in(*wishes);
  if (wishes->empty()) return notices;
  const auto seen = state_.venue().host_pages().seen(who);
  if (!seen) return base::failed(seen);
  for (const auto& [ticket, line] : at.lines.all()) {
    if (!at.may_see(line) || !has_arrived(line) || !concerns(notices, line)) continue;
    const auto known = seen->find(ticket);
    if (known == seen->end() || known->second != *line.arrived_at) notices.arrived.push_back(shown(at, line));
  }
  std::stable_sort(notices.arrived.begin(), notices.arrived.end(),
                   [](const auto& a, const auto& b) { return a.arrived_at > b.arrived_at; });
  return notices;
}

base::Result<ArrivalNotices> HostDesk::want_notices(const HostAsks& asks, const NoticeWish& wish, bool wanted) {
  const auto at = at_as(asks, rules::Role::Staff);
  if (!at) return base::failed(at);
  if (wish.ticket) {
    if (const auto line = seen(*at, *wish.ticket); !line) return base::failed(line);
  }
  if (!wish.category.empty() && !at->event.frame.categories.contains(wish.category)) {
    return base::fail(base::ErrorKind::InvalidInput, "This event has no such category; choose one of its own.");
  }
  const auto before = notices(*at);
  if (!before) return before;
  const store::PersonAtEvent who{.number = at->who.number, .event = at->event.record.id};
  auto& kept = state_.venue().host_pages();
  if (auto done = kept.wish(who, said(wish), wanted); !done) return base::failed(done);
  const auto now = notices(*at);
  if (!now || !wanted) return now;
  store::HostPages::Arrivals no_news;
  for (const auto& line : now->arrived) no_news[line.ticket] = *line.arrived_at;
  for (const auto& line : before->arrived) no_news.erase(line.ticket);
  if (auto done = kept.see(who, no_news); !done) return base::failed(done);
  return notices(*at);
}

base::Result<ArrivalNotices> HostDesk::see_arrivals(const HostAsks& asks, const std::vector<TicketId>& tickets) {
  const auto at = at_as(asks, rules::Role::Staff);
  if (!at) return base::failed(at);
  store::HostPages::Arrivals seen_now;
  for (const auto ticket : tickets) {
    const auto line = seen(*at, ticket);
    if (line && has_arrived(*line)) seen_now[ticket] = *line->arrived_at;
  }
  const store::PersonAtEvent who{.number = at->who.number, .event = at->event.record.id};
  if (auto done = state_.venue().host_pages().see(who, seen_now); !done) return base::failed(done);
  return notices(*at);
}

}  // namespace einlass::venue
