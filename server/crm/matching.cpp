#include "server/crm/matching.h"

#include "core/base/text_fold.h"
#include "core/rules/guest_email.h"
#include "db/crm_keys.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

namespace einlass::crm {
namespace {

using rules::CrmPerson;
using store::CrmMatch;
using store::MatchedBy;
using store::MatchState;

std::string name_of(const rules::Guest& guest) {
  return store::name_key(guest.full_name.empty() ? guest.first_name + " " + guest.last_name : guest.full_name);
}

// Empty where the address is the order's, or none.
std::string own_address(const rules::Guest& guest) {
  return rules::has_buyers_email(guest.extra) ? std::string() : base::fold_text(guest.email);
}

using Persons = std::vector<const CrmPerson*>;

// An address that more names bear is a company's, and says nothing of which of them a guest may be.
constexpr std::size_t most_names_proposed = 4;

class Matcher {
 public:
  Matcher(const std::vector<MatchedGuest>& guests, const std::vector<CrmPerson>& persons,
          const std::vector<CrmMatch>& decided) {
    for (const auto& each : decided) {
      if (each.state == MatchState::Confirmed) confirmed_.insert({each.guest, each.connector});
      if (each.state == MatchState::Rejected) rejected_.insert({each.guest, each.connector, each.person});
    }
    for (const auto& person : persons) add(person);
    for (const auto& [guest, connector, id, may_be_anothers] : guests) {
      if (const auto address = own_address(guest); !address.empty()) names_of_[address].insert(name_of(guest));
    }
  }

  void match(const MatchedGuest& guest) {
    for (const auto& connector : connectors_) match_in(connector, guest);
  }

  std::vector<CrmMatch> take() { return std::move(found_); }

 private:
  void add(const CrmPerson& person) {
    if (person.gone) return;
    connectors_.insert(person.connector);
    by_id_[{person.connector, person.id}] = &person;
    const auto name = store::name_key(person);
    if (const auto address = base::fold_text(person.email); !address.empty()) {
      by_address_[{person.connector, address}].push_back(&person);
      names_of_[address].insert(name);
    }
    const auto organisation = base::fold_text(person.organisation);
    if (!name.empty() && !organisation.empty()) by_name_[{person.connector, name, organisation}].push_back(&person);
  }

  void match_in(const std::string& connector, const MatchedGuest& guest) {
    if (confirmed_.contains({guest.guest.id, connector})) return;
    const auto buyer = of_id(connector, guest);
    if (!buyer.empty() && !guest.may_be_anothers) return keep(guest, buyer, MatchedBy::Id);
    if (auto same = of_address(connector, guest.guest); !same.empty()) return keep(guest, same, MatchedBy::Email);
    Persons proposed;
    propose(guest, buyer, MatchedBy::Id, proposed);
    propose(guest, of_name(connector, guest.guest), MatchedBy::Name, proposed);
    propose(guest, near_address(connector, guest.guest), MatchedBy::Email, proposed);
  }

  void propose(const MatchedGuest& guest, const Persons& persons, MatchedBy by, Persons& proposed) {
    for (const auto* person : persons) {
      if (std::find(proposed.begin(), proposed.end(), person) != proposed.end()) continue;
      proposed.push_back(person);
      note(guest.guest.id, *person, by, MatchState::Proposed);
    }
  }

  Persons of_id(const std::string& connector, const MatchedGuest& guest) const {
    const auto found = guest.connector == connector ? by_id_.find({connector, guest.person}) : by_id_.end();
    return found == by_id_.end() || guest.person.empty() ? Persons() : Persons{found->second};
  }

  // An address that two names bear, in any system or among the guests, says nothing of anybody.
  Persons of_address(const std::string& connector, const rules::Guest& guest) const {
    const auto address = own_address(guest);
    const auto found = by_address_.find({connector, address});
    if (address.empty() || found == by_address_.end() || names_of_.at(address).size() > 1) return {};
    return found->second;
  }

