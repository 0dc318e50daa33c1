#include "server/guests/pulled_table.h"

#include "core/base/text_fold.h"
#include "core/rules/guest_email.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace einlass::guests {
namespace {

using rules::PulledTicket;

constexpr int first_line = 2;  // behind the header

struct PulledColumn {
  const char* header;
  std::string (*cell)(const PulledTicket& ticket);
};

// Headers of server/guests/columns.cpp, none of them a certain system's own.
constexpr PulledColumn columns[] = {
    {"External ID", [](const PulledTicket& t) { return t.external_id; }},
    {"Order number", [](const PulledTicket& t) { return t.order_ref; }},
    {"First name", [](const PulledTicket& t) { return t.first_name; }},
    {"Last name", [](const PulledTicket& t) { return t.last_name; }},
    {"Full name", [](const PulledTicket& t) { return t.full_name; }},
    {"Email", [](const PulledTicket& t) { return t.email; }},
    {"Buyer email", [](const PulledTicket& t) { return t.buyer_email; }},
    {"Company", [](const PulledTicket& t) { return t.company; }},
    {"Job title", [](const PulledTicket& t) { return t.job_title; }},
    {"Sector", [](const PulledTicket& t) { return t.profile.sector; }},
    {"Club", [](const PulledTicket& t) { return t.profile.club; }},
    {"Topics", [](const PulledTicket& t) { return t.profile.topics; }},
    {"Ticket type", [](const PulledTicket& t) { return t.ticket_type; }},
    {"Language", [](const PulledTicket& t) { return t.language; }},
    {"Status", [](const PulledTicket& t) { return t.status; }},
    {"Code", [](const PulledTicket& t) { return t.code; }},
    {"Quantity", [](const PulledTicket& t) { return std::to_string(t.places); }},
};

// As the guest book has it (Previewer::external_id).
std::string book_id(const PulledTicket& ticket) {
  return ticket.order_ref.empty() ? ticket.external_id : ticket.order_ref + "/" + ticket.external_id;
}

PulledTicket cancelled(const rules::GuestRow& row) {
  const auto& guest = row.guest;
  PulledTicket ticket{.external_id = row.external_id.substr(row.order_ref.size() + 1), .order_ref = row.order_ref};
  ticket.first_name = guest.first_name;
  ticket.last_name = guest.last_name;
  ticket.full_name = guest.full_name;
  (rules::has_buyers_email(guest.extra) ? ticket.buyer_email : ticket.email) = guest.email;
  ticket.company = guest.company;
  ticket.ticket_type = row.ticket.ticket_type;
  ticket.language = guest.language;
  ticket.status = "cancelled";
  ticket.places = row.ticket.places;
  return ticket;
}

using NamedInOrder = std::tuple<std::string, std::string, std::string, std::string>;  // order, type, name, address

NamedInOrder named_in_order(const rules::GuestRow& row) {
  return {row.order_ref, row.ticket.ticket_type, base::fold_text(row.guest.full_name),
          base::fold_text(row.guest.email)};
}

GuestTable table_of_tickets(const std::vector<PulledTicket>& tickets) {
  GuestTable table{.encoding = "UTF-8", .header = {.line = 1, .cells = {}}, .rows = {}};
  for (const auto& column : columns) table.header.cells.emplace_back(column.header);
  for (const auto& ticket : tickets) {
    TableRow row{.line = static_cast<int>(table.rows.size()) + first_line, .cells = {}};
    for (const auto& column : columns) row.cells.push_back(column.cell(ticket));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

ImportPreview preview_tickets(const std::vector<PulledTicket>& tickets, ImportSettings settings) {
  settings.may_lack_names = true;
  auto preview = preview_table(table_of_tickets(tickets), settings);
  for (auto& each : preview.rows) {
    const auto& ticket = tickets[static_cast<std::size_t>(each.line - first_line)];
    each.row.ticket.valid_from = ticket.valid_from;
    each.row.ticket.valid_until = ticket.valid_until;
  }
  return preview;
}

std::vector<PulledTicket> dropped_tickets(const std::vector<PulledTicket>& seen,
                                          const std::vector<std::string>& whole_orders,
                                          const std::vector<rules::GuestRow>& book, const std::string& source) {
  const std::set<std::string> orders(whole_orders.begin(), whole_orders.end());
  std::set<std::string> ids;
  for (const auto& ticket : seen) ids.insert(book_id(ticket));
  std::vector<PulledTicket> dropped;
  for (const auto& row : book) {
    const bool is_of_order = row.source == source && !row.order_ref.empty() && orders.contains(row.order_ref);
    const bool may_be = is_of_order && row.ticket.status != rules::TicketStatus::Cancelled;
    if (may_be && row.external_id.starts_with(row.order_ref + "/") && !ids.contains(row.external_id)) {
      dropped.push_back(cancelled(row));
    }
  }
  return dropped;
}

PulledTicket hidden_tickets(std::string order) {
  return {.external_id = {}, .order_ref = std::move(order)};
}

std::vector<RefusedGuest> take_hidden(std::vector<PulledTicket>& tickets, const std::vector<rules::GuestRow>& book,
                                      const std::string& source) {
  const auto is_hidden = [](const PulledTicket& ticket) { return ticket.external_id.empty() && ticket.code.empty(); };
  std::set<std::string> orders;
  for (const auto& ticket : tickets) {
    if (is_hidden(ticket)) orders.insert(ticket.order_ref);
  }
  std::erase_if(tickets, is_hidden);
  std::vector<RefusedGuest> hidden;
  for (const auto& row : book) {
    const bool may_be = orders.contains("") || orders.contains(row.order_ref);
    if (row.source == source && may_be)
      hidden.push_back({.external_id = row.external_id, .code_hashes = {}, .name = {}});
  }
  return hidden;
}

void note_buyers_addresses(ImportPreview& preview, const std::vector<rules::GuestRow>& book) {
  std::map<NamedInOrder, int> tickets;
  std::set<std::string> listed;
  const auto count = [&](const rules::GuestRow& row) {
    const bool may_come = row.ticket.status != rules::TicketStatus::Cancelled;
    if (may_come && !row.order_ref.empty() && !row.guest.email.empty()) ++tickets[named_in_order(row)];
  };
  for (const auto& each : preview.rows) {
    listed.insert(each.row.external_id);
    count(each.row);
  }
  const auto source = preview.rows.empty() ? std::string() : preview.rows.front().row.source;
  for (const auto& row : book) {
    if (row.source == source && !listed.contains(row.external_id)) count(row);
  }
  for (auto& each : preview.rows) {
    const auto found = tickets.find(named_in_order(each.row));
    if (found != tickets.end() && found->second > 1) each.row.guest.extra[rules::email_of] = rules::buyer;
  }
}

void put_found(ImportPreview& preview, const std::vector<ImportRow>& found) {
  for (const auto& each : found) {
    const auto known = std::find_if(preview.rows.begin(), preview.rows.end(),
                                    [&](const ImportRow& row) { return row.row.ticket.id == each.row.ticket.id; });
    const bool is_new = known == preview.rows.end();
    auto& row = is_new ? preview.rows.emplace_back() : *known;
    if (is_new) row.line = static_cast<int>(preview.rows.size() + preview.refused.size()) + 1;
    row.row = each.row;
    std::erase(preview.cancelled_lines, row.line);
    if (row.row.ticket.status == rules::TicketStatus::Cancelled) preview.cancelled_lines.push_back(row.line);
  }
}

}  // namespace einlass::guests
