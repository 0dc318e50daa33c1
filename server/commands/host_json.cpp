#include "server/commands/host_json.h"

#include "core/rules/consents.h"
#include "core/rules/words.h"
#include "server/venue/escalation.h"

#include <algorithm>
#include <string>

#include <boost/json.hpp>

namespace einlass::commands {
namespace {

namespace json = boost::json;
using rules::Role;

template <typename Enum>
json::string word_of(Enum value) {
  return json::string(rules::word(value));
}

template <typename Enum>
json::string word_of(const std::optional<Enum>& value) {
  return value ? word_of(*value) : json::string();
}

template <typename Id>
std::string text_of(Id id) {
  return id.is_nil() ? std::string() : id.text();
}

std::int64_t time_of(const std::optional<base::Instant>& time) {
  return time ? time->unix_ms() : 0;
}

json::object figures_of(const venue::GuestFigures& figures) {
  return {{"tickets", figures.tickets},   {"expected", figures.expected}, {"inside", figures.inside},
          {"admitted", figures.admitted}, {"waiting", figures.waiting},   {"waitlisted", figures.waitlisted},
          {"excused", figures.excused},   {"no_shows", figures.no_shows}};
}

json::value seats_of(const std::optional<venue::SeatsUnderCap>& seats) {
  if (!seats) return nullptr;
  return json::object{{"persons", seats->persons}, {"left", seats->left}, {"hard", seats->hard}, {"held", seats->held}};
}

json::array quotas_of(const std::vector<venue::ListQuota>& quotas) {
  json::array result;
  for (const auto& quota : quotas) {
    result.push_back(json::object{{"list", quota.list}, {"most", quota.most}, {"left", quota.left}});
  }
  return result;
}

json::array lines_of(const std::vector<venue::GuestLine>& lines) {
  json::array result;
  for (const auto& line : lines) result.push_back(json_of(line));
  return result;
}

json::array notes_of(const std::vector<rules::SheetNote>& notes) {
  json::array result;
  for (const auto& note : notes) {
    result.push_back(json::object{
        {"kind", word_of(note.kind)}, {"text", note.text}, {"at", note.at.unix_ms()}, {"by", note.operator_number}});
  }
  return result;
}

json::array order_of(const std::vector<rules::FoundGuest>& order) {
  json::array result;
  for (const auto& each : order) {
    result.push_back(json::object{{"ticket", each.ticket.text()},
                                  {"name", each.name},
                                  {"company", each.company},
                                  {"category", each.category},
                                  {"places", each.places},
                                  {"inside", each.inside},
                                  {"admitted", each.admitted}});
  }
  return result;
}

json::array history_of(const std::vector<venue::GuestMoment>& history) {
  json::array result;
  for (const auto& moment : history) {
    result.push_back(json::object{{"kind", moment.kind},
                                  {"word", moment.word},
                                  {"persons", moment.persons},
                                  {"scan", text_of(moment.scan)},
                                  {"step", moment.step},
                                  {"undone", moment.undone},
                                  {"place", moment.place},
                                  {"door", moment.door},
                                  {"at", moment.at.unix_ms()},
                                  {"by", word_of(moment.by)}});
  }
  return result;
}

json::object texts_of(const std::map<std::string, std::string>& texts) {
  json::object result;
  for (const auto& [name, text] : texts) result.emplace(name, text);
  return result;
}

json::value refusal_of(const rules::GuestSheet& sheet, const rules::EventPolicy& policy, Role role) {
  if (!sheet.last_refusal) return nullptr;
  const auto& refused = *sheet.last_refusal;
  return json::object{{"scan", refused.scan.text()},
                      {"step", refused.step},
                      {"word", word_of(refused.refusal)},
                      {"at", refused.at.unix_ms()},
                      {"may_set_aside", rules::may_override(refused.refusal, rules::decider_of(role), policy)}};
}

json::object scan_of(const rules::ScanRef& scan) {
  return {{"scan", scan.scan.text()}, {"ticket", scan.ticket.text()}};
}

json::array conflicts_of(const std::vector<rules::OpenConflict>& conflicts) {
  json::array result;
  for (const auto& [ticket, name, conflict] : conflicts) {
    result.push_back(json::object{{"ticket", ticket.text()},
                                  {"name", name},
                                  {"stands", scan_of(conflict.stands)},
                                  {"disputed", scan_of(conflict.disputed)},
                                  {"first_place", conflict.first_place.name},
                                  {"second_place", conflict.second_place.name}});
  }
  return result;
}

json::array waiting_of(const std::vector<venue::AtDoor>& waiting) {
  json::array result;
  for (const auto& each : waiting) {
    result.push_back(json::object{{"ticket", each.ticket.text()},
                                  {"name", each.name},
                                  {"company", each.company},
                                  {"refused_for", word_of(each.refused_for)},
                                  {"may_set_aside", each.may_set_aside},
                                  {"scan", each.scan.scan.text()},
                                  {"step", each.scan.step},
                                  {"kiosk", each.kiosk},
                                  {"door", each.door},
                                  {"since", each.since.unix_ms()}});
  }
  return result;
}

json::object json_of(const rules::HelpCall& call) {
  return {{"scan", call.scan.text()}, {"kiosk", call.kiosk}, {"door", call.door}, {"at", call.at.unix_ms()}};
}

json::array calls_of(const venue::HostNews& news) {
  json::array result;
  for (const auto& call : news.calls) {
    auto described = json_of(call);
    described["reaches_you"] = (call.at + news.calls_reach_her).unix_ms();
    described["loud"] = (call.at + venue::loud_after).unix_ms();
    result.push_back(std::move(described));
  }
  return result;
}

json::array in_hand_of(const std::vector<venue::CallInHand>& calls) {
  json::array result;
  for (const auto& each : calls) {
    auto described = json_of(each.call);
    described["answered"] = each.answered.unix_ms();
    described["by"] = each.by;
    result.push_back(std::move(described));
  }
  return result;
}

std::string_view word_of(venue::LaneAdvice advice) {
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

std::string_view word_of_outcome(venue::HostAdmission::Outcome outcome) {
  switch (outcome) {
    case venue::HostAdmission::Outcome::Admitted:
      return "admitted";
    case venue::HostAdmission::Outcome::Refused:
      return "refused";
    case venue::HostAdmission::Outcome::Announced:
      return "announced";
  }
  return "refused";
}

json::array questions_of(const rules::EventPolicy& policy) {
  json::array result;
  for (const auto& question : policy.questions) {
    result.push_back(json::object{{"id", question.id},
                                  {"text", texts_of(question.text)},
                                  {"required", question.required},
                                  {"consent", question.consent}});
  }
  return result;
}

// To the texts as they are now.
json::array consents_of(const rules::TicketState& state, const rules::EventPolicy& policy) {
  json::array result;
  for (const auto& question : policy.questions) {
    const auto* said = rules::said_to(question, state.consents);
    if (said != nullptr) result.push_back(json::object{{"question", question.id}, {"yes", said->yes}});
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

}  // namespace

json::object json_of(const venue::GuestLine& line) {
  json::array notes;
  for (const auto kind : line.notes) notes.push_back(word_of(kind));
  json::array prior;
  for (const auto& scan : line.prior) prior.push_back(json::string(scan.scan.text()));
  return {{"ticket", line.ticket.text()},
          {"guest", text_of(line.guest)},
          {"name", line.name},
          {"company", line.company},
          {"category", line.category},
          {"places", line.places},
          {"list_owner", line.list_owner},
          {"instead_of", line.instead_of},
          {"status", word_of(line.status)},
          {"approved", line.approved},
          {"declined", line.declined},
          {"excused", line.excused},
          {"no_show", line.no_show},
          {"seat_released", line.seat_released},
          {"owns_seat", line.owns_seat},
          {"walk_in", line.walk_in},
          {"waiting", line.waiting},
          {"inside", line.inside},
          {"admitted", line.admitted},
          {"badge_owed", line.badge_owed},
          {"in_conflict", line.in_conflict},
          {"refused_for", word_of(line.refused_for)},
          {"notes", std::move(notes)},
          {"arrived_at", time_of(line.arrived_at)},
          {"prior", std::move(prior)},
          {"comes_with", text_of(line.comes_with)},
          {"invited_by", line.invited_by}};
}

json::object json_of(const venue::GuestLines& lines) {
  auto totals = figures_of(lines.hers);
  totals["counted"] = lines.counted;
  return {{"guests", lines_of(lines.guests)},   {"cursor", lines.cursor},
          {"has_ended", lines.has_ended},       {"totals", std::move(totals)},
          {"others", figures_of(lines.others)}, {"seats", seats_of(lines.seats)},
          {"quotas", quotas_of(lines.quotas)}};
}

json::object json_of(const venue::HostAdmission& admission) {
  json::array questions;
  for (const auto& question : admission.questions) questions.emplace_back(json::string(question));
  return {{"outcome", word_of_outcome(admission.outcome)},
          {"refusal", word_of(admission.refusal)},
          {"may_set_aside", admission.may_set_aside},
          {"persons", admission.persons},
          {"scan", admission.scan.scan.text()},
          {"step", admission.scan.step},
          {"questions", std::move(questions)},
          {"seats_asked_back", admission.seats_asked_back},
          {"opens_at", time_of(admission.opens_at)},
          {"choices", lines_of(admission.choices)},
          {"other_event", admission.other_event},
          {"line", admission.line ? json::value(json_of(*admission.line)) : json::value(nullptr)}};
}

json::object json_of(const venue::HostSheet& shown, const rules::EventPolicy& policy, Role role) {
  const auto guest = shown.sheet.guest.value_or(rules::Guest());
  return {{"line", json_of(shown.line)},
          {"first_name", guest.first_name},
          {"last_name", guest.last_name},
          {"email", guest.email},
          {"language", guest.language},
          {"table", guest.table},
          {"extra", texts_of(guest.extra)},
          {"notes", notes_of(shown.sheet.notes)},
          {"order", order_of(shown.sheet.order)},
          {"history", history_of(shown.history)},
          {"refusal", refusal_of(shown.sheet, policy, role)},
          {"answered", json::value_from(shown.sheet.state.answered)},
          {"consents", consents_of(shown.sheet.state, policy)}};
}

json::object json_of(const venue::ArrivalNotices& notices) {
  json::array tickets;
  for (const auto ticket : notices.tickets) tickets.emplace_back(json::string(ticket.text()));
  return {{"all", notices.all},
          {"categories", json::value_from(notices.categories)},
          {"tickets", std::move(tickets)},
          {"arrived", lines_of(notices.arrived)}};
}

json::object json_of(const venue::LaneReport& lanes) {
  json::array in_use;
  for (const auto& lane : lanes.in_use) {
    in_use.push_back(json::object{{"kiosk", lane.kiosk},
                                  {"door", lane.door},
                                  {"per_minute", lane.per_minute},
                                  {"seconds_each", lane.seconds_each},
                                  {"load", lane.load}});
  }
  return {{"advice", word_of(lanes.advice)},
          {"per_minute", lanes.per_minute},
          {"could_do", lanes.could_do},
          {"in_use", std::move(in_use)},
          {"unused", json::value_from(lanes.unused)}};
}

json::object json_of(const venue::HostNews& news, base::Instant now) {
  return {{"now", now.unix_ms()},
          {"calls", calls_of(news)},
          {"in_hand", in_hand_of(news.in_hand)},
          {"waiting", waiting_of(news.waiting)},
          {"others_waiting", news.others_waiting},
          {"unknown", news.unknown},
          {"conflicts", conflicts_of(news.conflicts)},
          {"others_conflicts", news.others_conflicts},
          {"notices", json_of(news.notices)}};
}

json::object json_of(const venue::OpenEvent& event, base::Instant now) {
  const auto& frame = event.frame;
  json::array doors;
  for (const auto& hours : event.policy.doors_hours) {
    doors.push_back(json::object{{"opens", hours.opens.unix_ms()}, {"closes", hours.closes.unix_ms()}});
  }
  json::object categories;
  for (const auto& [category, labels] : frame.categories) categories.emplace(category, texts_of(labels));
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
       "guest.note", "guest.judge", "guest.answer", "notice.ask"});
  const bool registers = rules::way_of_registered(rules::decider_of(caller.role), policy).has_value();
  let(is_at_least(Role::Host) || (is_at_least(Role::Staff) && registers), {"guest.add"});
  let(is_at_least(Role::Host), {"guest.decide", "guest.withdraw", "guest.move_up", "seats.release", "guests.export"});
  return {{"role", word_of(caller.role)}, {"lists", std::move(lists)}, {"may", std::move(may)}};
}

json::object json_of(const venue::Arrivals& arrivals, const venue::OpenEvent& event, const store::EventTotals& totals,
                     const venue::LabelsLeft& stock, base::Instant now) {
  json::array buckets;
  for (const auto& bucket : arrivals.buckets) {
    json::object by_category;
    for (const auto& [category, persons] : bucket.by_category) by_category[category] = persons;
    buckets.push_back(json::object{
        {"at", bucket.at.unix_ms()}, {"persons", bucket.persons}, {"by_category", std::move(by_category)}});
  }
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
          {"buckets", std::move(buckets)},
          {"expected", totals.expected_persons},
          {"per_minute", json::value_from(arrivals.per_minute)},
          {"labels", std::move(labels)}};
}

}  // namespace einlass::commands
