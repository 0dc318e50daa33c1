// Which guest is which person of the CRM.
#include "core/rules/guest_email.h"
#include "db/crm_keys.h"
#include "db/event_snapshot.h"
#include "db/ticket_rows.h"
#include "server/venue/crm_desk.h"
#include "server/venue/event_guests.h"
#include "server/venue/said_elsewhere.h"

#include <algorithm>
#include <map>
#include <set>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;

CrmPerson person_in(const std::map<rules::GuestId, CrmPerson>& persons, rules::GuestId guest) {
  const auto found = persons.find(guest);
  return found == persons.end() ? CrmPerson() : found->second;
}

using PersonsById = std::map<std::pair<std::string, std::string>, const rules::CrmPerson*>;  // connector, id there

PersonsById by_id(const std::vector<rules::CrmPerson>& persons) {
  PersonsById found;
  for (const auto& person : persons) found[{person.connector, person.id}] = &person;
  return found;
}

// Of a person who is gone there, what somebody confirmed says nothing until she comes back: another row may be hers.
Result<std::vector<store::CrmMatch>> decided_matches(const store::CrmStore& crm, rules::EventId event) {
  auto matches = crm.matches(event);
  if (!matches) return matches;
  Result<void> looked;
  std::erase_if(*matches, [&](const store::CrmMatch& match) {
    if (!looked || match.state != store::MatchState::Confirmed) return false;
    const auto person = crm.person(match.connector, match.person);
    if (!person) looked = base::failed(person);
    return person && (!*person || (*person)->gone);
  });
  if (!looked) return base::failed(looked);
  return matches;
}

}  // namespace

// Whoever came instead, or without an invitation, is looked for as well.
Result<CrmDesk::EventGuests> CrmDesk::guests_of(OpenEvent& event) {
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto snapshot = store::EventSnapshot::open(event.store.options());
  if (!snapshot) return base::failed(snapshot);
  EventGuests all;
  Result<void> looked;
  const auto read = each_guest(*snapshot, event.record.id, [&](const rules::GuestRow& row, bool is_listed) {
    if (!looked || !row.guest.is_named()) return;
    // Whose the ticket is says nothing of a colleague.
    const auto person = is_listed ? (*crm)->person_of_ticket(row.source, row.external_id)
                                  : Result<std::optional<std::string>>(std::nullopt);
    if (!person) looked = base::failed(person);
    if (!looked) return;
    all.guests.push_back({.guest = row.guest,
                          .connector = {},
                          .person = person->value_or(""),
                          .may_be_anothers = row.ticket.places > 1});
    all.tickets[row.guest.id].insert(row.ticket.id);
  });
  if (!read) return base::failed(read);
  if (!looked) return base::failed(looked);
  return all;
}

Result<void> CrmDesk::match(OpenEvent& event) {
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto from = matched_from(event);
  if (!from) return base::failed(from);
  auto all = guests_of(event);
  if (!all) return base::failed(all);
  // A shop's customer is a customer of the CRM of the same house.
  for (const auto& connector : state_.options().connectors) {
    if (connector.kind != settings::ConnectorKind::Pimcore) continue;
    for (auto& guest : all->guests) guest.connector = connector.name;
    break;
  }
  std::vector<store::CrmSought> sought;
  for (const auto& guest : all->guests) sought.push_back(crm::sought_for(guest));
  const auto persons = (*crm)->alike(sought);
  if (!persons) return base::failed(persons);
  const auto decided = decided_matches(**crm, event.record.id);
  if (!decided) return base::failed(decided);
  auto found = crm::match_people(all->guests, *persons, *decided);
  const auto said = add_said_elsewhere(state_, **crm, event.record.id, all->guests, *decided, found);
  if (!said) return said;
  const auto put = (*crm)->put_matches(event.record.id, found);
  if (!put) return base::failed(put);
  if (auto marked = mark_who_differs(event, *all); !marked) return marked;
  matched_[event.record.id] = *from;
  return {};
}

Result<CrmDesk::MatchedFrom> CrmDesk::matched_from(OpenEvent& event) const {
  const auto list = event.store.guests().version();
  if (!list) return base::failed(list);
  const auto entries = event.store.journal().newest();
  if (!entries) return base::failed(entries);
  return MatchedFrom{.list = *list, .entries = *entries, .news = mirror_news_};
}

Result<bool> CrmDesk::is_matched(OpenEvent& event) {
  const auto known = matched_.find(event.record.id);
  if (known == matched_.end() || known->second.news != mirror_news_) return false;
  const auto list = event.store.guests().version();
  if (!list) return base::failed(list);
  if (*list != known->second.list) return false;
  // Who came is no news of who she is; entries with names are few.
  const auto named = event.store.journal().arrived_after(known->second.entries, store::naming_kinds());
  if (!named) return base::failed(named);
  if (!named->rows.empty()) return false;
  known->second.entries = named->up_to;
  return true;
}

Result<void> CrmDesk::note_unmatched() {
  if (!to_match_) return {};
  const auto events = linked_events();
  if (!events) return base::failed(events);
  for (const auto& id : *events) {
    const auto event = state_.event(id);
    const auto matched = event ? is_matched(**event) : Result<bool>(true);  // one that is damaged is not the others'
    if (!matched.value_or(true)) to_match_->insert(id);
  }
  return {};
}

Result<void> CrmDesk::keep_matched(const std::string& key) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto matched = is_matched(**event);
  if (!matched) return base::failed(matched);
  return *matched ? Result<void>() : match(**event);
}

