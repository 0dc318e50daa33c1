#include "server/report/person_record.h"

#include "core/rules/words.h"
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

// What a target is told: nothing is nothing.
json::value content_of(const std::string& content) {
  if (content.empty()) return nullptr;
  const auto read = wire::parse_json(content);
  return read ? *read : json::value(content);
}

json::object json_of(const KnownDelivery& delivery, const base::VenueZone& zone) {
  const auto& row = delivery.row;
  const auto time_of = [&](base::Instant at) {
    return at == base::Instant() ? json::value() : json::value(zone.local_iso(at));
  };
  return {{"target", delivery.target},
          {"record", row.record},
          {"person", row.person},
          {"state", rules::word(row.state)},
          {"hold", rules::word(row.hold)},
          {"left_out", row.left_out},
          {"desired", content_of(row.desired)},
          {"sending", content_of(row.sending)},
          {"recorded", content_of(row.recorded)},
          {"remote_id", row.remote_id},
          {"last_try", time_of(row.last_try)},
          {"next_try", time_of(row.next_try)},
          {"words", row.words}};
}

template <typename Values>
json::array all_of(const Values& values, const base::VenueZone& zone) {
  json::array array;
  for (const auto& each : values) array.push_back(json_of(each, zone));
  return array;
}

json::object json_of(const KnownMatch& match) {
  return {{"connector", match.connector}, {"person", match.person}, {"by", match.by}, {"state", match.state}};
}

// Nothing: it was not read.
json::value attended_by(const rules::CrmPerson& person) {
  if (!person.attended) return nullptr;
  json::array attended;
  for (const auto& each : *person.attended) attended.push_back(json::object{{"event", each.event}, {"day", each.day}});
  return attended;
}

json::object json_of(const rules::CrmPerson& person) {
  json::array memberships;
  for (const auto& each : person.memberships) {
    memberships.push_back(json::object{{"kind", each.kind}, {"since", each.since}, {"until", each.until}});
  }
  return {{"connector", person.connector},
          {"id", person.id},
          {"first_name", person.first_name},
          {"last_name", person.last_name},
          {"email", person.email},
          {"organisation", person.organisation},
          {"organisation_id", person.organisation_id},
          {"objects_to_profiling", person.objects_to_profiling},
          {"memberships", std::move(memberships)},
          {"sector", person.profile.sector},
          {"club", person.profile.club},
          {"topics", person.profile.topics},
          {"attended", attended_by(person)}};
}

json::object json_of(const KnownTicket& ticket) {
  json::array paper;
  for (const auto& row : ticket.paper) paper.push_back(json::object{{"list", row.list}, {"row", row.row}});
  json::array matches;
  for (const auto& match : ticket.matches) matches.push_back(json_of(match));
  return {{"event", ticket.event_key},
          {"name", ticket.event_name},
          {"organiser", ticket.organiser},
          {"starts", ticket.zone.local_iso(ticket.starts)},
          {"guest", json::parse(wire::guest_row_text(ticket.row))},
          {"entries", all_of(ticket.entries, ticket.zone)},
          {"consents", all_of(ticket.consents, ticket.zone)},
          {"paper_lists", std::move(paper)},
          {"copies", all_of(ticket.copies, ticket.zone)},
          {"pulled_from", ticket.pulled_from},
          {"source_person", ticket.source_person},
          {"crm_matches", std::move(matches)},
          {"deliveries", all_of(ticket.deliveries, ticket.zone)}};
}

}  // namespace

std::string PersonRecord::name() const {
  if (!tickets.empty()) return tickets.front().row.guest.full_name;
  return in_crm.empty() ? std::string() : rules::full_name(in_crm.front());
}

std::string PersonRecord::email() const {
  if (!tickets.empty()) return tickets.front().row.guest.email;
  return in_crm.empty() ? std::string() : in_crm.front().email;
}

std::string person_json(const PersonRecord& person) {
  json::array tickets;
  for (const auto& ticket : person.tickets) tickets.push_back(json_of(ticket));
  json::array in_crm;
  for (const auto& each : person.in_crm) in_crm.push_back(json_of(each));
  return json::serialize(json::object{{"name", person.name()},
                                      {"email", person.email()},
                                      {"made", person.made},
                                      {"events", std::move(tickets)},
                                      {"in_crm", std::move(in_crm)}});
}

}  // namespace einlass::report
