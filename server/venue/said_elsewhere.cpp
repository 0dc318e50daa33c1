#include "server/venue/said_elsewhere.h"

#include "core/base/text_fold.h"
#include "core/rules/guest_email.h"
#include "db/crm_keys.h"
#include "db/guest_book.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace einlass::venue {
namespace {

using base::Result;
using store::CrmMatch;
using store::MatchState;

using Bearing = std::pair<std::string, std::string>;  // name and address

// An order's address says nothing of her.
std::optional<Bearing> bearing_of(const rules::Guest& guest) {
  if (rules::has_buyers_email(guest.extra)) return std::nullopt;
  Bearing bearing(store::name_key(guest.full_name), base::fold_text(guest.email));
  if (bearing.first.empty() || bearing.second.empty()) return std::nullopt;
  return bearing;
}

// By connector, whom she was taken for, and whom not.
struct Said {
  std::map<std::string, std::set<std::string>> yes, no;
};
using SaidOf = std::map<Bearing, Said>;

// A file that cannot be read says nothing; that is no trouble of another event.
Result<void> add_of(VenueState& state, const store::CrmStore& crm, rules::EventId id, SaidOf& said) {
  const auto matches = crm.matches(id);
  if (!matches) return base::failed(matches);
  for (const auto& match : *matches) {
    if (match.state != MatchState::Confirmed && match.state != MatchState::Rejected) continue;
    const auto event = state.event(id);
    if (event && (*event)->frame.rehearses) return {};  // nothing of a rehearsal holds elsewhere
    const auto rows = event ? (*event)->store.guests().by_guest(match.guest) : Result<std::vector<rules::GuestRow>>();
    if (!rows || rows->empty()) continue;
    const auto bearing = bearing_of(rows->front().guest);
    if (!bearing) continue;
    auto& of_guest = said[*bearing];
    (match.state == MatchState::Confirmed ? of_guest.yes : of_guest.no)[match.connector].insert(match.person);
  }
  return {};
}

class Settled {
 public:
  Settled(const std::vector<CrmMatch>& decided, const std::vector<CrmMatch>& found) {
    for (const auto* all : {&decided, &found}) {
      for (const auto& match : *all) {
        if (store::is_settled(match)) settled_.insert({match.guest, match.connector});
        if (match.state == MatchState::Rejected) rejected_.insert({match.guest, match.connector, match.person});
      }
    }
  }
  bool may_be(rules::GuestId guest, const std::string& connector, const std::string& person) const {
    return !settled_.contains({guest, connector}) && !rejected_.contains({guest, connector, person});
  }

 private:
  std::set<std::pair<rules::GuestId, std::string>> settled_;
  std::set<std::tuple<rules::GuestId, std::string, std::string>> rejected_;
};

}  // namespace

Result<void> add_said_elsewhere(VenueState& state, const store::CrmStore& crm, rules::EventId event,
                                const std::vector<crm::MatchedGuest>& guests, const std::vector<CrmMatch>& decided,
                                std::vector<CrmMatch>& found) {
  const auto records = state.venue().events();
  if (!records) return base::failed(records);
  SaidOf said;
  for (const auto& record : *records) {
    if (record.id == event) continue;
    if (auto added = add_of(state, crm, record.id, said); !added) return added;
  }
  const Settled settled(decided, found);
  for (const auto& each : guests) {
    const auto bearing = bearing_of(each.guest);
    const auto of_guest = bearing ? said.find(*bearing) : said.end();
    if (of_guest == said.end()) continue;
    for (const auto& [connector, persons] : of_guest->second.yes) {
      const auto& person = *persons.begin();
      const auto denied = of_guest->second.no.find(connector);
      const bool is_denied = denied != of_guest->second.no.end() && denied->second.contains(person);
      if (persons.size() > 1 || is_denied || !settled.may_be(each.guest.id, connector, person)) continue;
      const auto there = crm.person(connector, person);
      if (!there) return base::failed(there);
      if (!*there || (*there)->gone) continue;
      std::erase_if(
          found, [&](const CrmMatch& match) { return match.guest == each.guest.id && match.connector == connector; });
      found.push_back({each.guest.id, connector, person, store::MatchedBy::Person, MatchState::Matched});
    }
  }
  return {};
}

}  // namespace einlass::venue
