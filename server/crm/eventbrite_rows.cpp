#include "server/crm/eventbrite_rows.h"

#include "server/crm/answer.h"
#include "server/crm/profile_rows.h"

#include <algorithm>

namespace einlass::crm {
namespace {

struct Barcode {
  std::string code;
  bool refunded = false;
  bool used = false;
};

Barcode barcode_of(const json::object& attendee) {
  Barcode found;
  for (const auto& each : list_at(attendee, "barcodes")) {
    if (!each.is_object()) continue;
    found.code = text_at(each.get_object(), "barcode");
    found.refunded = text_at(each.get_object(), "status") == "refunded";
    found.used = text_at(each.get_object(), "status") == "used";
    if (!found.refunded) break;
  }
  return found;
}

std::string attendee_status(const json::object& attendee, const Barcode& barcode) {
  const auto status = text_at(attendee, "status");
  const bool gone = barcode.refunded || true_at(attendee, "cancelled") || true_at(attendee, "refunded");
  if (gone || status == "Deleted" || status == "Not Attending") return "cancelled";
  if (status == "Unpaid") return "unpaid";
  const bool is_in = barcode.used || true_at(attendee, "checked_in") || status == "Checked In";
  return is_in ? "checked in" : std::string();
}

}  // namespace

rules::PulledTicket ticket_of_attendee(const json::object& attendee, const settings::ConnectorSettings& connector) {
  const auto texts = [&](std::string_view name) {
    return answers_at(attendee, settings::field_of(connector, name), {"question_id"});
  };
  const auto field = [&](std::string_view name) { return first_of(texts(name)); };
  auto barcode = barcode_of(attendee);
  rules::PulledTicket ticket{.external_id = text_at(attendee, "id"), .order_ref = text_at(attendee, "order_id")};
  ticket.first_name = field("first_name");
  ticket.last_name = field("last_name");
  if (ticket.first_name.empty() && ticket.last_name.empty()) ticket.full_name = text_at(attendee, "profile.name");
  ticket.email = field("email");
  ticket.company = field("organisation");
  ticket.job_title = field("job_title");
  ticket.profile = profile_of(texts);
  ticket.ticket_type = text_at(attendee, "ticket_class_name");
  ticket.status = attendee_status(attendee, barcode);
  ticket.code = std::move(barcode.code);
  ticket.places = static_cast<int>(std::clamp<std::int64_t>(number_at(attendee, "quantity").value_or(1), 1, 100'000));
  return ticket;
}

}  // namespace einlass::crm
