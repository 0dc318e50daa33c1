#include "server/report/person_record.h"

#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"
#include "core/wire/guest_json.h"

#include <boost/json.hpp>

namespace einlass::report {
namespace {

namespace json = boost::json;

json::object json_of(const rules::JournalRow& row, const base::VenueZone& zone) {
  json::object entry{{"at", zone.local_iso(row.entry.time.venue)},
                     {"what", wire::fact_kind(row.entry.fact)},
                     {"entry", json::parse(wire::canonical_entry(row.entry))}};
  if (!row.private_part) return entry;
  const auto content = wire::parse_json(row.private_part->content);
  entry["private"] = content ? *content : json::value(row.private_part->content);
  return entry;
}

json::object json_of(const KnownConsent& consent, const base::VenueZone& zone) {
  return {{"question", consent.given.question}, {"text_version", consent.given.text_version},
          {"language", consent.given.language}, {"text", consent.text},
          {"yes", consent.given.yes},           {"at", zone.local_iso(consent.at)}};
}

json::object json_of(const KnownCopy& copy, const base::VenueZone& zone) {
  return {{"kind", copy.kind == KnownCopy::Kind::Backup ? "backup" : "packed file"},
          {"where", copy.where},
          {"made", zone.local_iso(copy.made)}};
}

template <typename Values>
json::array all_of(const Values& values, const base::VenueZone& zone) {
  json::array array;
  for (const auto& each : values) array.push_back(json_of(each, zone));
  return array;
}

json::object json_of(const KnownTicket& ticket) {
  json::array paper;
  for (const auto& row : ticket.paper) paper.push_back(json::object{{"list", row.list}, {"row", row.row}});
  return {{"event", ticket.event_key},
          {"name", ticket.event_name},
          {"organiser", ticket.organiser},
          {"starts", ticket.zone.local_iso(ticket.starts)},
          {"guest", json::parse(wire::guest_row_text(ticket.row))},
          {"entries", all_of(ticket.entries, ticket.zone)},
          {"consents", all_of(ticket.consents, ticket.zone)},
          {"paper_lists", std::move(paper)},
          {"copies", all_of(ticket.copies, ticket.zone)}};
}

}  // namespace

std::string person_json(const PersonRecord& person) {
  json::array tickets;
  for (const auto& ticket : person.tickets) tickets.push_back(json_of(ticket));
  return json::serialize(json::object{{"name", person.guest().full_name},
                                      {"email", person.guest().email},
                                      {"made", person.tickets.front().zone.local_iso(person.made)},
                                      {"events", std::move(tickets)}});
}

}  // namespace einlass::report