  // Of whom the address alone speaks: her under the guest's own name, else whoever bears it under another one, as names
  // are misspelled and change, and colleagues share an address.
  Persons near_address(const std::string& connector, const rules::Guest& guest) const {
    const auto found = by_address_.find({connector, own_address(guest)});
    if (found == by_address_.end()) return {};
    const auto& [key, persons] = *found;
    Persons hers;
    std::copy_if(persons.begin(), persons.end(), std::back_inserter(hers),
                 [&](const CrmPerson* person) { return store::name_key(*person) == name_of(guest); });
    if (!hers.empty()) return hers;
    return names_of_.at(key.second).size() > most_names_proposed ? Persons() : persons;
  }

  Persons of_name(const std::string& connector, const rules::Guest& guest) const {
    const auto found = by_name_.find({connector, name_of(guest), base::fold_text(guest.company)});
    return found == by_name_.end() ? Persons() : found->second;
  }

  // What fits two persons fits none: somebody has to choose.
  void keep(const MatchedGuest& guest, const Persons& persons, MatchedBy by) {
    const auto state = persons.size() == 1 ? MatchState::Matched : MatchState::Proposed;
    for (const auto* person : persons) note(guest.guest.id, *person, by, state);
  }

  void note(rules::GuestId guest, const CrmPerson& person, MatchedBy by, MatchState state) {
    if (rejected_.contains({guest, person.connector, person.id})) return;
    found_.push_back({guest, person.connector, person.id, by, state});
  }

  std::set<std::pair<rules::GuestId, std::string>> confirmed_;               // in a connector
  std::set<std::tuple<rules::GuestId, std::string, std::string>> rejected_;  // person of a connector
  std::set<std::string> connectors_;
  std::map<std::pair<std::string, std::string>, const CrmPerson*> by_id_;
  std::map<std::pair<std::string, std::string>, Persons> by_address_;
  std::map<std::tuple<std::string, std::string, std::string>, Persons> by_name_;  // connector, name, organisation
  std::map<std::string, std::set<std::string>> names_of_;                         // of an address, everywhere
  std::vector<CrmMatch> found_;
};

bool holds_on(const rules::Membership& membership, const std::string& day) {
  return (membership.since.empty() || membership.since <= day) && (membership.until.empty() || day <= membership.until);
}

}  // namespace

store::CrmSought sought_for(const MatchedGuest& guest) {
  return {.connector = guest.connector,
          .id = guest.person,
          .address = own_address(guest.guest),
          .name = name_of(guest.guest),
          .organisation = base::fold_text(guest.guest.company)};
}

std::vector<CrmMatch> match_people(const std::vector<MatchedGuest>& guests, const std::vector<CrmPerson>& persons,
                                   const std::vector<CrmMatch>& decided) {
  Matcher matcher(guests, persons, decided);
  for (const auto& guest : guests) matcher.match(guest);
  return matcher.take();
}

Memberships::Memberships(const std::vector<CrmPerson>& persons) {
  for (const auto& person : persons) {
    if (person.gone || person.memberships.empty()) continue;
    const auto add = [&](const Organisation& organisation) {
      auto& held = of_organisation_[organisation];
      held.insert(held.end(), person.memberships.begin(), person.memberships.end());
    };
    if (!person.organisation_id.empty()) add({person.connector, person.organisation_id});
    if (const auto name = base::fold_text(person.organisation); !name.empty()) add({"", name});
  }
}

MembershipAt Memberships::at(const CrmPerson& person, const std::string& day) const {
  MembershipAt found;
  const auto look = [&](const std::vector<rules::Membership>& memberships) {
    for (const auto& membership : memberships) {
      if (found.answer == MembershipAnswer::Member) return;
      found.answer = holds_on(membership, day) ? MembershipAnswer::Member : MembershipAnswer::NotAnyMore;
      found.kind = found.answer == MembershipAnswer::Member ? membership.kind : std::string();
    }
  };
  look(person.memberships);
  const auto look_at = [&](const Organisation& organisation) {
    const auto held = of_organisation_.find(organisation);
    if (held != of_organisation_.end()) look(held->second);
  };
  if (!person.organisation_id.empty()) look_at({person.connector, person.organisation_id});
  if (const auto name = base::fold_text(person.organisation); !name.empty()) look_at({"", name});
  return found;
}

}  // namespace einlass::crm
