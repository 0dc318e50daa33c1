// Tickets from Eventbrite: the attendees of an event. Its API has no way to write a check-in.
#include "server/crm/answer.h"
#include "server/crm/eventbrite_rows.h"
#include "server/crm/sources.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::Result;

constexpr std::int64_t settles_s = 300;  // its data may be as old as that

class EventbriteSource final : public Source {
 public:
  EventbriteSource(const settings::ConnectorSettings& connector, const settings::Secret& secret, Waiting& waiting)
      : client_(connector, {{"Authorization", "Bearer " + secret.reveal()}}, waiting) {}

  Result<store::PulledPage> page(const PullScope& scope, const std::string& position) override {
    auto at = object_in(position);
    auto reply = client_.ask({.path = path_of(scope, text_at(at, "continuation"))});
    if (!reply) return tl::make_unexpected(reply.error());
    // It forgets how far it was; what was read already only comes again.
    if (reply->status == 400 && at.contains("continuation")) {
      at.erase("continuation");
      reply = client_.ask({.path = path_of(scope, {})});
      if (!reply) return tl::make_unexpected(reply.error());
    }
    return json_of(*reply, client_.connector().name).map([&](const json::value& value) {
      return page_of(object_of(value), scope, std::move(at));
    });
  }

  // It cannot be asked for a barcode, but for what changed since the last pull: a few pages of that.
  Result<std::optional<rules::PulledTicket>> ticket_with(const PullScope& scope, const std::string& code) override {
    using Found = std::optional<rules::PulledTicket>;
    std::string continuation;
    for (int pages = 0; pages < most_pages && !scope.watermark.empty(); ++pages) {
      const auto reply = client_.ask({.path = path_of(scope, continuation)}, 1);
      if (!reply) return tl::make_unexpected(reply.error());
      const auto answer = json_of(*reply, client_.connector().name);
      if (!answer) return tl::make_unexpected(answer.error());
      auto page = page_of(object_of(*answer), scope, {});
      for (auto& ticket : page.tickets) {
        if (ticket.code == code) return Found(std::move(ticket));
      }
      if (page.last) break;
      continuation = text_at(object_in(page.next), "continuation");
    }
    return Found();
  }

 private:
  static constexpr int most_pages = 3;

  std::string path_of(const PullScope& scope, const std::string& continuation) const {
    std::string path = fmt::format("/events/{}/attendees/?page_size=50", percent_encoded(scope.remote));
    const auto changed = utc_instant(text_at(object_in(scope.watermark), "changed"));
    if (!scope.full && changed) {
      const auto back = std::chrono::seconds(std::max<std::int64_t>(settles_s, client_.connector().overlap_seconds));
      path += "&changed_since=" + percent_encoded(utc_text(*changed - back));
    }
    return continuation.empty() ? path : path + "&continuation=" + percent_encoded(continuation);
  }

  store::PulledPage page_of(const json::object& answer, const PullScope& scope, json::object at) const {
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
    page.last = !true_at(answer, "pagination.has_more_items") || continuation.empty();
    at["continuation"] = continuation;
    page.next = position_text(page.last ? json::object{{"changed", changed}} : at);
    return page;
  }

  HttpClient client_;
};

}  // namespace

std::unique_ptr<Source> eventbrite_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                          Waiting& waiting) {
  return std::make_unique<EventbriteSource>(connector, secret, waiting);
}

}  // namespace einlass::crm
