#include "server/crm/datahub_rows.h"

#include "server/crm/answer.h"
#include "server/crm/profile_rows.h"
#include "server/crm/selection.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::crm {
namespace {

using settings::field_of;

constexpr std::string_view of_customer = "customer.";

bool is_committed(const json::object& thing) {
  return text_at(thing, "orderState") == "committed";
}

class OrderReader {
 public:
  // `items`: how many of the order are for the event.
  OrderReader(const json::object& order, const settings::ConnectorSettings& connector, std::size_t items)
      : order_(order), connector_(connector), is_only_item_(items == 1) {}

  void read(const json::object& item, std::vector<rules::PulledTicket>& tickets) const {
    const auto amount = static_cast<int>(std::clamp<std::int64_t>(number_at(item, "amount").value_or(1), 1, 100'000));
    const auto path = field_of(connector_, "item_code");
    const auto codes = texts_at(item, path);
    auto ticket = of_item(item);
    // A customer is one person, and only one ticket can be hers.
    if (!is_only_item_ || codes.size() > 1) ticket.person.clear();
    ticket.places = amount;
    if (path.empty()) {
      tickets.push_back(std::move(ticket));
      return;
    }
    // Also of one: others may follow, and the first stays what it is.
    const auto id = ticket.external_id;
    const auto count = std::max<std::size_t>(codes.size(), 1);
    for (std::size_t i = 0; i < count; ++i) {
      ticket.external_id = fmt::format("{}-{}", id, i + 1);
      ticket.code = codes.empty() ? std::string() : codes[i];
      // More places than codes: the last one lets the others in as well.
      const bool is_last = i + 1 == count;
      ticket.places = is_last ? std::max(1, amount - static_cast<int>(i)) : 1;
      tickets.push_back(ticket);
    }
  }

 private:
  std::string of(const json::object& object, std::string_view name) const {
    return text_at(object, field_of(connector_, name));
  }

  rules::PulledTicket of_item(const json::object& item) const {
    rules::PulledTicket ticket{.external_id = text_at(item, "id"), .order_ref = text_at(order_, "ordernumber")};
    ticket.first_name = of(item, "item_first_name");
    ticket.last_name = of(item, "item_last_name");
    ticket.email = of(item, "item_email");
    ticket.company = of(item, "item_organisation");
    ticket.buyer_email = of(order_, "buyer_email");
    ticket.ticket_type = of(item, "item_ticket_type");
    ticket.profile = profile(item, "item_");
    const auto of_order = profile(order_, "");
    if (ticket.first_name.empty() && ticket.last_name.empty()) {
      be_buyers(item, ticket);
      rules::complete(ticket.profile, of_order);
    }
    // A sector is the organisation's, clubs and topics are a person's.
    if (ticket.company.empty()) {
      ticket.company = of(order_, "organisation");
      rules::complete(ticket.profile, {.sector = of_order.sector, .club = {}, .topics = {}});
    }
    return ticket;
  }

  rules::Profile profile(const json::object& object, std::string_view prefix) const {
    return profile_of([&](std::string_view name) {
      return texts_at(object, field_of(connector_, std::string(prefix).append(name)));
    });
  }

  // Nobody else is named: the ticket is the buyer's. Of several, only one can be: none is known to be hers by its
  // address.
  void be_buyers(const json::object& item, rules::PulledTicket& ticket) const {
    const bool is_one = list_at(order_, "items").size() == 1 && number_at(item, "amount").value_or(1) == 1;
    if (is_one && ticket.email.empty()) ticket.email = ticket.buyer_email;
    ticket.first_name = of(order_, "first_name");
    ticket.last_name = of(order_, "last_name");
    ticket.person = text_at(order_, "customer.id");
  }

  const json::object& order_;
  const settings::ConnectorSettings& connector_;
  bool is_only_item_;
};

}  // namespace

std::string order_selection(const settings::ConnectorSettings& connector) {
  std::vector<std::string> order = {"id", "ordernumber", "orderState", "modificationDate"};
  std::vector<std::string> item = {"id", "orderState", "amount"};
  std::vector<std::string> customer = {"id"};
  for (const auto& field : settings::connector_fields(connector.kind)) {
    auto place = field_of(connector, field.name);
    if (field.name.starts_with("item_")) {
      item.push_back(std::move(place));
    } else if (place.starts_with(of_customer)) {
      customer.push_back(place.substr(of_customer.size()));
    } else {
      order.push_back(std::move(place));
    }
  }
  return fmt::format("{} customer{{... on object_Customer{{{}}}}} items{{... on object_OnlineShopOrderItem{{{}}}}}",
                     selection_of(order, " "), selection_of(customer, " "), selection_of(item, " "));
}

bool is_column(std::string_view path) {
  return !path.empty() && path.find('.') == std::string_view::npos;
}

bool is_product(std::string_view number, std::string_view wanted) {
  if (!wanted.ends_with('*')) return number == wanted;
  return number.starts_with(wanted.substr(0, wanted.size() - 1));
}

bool is_whole(const json::object& order) {
  if (!is_committed(order)) return true;  // whatever was in it
  const auto& items = list_at(order, "items");
  return !items.empty() &&
         std::all_of(items.begin(), items.end(), [](const json::value& item) { return item.is_object(); });
}

std::vector<rules::PulledTicket> tickets_of_order(const json::object& order,
                                                  const settings::ConnectorSettings& connector,
                                                  std::string_view product) {
  std::vector<rules::PulledTicket> tickets;
  if (!is_committed(order)) return tickets;
  std::vector<const json::object*> wanted;
  for (const auto& item : list_at(order, "items")) {
    if (!item.is_object() || !is_committed(item.get_object())) continue;
    const auto number = text_at(item.get_object(), field_of(connector, "item_product"));
    if (is_product(number, product)) wanted.push_back(&item.get_object());
  }
  const OrderReader reader(order, connector, wanted.size());
  for (const auto* item : wanted) reader.read(*item, tickets);
  return tickets;
}

}  // namespace einlass::crm
