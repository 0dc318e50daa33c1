// Rows about ways in, doors, hours, days and who is asked.
#include "tests/support/policy/policy_cases.h"

namespace einlass::policy {
namespace {

using rules::How;
using rules::Refusal;

const std::vector<std::string> kClosed{"private_club"};
const Answers kIn = always("admitted");
const Answers kInByPerson = by_person("admitted", "needs_server", "admitted");
const std::vector<std::pair<std::vector<std::string>, Answers>> kButClosed{{kClosed, kInByPerson}};

// Nobody is let in this way but by somebody who is signed in.
Answers by_team(const std::string& staff, const std::string& host, const std::string& staff_alone) {
  return {{Asker::Guest, "not_allowed"},
          {Asker::Staff, staff},
          {Asker::Host, host},
          {Asker::GuestAlone, "not_allowed"},
          {Asker::StaffAlone, staff_alone}};
}

Answers of_staff_alone(const std::string& guest, const std::string& guest_alone, const std::string& staff_alone) {
  auto answers = always("admitted");
  answers[Asker::Guest] = guest;
  answers[Asker::GuestAlone] = guest_alone;
  answers[Asker::StaffAlone] = staff_alone;
  return answers;
}

std::vector<RuleRow> ways() {
  const auto team = by_team("admitted", "admitted", "admitted");
  const auto awaited = always("awaiting_approval");
  return {
      {.rule = "found by name",
       .request = {.how = How::Search},
       .usual = kIn,
       .but = {{{"dinner", "lunch", "private_club"}, team}}},
      {.rule = "tapped in the list", .request = {.how = How::List}, .usual = team},
      {.rule = "tapped by the host",
       .request = {.how = How::Host},
       .usual = by_team("not_allowed", "admitted", "not_allowed")},
      {.rule = "a colleague comes instead",
       .request = {.how = How::Transferred},
       .usual = team,
       .but = {{{"club_evening", "dinner", "lunch", "professional_club"},
                by_team("not_allowed", "admitted", "not_allowed")},
               {kClosed, always("not_allowed")}}},
      {.rule = "a walk-in",
       .affairs = {.category = "guest", .registered = How::WalkIn},
       .request = {.how = How::WalkIn},
       .usual = team,
       .but = {{{"award"}, by_team("admitted", "admitted", "needs_server")},
               {{"club_evening", "professional_club"},
                by_team("awaiting_approval", "awaiting_approval", "awaiting_approval")},
               {{"dinner", "lunch", "private_club"}, always("not_allowed")},
               {{"lecture"}, kIn},
               {{"meetup"}, online_and_alone("admitted", "needs_server")}}},
      {.rule = "a walk-in who waits for the host's word",
       .changes = R"({"host_approves_walk_ins":true})",
       .affairs = {.category = "guest", .registered = How::WalkIn},
       .usual = awaited},
      {.rule = "a walk-in whom the host approved",
       .changes = R"({"host_approves_walk_ins":true,"cap":null})",
       .affairs = {.category = "guest", .registered = How::WalkIn, .approved = true},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "walk-ins register themselves",
       .changes = R"({"walk_in":"self","admit_by":"ticket","host_approves_walk_ins":false,"cap":null,"alone":"admit"})",
       .affairs = {.category = "guest", .registered = How::WalkIn},
       .request = {.how = How::WalkIn},
       .usual = kIn},
      {.rule = "walk-ins are only counted",
       .changes = R"({"walk_in":"count_only"})",
       .affairs = {.category = "guest", .registered = How::WalkIn},
       .request = {.how = How::WalkIn},
       .usual = always("not_allowed")},
  };
}

std::vector<RuleRow> who_decides() {
  return {
      {.rule = "a person admits",
       .changes = R"({"admit_by":"person","alone":"admit","search":false,"walk_in":"staff",
                      "release_unclaimed_after_minutes":null})",
       .usual = of_staff_alone("announced", "announced", "admitted")},
      {.rule = "the ticket admits", .changes = R"({"admit_by":"ticket","alone":"admit"})", .usual = kIn},
      {.rule = "a lone kiosk leaves it to staff",
       .changes = R"({"alone":"staff"})",
       .usual = of_staff_alone("admitted", "needs_server", "admitted"),
       .but = kButClosed},
      {.rule = "a lone kiosk decides nothing",
       .changes = R"({"alone":"refuse"})",
       .usual = of_staff_alone("admitted", "needs_server", "needs_server"),
       .but = {{kClosed, by_person("admitted", "needs_server", "needs_server")}}},
  };
}

std::vector<RuleRow> times() {
  return {
      {.rule = "a ticket for another door", .affairs = {.doors = {"south"}}, .usual = always("other_event")},
      {.rule = "a ticket for two doors", .affairs = {.doors = {"south", "north"}}, .usual = kIn, .but = kButClosed},
      {.rule = "before the doors open", .affairs = {.hours = {{30, 300}}}, .usual = always("too_early")},
      {.rule = "after the doors close", .affairs = {.hours = {{-300, -30}}}, .usual = always("too_late")},
      {.rule = "between two days", .affairs = {.hours = {{-300, -30}, {30, 300}}}, .usual = always("too_early")},
      {.rule = "on the second of two days",
       .affairs = {.hours = {{-1740, -1140}, {-300, 300}}},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "before the doors open, set aside with a reason",
       .affairs = {.hours = {{30, 300}}, .set_aside = Refusal::TooEarly},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "before the ticket is valid", .affairs = {.valid_from = 1}, .usual = always("too_early")},
      {.rule = "when the ticket is valid no more", .affairs = {.valid_until = 0}, .usual = always("too_late")},
      {.rule = "who is in comes again",
       .affairs = {.came = 1, .inside = 1},
       .usual = always("already_in"),
       .but = {{{"meetup", "multi_day"}, kIn}}},
      {.rule = "who left comes again", .affairs = {.came = 1}, .usual = kIn, .but = kButClosed},
      {.rule = "who left comes again where nobody may",
       .changes = R"({"re_entry":"none"})",
       .affairs = {.came = 1},
       .usual = always("already_in")},
      {.rule = "who is in comes again where everybody may",
       .changes = R"({"re_entry":"free"})",
       .affairs = {.came = 1, .inside = 1},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "who came yesterday and stayed",
       .affairs = {.came_yesterday = true},
       .usual = always("already_in"),
       .but = {{{"multi_day", "summit", "meetup"}, kIn}}},
      {.rule = "who came yesterday, one admission per day",
       .changes = R"({"admission_counts_for":"venue_day"})",
       .affairs = {.came_yesterday = true},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "who came yesterday, one admission in all",
       .changes = R"({"admission_counts_for":"event","re_entry":"after_departure"})",
       .affairs = {.came_yesterday = true},
       .usual = always("already_in")},
      {.rule = "the rest of a party",
       .affairs = {.places = 3, .came = 1, .inside = 1},
       .usual = always("admitted 2"),
       .but = {{kClosed, by_person("admitted 2", "needs_server", "admitted 2")}}},
      {.rule = "part of a party",
       .affairs = {.places = 4},
       .request = {.persons = 3},
       .usual = always("admitted 3"),
       .but = {{kClosed, by_person("admitted 3", "needs_server", "admitted 3")}}},
  };
}

}  // namespace

std::vector<RuleRow> door_rules() {
  auto rules = ways();
  for (const auto& more : {who_decides(), times()}) rules.insert(rules.end(), more.begin(), more.end());
  return rules;
}

}  // namespace einlass::policy