Result<void> CrmDesk::match(const std::string& key) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  return match(**event);
}

// No trigger of the event's file sees crm.db: tickets are marked here of whom the CRM says something else by now.
Result<void> CrmDesk::mark_who_differs(OpenEvent& event, const EventGuests& guests) {
  const auto targets = event.store.outbox().targets();
  if (!targets) return base::failed(targets);
  std::set<rules::TicketId> tickets;
  decltype(told_) now;
  for (const auto& target : *targets) {
    auto known = known_persons(event, target.name, guests);
    if (!known) return base::failed(known);
    const auto told = told_.find({event.record.id, target.name});
    for (const auto& [guest, of_guest] : guests.tickets) {
      if (told != told_.end() && person_in(told->second, guest) == person_in(*known, guest)) continue;
      tickets.insert(of_guest.begin(), of_guest.end());
    }
    now[{event.record.id, target.name}] = *std::move(known);
  }
  auto writing = event.store.begin();
  if (!writing) return base::failed(writing);
  for (const auto& ticket : tickets) {
    if (auto marked = event.store.outbox().mark(ticket); !marked) return marked;
  }
  if (auto committed = writing->commit(); !committed) return committed;
  for (auto& [target, known] : now) told_[target] = std::move(known);
  return {};
}

Result<std::set<rules::EventId>> CrmDesk::linked_events() {
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto links = (*crm)->links();
  if (!links) return base::failed(links);
  std::set<rules::EventId> events;
  for (const auto& link : *links) {
    const auto record = state_.venue().event(link.event.text());
    if (record && !record->closed) events.insert(link.event);
  }
  const auto outlets = outlets_ ? outlets_() : Result<Outlets>();
  if (!outlets) return base::failed(outlets);
  for (const auto& [event, target] : *outlets) events.insert(event);
  return events;
}

Result<bool> CrmDesk::match_next() {
  if (!to_match_) {
    auto all = knows_nothing() ? Result<std::set<rules::EventId>>() : linked_events();
    if (!all) return base::failed(all);
    to_match_ = *std::move(all);
  }
  if (to_match_->empty()) return false;
  const auto event = state_.event(to_match_->extract(to_match_->begin()).value());
  if (!event) return true;  // it is gone, or damaged: others go on
  return match(**event).map([] { return true; });
}

Result<MatchReading> CrmDesk::match_reading(const std::string& key) {
  if (auto matched = keep_matched(key); !matched) return base::failed(matched);
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  auto matches = (*store())->matches((*event)->record.id);
  if (!matches) return base::failed(matches);
  auto persons = (*store())->persons_for((*event)->record.id);
  if (!persons) return base::failed(persons);
  return MatchReading{
      .event_file = (*event)->store.options(), .matches = *std::move(matches), .persons = *std::move(persons)};
}

Result<std::vector<MatchLine>> MatchReading::read() const {
  const auto snapshot = store::EventSnapshot::open(event_file);
  if (!snapshot) return base::failed(snapshot);
  std::map<rules::GuestId, rules::Guest> guests;
  for (const auto& match : matches) guests[match.guest];
  const auto looked = each_guest(*snapshot, event_file.event, [&](const rules::GuestRow& row, bool /*is_listed*/) {
    const auto wanted = guests.find(row.guest.id);
    if (wanted != guests.end() && row.guest.is_named()) wanted->second = row.guest;
  });
  if (!looked) return base::failed(looked);
  const auto there = by_id(persons);
  std::vector<MatchLine> lines;
  for (const auto& match : matches) {
    const auto& guest = guests.at(match.guest);
    if (!guest.is_named()) continue;
    const auto person = there.find({match.connector, match.person});
    const bool is_there = person != there.end();
    lines.push_back({.match = match,
                     .guest = guest.full_name,
                     .company = guest.company,
                     .email = rules::has_buyers_email(guest.extra) ? std::string() : guest.email,
                     .person = is_there ? rules::full_name(*person->second) : std::string(),
                     .organisation = is_there ? person->second->organisation : std::string(),
                     .person_email = is_there ? person->second->email : std::string()});
  }
  return lines;
}

Result<std::vector<MatchLine>> CrmDesk::matches(const std::string& key) {
  return match_reading(key).and_then([](const MatchReading& reading) { return reading.read(); });
}

Result<void> CrmDesk::decide(const std::string& key, const store::CrmMatch& decided) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto all = guests_of(**event);
  if (!all) return base::failed(all);
  const auto person = (*crm)->person(decided.connector, decided.person);
  if (!person) return base::failed(person);
  if (!all->tickets.contains(decided.guest) || !*person) {
    return base::fail(ErrorKind::NotFound,
                      "There is no such guest or person; einlass crm matches names them by their ids.");
  }
  if (auto kept = (*crm)->decide_match((*event)->record.id, decided); !kept) return kept;
  matched_.clear();  // it may settle who a guest of another event is
  return match(key);
}

Result<void> CrmDesk::retract(const std::string& key, const store::CrmMatch& decided) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto retracted = (*crm)->retract_match((*event)->record.id, decided);
  if (!retracted) return base::failed(retracted);
  if (!*retracted) {
    return base::fail(ErrorKind::NotFound,
                      "Nobody has said anything of this guest and person; einlass crm matches tells what was said.");
  }
  matched_.clear();
  return match(key);
}

}  // namespace einlass::venue
