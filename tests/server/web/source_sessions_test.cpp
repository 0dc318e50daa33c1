// Scans of codes that nobody here knows, while their source is asked.
#include "core/rules/ticket_code.h"
#include "core/rules/words.h"
#include "tests/server/web/kiosk_sessions_fixture.h"
#include "tests/support/standins/connector.h"

namespace einlass::web {
namespace {

using ::testing::SizeIs;

constexpr const char* late_code = "LATE-0001";

class SourceSessionsTest : public KioskSessionsTest {
 protected:
  void SetUp() override {
    connectors = {test::connector_to("shop", settings::ConnectorKind::Pretix, "http://127.0.0.1:9")};
    KioskSessionsTest::SetUp();
    ASSERT_TRUE(desk->crm().link("evening", "shop", "fair"));
    auto crm = store::CrmStore::open(desk_options().state_directory / venue::crm_file).value();
    const store::PullKey key{.connector = "shop", .remote = "fair"};
    ASSERT_TRUE(crm.begin_pull(key, true, evening()));
    ASSERT_TRUE(crm.keep_page(key, {.next = "W", .last = true}));
    ASSERT_TRUE(crm.finish_pull(key, evening()));
    desk->sources().use_asker([this](venue::CodeQuestion question) {
      questions.push_back(std::move(question));
      return true;
    });
    west = paired_and_joined("west");
    hello(west);
  }

  wire::AdmitRequest scan(const std::string& code) {
    const auto& keys = desk->event(event_id).value()->keys;
    return {.event = event_id,
            .scan = {.scan = rules::ScanId::random()},
            .target = wire::CodeTarget{.hash = rules::code_hash(keys.code_key, code), .code = code}};
  }
  static rules::PulledTicket late_ticket() {
    return {.external_id = "901", .order_ref = "LATE1", .full_name = "Ada Late", .code = late_code};
  }
  void answer(base::Result<std::optional<rules::PulledTicket>> ticket) {
    const auto question = std::move(questions.front());
    questions.pop_front();
    ASSERT_TRUE(desk->sources().answered(question, {.ticket = std::move(ticket)}));
    sessions->source_answered();
    run_turn();
  }
  std::string told(const Kiosk& kiosk) {
    const auto reply = next<wire::AdmitReply>(kiosk.session);
    if (!reply) return "nothing";
    const auto* refused = std::get_if<rules::AdmissionRefused>(&reply->admission);
    return refused == nullptr ? "admitted" : std::string(rules::word(refused->refusal));
  }

  std::deque<venue::CodeQuestion> questions;
  Kiosk west;
};

TEST_F(SourceSessionsTest, LetInWhomTheSourceTellsOf) {
  say(west.session, scan(late_code));
  EXPECT_EQ(told(west), "nothing");
  ASSERT_THAT(questions, SizeIs(1));
  answer(late_ticket());
  EXPECT_EQ(told(west), "admitted");
  say(west.session, scan(late_code));
  EXPECT_EQ(told(west), "already_in");
  EXPECT_THAT(questions, SizeIs(0));
}

TEST_F(SourceSessionsTest, AreAnsweredAfterTwoSecondsWhateverTheSourceDoes) {
  say(west.session, scan(late_code));
  clock.advance(venue::SourceDesk::longest_wait - base::Milliseconds(1));
  run_turn();
  EXPECT_EQ(told(west), "nothing");
  EXPECT_EQ(sessions->next_due().value(), clock.monotonic() + base::Milliseconds(1));
  clock.advance(base::Milliseconds(1));
  run_turn();
  EXPECT_EQ(told(west), "unknown_code");
  // Which is late, and no loss.
  answer(late_ticket());
  say(west.session, scan(late_code));
  EXPECT_EQ(told(west), "admitted");
}

TEST_F(SourceSessionsTest, HoldUpNobodyElse) {
  say(west.session, scan(late_code));
  say(west.session, admission(0));
  EXPECT_EQ(told(west), "admitted");
  const auto east = paired_and_joined("east");
  hello(east);
  say(east.session, admission(1));
  EXPECT_EQ(told(east), "admitted");
  EXPECT_EQ(told(west), "nothing");
}

TEST_F(SourceSessionsTest, WaitForOneAnswerAtTwoKiosks) {
  const auto east = paired_and_joined("east");
  hello(east);
  say(west.session, scan(late_code));
  say(east.session, scan(late_code));
  ASSERT_THAT(questions, SizeIs(1));
  answer(late_ticket());
  EXPECT_EQ(told(west), "admitted");
  EXPECT_EQ(told(east), "already_in");
}

TEST_F(SourceSessionsTest, AreRefusedAtOnceWhereTheSourceHasNothingOrFails) {
  say(west.session, scan("made up"));
  answer(std::nullopt);
  EXPECT_EQ(told(west), "unknown_code");
  say(west.session, scan(late_code));
  answer(base::fail(base::ErrorKind::Unavailable, "It is away."));
  EXPECT_EQ(told(west), "unknown_code");
  say(west.session, scan("another"));
  EXPECT_EQ(told(west), "unknown_code") << "it is left alone";
  EXPECT_THAT(questions, SizeIs(0));
}

TEST_F(SourceSessionsTest, AskNothingAtAKioskOfAnotherEvent) {
  create_another("other");
  ASSERT_TRUE(desk->kiosks().assign("west", "other", ""));
  event_id = desk->events().find("evening").value().id;
  say(west.session, scan(late_code));
  EXPECT_THAT(questions, SizeIs(0));
}

}  // namespace
}  // namespace einlass::web
