// Rows about caps, seats and companions. A lone kiosk has no lease here: what no ticket owns is the server's to give.
#include "tests/support/policy/policy_cases.h"

namespace einlass::policy {
namespace {

using rules::How;
using rules::Refusal;
using rules::TicketStatus;

const std::vector<std::string> kClosed{"private_club"};
const Answers kIn = always("admitted");
const Answers kInByServer = online_and_alone("admitted", "needs_server");
const Answers kFull = online_and_alone("full", "needs_server");
const std::vector<std::pair<std::vector<std::string>, Answers>> kButClosed{
    {kClosed, by_person("admitted", "needs_server", "admitted")}};
const std::vector<std::pair<std::vector<std::string>, Answers>> kButClosedByServer{
    {kClosed, by_person("admitted", "needs_server", "needs_server")}};

const std::string kHard = R"({"cap":{"persons":5,"kind":"hard","counts":"inside"}})";
const std::string kSoft = R"({"cap":{"persons":5,"kind":"soft","counts":"inside"}})";
const std::string kHardAdmitted = R"({"cap":{"persons":5,"kind":"hard","counts":"admitted"}})";
const std::string kFirstCome = R"({"seats":"first_come","cap":{"persons":5,"kind":"hard","counts":"inside"}})";
const std::string kPress =
    R"({"cap":null,"admitted_categories":[],"category_caps":{"press":{"persons":2,"kind":"hard","counts":"inside"}}})";

// Approved by the host: her ticket owns no seat.
constexpr auto kWaits = TicketStatus::AwaitingApproval;

std::vector<RuleRow> caps() {
  return {
      {.rule = "no seat is left under a hard cap",
       .changes = kHard,
       .affairs = {.status = kWaits, .approved = true, .others_in = 5},
       .usual = kFull},
      {.rule = "the last seat under a hard cap",
       .changes = kHard,
       .affairs = {.status = kWaits, .approved = true, .others_in = 4},
       .usual = kInByServer,
       .but = kButClosedByServer},
      {.rule = "seats of who has not come are taken under a hard cap",
       .changes = kHard,
       .affairs = {.status = kWaits, .approved = true, .others_in = 2, .others_listed = 3},
       .usual = kFull},
      {.rule = "a confirmed ticket owns its seat under a hard cap",
       .changes = kHard,
       .affairs = {.others_in = 4},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "a released seat is nobody's",
       .changes = kHard,
       .affairs = {.seat_released = true, .others_in = 5},
       .usual = kFull},
      {.rule = "nobody sets a hard cap aside",
       .changes = kHard,
       .affairs = {.status = kWaits, .approved = true, .set_aside = Refusal::Full, .others_in = 5},
       .usual = kFull},
      {.rule = "no seat is left under a soft cap",
       .changes = kSoft,
       .affairs = {.status = kWaits, .approved = true, .others_in = 5},
       .usual = kFull},
      {.rule = "a host sets a soft cap aside",
       .changes = kSoft,
       .affairs = {.status = kWaits, .approved = true, .set_aside = Refusal::Full, .others_in = 5},
       .usual = kInByServer,
       .but = kButClosedByServer},
      {.rule = "a confirmed ticket owns its seat under a soft cap",
       .changes = kSoft,
       .affairs = {.others_in = 9},
       .usual = kIn,
       .but = kButClosed},
  };
}

std::vector<RuleRow> room_under_caps() {
  return {
      {.rule = "a cap of persons inside has room again when some leave",
       .changes = kHard,
       .affairs = {.status = kWaits, .approved = true, .others_in = 2, .others_gone = 3},
       .usual = kInByServer,
       .but = kButClosedByServer},
      {.rule = "a cap of persons admitted has not",
       .changes = kHardAdmitted,
       .affairs = {.status = kWaits, .approved = true, .others_in = 2, .others_gone = 3},
       .usual = kFull},
      {.rule = "a party finds too few seats",
       .changes = kHard,
       .affairs = {.status = kWaits, .places = 2, .approved = true, .others_in = 4},
       .usual = kFull},
      {.rule = "one of a party finds a seat",
       .changes = kHard,
       .affairs = {.status = kWaits, .places = 2, .approved = true, .others_in = 4},
       .request = {.persons = 1},
       .usual = kInByServer,
       .but = kButClosedByServer},
      {.rule = "who comes first has a seat", .changes = kFirstCome, .affairs = {.others_in = 5}, .usual = kFull},
      {.rule = "seats of who has not come are free where the first have them",
       .changes = kFirstCome,
       .affairs = {.others_in = 1, .others_listed = 9},
       .usual = kInByServer,
       .but = kButClosedByServer},
      {.rule = "a category's cap is used up",
       .changes = kPress,
       .affairs = {.category = "press", .status = kWaits, .approved = true, .others_in = 2, .others_category = "press"},
       .usual = kFull},
      {.rule = "another category's cap is used up",
       .changes = kPress,
       .affairs = {.status = kWaits, .approved = true, .others_in = 2, .others_category = "press"},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "no cap",
       .changes = R"({"cap":null})",
       .affairs = {.status = kWaits, .approved = true, .others_in = 9},
       .usual = kIn,
       .but = kButClosed},
  };
}

std::vector<RuleRow> companions() {
  return {
      {.rule = "an assistant on the list", .affairs = {.category = "assistant"}, .usual = kIn, .but = kButClosed},
      {.rule = "an assistant beside the admitted categories",
       .changes = R"({"admitted_categories":["member"]})",
       .affairs = {.category = "assistant"},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "an assistant registered at the door",
       .changes = R"({"cap":null})",
       .affairs = {.category = "assistant", .registered = How::List},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "an assistant waits for no host's word",
       .changes = R"({"cap":null,"host_approves_walk_ins":true})",
       .affairs = {.category = "assistant", .registered = How::WalkIn},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "no soft cap keeps an interpreter out",
       .changes = kSoft,
       .affairs = {.category = "interpreter", .registered = How::List, .others_in = 5},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "a hard cap holds for a child that nobody announced",
       .changes = kHard,
       .affairs = {.category = "child", .registered = How::List, .others_in = 5},
       .usual = kFull},
      {.rule = "a child on the list owns its seat under a hard cap",
       .changes = kHard,
       .affairs = {.category = "child", .others_in = 5},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "an event may know no companions",
       .changes = R"({"admitted_categories":["member"],"companions":{"categories":[]}})",
       .affairs = {.category = "assistant"},
       .usual = always("not_on_list")},
      {.rule = "an assistant whose ticket was cancelled",
       .affairs = {.category = "assistant", .status = TicketStatus::Cancelled},
       .usual = always("cancelled")},
  };
}

}  // namespace

std::vector<RuleRow> seat_rules() {
  auto rules = caps();
  for (const auto& more : {room_under_caps(), companions()}) rules.insert(rules.end(), more.begin(), more.end());
  return rules;
}

}  // namespace einlass::policy
