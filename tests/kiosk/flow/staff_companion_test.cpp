// Who comes along with a guest is registered with her and admitted in one go.
#include "tests/kiosk/flow/staff_walk.h"

#include <functional>

#include <gmock/gmock.h>

namespace einlass::flow {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class StaffCompanion : public StaffTest {
 protected:
  StaffCompanion() {
    walk.config.categories["assistant"] = {{"en", "Assistant"}, {"de", "Assistenz"}};
    walk.config.categories["child"] = {{"en", "Child"}, {"de", "Kind"}};
  }
  std::vector<std::string> labels() const {
    std::vector<std::string> all;
    for (const Button& button : walk.model().buttons) all.push_back(button.label);
    return all;
  }
  void at_form(std::size_t kind) {
    sign_in();
    open(sheet());
    choose(StaffAction::Companion);
    choose_answer(kind);
  }
  const rules::RegisterGuest& registered() {
    const auto* act = last_act<rules::RegisterGuest>();
    EXPECT_NE(act, nullptr);
    static const rules::RegisterGuest nobody;
    return act == nullptr ? nobody : *act;
  }
};

TEST_F(StaffCompanion, IsRegisteredWithHerGuestAndAdmittedInOneGo) {
  sign_in();
  open(sheet(1));
  press_button("action_" + std::to_string(static_cast<int>(StaffAction::Companion)));
  EXPECT_EQ(headline(), "Who comes along with the guest?");
  EXPECT_EQ(walk.model().name, "Jürgen Groß");
  EXPECT_THAT(labels(), ElementsAre("Assistant", "Child", "interpreter", "Back"));
  choose_answer(1);
  EXPECT_EQ(headline(), "Child");
  EXPECT_THAT(walk.model().body, HasSubstr("counted"));
  type("Kim");
  walk.give(FormSent{});
  type("Groß");
  press_button("send");
  EXPECT_EQ(registered().category, "child");
  EXPECT_EQ(registered().with, id_of<rules::TicketId>(7));
  EXPECT_EQ(registered().guest.full_name, "Kim Groß");
  EXPECT_EQ(registered().places, 1);
  const auto ticket = registered().ticket;
  EXPECT_FALSE(ticket.is_nil());
  EXPECT_NE(ticket, id_of<rules::TicketId>(7));
  EXPECT_FALSE(registered().guest.id.is_nil());
  done();
  const auto asked = walk.asked_for<AskAdmission>().back();
  EXPECT_EQ(asked.chosen, ticket);
  EXPECT_EQ(asked.how, rules::How::WalkIn);
  EXPECT_EQ(asked.by.number, 3U);
  walk.answer(granted());
  EXPECT_EQ(headline(), "Admitted");
}

TEST_F(StaffCompanion, ComesByTheListWhereThereAreNoWalkIns) {
  walk.config.policy.walk_in = rules::WalkIn::No;
  at_form(0);
  press_button("send");
  done();
  EXPECT_EQ(walk.asked_for<AskAdmission>().back().how, rules::How::List);
}

TEST_F(StaffCompanion, WithoutANameIsCalledByHerKindInTheKiosksLanguage) {
  walk.config.default_language = "de";
  at_form(0);
  press_button("send");
  EXPECT_EQ(registered().guest.full_name, "Assistenz");
  EXPECT_EQ(registered().guest.last_name, "");
}

TEST_F(StaffCompanion, NeedsNoChoiceWhereThereIsOneKind) {
  walk.config.policy.companions.categories = {"assistant"};
  sign_in();
  open(sheet());
  choose(StaffAction::Companion);
  EXPECT_EQ(walk.model().layout, Layout::Form);
  EXPECT_EQ(headline(), "Assistant");
}

TEST_F(StaffCompanion, IsSentAgainUnderTheSameIdsAfterAFailure) {
  at_form(0);
  type("Ida");
  press_button("send");
  const auto first = registered();
  not_done(base::ErrorKind::Timeout);
  EXPECT_EQ(walk.model().fields.at(0).text, "Ida") << "nothing need be typed again";
  press_button("send");
  EXPECT_EQ(registered().ticket, first.ticket);
  EXPECT_EQ(registered().guest.id, first.guest.id);
  EXPECT_EQ(registered().with, first.with);
}

TEST_F(StaffCompanion, IsOneTooManyBeyondWhatThePolicyGivesEachGuest) {
  at_form(0);
  press_button("send");
  not_done(base::ErrorKind::Refused);
  EXPECT_EQ(notice(), "This guest may bring nobody more along. Please ask an organiser.");
  EXPECT_EQ(walk.asked_for<AskAdmission>().size(), 0U) << "whoever is not registered is not admitted";
}

TEST_F(StaffCompanion, IsLeftOutByGoingBackToTheGuest) {
  at_form(0);
  walk.give(DonePressed{});
  EXPECT_EQ(walk.model().layout, Layout::Sheet);
  EXPECT_EQ(walk.model().name, "Jürgen Groß");
  EXPECT_EQ(last_act<rules::RegisterGuest>(), nullptr);
}

struct Offer {
  std::string of;
  bool offered;
  rules::Role role = rules::Role::Staff;
  std::function<void(rules::EventPolicy&)> policy = [](auto&) {};
  std::function<void(rules::GuestSheet&)> guest = [](auto&) {};
};

TEST_F(StaffCompanion, IsOfferedByRolePolicyAndGuest) {
  using rules::TicketStatus;
  const auto status = [](TicketStatus is) { return [is](rules::GuestSheet& sheet) { sheet.ticket.status = is; }; };
  const std::vector<Offer> cases{
      {.of = "staff", .offered = true},
      {.of = "a host", .offered = true, .role = rules::Role::Host},
      {.of = "a helper", .offered = false, .role = rules::Role::Helper},
      {.of = "no walk-ins", .offered = true, .policy = [](auto& policy) { policy.walk_in = rules::WalkIn::No; }},
      {.of = "people are only counted",
       .offered = true,
       .policy = [](auto& policy) { policy.walk_in = rules::WalkIn::CountOnly; }},
      {.of = "none per guest", .offered = false, .policy = [](auto& policy) { policy.companions.per_guest = 0; }},
      {.of = "no kinds", .offered = false, .policy = [](auto& policy) { policy.companions.categories.clear(); }},
      {.of = "a companion", .offered = false, .guest = [](auto& sheet) { sheet.ticket.category = "child"; }},
      {.of = "a cancelled guest", .offered = false, .guest = status(TicketStatus::Cancelled)},
      {.of = "a blocked guest", .offered = false, .guest = status(TicketStatus::Blocked)},
      {.of = "a waiting guest", .offered = false, .guest = status(TicketStatus::Waitlisted)},
      {.of = "who owes", .offered = true, .guest = [](auto& sheet) { sheet.ticket.payment = rules::Payment::Open; }},
  };
  const FlowConfig usual = walk.config;
  for (const Offer& each : cases) {
    walk = Walk::open();
    walk.config = usual;
    each.policy(walk.config.policy);
    sign_in(each.role);
    auto guest = sheet();
    each.guest(guest);
    open(guest);
    EXPECT_EQ(offers("Brings a companion"), each.offered) << each.of;
    choose(StaffAction::Companion);
    EXPECT_EQ(walk.model().layout == Layout::Choice, each.offered) << each.of;
  }
}

TEST_F(StaffCompanion, NamesNobodyAloud) {
  at_form(1);
  type("Kim");
  walk.config.aloud = true;
  for (const auto& said : spoken_form(walk.model())) EXPECT_THAT(said, ::testing::Not(HasSubstr("Kim")));
  EXPECT_THAT(spoken_form(walk.model()), ::testing::Contains(HasSubstr("The name may be left empty.")));
}

}  // namespace
}  // namespace einlass::flow
