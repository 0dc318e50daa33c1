// Closing an event: what stands in its way, what is kept, and what becomes of what arrives afterwards.
#include "core/wire/entry_json.h"
#include "tests/server/commands/host_fixture.h"

#include <chrono>

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

TEST_F(Closing, LeavesNobodyExpectedOnHostsPages) {
  admit("Ada", organiser_);
  const auto no_shows = [&] { return ask("guests.list", {}, organiser_).at("totals").at("no_shows").as_int64(); };
  EXPECT_EQ(no_shows(), 0);
  close(true);
  EXPECT_EQ(no_shows(), 3) << "before its set end";
}

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

class OpenAtClosing : public Closing {
 public:
  using Closing::make_conflict;
  using Closing::park_one;

  void doubt_a_badge() {
    const auto serial = rules::BadgeSerial::random();
    for (const rules::Fact& fact : {rules::Fact(rules::BadgeStarted{.serial = serial, .replaces = {}}),
                                    rules::Fact(rules::BadgeUnknown{.serial = serial})}) {
      append(fact, rules::TicketId::parse(id("Ada")));
    }
  }
  void lease_seats() {
    append(rules::LeaseGranted{.lease = rules::LeaseId::random(),
                               .holder = rules::JournalId::random(),
                               .category = "",
                               .day = event().zone.day_of(desk_->now()),
                               .seats = 1,
                               .lasts_ms = 3'600'000});
  }
  void see_the_kiosk() { desk_->kiosks().seen(kiosk_.id); }
  void park_at_the_kiosk(rules::EventId event) { desk_->kiosks().note_parked(kiosk_.id, {{event, "forked", 1}}); }
  void park_at_the_kiosk() { park_at_the_kiosk(event_); }
  void report(std::uint64_t to_hand_over) {
    see_the_kiosk();
    wire::KioskReport report;
    report.to_hand_over = to_hand_over;
    desk_->kiosks().note_report(kiosk_.id, report);
  }
  rules::EventId move_the_kiosk() {
    const auto dinner = desk_->events().create({.preset = "summit",
                                                .key = "dinner",
                                                .name = "Dinner",
                                                .organiser = "The Association",
                                                .starts = "2026-11-23T18:00",
                                                .ends = "2026-11-23T23:00"});
    see_the_kiosk();
    EXPECT_TRUE(desk_->kiosks().assign(kiosk_.name, "dinner", std::nullopt));
    return dinner.value().id;
  }
  std::string open_a_page() { return ask("journal.open", {}, anna_).word("journal"); }
  void pack() {
    const venue::PackOrder order{.event = "evening", .label = "laptop"};
    EXPECT_TRUE(desk_->packs().note_packed(desk_->packs().begin(order).value(), order));
  }
  void wait(std::chrono::minutes minutes) { clock_.advance(minutes); }

 private:
  void append(const rules::Fact& fact, std::optional<rules::TicketId> ticket = {}) {
    rules::EntryDraft draft;
    draft.ticket = ticket;
    draft.fact = fact;
    EXPECT_TRUE(desk_->door().begin());
    EXPECT_TRUE(desk_->door().append(event_, draft));
    EXPECT_TRUE(desk_->door().commit());
  }
};

// One matter that is open, and nothing else.
using Open = OpenAtClosing;
struct OpenMatter {
  const char* field;
  void (*make)(Open& test);
  const char* said;
};
constexpr OpenMatter open_matters[] = {
    {"conflicts", [](Open& test) { test.make_conflict("Ada"); }, "1 conflict"},
    {"parked", [](Open& test) { test.park_one(); }, "1 entry that was put aside"},
    {"parked_at_kiosks", [](Open& test) { test.park_at_the_kiosk(); }, "1 entry that a kiosk put aside"},
    {"badges_in_doubt", [](Open& test) { test.doubt_a_badge(); }, "1 badge in doubt"},
    {"seats_out", [](Open& test) { test.lease_seats(); }, "1 seat that a kiosk or phone still has"},
    {"kiosks_away",
     [](Open& test) {
       test.see_the_kiosk();
       test.wait(std::chrono::minutes(2));
     },
     "1 kiosk that is not connected"},
    {"kiosks_moved", [](Open& test) { test.move_the_kiosk(); }, "1 kiosk that has not taken its other event yet"},
    {"kiosks_behind", [](Open& test) { test.report(3); }, "1 kiosk with entries to hand over"},
    {"phones_away",
     [](Open& test) {
       test.open_a_page();
       test.wait(std::chrono::minutes(11));
     },
     "1 phone that was not heard of lately"},
    {"packed_away", [](Open& test) { test.pack(); },
     "1 server that the event was packed for, from which nothing has come back"}};

