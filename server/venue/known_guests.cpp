// What the CRM is known to say of an event's guests.
#include "core/base/text_fold.h"
#include "core/base/venue_zone.h"
#include "core/rules/guest_email.h"
#include "db/crm_keys.h"
#include "server/venue/crm_desk.h"

#include <algorithm>
#include <map>
#include <set>

namespace einlass::venue {
namespace {

using base::Result;

struct Asked {
  std::string connector;
  std::string day;  // for memberships, ISO 8601
};

// Who objects to profiling, by address: it need not be settled who she is.
class Objections {
 public:
  explicit Objections(const std::vector<rules::CrmPerson>& persons) {
    for (const auto& person : persons) {
      if (!person.objects_to_profiling || person.email.empty()) continue;
      names_of_[base::fold_text(person.email)].insert(store::name_key(person));
    }
  }

  // Of whoever bears the address, whatever her name there; of an order's buyer under her name as well, as colleagues
  // have her address.
  bool cover(const rules::Guest& guest) const {
    const auto found = guest.email.empty() ? names_of_.end() : names_of_.find(base::fold_text(guest.email));
    if (found == names_of_.end()) return false;
    return !rules::has_buyers_email(guest.extra) || found->second.contains(store::name_key(guest.full_name));
  }

 private:
  std::map<std::string, std::set<std::string>> names_of_;  // of an address
};

// Who objected anywhere objected everywhere, and a member of any system is one; whom she is called in a connector, only
// its own matches say.
std::map<rules::GuestId, CrmPerson> known_in(const std::vector<store::CrmMatch>& matches,
                                             const std::vector<rules::CrmPerson>& persons, const Asked& asked) {
  const crm::Memberships memberships(persons);
  std::map<std::pair<std::string, std::string>, const rules::CrmPerson*> there;  // by connector and id
  for (const auto& person : persons) there[{person.connector, person.id}] = &person;
  std::map<rules::GuestId, CrmPerson> known;
  std::set<rules::GuestId> may_object;
  for (const auto& match : matches) {
    const bool is_own = match.connector == asked.connector;
    if (is_own && match.state == store::MatchState::Rejected) known[match.guest].is_not.insert(match.person);
    if (is_own && match.state == store::MatchState::Proposed) {
      auto& person = known[match.guest];
      person.is_ambiguous = person.person.empty();
    }
    const auto found = there.find({match.connector, match.person});
    if (found == there.end()) continue;  // she was deleted there
    if (match.state != store::MatchState::Rejected) known[match.guest].is_known = true;
    const bool objects = found->second->objects_to_profiling;
    if (objects && match.state == store::MatchState::Proposed) may_object.insert(match.guest);
    if (!store::is_settled(match)) continue;
    if (objects) known[match.guest].objects = true;
    const auto member = memberships.at(*found->second, asked.day);
    if (member.answer == crm::MembershipAnswer::NotAnyMore) known[match.guest].is_no_member = true;
    if (!member.kind.empty() && (is_own || known[match.guest].membership.empty()))
      known[match.guest].membership = member.kind;
    if (!is_own) continue;
    auto& person = known[match.guest];
    person.person = match.person;
    person.is_ambiguous = false;
  }
  for (auto& [guest, person] : known) {
    if (!person.membership.empty()) person.is_no_member = false;
    if (person.objects) person.is_ambiguous = false;
  }
  for (const auto& guest : may_object) {
    auto& person = known[guest];
    person.is_ambiguous = person.is_ambiguous || !person.objects;
    person.objects = true;
  }
  return known;
}

// Of one that this server does not have nobody knows.
bool all_began_before(VenueState& state, const std::vector<std::string>& keys, base::Instant starts) {
  return std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
    const auto event = state.event(key);
    return event && (*event)->frame.starts < starts;
  });
}

}  // namespace

Result<std::map<rules::GuestId, int>> CrmDesk::earlier_events(rules::EventId id) {
  std::map<rules::GuestId, int> events;
  if (knows_nothing()) return events;
  const auto event = state_.event(id);
  if (!event) return base::failed(event);
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto& frame = (*event)->frame;
  const auto purged = (*crm)->purged_events();
  if (!purged) return base::failed(purged);
  const auto found = (*crm)->earlier_events(id, {frame.key, (*event)->zone.day_of(frame.starts).iso()},
                                            all_began_before(state_, *purged, frame.starts));
  if (!found) return base::failed(found);
  for (const auto& each : *found) events[each.guest] = std::max(events[each.guest], each.events);
  return events;
}

Result<std::map<rules::GuestId, rules::Profile>> CrmDesk::profiles(rules::EventId event, const std::string& connector) {
  std::map<rules::GuestId, rules::Profile> profiles;
  if (knows_nothing()) return profiles;
  auto found = store().and_then([&](store::CrmStore* crm) { return crm->profiles(event, connector); });
  if (!found) return base::failed(found);
  for (auto& each : *found) profiles.try_emplace(each.guest, std::move(each.profile));
  return profiles;
}

// As the outbox was told last, while nothing is news: a look at the whole list for each batch would be too much.
Result<std::map<rules::GuestId, CrmPerson>> CrmDesk::known_persons(rules::EventId id, const std::string& connector) {
  const auto event = state_.event(id);
  if (!event) return base::failed(event);
  const auto told = told_.find({id, connector});
  if (told != told_.end()) {
    const auto matched = is_matched(**event);
    if (!matched) return base::failed(matched);
    if (*matched) return told->second;
  }
  const auto guests = guests_of(**event);
  if (!guests) return base::failed(guests);
  return known_persons(**event, connector, *guests);
}

// Likewise at every target.
Result<store::Objections> CrmDesk::objections(rules::EventId id) {
  store::Objections objections;
  if (knows_nothing()) return objections;
  const auto known = known_persons(id, {});
  if (!known) return base::failed(known);
  for (const auto& [guest, person] : *known) {
    if (person.objects) objections[guest] = !person.is_ambiguous;
  }
  return objections;
}

Result<std::map<rules::GuestId, CrmPerson>> CrmDesk::known_persons(OpenEvent& event, const std::string& connector,
                                                                   const EventGuests& guests) {
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto found = (*crm)->matches(event.record.id);
  if (!found) return base::failed(found);
  const auto persons = (*crm)->persons_for(event.record.id);
  if (!persons) return base::failed(persons);
  auto known = known_in(*found, *persons, {connector, event.zone.day_of(event.frame.starts).iso()});
  std::vector<store::CrmSought> sought;
  for (const auto& each : guests.guests) sought.push_back({.address = base::fold_text(each.guest.email)});
  const auto alike = (*crm)->alike(sought);
  if (!alike) return base::failed(alike);
  const Objections objections(*alike);
  for (const auto& each : guests.guests) {
    if (!objections.cover(each.guest)) continue;
    auto& person = known[each.guest.id];
    person.objects = true;
    person.is_ambiguous = false;
  }
  return known;
}

}  // namespace einlass::venue
