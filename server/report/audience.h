// Who came to an event, in figures without persons: what its summary says of them, and what a closed event keeps of it
// when its persons are gone. Pure values.
#pragma once

#include <map>
#include <string>

#include <boost/json/object.hpp>

namespace einlass::report {

enum class Membership { Member, NotYet, Unknown };

// Of guests who are known by name and came, each once.
struct Audience {
  int guests = 0;
  std::map<Membership, int> membership;
  int first_timers = 0;
  int returners = 0;
  int of_unknown_history = 0;
  // By what the guest's extra fields `sector`, `club` and `topics` say; "" where they say nothing. Of clubs and topics
  // she may have several, parted by ; or ,.
  std::map<std::string, int> sectors;
  std::map<std::string, int> clubs;
  std::map<std::string, int> topics;
  friend bool operator==(const Audience&, const Audience&) = default;
};

int persons_of(const Audience& audience, Membership membership);

// {guests, members, not_yet_members, of_unknown_membership, first_timers, returners, of_unknown_history, sectors:
// {word: persons}, clubs: the same, topics: the same}
boost::json::object json_of(const Audience& audience);
Audience audience_in(const boost::json::object& document);  // what is missing is 0

}  // namespace einlass::report
