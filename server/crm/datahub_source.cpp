// Tickets from the orders of Pimcore's shop, through Datahub's GraphQL: keyset paging by id, so that pages cannot move.
#include "core/base/log.h"
#include "server/crm/answer.h"
#include "server/crm/datahub_rows.h"
#include "server/crm/sources.h"
#include "server/guests/pulled_table.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::ErrorKind;
using base::Result;

// An item may change without its order; what sold in the last days is read again.
constexpr std::int64_t looks_back_s = 3 * 24 * 3600;

class DatahubSource final : public Source {
 public:
  DatahubSource(const settings::ConnectorSettings& connector, const settings::Secret& secret, const Turns& turns)
      : client_(connector, {{"X-API-Key", secret.reveal()}}, turns) {}

  Result<store::PulledPage> page(const PullScope& scope, const std::string& position) override {
    auto at = object_in(position);
    const auto before = number_at(at, "after").value_or(0);
    const auto orders = ask(scope, before);
    if (!orders) return tl::make_unexpected(orders.error());
    if (!at.contains("begun")) at["begun"] = answered_.unix_ms() / 1000;
    auto newest = std::max(number_at(at, "newest").value_or(0), newest_before(scope));
    auto after = before;
    int hidden = 0;
    store::PulledPage page;
    for (const auto& edge : *orders) {
      const auto& order = object_at(object_of(edge), "node");
      const auto id = number_at(order, "id");
      hidden += add(order, scope, page) ? 0 : 1;
      if (!id) continue;
      newest = std::max(newest, number_at(order, "modificationDate").value_or(0));
      after = std::max(after, *id);
    }
    if (!orders->empty() && after == before) return hides_its_orders();
    if (hidden > 0) warn_of_hidden(hidden);
    at["after"] = after;
    at["newest"] = newest;
    page.last = orders->empty();
    // What changed on a page that was read already is later than the first one.
    const auto watermark = std::min(newest, number_at(at, "begun").value_or(newest));
    page.next = position_text(page.last ? json::object{{"newest", watermark}} : at);
    return page;
  }

  // The item with the code, then the order that it is in: a relation's column holds ",ID,ID,".
  Result<std::optional<rules::PulledTicket>> ticket_with(const PullScope& scope, const std::string& code) override {
    using Found = std::optional<rules::PulledTicket>;
    const json::object with_code{{settings::field_of(client_.connector(), "item_code"), code}};
    const auto items = ask({.type = "OnlineShopOrderItem", .fields = "id", .filter = with_code, .attempts = 1});
    if (!items) return tl::make_unexpected(items.error());
    if (items->empty()) return Found();
    const auto item = text_at(object_at(object_of(items->front()), "node"), "id");
    const json::object with_item{{"items", json::object{{"$like", fmt::format("%,{},%", item)}}}};
    const auto orders = ask({.type = "OnlineShopOrder",
                             .fields = order_selection(client_.connector()),
                             .filter = with_item,
                             .attempts = 1});
    if (!orders) return tl::make_unexpected(orders.error());
    for (const auto& edge : *orders) {
      for (auto& ticket : tickets_of_order(object_at(object_of(edge), "node"), client_.connector(), scope.remote)) {
        if (ticket.code == code) return Found(std::move(ticket));
      }
    }
    return Found();
  }

 private:
  // Whether all of it is shown.
  bool add(const json::object& order, const PullScope& scope, store::PulledPage& page) const {
    auto tickets = tickets_of_order(order, client_.connector(), scope.remote);
    page.tickets.insert(page.tickets.end(), tickets.begin(), tickets.end());
    const auto number = text_at(order, "ordernumber");
    const bool is_shown = number_at(order, "id") && is_whole(order);
    if (is_shown) page.whole_orders.push_back(number);
    if (!is_shown) page.tickets.push_back(guests::hidden_tickets(number));
    return is_shown;
  }

  void warn_of_hidden(int orders) const {
    base::log_warning("{} does not show {} orders, or parts of them, to its key; what is known of them stays",
                      client_.connector().name, orders);
  }

  // What lies outside its key's workspace is null. Whoever is behind it would be withdrawn.
  tl::unexpected<base::Error> hides_its_orders() const {
    return base::fail(ErrorKind::Unavailable,
                      fmt::format("The connector \"{}\" lists orders that it does not show; let its key read all of "
                                  "them in Datahub. Nothing was changed, and it is tried again later.",
                                  client_.connector().name));
  }

  struct Listing {
    const char* type = "";
    std::string fields;
    json::object filter;
    int attempts = 5;
  };

  std::int64_t newest_before(const PullScope& scope) const {
    return number_at(object_in(scope.watermark), "newest").value_or(0);
  }

  json::object filter(const PullScope& scope, std::int64_t after) const {
    const auto& prefix = client_.connector().column_prefix;
    json::array all{json::object{{prefix + "id", json::object{{"$gt", after}}}}};
    if (!scope.full) {
      const auto back = std::max<std::int64_t>(looks_back_s, client_.connector().overlap_seconds);
      all.push_back(json::object{{prefix + "modificationDate", json::object{{"$gte", newest_before(scope) - back}}}});
    }
    return {{"$and", all}};
  }

  Result<json::array> ask(const PullScope& scope, std::int64_t after) {
    return ask(
        {.type = "OnlineShopOrder", .fields = order_selection(client_.connector()), .filter = filter(scope, after)});
  }

  Result<json::array> ask(const Listing& wanted) {
    const auto& connector = client_.connector();
    const std::string query = fmt::format(
        "query Listing($n:Int,$f:String){{get{}Listing(first:$n,after:0,sortBy:[\"{}id\"],"
        "sortOrder:[\"ASC\"],filter:$f){{edges{{node{{{}}}}}}}}}",
        wanted.type, connector.column_prefix, wanted.fields);
    const json::object body{
        {"query", query},
        {"variables", json::object{{"n", connector.page_size}, {"f", json::serialize(wanted.filter)}}}};
    const auto reply =
        client_.ask({.method = Method::Post, .path = "", .body = json::serialize(body)}, wanted.attempts);
    if (!reply) return tl::make_unexpected(reply.error());
    answered_ = answered_at(*reply, client_.waiting().now());
    return json_of(*reply, connector.name).and_then([&](const json::value& value) {
      return edges_in(value, fmt::format("data.get{}Listing.edges", wanted.type));
    });
  }

  // GraphQL tells its errors with HTTP 200.
  Result<json::array> edges_in(const json::value& value, const std::string& path) const {
    const auto& answer = object_of(value);
    const auto* edges = at_path(answer, path);
    if (list_at(answer, "errors").empty() && edges != nullptr && edges->is_array()) return edges->get_array();
    return base::fail(
        ErrorKind::InvalidInput,
        fmt::format("The connector \"{}\" answered with an error of GraphQL; check that its configuration "
                    "in Datahub has every field of the field map, and \"column_prefix\".",
                    client_.connector().name));
  }

  HttpClient client_;
  base::Instant answered_{};  // last
};

}  // namespace

std::unique_ptr<Source> datahub_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                       const Turns& turns) {
  return std::make_unique<DatahubSource>(connector, secret, turns);
}

}  // namespace einlass::crm
