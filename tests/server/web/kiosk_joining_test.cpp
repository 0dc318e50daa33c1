// How a kiosk comes in: pairing, and the proof of its key on each connection.
#include "server/web/kiosk_sessions.h"
#include "tests/server/web/kiosk_sessions_fixture.h"

namespace einlass::web {
namespace {

TEST_F(KioskSessionsTest, PairAKioskWithACodeThatWorksOnce) {
  const auto secret = offer("west");
  const auto session = connect();
  say(session, wire::PairRequest{.secret = secret, .key = base::make_signing_pair().open});
  const auto accepted = next<wire::PairAccepted>(session);
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->name, "west");
  EXPECT_TRUE(sent[session].closed);

  const auto again = connect();
  say(again, wire::PairRequest{.secret = secret, .key = base::make_signing_pair().open});
  EXPECT_EQ(next<wire::PairRefused>(again).value().reason, wire::PairRefusal::Code);
  EXPECT_TRUE(sent[again].closed);
}

TEST_F(KioskSessionsTest, WelcomeAKioskThatProvesItsKeyAndTellItItsEvent) {
  const auto kiosk = paired_and_joined("west");
  EXPECT_EQ(next<wire::Welcome>(kiosk.session).value().journal, desk->journal());
  const auto assignment = next<wire::Assignment>(kiosk.session).value();
  EXPECT_EQ(assignment.event, event_id);
  EXPECT_EQ(assignment.kiosk_name, "west");
}

TEST_F(KioskSessionsTest, SendAwayWhoCannotProveTheKey) {
  auto kiosk = pair("west");
  kiosk.keys = base::make_signing_pair();
  join(kiosk);
  EXPECT_EQ(next<wire::Bye>(kiosk.session).value().reason, wire::ByeReason::Proof);
  EXPECT_TRUE(sent[kiosk.session].closed);
}

TEST_F(KioskSessionsTest, TakeNoProofThatWasMadeForAnotherConnection) {
  auto kiosk = pair("west");
  const auto session = connect("binding of the server");
  const auto challenge = next<wire::Challenge>(session).value();
  say(session, proof_of(kiosk, challenge.nonce, "binding of a machine in the middle"));
  EXPECT_EQ(next<wire::Bye>(session).value().reason, wire::ByeReason::Proof);
}

TEST_F(KioskSessionsTest, ChallengeEveryConnectionAnew) {
  const auto first = next<wire::Challenge>(connect()).value();
  const auto second = next<wire::Challenge>(connect()).value();
  EXPECT_NE(first.nonce, second.nonce);
}

TEST_F(KioskSessionsTest, AnswerNothingBeforeTheProof) {
  const auto session = connect();
  say(session, admission(0));
  EXPECT_EQ(next<wire::Bye>(session).value().reason, wire::ByeReason::Proof);
  EXPECT_FALSE(next<wire::AdmitReply>(session));
}

TEST_F(KioskSessionsTest, CloseAConnectionThatNeverProvesItself) {
  const auto session = connect();
  const auto kiosk = paired_and_joined("west");
  clock.advance(KioskSessions::time_to_prove - base::Milliseconds(1));
  run_turn();
  EXPECT_FALSE(sent[session].closed);
  clock.advance(base::Milliseconds(1));
  run_turn();
  EXPECT_TRUE(sent[session].closed);
  EXPECT_FALSE(sent[kiosk.session].closed);
}

TEST_F(KioskSessionsTest, SayWhatWasWrongWithAMessageAndClose) {
  const auto session = connect();
  sessions->received(session, wire::decode("no message"));
  EXPECT_EQ(next<wire::Bye>(session).value().reason, wire::ByeReason::BadMessage);
  EXPECT_TRUE(sent[session].closed);
}

}  // namespace
}  // namespace einlass::web
