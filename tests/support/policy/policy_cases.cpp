#include "tests/support/policy/policy_cases.h"

#include <algorithm>

namespace einlass::policy {
namespace {

using rules::How;
using rules::Payment;
using rules::Refusal;
using rules::TicketStatus;

const std::vector<std::string> kClosed{"private_club"};
const std::vector<std::string> kCapped{"award", "club_evening", "dinner", "lunch", "meetup", "professional_club"};
const std::vector<std::string> kListOnly{"award", "club_evening", "dinner",
                                         "lunch", "private_club", "professional_club"};

const Answers kIn = always("admitted");
const Answers kInByPerson = by_person("admitted", "needs_server", "admitted");
// Without a seat of one's own, under a cap, and no lease: only the server knows whether there is one.
const Answers kInByServer = online_and_alone("admitted", "needs_server");
const Answers kInByPersonAndServer = by_person("admitted", "needs_server", "needs_server");

const std::vector<std::pair<std::vector<std::string>, Answers>> kButClosed{{kClosed, kInByPerson}};
const std::vector<std::pair<std::vector<std::string>, Answers>> kButCapped{{kCapped, kInByServer},
                                                                           {kClosed, kInByPersonAndServer}};

PolicyCase row_of(const RuleRow& rule, const std::string& preset) {
  PolicyCase row{.preset = preset,
                 .rule = rule.rule,
                 .changes = rule.changes.empty() ? "{}" : rule.changes,
                 .affairs = rule.affairs,
                 .request = rule.request,
                 .answers = rule.usual};
  for (const auto& [presets, answers] : rule.but) {
    if (std::find(presets.begin(), presets.end(), preset) != presets.end()) row.answers = answers;
  }
  return row;
}

}  // namespace

Answers always(const std::string& word) {
  return {{Asker::Guest, word},
          {Asker::Staff, word},
          {Asker::Host, word},
          {Asker::GuestAlone, word},
          {Asker::StaffAlone, word}};
}

Answers online_and_alone(const std::string& online, const std::string& alone) {
  auto answers = always(online);
  answers[Asker::GuestAlone] = answers[Asker::StaffAlone] = alone;
  return answers;
}

Answers by_person(const std::string& word, const std::string& guest_alone, const std::string& staff_alone) {
  auto answers = always(word);
  answers[Asker::Guest] = "announced";
  answers[Asker::GuestAlone] = guest_alone;
  answers[Asker::StaffAlone] = staff_alone;
  return answers;
}

const std::vector<std::string>& preset_names() {
  static const std::vector<std::string> kNames{"award",  "club_evening", "dinner",       "lecture",           "lunch",
                                               "meetup", "multi_day",    "private_club", "professional_club", "summit"};
  return kNames;
}

const std::vector<PolicyCase>& policy_cases() {
  static const auto kCases = [] {
    std::vector<PolicyCase> cases;
    for (const auto& rules : {ticket_rules(), guest_rules(), door_rules(), seat_rules()}) {
      for (const auto& rule : rules) {
        for (const auto& preset : preset_names()) cases.push_back(row_of(rule, preset));
      }
    }
    return cases;
  }();
  return kCases;
}

std::vector<RuleRow> ticket_rules() {
  return {
      {.rule = "a confirmed ticket", .usual = kIn, .but = kButClosed},
      {.rule = "cancelled", .affairs = {.status = TicketStatus::Cancelled}, .usual = always("cancelled")},
      {.rule = "cancelled, set aside with a reason",
       .affairs = {.status = TicketStatus::Cancelled, .set_aside = Refusal::Cancelled},
       .usual = kIn,
       .but = kButCapped},
      {.rule = "blocked", .affairs = {.status = TicketStatus::Blocked}, .usual = always("blocked")},
      {.rule = "awaiting approval",
       .affairs = {.status = TicketStatus::AwaitingApproval},
       .usual = always("awaiting_approval")},
      {.rule = "approved by the host",
       .affairs = {.status = TicketStatus::AwaitingApproval, .approved = true},
       .usual = kIn,
       .but = kButCapped},
      {.rule = "on the waiting list", .affairs = {.status = TicketStatus::Waitlisted}, .usual = always("waitlisted")},
      {.rule = "moved up from the waiting list",
       .affairs = {.status = TicketStatus::Waitlisted, .moved_up = true},
       .usual = kIn,
       .but = kButCapped},
      {.rule = "payment open", .affairs = {.payment = Payment::Open}, .usual = always("unpaid")},
      {.rule = "payment settled elsewhere",
       .affairs = {.payment = Payment::Open, .settled = true},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "a signed code that no list has",
       .affairs = {.listed = false},
       .usual = kIn,
       .but = {{kListOnly, always("not_on_list")}, {{"meetup"}, kInByServer}}},
  };
}

std::vector<RuleRow> guest_rules() {
  return {
      {.rule = "an excluded category",
       .changes = R"({"admitted_categories":[],"excluded_categories":["press"]})",
       .affairs = {.category = "press"},
       .usual = always("not_on_list")},
      {.rule = "a category beside the admitted ones",
       .changes = R"({"admitted_categories":["member"]})",
       .affairs = {.category = "guest"},
       .usual = always("not_on_list")},
      {.rule = "an admitted category",
       .changes = R"({"admitted_categories":["member"]})",
       .usual = kIn,
       .but = kButClosed},
      {.rule = "an excluded category, approved by the host",
       .changes = R"({"admitted_categories":[],"excluded_categories":["press"]})",
       .affairs = {.category = "press", .approved = true},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "a service provider",
       .changes = R"({"category_caps":{"service_provider":{"persons":9,"kind":"soft","counts":"admitted"}}})",
       .affairs = {.category = "service_provider"},
       .usual = kIn,
       .but = {{{"professional_club", "club_evening"}, always("not_on_list")}, {kClosed, kInByPerson}}},
      {.rule = "not yet a member",
       .changes = R"({"category_caps":{"prospect":{"persons":9,"kind":"soft","counts":"admitted"}}})",
       .affairs = {.category = "prospect"},
       .usual = kIn,
       .but = kButClosed},
      {.rule = "a guest on the list", .affairs = {.category = "guest"}, .usual = kIn, .but = kButClosed},
      {.rule = "a required question",
       .changes =
           R"({"questions":[{"id":"diet","text":{"en":"Diet?"},"required":true,"consent":false,"text_version":1}]})",
       .usual = always("needs_answers")},
      {.rule = "a consent holds nobody up",
       .changes =
           R"({"questions":[{"id":"photo","text":{"en":"Photos?"},"required":true,"consent":true,"text_version":1}]})",
       .usual = kIn,
       .but = kButClosed},
  };
}

}  // namespace einlass::policy
