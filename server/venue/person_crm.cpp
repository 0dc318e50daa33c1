// What the CRM and the mirror say of one person (PersonSources).
#include "core/base/text_fold.h"
#include "core/base/utf8.h"
#include "db/crm_search.h"
#include "server/report/person_key.h"
#include "server/venue/person_desk.h"

#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace einlass::venue {
namespace {

using base::Result;

class HerCrm {
 public:
  HerCrm(const store::CrmStore& crm, report::PersonRecord& record) : crm_(crm), record_(record) {}

  Result<void> add() {
    for (auto& ticket : record_.tickets) {
      auto added = add_matches(ticket).and_then([&] { return add_source(ticket); }).and_then([&] {
        return add_namesakes(ticket.row.guest);
      });
      if (!added) return added;
    }
    for (auto& [id, person] : persons_) record_.in_crm.push_back(std::move(person));
    return {};
  }

 private:
  // What is proposed or was rejected may be another person's: of her there is no more than the id.
  Result<void> add_matches(report::KnownTicket& ticket) {
    const auto matches = crm_.matches(ticket.row.ticket.event);
    if (!matches) return base::failed(matches);
    for (const auto& match : *matches) {
      if (match.guest != ticket.row.guest.id) continue;
      ticket.matches.push_back({.connector = match.connector,
                                .person = match.person,
                                .by = std::string(store::word(match.by)),
                                .state = std::string(store::word(match.state))});
      if (!store::is_settled(match)) continue;
      if (auto added = add_person(match.connector, match.person); !added) return added;
    }
    return {};
  }

  Result<void> add_person(const std::string& connector, const std::string& id) {
    return crm_.person(connector, id).map([&](const std::optional<rules::CrmPerson>& person) {
      if (person) persons_.try_emplace({person->connector, person->id}, *person);
    });
  }

  Result<void> add_source(report::KnownTicket& ticket) const {
    const auto person = crm_.person_of_ticket(ticket.row.source, ticket.row.external_id);
    if (!person) return base::failed(person);
    ticket.source_person = person->value_or("");
    const auto links = crm_.links(ticket.row.ticket.event);
    if (!links) return base::failed(links);
    for (const auto& link : *links) {
      if (link.connector == ticket.row.source) ticket.pulled_from = link.remote;
    }
    return {};
  }

  Result<void> add_namesakes(const rules::Guest& guest) {
    const auto key = report::person_key(guest.full_name, guest.email);
    if (!key) return {};
    const auto alike = crm_.alike({{.address = base::fold_text(guest.email)}});
    if (!alike) return base::failed(alike);
    for (const auto& person : *alike) {
      if (report::person_key(rules::full_name(person), person.email) != key) continue;
      if (auto added = add_person(person.connector, person.id); !added) return added;
    }
    return {};
  }

  const store::CrmStore& crm_;
  report::PersonRecord& record_;
  std::map<std::pair<std::string, std::string>, rules::CrmPerson> persons_;
};

}  // namespace

void GuestsByPerson::add(const rules::Guest& guest) {
  ids_.insert(guest.id);
  if (const auto key = report::person_key(guest.full_name, guest.email)) by_key_[*key].insert(guest.id);
}

void GuestsByPerson::add(const store::CrmMatch& match) {
  if (store::is_settled(match) && ids_.contains(match.guest)) {
    taken_for_[{match.connector, match.person}].insert(match.guest);
  }
}

std::set<rules::GuestId> GuestsByPerson::of(const rules::CrmPerson& person) const {
  std::set<rules::GuestId> guests;
  const auto taken = taken_for_.find({person.connector, person.id});
  if (taken != taken_for_.end()) guests = taken->second;
  const auto key = report::person_key(rules::full_name(person), person.email);
  const auto same = key ? by_key_.find(*key) : by_key_.end();
  if (same != by_key_.end()) guests.insert(same->second.begin(), same->second.end());
  return guests;
}

Result<std::optional<store::CrmStore>> PersonSources::crm() const {
  std::error_code none;
  if (!std::filesystem::exists(crm_file_, none)) return std::optional<store::CrmStore>();
  return store::CrmStore::open(crm_file_).map([](store::CrmStore opened) { return std::optional(std::move(opened)); });
}

// CONNECTOR:ID.
Result<std::optional<rules::CrmPerson>> PersonSources::person_of_crm(const std::string& id) const {
  const auto colon = id.find(':');
  const auto crm = this->crm();
  if (!crm) return base::failed(crm);
  if (colon == std::string::npos || !*crm) return std::optional<rules::CrmPerson>();
  return (*crm)->person(id.substr(0, colon), id.substr(colon + 1));
}

Result<PersonSources::FoundInCrm> PersonSources::told_apart(std::vector<rules::CrmPerson> persons) const {
  FoundInCrm found;
  if (persons.empty()) return found;
  const auto guests = guests_by_person();
  if (!guests) return base::failed(guests);
  std::set<rules::GuestId> ids;
  for (auto& person : persons) {
    const auto hers = guests->of(person);
    ids.insert(hers.begin(), hers.end());
    if (hers.empty()) found.others.push_back(std::move(person));
  }
  if (ids.empty()) return found;
  auto known = this->persons(ids);
  if (!known) return base::failed(known);
  found.guests = *std::move(known);
  return found;
}

Result<GuestsByPerson> PersonSources::guests_by_person() const {
  const auto guests = all_guests();
  if (!guests) return base::failed(guests);
  GuestsByPerson found;
  for (const auto& guest : *guests) found.add(guest.row.guest);
  const auto crm = this->crm();
  if (!crm) return base::failed(crm);
  for (const auto& event : events_) {
    const auto matches = *crm ? (*crm)->matches(event.id) : Result<std::vector<store::CrmMatch>>();
    if (!matches) return base::failed(matches);
    for (const auto& match : *matches) found.add(match);
  }
  return found;
}

Result<PersonSources::FoundInCrm> PersonSources::find_in_crm(const std::string& who) const {
  auto person = person_of_crm(who);
  if (!person) return base::failed(person);
  if (*person) return told_apart({**std::move(person)});
  if (base::code_points(who) < 2) return FoundInCrm();  // which is no search there
  return store::search_persons(crm_file_, who, most).and_then([&](store::FoundPersons found) {
    return told_apart(std::move(found.persons));
  });
}

Result<report::PersonRecord> PersonSources::known_in_crm(const std::string& id) const {
  auto person = person_of_crm(id);
  if (!person) return base::failed(person);
  if (!*person) return base::fail(base::ErrorKind::NotFound, "The CRM has nobody with this id; look her up again.");
  auto found = told_apart({**std::move(person)});
  if (!found) return base::failed(found);
  if (!found->guests.empty()) {
    return base::fail(base::ErrorKind::InvalidInput,
                      "She is on a guest list; look her up again, the answer has the guest's id.");
  }
  const auto utc = base::VenueZone::open("UTC");
  if (!utc) return base::failed(utc);
  return report::PersonRecord{.made = utc->local_iso(asked_), .tickets = {}, .in_crm = std::move(found->others)};
}

Result<void> PersonSources::add_crm(const store::CrmStore& crm, report::PersonRecord& record) {
  return HerCrm(crm, record).add();
}

}  // namespace einlass::venue
