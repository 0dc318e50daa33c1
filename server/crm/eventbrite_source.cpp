// Tickets from Eventbrite: the attendees of an event. Its API has no way to write a check-in.
#include "server/crm/answer.h"
#include "server/crm/eventbrite_rows.h"
#include "server/crm/sources.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::Result;

constexpr std::int64_t settles_s = 300;  // its data may be as old as that

class EventbriteSource final : public Source {
 public:
  EventbriteSource(const settings::ConnectorSettings& connector, const settings::Secret& secret, const Turns& turns)
      : client_(connector, {{"Authorization", "Bearer " + secret.reveal()}}, turns) {}

  Result<store::PulledPage> page(const PullScope& scope, const std::string& position) override {
    auto at = object_in(position);
    auto reply = client_.ask({.path = path_of(scope, at)});
    if (!reply) return tl::make_unexpected(reply.error());
    // It forgets how far it was; what was read already only comes again. The second time it would for ever.
    if (reply->status == 400 && !text_at(at, "continuation").empty()) {
      if (std::exchange(has_begun_anew_, true)) return cannot_go_on();
      at.erase("continuation");
      reply = client_.ask({.path = path_of(scope, at)});
      if (!reply) return tl::make_unexpected(reply.error());
    }
    if (!at.contains("begun")) at["begun"] = utc_text(answered_at(*reply, client_.waiting().now()));
    return listing_of(*reply).and_then(
        [&](const json::object& answer) { return page_of(answer, scope, std::move(at)); });
  }

  // It cannot be asked for a barcode, but for what changed since the last pull: a few pages of that.
  Result<std::optional<rules::PulledTicket>> ticket_with(const PullScope& scope, const std::string& code) override {
    using Found = std::optional<rules::PulledTicket>;
    json::object at;
    for (int pages = 0; pages < most_pages && !scope.watermark.empty(); ++pages) {
      const auto reply = client_.ask({.path = path_of(scope, at)}, 1);
      if (!reply) return tl::make_unexpected(reply.error());
      const auto answer = listing_of(*reply);
      if (!answer) return tl::make_unexpected(answer.error());
      auto page = page_of(*answer, scope, at);
      if (!page) return tl::make_unexpected(page.error());
      for (auto& ticket : page->tickets) {
        if (ticket.code == code) return Found(std::move(ticket));
      }
      if (page->last) break;
      at = object_in(page->next);
    }
    return Found();
  }

 private:
  static constexpr int most_pages = 3;

  Result<json::object> listing_of(const HttpReply& reply) const {
    auto listing = json_of(reply, client_.connector().name).and_then([&](const json::value& value) {
      return listing_in(value, "attendees", "pagination", client_.connector().name);
    });
    const auto* more = listing ? at_path(*listing, "pagination.has_more_items") : nullptr;
    if (listing && (more == nullptr || !more->is_bool())) return lacks_its_list(client_.connector().name);
    return listing;
  }

  // What changes while a delta is read moves to its end, and all behind it a place forwards, which hides a row from who
  // counts places: it goes on behind the attendee whom it saw last.
  std::string path_of(const PullScope& scope, const json::object& at) const {
    std::string path = fmt::format("/events/{}/attendees/?page_size=50", percent_encoded(scope.remote));
    if (at.contains("last")) {
      path += fmt::format("&changed_since={}&last_item_seen={}", percent_encoded(text_at(at, "since")),
                          percent_encoded(text_at(at, "last")));
    } else if (const auto since = since_of(scope)) {
      path += "&changed_since=" + percent_encoded(utc_text(*since));
    }
    const auto continuation = text_at(at, "continuation");
    return continuation.empty() ? path : path + "&continuation=" + percent_encoded(continuation);
  }

  // Nothing: all of it is read.
  std::optional<base::Instant> since_of(const PullScope& scope) const {
    const auto changed = utc_instant(text_at(object_in(scope.watermark), "changed"));
    if (scope.full || !changed) return std::nullopt;
    return *changed - std::chrono::seconds(std::max<std::int64_t>(settles_s, client_.connector().overlap_seconds));
  }

  // False: it was there already, or they come in another order, so that only the token leads on.
  static bool go_behind(const json::array& attendees, json::object& at) {
    const auto is_earlier = [](const json::value& one, const json::value& other) {
      return text_at(object_of(one), "changed") < text_at(object_of(other), "changed");
    };
    if (attendees.empty() || !std::is_sorted(attendees.begin(), attendees.end(), is_earlier)) return false;
    const auto& attendee = object_of(attendees.back());
    const auto id = text_at(attendee, "id"), changed = text_at(attendee, "changed");
    if (id.empty() || changed.empty() || (text_at(at, "last") == id && text_at(at, "since") == changed)) return false;
    at["last"] = id;
    at["since"] = changed;
    return true;
  }

  // Whoever is behind it would be withdrawn, as if she were there no more.
  tl::unexpected<base::Error> cannot_go_on() const {
    return base::fail(base::ErrorKind::Unavailable,
                      fmt::format("The connector \"{}\" says that there are more attendees, and not how to go on; "
                                  "nothing was changed, and it is tried again later.",
                                  client_.connector().name));
  }

  Result<store::PulledPage> page_of(const json::object& answer, const PullScope& scope, json::object at) const {
    store::PulledPage page;
    auto changed = std::max(text_at(at, "changed"), text_at(object_in(scope.watermark), "changed"));
    for (const auto& attendee : list_at(answer, "attendees")) {
      if (!attendee.is_object()) continue;
      page.tickets.push_back(ticket_of_attendee(attendee.get_object(), client_.connector()));
      changed = std::max(changed, text_at(attendee.get_object(), "changed"));
    }
    // An event without attendees has no such time, and the next pull reads it whole again.
    at["changed"] = changed;
    const auto continuation = text_at(answer, "pagination.continuation");
    page.last = !true_at(answer, "pagination.has_more_items");
    const bool is_behind = since_of(scope) && go_behind(list_at(answer, "attendees"), at);
    if (!page.last && continuation.empty() && !is_behind) return cannot_go_on();
    at["continuation"] = is_behind ? std::string() : continuation;
    page.next = position_text(page.last ? json::object{{"changed", watermark(changed, at)}} : at);
    return page;
  }

  // Who changed on a page that was read already is later than its first one, whatever the others have: a pull may take
  // hours, as one that was killed.
  static std::string watermark(const std::string& changed, const json::object& at) {
    const auto begun = text_at(at, "begun");
    return begun.empty() ? changed : std::min(changed, begun);
  }

  HttpClient client_;
  bool has_begun_anew_ = false;  // in this pull
};

}  // namespace

std::unique_ptr<Source> eventbrite_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                          const Turns& turns) {
  return std::make_unique<EventbriteSource>(connector, secret, turns);
}

}  // namespace einlass::crm
