// What a page is told of the event itself: its policy, what the caller may do, arrivals and lanes.
#include "core/rules/hard_cap.h"
#include "server/commands/host_json.h"
#include "server/commands/json_words.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include <boost/json.hpp>

namespace einlass::commands {
namespace {

namespace json = boost::json;
using rules::Role;

std::string_view word_of_advice(venue::LaneAdvice advice) {
  switch (advice) {
    case venue::LaneAdvice::None:
      return "none";
    case venue::LaneAdvice::OpenOne:
      return "open_one";
    case venue::LaneAdvice::CloseOne:
      return "close_one";
  }
  return "none";
}

json::array questions_of(const rules::EventPolicy& policy) {
  json::array result;
  for (const auto& question : policy.questions) {
    result.push_back(json::object{{"id", question.id},
                                  {"text", json::value_from(question.text)},
                                  {"required", question.required},
                                  {"consent", question.consent}});
  }
  return result;
}

json::object policy_of(const rules::EventPolicy& policy) {
  json::object result{{"preset", policy.preset},
                      {"admit_by", word_of(policy.admit_by)},
                      {"walk_in", word_of(policy.walk_in)},
                      {"transfer", word_of(policy.transfer)},
                      {"re_entry", word_of(policy.re_entry)},
                      {"alone", word_of(policy.alone)},
                      {"discreet", policy.discreet},
                      {"search", policy.search},
                      {"cap", nullptr},
                      {"release_unclaimed_after_minutes", nullptr},
                      {"questions", questions_of(policy)},
                      {"companions", json::object{{"categories", json::value_from(policy.companions.categories)},
                                                  {"per_guest", policy.companions.per_guest}}},
                      {"plus_ones", nullptr}};
  if (const auto most = policy.quotas.plus_ones) result["plus_ones"] = *most;
  if (const auto& cap = policy.cap) {
    result["cap"] =
        json::object{{"persons", cap->persons}, {"kind", word_of(cap->kind)}, {"counts", word_of(cap->counts)}};
  }
  if (const auto& after = policy.release_unclaimed_after) result["release_unclaimed_after_minutes"] = after->count();
  return result;
}

json::array buckets_of(const std::vector<venue::ArrivalsBucket>& buckets) {
  json::array result;
  for (const auto& bucket : buckets) {
    json::object by_category;
    for (const auto& [category, persons] : bucket.by_category) by_category[category] = persons;
    result.push_back(json::object{
        {"at", bucket.at.unix_ms()}, {"persons", bucket.persons}, {"by_category", std::move(by_category)}});
  }
  return result;
}

}  // namespace

json::object json_of(const venue::LaneReport& lanes) {
  json::array in_use;
  for (const auto& lane : lanes.in_use) {
    in_use.push_back(json::object{{"kiosk", lane.kiosk},
                                  {"door", lane.door},
                                  {"per_minute", lane.per_minute},
                                  {"seconds_each", lane.seconds_each},
                                  {"load", lane.load}});
  }
  return {{"advice", word_of_advice(lanes.advice)},
          {"per_minute", lanes.per_minute},
          {"could_do", lanes.could_do},
          {"in_use", std::move(in_use)},
          {"unused", json::value_from(lanes.unused)}};
}

json::object json_of(const venue::OpenEvent& event, base::Instant now) {
  const auto& frame = event.frame;
  json::array doors;
  for (const auto& hours : event.policy.doors_hours) {
    doors.push_back(json::object{{"opens", hours.opens.unix_ms()}, {"closes", hours.closes.unix_ms()}});
  }
  json::object categories;
  for (const auto& [category, labels] : frame.categories) categories.emplace(category, json::value_from(labels));
  return {{"id", event.record.id.text()},
          {"key", frame.key},
          {"name", frame.name},
          {"organiser", frame.organiser},
          {"starts", frame.starts.unix_ms()},
          {"ends", frame.ends.unix_ms()},
          {"doors", std::move(doors)},
          {"time_zone", frame.time_zone},
          {"now", now.unix_ms()},
          {"rehearsal", frame.rehearses.has_value()},
          {"categories", std::move(categories)},
          {"policy", policy_of(event.policy)}};
}

json::object json_of(const venue::Caller& caller, const rules::EventPolicy& policy) {
  const auto is_at_least = [&](Role role) { return static_cast<int>(caller.role) >= static_cast<int>(role); };
  json::array lists;
  for (const auto& list : caller.lists) lists.emplace_back(json::string(list));
  json::array may;
  const auto let = [&](bool allowed, std::initializer_list<const char*> commands) {
    for (const auto* command : commands) {
      if (allowed) may.emplace_back(command);
    }
  };
  let(true, {"guest.scan", "call.answer", "door.news"});
  let(is_at_least(Role::Staff),
      {"guest.sheet", "guest.admit", "guest.override", "guest.undo", "guest.depart", "guest.amend", "guest.excuse",
       "guest.note", "guest.judge", "guest.answer", "guest.settle", "notice.ask"});
  let(is_at_least(Role::Staff) && rules::may_do(rules::HandTicketOn{}, caller.role, policy), {"guest.hand_on"});
  const bool counts = policy.walk_in == rules::WalkIn::CountOnly && !rules::has_hard_cap(policy);
  let(counts && is_at_least(Role::Staff) && rules::may_do(rules::CountIn{}, caller.role, policy), {"guest.count"});
  const bool registers = rules::way_of_registered(rules::decider_of(caller.role), policy).has_value();
  let(is_at_least(Role::Host) || (is_at_least(Role::Staff) && registers), {"guest.add"});
  let(is_at_least(Role::Host), {"guest.decide", "guest.withdraw", "guest.move_up", "seats.release", "guests.export"});
  return {{"role", word_of(caller.role)}, {"lists", std::move(lists)}, {"may", std::move(may)}};
}

json::object json_of(const venue::Arrivals& arrivals, const venue::OpenEvent& event, const store::EventTotals& totals,
                     const venue::LabelsLeft& stock, base::Instant now) {
  const bool prints = event.policy.badge.print && !event.policy.badge.template_name.empty();
  json::value labels;
  if (prints) {
    labels = json::object{{"needed", std::max(0, totals.expected_persons - totals.badges_printed)},
                          {"left", stock.left ? json::value(*stock.left) : json::value()},
                          {"uncounted", stock.uncounted}};
  }
  return {{"zone", event.frame.time_zone},
          {"now", now.unix_ms()},
          {"bucket_ms", venue::Arrivals::bucket_length.count()},
          {"from", arrivals.buckets.empty() ? 0 : arrivals.buckets.front().at.unix_ms()},
          {"buckets", buckets_of(arrivals.buckets)},
          {"expected", totals.expected_persons},
          {"minutes", buckets_of(arrivals.minutes)},
          {"labels", std::move(labels)}};
}

}  // namespace einlass::commands
