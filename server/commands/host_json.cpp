#include "server/commands/host_json.h"

#include "core/rules/consents.h"
#include "core/rules/objection.h"
#include "server/commands/json_words.h"
#include "server/venue/escalation.h"

#include <algorithm>
#include <string>

#include <boost/json.hpp>

namespace einlass::commands {
namespace {

namespace json = boost::json;
using rules::Role;

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

json::value refusal_of(const rules::GuestSheet& sheet, const rules::EventPolicy& policy, Role role) {
  if (!sheet.last_refusal) return nullptr;
  const auto& refused = *sheet.last_refusal;
  return json::object{{"scan", refused.scan.text()},
                      {"step", refused.step},
                      {"word", word_of(refused.refusal)},
                      {"at", refused.at.unix_ms()},
                      {"may_set_aside", rules::may_override(refused.refusal, rules::decider_of(role), policy)}};
}

json::object json_of(const venue::DoubtfulAdmission& admission) {
  return {{"scan", admission.scan.scan.text()},
          {"ticket", admission.scan.ticket.text()},
          {"at", admission.at.unix_ms()},
          {"by", admission.by}};
}

json::array conflicts_of(const std::vector<venue::HostConflict>& conflicts) {
  json::array result;
  for (const auto& conflict : conflicts) {
    result.push_back(json::object{{"ticket", conflict.ticket.text()},
                                  {"name", conflict.name},
                                  {"stands", json_of(conflict.stands)},
                                  {"disputed", json_of(conflict.disputed)},
                                  {"first_place", conflict.first_place},
                                  {"second_place", conflict.second_place}});
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
                                  {"since", each.since.unix_ms()},
                                  {"reaches_you", each.reaches_her.unix_ms()}});
  }
  return result;
}

json::object unknown_of(const venue::UnknownCodes& codes) {
  json::object told{{"count", codes.count}, {"kiosk", codes.kiosk}, {"door", codes.door}, {"at", nullptr}};
  if (codes.count > 0) told["at"] = codes.last.unix_ms();
  return told;
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

// To the texts as they are now.
json::array consents_of(const rules::TicketState& state, const rules::EventPolicy& policy) {
  json::array result;
  for (const auto& question : policy.questions) {
    const auto* said = rules::said_to(question, state.consents);
    if (said != nullptr) result.push_back(json::object{{"question", question.id}, {"yes", said->yes}});
  }
  return result;
}

json::value json_of(const std::optional<venue::LastAdmission>& last) {
  if (!last) return nullptr;
  return {{"scan", last->scan.text()}, {"persons", last->persons}};
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
          {"kept_out_alone", word_of(line.kept_out_alone)},
          {"refused_for", word_of(line.refused_for)},
          {"notes", std::move(notes)},
          {"arrived_at", time_of(line.arrived_at)},
          {"prior", std::move(prior)},
          {"last_admission", json_of(line.last_admission)},
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
          {"source_asked", admission.source_asked},
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
          {"extra", json::value_from(guest.extra)},
          {"notes", notes_of(shown.sheet.notes)},
          {"order", order_of(shown.sheet.order)},
          {"history", history_of(shown.history)},
          {"refusal", refusal_of(shown.sheet, policy, role)},
          {"unpaid", rules::is_kept_out_by(rules::Refusal::Unpaid, shown.sheet.ticket, shown.sheet.state, policy)},
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

json::object json_of(const venue::HostNews& news, base::Instant now) {
  return {{"now", now.unix_ms()},
          {"calls", calls_of(news)},
          {"in_hand", in_hand_of(news.in_hand)},
          {"waiting", waiting_of(news.waiting)},
          {"others_waiting", news.others_waiting},
          {"unknown", unknown_of(news.unknown)},
          {"conflicts", conflicts_of(news.conflicts)},
          {"others_conflicts", news.others_conflicts},
          {"notices", json_of(news.notices)}};
}

}  // namespace einlass::commands
