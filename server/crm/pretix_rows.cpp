#include "server/crm/pretix_rows.h"

#include "core/base/text_fold.h"
#include "server/crm/answer.h"
#include "server/crm/profile_rows.h"

namespace einlass::crm {
namespace {

// {"de": "Karte", "en": "Ticket"} or a plain text.
std::string any_language(const json::value* text) {
  if (text == nullptr || !text->is_object()) return text_of(text);
  for (const char* language : {"en", "de"}) {
    if (auto found = text_at(text->get_object(), language); !found.empty()) return found;
  }
  return text->get_object().empty() ? std::string() : text_of(&text->get_object().begin()->value());
}

std::string status_of(const json::object& order, const json::object& position) {
  const auto status = text_at(order, "status");
  if (status == "c" || status == "e" || true_at(position, "canceled")) return "cancelled";
  if (true_at(position, "blocked") || !list_at(position, "blocked").empty()) return "blocked";
  if (status != "n" || true_at(order, "valid_if_pending")) return {};
  return true_at(order, "require_approval") ? "awaiting approval" : "unpaid";
}

std::string type_of(const json::object& position, const PretixItem& item) {
  if (item.name.empty()) return text_at(position, "item");
  const auto variation = item.variations.find(text_at(position, "variation"));
  return variation == item.variations.end() ? item.name : item.name + " – " + variation->second;
}

}  // namespace

PretixItem item_of(const json::object& item) {
  PretixItem read{.name = any_language(at_path(item, "name")), .variations = {}};
  const auto* admits = at_path(item, "admission");
  read.admits = admits == nullptr || !admits->is_bool() || admits->get_bool();
  for (const auto& each : list_at(item, "variations")) {
    const auto& variation = object_of(each);
    read.variations[text_at(variation, "id")] = any_language(at_path(variation, "value"));
  }
  return read;
}

namespace {

// Who has a ticket with another one, as a dinner with the congress, is often named there only.
const json::object nobody;

const json::object& position_with(const json::object& order, const std::string& id) {
  for (const auto& each : list_at(order, "positions")) {
    if (!id.empty() && text_at(object_of(each), "id") == id) return object_of(each);
  }
  return nobody;
}

// As far as both say who comes. An address may be missing with either, a name only with the ticket that is linked.
template <typename TextsOf>
bool is_same_guest(const TextsOf& texts_of, const json::object& position, const json::object& linked) {
  const auto said = [&](const json::object& of, std::string_view name) {
    return base::fold_text(first_of(texts_of(of, name)));
  };
  const auto name = said(position, "full_name"), email = said(position, "email");
  const auto linked_email = said(linked, "email");
  return (name.empty() || name == said(linked, "full_name")) &&
         (email.empty() || linked_email.empty() || email == linked_email);
}

}  // namespace

std::vector<rules::PulledTicket> tickets_of_pretix_order(const json::object& order, const PretixItems& items,
                                                         const settings::ConnectorSettings& connector,
                                                         std::string_view subevent) {
  std::vector<rules::PulledTicket> tickets;
  for (const auto& each : list_at(order, "positions")) {
    const auto& position = object_of(each);
    const auto texts_of = [&](const json::object& of, std::string_view name) {
      return answers_at(of, settings::field_of(connector, name), {"question_identifier", "question"});
    };
    const auto texts = [&](std::string_view name) { return texts_of(position, name); };
    const auto& linked = position_with(order, text_at(position, "addon_to"));
    const auto& main = is_same_guest(texts_of, position, linked) ? linked : nobody;
    const auto field = [&](std::string_view name) {
      const auto own = first_of(texts(name));
      return own.empty() ? first_of(texts_of(main, name)) : own;
    };
    const auto known = items.find(text_at(position, "item"));
    const auto item = known == items.end() ? PretixItem() : known->second;
    const bool is_wanted = subevent.empty() || text_at(position, "subevent") == subevent;
    if (!item.admits || !is_wanted) continue;
    rules::PulledTicket ticket{.external_id = text_at(position, "id"), .order_ref = text_at(order, "code")};
    ticket.full_name = field("full_name");
    // Nobody is named: whoever ordered comes, as far as anybody knows. Of a company's order often nobody is.
    if (ticket.full_name.empty()) ticket.full_name = text_at(order, "invoice_address.name");
    ticket.email = field("email");
    ticket.buyer_email = text_at(order, "email");
    ticket.company = field("organisation");
    if (ticket.company.empty()) ticket.company = text_at(order, "invoice_address.company");
    ticket.job_title = field("job_title");
    ticket.profile = profile_of(texts);
    ticket.ticket_type = type_of(position, item);
    ticket.language = text_at(order, "locale");
    ticket.status = status_of(order, position);
    ticket.code = text_at(position, "secret");
    ticket.valid_from = instant_in(text_at(position, "valid_from"));
    ticket.valid_until = instant_in(text_at(position, "valid_until"));
    tickets.push_back(std::move(ticket));
  }
  return tickets;
}

}  // namespace einlass::crm
