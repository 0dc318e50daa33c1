// Kiosks that are moved at their own screens, as connected kiosks hear it.
#include "tests/server/web/kiosk_sessions_fixture.h"

namespace einlass::web {
namespace {

class MoveSessions : public KioskSessionsTest {
 protected:
  void SetUp() override {
    KioskSessionsTest::SetUp();
    evening_ = event_id;
    create_another("matinee");
    matinee_ = std::exchange(event_id, evening_);
    ada_ = take_on("Ada", rules::Role::Staff);
    kiosk_ = paired_and_joined("west");
    sent[kiosk_.session].messages.clear();
  }

  std::uint32_t take_on(const std::string& name, rules::Role role) {
    const auto record = desk->roster().check({.name = name, .role = role, .events = {}}).value();
    return desk->roster().add(record, base::blake2b(name)).value().number;
  }
  void move(std::uint32_t by, rules::EventId event, const std::string& door = {}) {
    say(kiosk_.session, wire::MoveRequest{.token = 8, .move = {.by = by, .event = event, .door = door}});
  }
  std::optional<rules::EventId> assigned() { return desk->kiosks().find("west")->event; }

  rules::EventId evening_, matinee_;
  std::uint32_t ada_ = 0;
  Kiosk kiosk_;
};

TEST_F(MoveSessions, TellWhereAKioskMayGo) {
  say(kiosk_.session, wire::DestinationsRequest{.token = 7, .operator_number = ada_});
  const auto told = next<wire::Destinations>(kiosk_.session);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->token, 7U);
  EXPECT_EQ(told->found.events.size(), 2U);
}

TEST_F(MoveSessions, AnswerAMoveAndThenTellTheNewAssignment) {
  move(ada_, matinee_, "garden");
  auto& messages = sent[kiosk_.session].messages;
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(std::get<wire::Moved>(messages[0]).token, 8U);
  EXPECT_EQ(std::get<wire::Assignment>(messages[1]).event, matinee_);
  EXPECT_EQ(std::get<wire::Assignment>(messages[1]).door, "garden");
  const auto request = admission(0);
  say(kiosk_.session, request);
  EXPECT_EQ(next<wire::ErrorReport>(kiosk_.session).value().scan, request.scan) << "it serves the evening no more";
}

TEST_F(MoveSessions, SayWhyNot) {
  const auto helper = take_on("Hal", rules::Role::Helper);
  say(kiosk_.session, wire::DestinationsRequest{.token = 7, .operator_number = helper});
  const auto told = next<wire::ErrorReport>(kiosk_.session).value();
  EXPECT_EQ(told.token, 7U);
  EXPECT_EQ(told.about, "destinations_request");
  EXPECT_EQ(told.kind, base::ErrorKind::Refused);
  for (const auto& [by, event, kind] :
       {std::tuple(helper, matinee_, base::ErrorKind::Refused), std::tuple(0U, matinee_, base::ErrorKind::Refused),
        std::tuple(ada_, rules::EventId::random(), base::ErrorKind::NotFound)}) {
    move(by, event);
    const auto why = next<wire::ErrorReport>(kiosk_.session).value();
    EXPECT_EQ(why.token, 8U);
    EXPECT_EQ(why.about, "move_request");
    EXPECT_EQ(why.kind, kind);
    EXPECT_FALSE(next<wire::Assignment>(kiosk_.session));
    EXPECT_EQ(assigned(), evening_);
  }
}

TEST_F(MoveSessions, AnswerAMoveThatIsAskedForAgainAlike) {
  move(ada_, matinee_);
  ASSERT_TRUE(next<wire::Moved>(kiosk_.session));
  move(ada_, matinee_);
  EXPECT_TRUE(next<wire::Moved>(kiosk_.session));
  EXPECT_EQ(assigned(), matinee_);
}

TEST_F(MoveSessions, MoveTheKioskThatAsksAndNoOther) {
  const auto other = paired_and_joined("east");
  sent[other.session].messages.clear();
  move(ada_, matinee_);
  EXPECT_EQ(desk->kiosks().find("east")->event, evening_);
  EXPECT_FALSE(next<wire::Assignment>(other.session));
}

TEST_F(MoveSessions, MoveNobodyWhoHasNotProvenWhoSheIs) {
  const auto stranger = connect();
  say(stranger, wire::MoveRequest{.token = 1, .move = {.by = ada_, .event = matinee_, .door = {}}});
  EXPECT_EQ(next<wire::Bye>(stranger).value().reason, wire::ByeReason::Proof);
  EXPECT_EQ(assigned(), evening_);
}

}  // namespace
}  // namespace einlass::web
