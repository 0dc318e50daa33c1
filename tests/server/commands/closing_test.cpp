// Closing an event: what stands in its way, what is kept, and what becomes of what arrives afterwards.
#include "core/wire/entry_json.h"
#include "tests/server/commands/host_fixture.h"

namespace einlass::commands {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

class Closing : public HostFixture {
 protected:
  void SetUp() override {
    create("summit");
    pair("Nord 1");
    for (const char* name : {"Ada", "Bea", "Cleo"}) add(name, "anna");
    add("Party", "berta", {{"places", 3}, {"category", "press"}});
    go_to("18:30");
  }

  Answer closing() { return ask("event.closing", {}, organiser_); }
  Answer close(bool confirm = false) { return ask("event.close", {{"confirm", confirm}}, organiser_); }
  std::int64_t figure(const Answer& answer, const char* name) { return answer.at("figures").at(name).as_int64(); }

  // Two doors that were parted let the same guest in.
  void make_conflict(const std::string& ticket) {
    for (const auto journal : {rules::JournalId::random(), rules::JournalId::random()}) merge(row(journal, ticket));
  }
  rules::JournalRow row(rules::JournalId journal, const std::string& ticket) {
    rules::JournalRow row;
    row.entry.id = {journal, event_, 1};
    row.entry.place = {.kiosk = kiosk_.id, .name = "Nord 2", .door = {}};
    row.entry.ticket = rules::TicketId::parse(id(ticket)).value();
    row.entry.scan = rules::ScanStep{rules::ScanId::random(), 0};
    row.entry.time.venue = desk_->now();
    row.entry.alone = true;
    row.entry.fact = rules::Admitted{.persons = 1, .places = 1, .category = "guest"};
    return row;
  }
  rules::Merged merge(const rules::JournalRow& row) {
    EXPECT_TRUE(desk_->door().begin());
    const auto merged = desk_->door().merge({row});
    EXPECT_TRUE(desk_->door().commit());
    return merged.value().front();
  }
  void park_one() {
    EXPECT_TRUE(desk_->door().begin());
    rules::UnreadableEntry strange{{rules::JournalId::random(), event_, 1}, R"({"format":9})", {}};
    EXPECT_TRUE(desk_->door().merge({}, {strange}));
    EXPECT_TRUE(desk_->door().commit());
  }
};

TEST_F(Closing, KeepsTheFigures) {
  admit("Ada", organiser_);
  admit("Party", organiser_);
  ask("guest.excuse", {{"ticket", id("Bea")}, {"excused", true}}, organiser_);
  EXPECT_EQ(closing().word("state"), "open");
  const auto closed = close();
  ASSERT_FALSE(closed.error) << closed.text;
  EXPECT_EQ(closed.word("state"), "closed");
  EXPECT_EQ(closed.word("by"), organiser_.name);
  EXPECT_EQ(closed.number("at"), desk_->now().unix_ms());
  EXPECT_EQ(figure(closed, "tickets"), 4);
  EXPECT_EQ(figure(closed, "expected"), 6);
  EXPECT_EQ(figure(closed, "admitted"), 4);
  EXPECT_EQ(figure(closed, "no_shows"), 1) << "the excused did not just stay away";
  EXPECT_EQ(figure(closed, "excused"), 1);
  EXPECT_EQ(closed.at("figures").at("by_category").at("press").at("admitted"), 3);
  reopen();
  EXPECT_EQ(closing().at("figures"), closed.at("figures")) << "also after a restart";
  EXPECT_EQ(closing().number("at"), closed.number("at"));
}

TEST_F(Closing, TellsKiosksThatTheDoorsAreClosed) {
  ASSERT_FALSE(close().error);
  EXPECT_EQ(scan_at_kiosk("Ada"), "too_late");
  EXPECT_EQ(admit("Ada", anna_, "late").word("refusal"), "too_late") << "staff may set it aside";
  EXPECT_EQ(closing().word("state"), "closed") << "who is turned away reopens nothing";
  ASSERT_FALSE(ask("event.reopen", {}, organiser_).error);
  EXPECT_EQ(closing().word("state"), "open");
  EXPECT_EQ(scan_at_kiosk("Ada", "again"), "admitted");
}

// What is open, and what the answer names.
TEST_F(Closing, IsRefusedWhileSomethingIsOpen) {
  struct Case {
    std::function<void()> make;
    const char* field;
    const char* said;
  };
  const std::vector<Case> cases{{[&] { make_conflict("Ada"); }, "conflicts", "1 conflict"},
                                {[&] { park_one(); }, "parked", "1 entry that was put aside"},
                                {[&] {
                                   desk_->kiosks().seen(kiosk_.id);
                                   go_to("18:32");
                                 },
                                 "kiosks_away", "1 kiosk that is not connected"}};
  std::string expected;
  for (const auto& [make, field, said] : cases) {
    make();
    const auto open = closing().at("open");
    const auto& value = open.at(field);
    EXPECT_TRUE(value.is_array() ? value.as_array().size() == 1 : value.as_int64() == 1) << field;
    const auto refused = close();
    EXPECT_EQ(refused.error, ErrorKind::Refused) << field;
    EXPECT_THAT(refused.text, HasSubstr(said));
    EXPECT_EQ(closing().word("state"), "open") << field;
  }
  EXPECT_EQ(close(true).word("state"), "closed") << "confirmed";
}

TEST_F(Closing, ShowsLateEntriesUntilItIsClosedAgain) {
  admit("Ada", organiser_);
  const auto closed = close();
  const auto late = row(rules::JournalId::random(), "Bea");
  EXPECT_EQ(merge(late).answer, rules::MergeAnswer::Accepted) << "nothing is lost";
  auto now = closing();
  EXPECT_EQ(now.word("state"), "reopened");
  EXPECT_EQ(now.number("late_entries"), 1);
  EXPECT_EQ(figure(now, "admitted"), 1) << "those of the closing";
  merge(late);
  EXPECT_EQ(closing().number("late_entries"), 1) << "known";
  park_one();
  EXPECT_EQ(closing().number("late_entries"), 2);
  EXPECT_EQ(ask("event.status", {}, organiser_).number("late_entries"), 2);
  CommandContext context{.desk = *desk_, .reach = reach_, .caller = organiser_};
  const auto list = json::parse(run(context, {.name = "event.list"}).value()).as_array();
  EXPECT_EQ(list.at(0).at("late_entries"), 2);
  EXPECT_EQ(list.at(0).at("totals").at("admitted"), 2);
  now = close(true);
  EXPECT_EQ(now.word("state"), "closed");
  EXPECT_EQ(figure(now, "admitted"), 2);
  EXPECT_EQ(closing().number("late_entries"), 0);
  EXPECT_EQ(close(true).error, ErrorKind::Refused) << "nothing came since";
}

TEST_F(Closing, StandsInTheJournalWithWhoDidIt) {
  ASSERT_FALSE(close().error);
  ASSERT_FALSE(ask("event.reopen", {}, organiser_).error);
  EXPECT_EQ(ask("event.reopen", {}, organiser_).error, ErrorKind::Refused);
  const auto written = event().store.journal().arrived_after(0, {"event_closed", "event_reopened"});
  ASSERT_EQ(written->rows.size(), 2U);
  for (const auto& row : written->rows) EXPECT_EQ(row.entry.operator_number, organiser_.number);
}

TEST_F(Closing, LeavesTheEventAsItIsUntilItIsReopened) {
  const auto policy = ask("event.policy", {}, organiser_).text;
  ASSERT_FALSE(close().error);
  EXPECT_EQ(ask("event.set", {{"name", "Other"}}, organiser_).error, ErrorKind::Refused);
  EXPECT_EQ(ask("event.set_policy", {{"changes", json::object{{"search", false}}}}, organiser_).error,
            ErrorKind::Refused);
  ASSERT_FALSE(ask("event.reopen", {}, organiser_).error);
  EXPECT_EQ(ask("event.policy", {}, organiser_).text, policy);
}

}  // namespace
}  // namespace einlass::commands
