// Tickets from pretix: orders with their positions. Cancelled positions drop out of an order, so that each order is
// read whole.
#include "server/crm/answer.h"
#include "server/crm/pretix_rows.h"
#include "server/crm/sources.h"

#include <optional>

#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::Result;

class PretixSource final : public Source {
 public:
  PretixSource(const settings::ConnectorSettings& connector, const settings::Secret& secret, const Turns& turns)
      : client_(connector, {{"Authorization", "Token " + secret.reveal()}}, turns) {}

  Result<store::PulledPage> page(const PullScope& scope, const std::string& position) override {
    if (auto known = know_items(scope.remote, usual_attempts); !known) return tl::make_unexpected(known.error());
    auto at = object_in(position);
    const auto number = number_at(at, "page").value_or(1);
    const auto reply =
        client_.ask({.path = event_path(scope.remote) + "/orders/?" + query(scope) + fmt::format("&page={}", number)});
    if (!reply) return tl::make_unexpected(reply.error());
    if (!at.contains("generated")) at["generated"] = reply->header("x-page-generated");
    // Orders left the list while it was read: the page behind the last one is no error.
    if (reply->status == 404 && number > 1) return last_page({}, at);
    return listing_of(*reply).map([&](const json::object& listing) {
      auto page = page_of(listing, scope.remote);
      if (at_path(listing, "next") == nullptr) return last_page(std::move(page), at);
      at["page"] = number + 1;
      page.next = position_text(at);
      return page;
    });
  }

  // Two questions, as a position says nothing of its order's state; what nobody sold is one.
  Result<std::optional<rules::PulledTicket>> ticket_with(const PullScope& scope, const std::string& code) override {
    using Found = std::optional<rules::PulledTicket>;
    const auto positions =
        ask_once(event_path(scope.remote) + "/orderpositions/?include_canceled_positions=true&secret=", code);
    if (!positions) return tl::make_unexpected(positions.error());
    const auto& found = list_at(*positions, "results");
    const auto order = found.empty() ? std::string() : text_at(object_of(found.front()), "order");
    if (order.empty()) return Found();
    if (auto known = know_items(scope.remote, 1); !known) return tl::make_unexpected(known.error());
    const auto orders =
        ask_once(event_path(scope.remote) + "/orders/?testmode=false&include_canceled_positions=true&code=", order);
    if (!orders) return tl::make_unexpected(orders.error());
    for (auto& ticket : page_of(*orders, scope.remote).tickets) {
      if (ticket.code == code) return Found(std::move(ticket));
    }
    return Found();
  }

 private:
  static constexpr int usual_attempts = 5;

  // In the query, which no log has.
  Result<json::object> ask_once(const std::string& path, const std::string& value) {
    const auto reply = client_.ask({.path = path + percent_encoded(value)}, 1);
    if (!reply) return tl::make_unexpected(reply.error());
    return listing_of(*reply);
  }

  Result<json::object> listing_of(const HttpReply& reply) const {
    return json_of(reply, client_.connector().name).and_then([&](const json::value& value) {
      return listing_in(value, "results", "next", client_.connector().name);
    });
  }

  Result<void> know_items(const std::string& remote, int attempts) {
    if (items_) return {};
    auto items = read_items(remote, attempts);
    if (!items) return tl::make_unexpected(items.error());
    items_ = *std::move(items);
    return {};
  }

  // "fair", or "fair/7": of an event series, the one date whose number that is.
  std::string event_path(const std::string& remote) const {
    return fmt::format("/api/v1/organizers/{}/events/{}", percent_encoded(client_.connector().organizer),
                       percent_encoded(remote.substr(0, remote.find('/'))));
  }
  static std::string subevent_in(const std::string& remote) {
    const auto slash = remote.find('/');
    return slash == std::string::npos ? std::string() : remote.substr(slash + 1);
  }

  // By the day of ordering nothing can come before what was read; what was modified last comes first again.
  static std::string query(const PullScope& scope) {
    const auto since = text_at(object_in(scope.watermark), "generated");
    if (scope.full || since.empty()) return "testmode=false&ordering=datetime";
    return "testmode=false&ordering=-last_modified&modified_since=" + percent_encoded(since);
  }

  static store::PulledPage last_page(store::PulledPage page, const json::object& at) {
    page.last = true;
    page.next = position_text({{"generated", at.at("generated")}});
    return page;
  }

  store::PulledPage page_of(const json::object& answer, const std::string& remote) const {
    store::PulledPage page;
    for (const auto& each : list_at(answer, "results")) {
      auto tickets = tickets_of_pretix_order(object_of(each), *items_, client_.connector(), subevent_in(remote));
      page.tickets.insert(page.tickets.end(), tickets.begin(), tickets.end());
      page.whole_orders.push_back(text_at(object_of(each), "code"));
    }
    return page;
  }

  Result<PretixItems> read_items(const std::string& remote, int attempts) {
    PretixItems items;
    for (std::int64_t page = 1;; ++page) {
      const auto reply = client_.ask({.path = event_path(remote) + fmt::format("/items/?page={}", page)}, attempts);
      if (!reply) return tl::make_unexpected(reply.error());
      // A token may read orders and nothing else: types are numbers then, and everything lets somebody in.
      if (reply->status == 403 || reply->status == 404) return items;
      const auto answer = listing_of(*reply);
      if (!answer) return tl::make_unexpected(answer.error());
      for (const auto& each : list_at(*answer, "results")) {
        items[text_at(object_of(each), "id")] = item_of(object_of(each));
      }
      if (at_path(*answer, "next") == nullptr) return items;
    }
  }

  HttpClient client_;
  std::optional<PretixItems> items_;  // asked for once
};

}  // namespace

std::unique_ptr<Source> pretix_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                      const Turns& turns) {
  return std::make_unique<PretixSource>(connector, secret, turns);
}

}  // namespace einlass::crm