class ClosingWithOpenMatter : public OpenAtClosing, public testing::WithParamInterface<OpenMatter> {};

TEST_P(ClosingWithOpenMatter, IsRefusedUnlessItIsConfirmed) {
  const auto& [field, make, said] = GetParam();
  make(*this);
  const auto told = closing();
  const auto& open = told.at("open").as_object();
  for (const auto& each : open) {
    const auto& value = each.value();
    const auto count = value.is_number()  ? value.to_number<std::int64_t>()
                       : value.is_array() ? static_cast<std::int64_t>(value.as_array().size())
                                          : static_cast<std::int64_t>(value.is_object());
    EXPECT_EQ(count, each.key() == field ? 1 : 0) << each.key();
  }
  const auto refused = close();
  EXPECT_EQ(refused.error, ErrorKind::Refused);
  EXPECT_THAT(refused.text, HasSubstr(std::string("This is still open: ") + said + "."));
  EXPECT_EQ(closing().word("state"), "open");
  EXPECT_EQ(close(true).word("state"), "closed") << "confirmed";
}

INSTANTIATE_TEST_SUITE_P(Each, ClosingWithOpenMatter, testing::ValuesIn(open_matters),
                         [](const auto& info) { return std::string(info.param.field); });

// What looks like it, and is none.
TEST_F(OpenAtClosing, IsNothingThatIsNotToCome) {
  park_at_the_kiosk(rules::EventId::random());
  report(0);
  const auto lost = open_a_page();
  wait(std::chrono::minutes(11));
  ASSERT_FALSE(ask("journal.lost", {{"journal", lost}}, organiser_).error);
  open_a_page();
  see_the_kiosk();
  const auto closed = close();
  EXPECT_FALSE(closed.error) << closed.text;
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

TEST_F(Closing, IsNotReopenedByWhoLeaves) {
  admit("Ada", organiser_);
  ASSERT_FALSE(close().error);
  ASSERT_FALSE(ask("guest.depart", {{"ticket", id("Ada")}}, organiser_).error);
  EXPECT_EQ(closing().word("state"), "closed");
  EXPECT_EQ(closing().number("late_entries"), 0);
}

// The figures are read by a worker, and guests go on coming in until they are.
TEST_F(Closing, CountsWhatCameBeforeTheFiguresWereRead) {
  CommandContext context{.desk = *desk_, .reach = reach_, .caller = organiser_};
  auto begun = begin(context, {.name = "event.close", .arguments = R"({"event":"evening"})"});
  auto& rest = std::get<CommandRest>(begun);
  admit("Ada", organiser_);
  auto worked = rest.work();
  admit("Bea", organiser_);
  const auto closed = json::parse(rest.close(context, std::move(worked)).value());
  EXPECT_EQ(closed.at("figures").at("admitted"), 1);
  EXPECT_EQ(closing().number("late_entries"), 1) << "Bea, and not Ada, who is in the figures";
}

// A page that was open when the doors had closed has handed over what it wrote.
TEST_F(OpenAtClosing, WaitsForNoPhoneThatWasHeardAfterTheDoorsClosed) {
  const auto own = ask("journal.open", {}, anna_);
  const auto away = [&] { return closing().at("open").at("phones_away").as_array().size(); };
  go_to("23:05");
  EXPECT_EQ(away(), 1U);
  const json::object known{
      {"journal", own.word("journal")}, {"author", own.at("author")}, {"proof", own.word("proof")}};
  ASSERT_FALSE(ask("journal.open", known, anna_).error);
  wait(std::chrono::minutes(30));
  EXPECT_EQ(away(), 0U);
}

TEST_F(OpenAtClosing, WaitsForNoPhoneThatSignedOut) {
  const auto own = ask("journal.open", {}, anna_);
  json::object known{{"journal", own.word("journal")}, {"author", own.at("author")}, {"proof", own.word("proof")}};
  auto other = known;
  other["proof"] = std::string(own.word("proof").size(), '0');
  EXPECT_EQ(ask("journal.retire", other, anna_).error, ErrorKind::Refused);
  EXPECT_EQ(ask("journal.list", {}, organiser_).value.as_array().size(), 1U);
  EXPECT_FALSE(ask("journal.retire", known, anna_).error);
  EXPECT_TRUE(ask("journal.list", {}, organiser_).value.as_array().empty());
  wait(std::chrono::minutes(11));
  EXPECT_TRUE(closing().at("open").at("phones_away").as_array().empty());
  EXPECT_FALSE(ask("journal.open", known, anna_).error) << "a phone that was put back goes on";
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
