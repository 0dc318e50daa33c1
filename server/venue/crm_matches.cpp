// Which guest is which person of the CRM.
#include "core/base/venue_zone.h"
#include "server/venue/crm_desk.h"

#include <map>
#include <set>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;

std::string person_name(const rules::CrmPerson& person) {
  if (person.first_name.empty() || person.last_name.empty()) return person.first_name + person.last_name;
  return person.first_name + " " + person.last_name;
}

bool is_settled(const store::CrmMatch& match) {
  return match.state == store::MatchState::Matched || match.state == store::MatchState::Confirmed;
}

struct Asked {
  std::string connector;
  std::string day;  // for memberships, ISO 8601
};

// Who objected anywhere objected everywhere; whom she is called in a connector, only its own matches say.
std::map<rules::GuestId, CrmPerson> known_in(const std::vector<store::CrmMatch>& matches,
                                             const std::vector<rules::CrmPerson>& persons, const Asked& asked) {
  const crm::Memberships memberships(persons);
  std::map<std::pair<std::string, std::string>, const rules::CrmPerson*> by_id;
  for (const auto& person : persons) by_id[{person.connector, person.id}] = &person;
  std::map<rules::GuestId, CrmPerson> known;
  for (const auto& match : matches) {
    const bool is_own = match.connector == asked.connector;
    if (is_own && match.state == store::MatchState::Proposed) {
      auto& person = known[match.guest];
      person.is_ambiguous = person.person.empty();
    }
    const auto there = by_id.find({match.connector, match.person});
    if (!is_settled(match) || there == by_id.end()) continue;  // or she was deleted there
    if (there->second->objects_to_profiling) known[match.guest].objects = true;
    if (!is_own) continue;
    auto& person = known[match.guest];
    person.person = match.person;
    person.is_ambiguous = false;
    person.membership = memberships.at(*there->second, asked.day).kind;
  }
  return known;
}

}  // namespace

Result<std::vector<crm::MatchedGuest>> CrmDesk::guests_of(OpenEvent& event) {
  std::vector<crm::MatchedGuest> guests;
  const auto crm = store();
  if (!crm) return base::failed(crm);
  Result<void> looked;
  const auto read = event.store.guests().each([&](const rules::GuestRow& row) {
    if (!looked || !row.guest.is_named()) return;
    const auto person = (*crm)->person_of_ticket(row.source, row.external_id);
    if (!person) looked = base::failed(person);
    if (!looked) return;
    guests.push_back({.guest = row.guest, .connector = {}, .person = person->value_or("")});
  });
  if (!read) return base::failed(read);
  if (!looked) return base::failed(looked);
  return guests;
}

Result<void> CrmDesk::match(OpenEvent& event) {
  const auto crm = store();
  if (!crm) return base::failed(crm);
  auto guests = guests_of(event);
  if (!guests) return base::failed(guests);
  // A shop's customer is a customer of the CRM of the same house.
  for (const auto& connector : state_.options().connectors) {
    if (connector.kind != settings::ConnectorKind::Pimcore) continue;
    for (auto& guest : *guests) guest.connector = connector.name;
    break;
  }
  const auto persons = (*crm)->persons();
  if (!persons) return base::failed(persons);
  const auto decided = (*crm)->matches(event.record.id);
  if (!decided) return base::failed(decided);
  return (*crm)->put_matches(event.record.id, crm::match_people(*guests, *persons, *decided));
}

Result<void> CrmDesk::match(const std::string& key) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  return match(**event);
}

Result<void> CrmDesk::match_linked_events() {
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto links = (*crm)->links();
  if (!links) return base::failed(links);
  std::set<rules::EventId> events;
  for (const auto& link : *links) events.insert(link.event);
  for (const auto& id : events) {
    const auto event = state_.event(id);
    if (!event) continue;  // it is gone, or damaged: others go on
    if (auto matched = match(**event); !matched) return matched;
  }
  return {};
}

Result<std::vector<MatchLine>> CrmDesk::matches(const std::string& key) {
  if (auto matched = match(key); !matched) return base::failed(matched);
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto found = (*store())->matches((*event)->record.id);
  if (!found) return base::failed(found);
  std::vector<MatchLine> lines;
  for (const auto& match : *found) {
    const auto rows = (*event)->store.guests().by_guest(match.guest);
    if (!rows) return base::failed(rows);
    const auto person = (*store())->person(match.connector, match.person);
    if (!person) return base::failed(person);
    if (rows->empty()) continue;
    const auto& guest = rows->front().guest;
    lines.push_back({.match = match,
                     .guest = guest.full_name,
                     .company = guest.company,
                     .person = *person && !(*person)->gone ? person_name(**person) : std::string(),
                     .organisation = *person ? (*person)->organisation : std::string()});
  }
  return lines;
}

Result<void> CrmDesk::decide(const std::string& key, const store::CrmMatch& decided) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto rows = (*event)->store.guests().by_guest(decided.guest);
  if (!rows) return base::failed(rows);
  const auto person = (*crm)->person(decided.connector, decided.person);
  if (!person) return base::failed(person);
  if (rows->empty() || !*person) {
    return base::fail(ErrorKind::NotFound,
                      "There is no such guest or person; einlass crm matches names them by their ids.");
  }
  if (auto kept = (*crm)->decide_match((*event)->record.id, decided); !kept) return kept;
  return match(**event);
}

Result<std::map<rules::GuestId, CrmPerson>> CrmDesk::known_persons(rules::EventId id, const std::string& connector) {
  const auto event = state_.event(id);
  if (!event) return base::failed(event);
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto found = (*crm)->matches(id);
  if (!found) return base::failed(found);
  const auto persons = (*crm)->persons();
  if (!persons) return base::failed(persons);
  return known_in(*found, *persons, {connector, (*event)->zone.day_of((*event)->frame.starts).iso()});
}

}  // namespace einlass::venue
