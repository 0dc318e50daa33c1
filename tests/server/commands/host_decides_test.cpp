// "Let in" for who stands at a door: it does what the page then says, whatever she was refused for.
#include "db/guest_book.h"
#include "tests/server/commands/host_fixture.h"

namespace einlass::commands {
namespace {

class HostDecides : public HostFixture {
 protected:
  // Whatever the policy says, both are on the list, and confirmed.
  void begin(const std::string& preset, const std::string& policy = "{}") {
    create(preset);
    for (const auto* name : {"Ada", "Bea"}) add(name, "anna");
    const auto changed = ask("event.set_policy", {{"changes", json::parse(policy)}}, std::nullopt);
    EXPECT_FALSE(changed.error) << changed.text;
    pair("North");
    go_to("18:30");
  }
  json::array waiting() { return ask("door.news", {}, anna_).at("waiting").as_array(); }
  // As the page does it, of the scan and step that the news have.
  Answer let_in(const json::value& who) {
    return ask("guest.decide",
               {{"ticket", who.at("ticket")}, {"scan", who.at("scan")}, {"step", who.at("step")}, {"approved", true}},
               anna_);
  }
  // Who stands there was refused for that, and one press lets her in.
  void expect_one_press_is_enough(const char* refusal) {
    const auto before = waiting();
    ASSERT_EQ(before.size(), 1U);
    EXPECT_EQ(before[0].at("refused_for"), refusal);
    EXPECT_TRUE(before[0].at("may_set_aside").as_bool());
    const auto answer = let_in(before[0]);
    EXPECT_EQ(answer.word("outcome"), "admitted") << refusal << ": " << answer.text;
    EXPECT_TRUE(waiting().empty());
    const auto written = entries();
    EXPECT_EQ(let_in(before[0]).text, answer.text) << "the reply was lost";
    EXPECT_EQ(entries(), written);
  }
};

TEST_F(HostDecides, LetsInWhomAListCancelled) {
  begin("private_club");
  auto row = **event().store.guests().by_ticket(*rules::TicketId::parse(id("Ada")));
  row.ticket.status = rules::TicketStatus::Cancelled;
  ASSERT_TRUE(desk_->guests().put(event_, row));
  EXPECT_EQ(scan_at_kiosk("Ada"), "cancelled");
  expect_one_press_is_enough("cancelled");
}

TEST_F(HostDecides, LetsInWhoComesWhenTheDoorsAreClosed) {
  begin("private_club");
  go_to("23:59");
  scan_at_kiosk("Ada");
  EXPECT_EQ(waiting()[0].at("refused_for"), "too_late");
  expect_one_press_is_enough("too_late");
}

TEST_F(HostDecides, LetsInBeyondASoftCap) {
  begin("club_evening", R"({"seats": "first_come", "cap": {"persons": 1, "kind": "soft", "counts": "admitted"}})");
  EXPECT_EQ(scan_at_kiosk("Bea"), "admitted");
  EXPECT_EQ(scan_at_kiosk("Ada"), "full");
  expect_one_press_is_enough("full");
}

// The last seat went while she stood there.
TEST_F(HostDecides, LetsInNobodyBeyondAHardCap) {
  begin("private_club", R"({"seats": "first_come", "cap": {"persons": 1, "kind": "hard", "counts": "admitted"}})");
  EXPECT_EQ(scan_at_kiosk("Ada"), "announced");
  EXPECT_EQ(admit("Bea", anna_).word("outcome"), "admitted");
  const auto answer = let_in(waiting()[0]);
  EXPECT_EQ(answer.word("outcome"), "refused");
  EXPECT_EQ(answer.word("refusal"), "full");
  EXPECT_FALSE(waiting()[0].at("may_set_aside").as_bool()) << "no button any more";
  EXPECT_EQ(admitted(), 1);
}

// The first press ends the wait for her approval; what it is refused for is then said, and the next one sets it aside.
TEST_F(HostDecides, GoesOnBehindAStepThatWasRefused) {
  begin("private_club", R"({"seats": "first_come", "cap": {"persons": 1, "kind": "soft", "counts": "admitted"}})");
  EXPECT_EQ(scan_at_kiosk("Ada"), "announced");
  admit("Bea", anna_);
  const auto first = waiting()[0];
  EXPECT_EQ(let_in(first).word("refusal"), "full");
  EXPECT_EQ(let_in(first).word("refusal"), "full") << "asked again, it is the same step";
  EXPECT_EQ(waiting()[0].at("step"), 1);
  expect_one_press_is_enough("full");
  EXPECT_EQ(admitted(), 2);
}

TEST_F(HostDecides, HasTheQuestionsAskedInTheSameScan) {
  begin("private_club", R"({"questions": [{"id": "diet", "text": {"en": "What don't you eat?"}, "required": true,
                                           "consent": false, "text_version": 1}]})");
  EXPECT_EQ(scan_at_kiosk("Ada"), "needs_answers");
  ASSERT_EQ(waiting().size(), 1U) << "a closed event's kiosk asks nothing";
  const auto refused = let_in(waiting()[0]);
  EXPECT_EQ(refused.word("refusal"), "needs_answers");
  EXPECT_EQ(refused.at("questions"), json::array{"diet"});
  const auto next = ask("guest.answer",
                        {{"ticket", id("Ada")},
                         {"scan", refused.at("scan")},
                         {"step", refused.at("step")},
                         {"answers", {{"diet", "nuts"}}},
                         {"language", "en"}},
                        anna_);
  ASSERT_FALSE(next.error) << next.text;
  const auto answer =
      ask("guest.admit", {{"ticket", id("Ada")}, {"scan", next.at("scan")}, {"step", next.at("step")}}, anna_);
  EXPECT_EQ(answer.word("outcome"), "admitted") << answer.text;
}

}  // namespace
}  // namespace einlass::commands
