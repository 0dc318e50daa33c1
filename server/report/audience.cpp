#include "server/report/audience.h"

#include <boost/json.hpp>

namespace einlass::report {

namespace json = boost::json;

namespace {

int number_in(const json::object& object, std::string_view name) {
  const auto* number = object.if_contains(name);
  return number != nullptr && number->is_int64() ? static_cast<int>(number->get_int64()) : 0;
}

json::object words_of(const std::map<std::string, int>& persons) {
  json::object object;
  for (const auto& [word, number] : persons) object[word] = number;
  return object;
}

std::map<std::string, int> words_in(const json::object& document, std::string_view name) {
  std::map<std::string, int> persons;
  const auto* object = document.if_contains(name);
  if (object == nullptr || !object->is_object()) return persons;
  for (const auto& [word, number] : object->get_object()) {
    if (number.is_int64()) persons[std::string(word)] = static_cast<int>(number.get_int64());
  }
  return persons;
}

}  // namespace

int persons_of(const Audience& audience, Membership membership) {
  const auto found = audience.membership.find(membership);
  return found == audience.membership.end() ? 0 : found->second;
}

json::object json_of(const Audience& audience) {
  return {{"guests", audience.guests},
          {"members", persons_of(audience, Membership::Member)},
          {"not_yet_members", persons_of(audience, Membership::NotYet)},
          {"of_unknown_membership", persons_of(audience, Membership::Unknown)},
          {"first_timers", audience.first_timers},
          {"returners", audience.returners},
          {"of_unknown_history", audience.of_unknown_history},
          {"sectors", words_of(audience.sectors)},
          {"clubs", words_of(audience.clubs)},
          {"topics", words_of(audience.topics)}};
}

Audience audience_in(const json::object& document) {
  Audience audience{.guests = number_in(document, "guests"),
                    .membership = {},
                    .first_timers = number_in(document, "first_timers"),
                    .returners = number_in(document, "returners"),
                    .of_unknown_history = number_in(document, "of_unknown_history"),
                    .sectors = words_in(document, "sectors"),
                    .clubs = words_in(document, "clubs"),
                    .topics = words_in(document, "topics")};
  const auto take = [&](Membership membership, std::string_view name) {
    if (const int persons = number_in(document, name); persons > 0) audience.membership[membership] = persons;
  };
  take(Membership::Member, "members");
  take(Membership::NotYet, "not_yet_members");
  take(Membership::Unknown, "of_unknown_membership");
  return audience;
}

}  // namespace einlass::report
