// A code that nobody here knows is asked for at its source, a stand-in of pretix: what then stands on the list, and at
// the door.
#include "core/base/file.h"
#include "tests/server/venue/pulls/pulls_fixture.h"

#include <deque>

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

namespace einlass::venue {
namespace {

namespace json = boost::json;
using rules::TicketStatus;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* late_code = "latesecretofada0";

class CodesAtTheDoor : public PullsFixture {
 protected:
  CodesAtTheDoor() {
    tickets_.generate(20);
    pull_guests(true);
    kiosk_ = pair("North");
    tickets_.advance(600);
    sell();
    tickets_.clear_log();
    ask_aside();
  }

  // Where a server would hand it to another thread.
  void ask_aside() {
    desk().sources().use_asker([this](CodeQuestion question) {
      questions_.push_back(std::move(question));
      return true;
    });
  }

  // In seconds, after an answer of this kind to the question that is open. Afterwards one is open again.
  int pause_after(const json::object& fault) {
    tickets_.clear_faults();
    tickets_.fault(fault);
    EXPECT_FALSE(hear());
    EXPECT_EQ(at_door(late_code, json::serialize(fault)), "unknown_code");
    int seconds = 0;
    for (; !is_asked(late_code) && seconds < 2'000; ++seconds) clock_.advance(std::chrono::seconds(1));
    return seconds;
  }

  void sell(const json::object& order = {}, const json::object& position = {}) {
    json::object sold{{"id", "LATE1"}, {"email", "ada@example.org"}};
    json::object place{{"id", 901}, {"order", "LATE1"}, {"attendee_name", "Ada Late"}, {"secret", late_code}};
    for (const auto& [name, value] : order) sold[name] = value;
    for (const auto& [name, value] : position) place[name] = value;
    tickets_.load({{"orders", json::array{sold}}, {"positions", json::array{place}}});
  }

  wire::AdmitRequest whole_scan(const std::string& code, const std::string& name = "") {
    auto request = scan(code, name);
    std::get<wire::CodeTarget>(request.target).code = code;
    return request;
  }
  bool is_asked(const std::string& code, const std::string& asker = "north") {
    return desk().sources().is_asked(asker, whole_scan(code));
  }
  // Everybody who is asked answers; whether somebody came in.
  bool hear() {
    bool came = false;
    while (!questions_.empty()) {
      const auto question = std::move(questions_.front());
      questions_.pop_front();
      came = value_of(desk().sources().answered(question, question.ask())) || came;
    }
    return came;
  }
  // As a kiosk scans; what it is told in the end.
  std::string at_door(const std::string& code, const std::string& name = "") {
    if (desk().sources().is_asked(kiosk_.id.text(), whole_scan(code, name))) hear();
    return outcome(admit(kiosk_, whole_scan(code, name)));
  }
  std::size_t named_late() {
    std::size_t count = 0;
    for (const auto& [id, row] : book()) count += row.guest.full_name == "Ada Late" ? 1U : 0U;
    return count;
  }

  store::KioskRecord kiosk_;
  std::deque<CodeQuestion> questions_;
};

TEST_F(CodesAtTheDoor, AreOfTheGuestWhoCameByAFileFirst) {
  import(std::string("Name,Code\nAda Late,") + late_code + "\n");
  pull_guests(false);
  update("positions", {{"id", 901}, {"secret", "newsecretofada0"}});
  EXPECT_EQ(at_door("newsecretofada0"), "admitted");
  EXPECT_EQ(named_late(), 1U);
}

TEST_F(CodesAtTheDoor, BringNobodyBackWhoWasErased) {
  import(std::string("Name,Code\nAda Late,") + late_code + "\n");
  pull_guests(false, true);
  pull_guests(false);
  const auto rows = book().size();
  erase(book().at("901").guest.id);
  EXPECT_EQ(at_door(late_code), "unknown_code");
  EXPECT_EQ(named_late(), 0U);
  EXPECT_THAT(book(), SizeIs(rows));
}

TEST_F(CodesAtTheDoor, AreGuestsOfTheHostThatTheLinkNames) {
  value_of(desk().crm().link("summit-2026", "tickets", "fair", "Anna Berg"));
  EXPECT_EQ(at_door(late_code), "admitted");
  EXPECT_EQ(book().at("901").guest.list_owner, "Anna Berg");
}

TEST_F(CodesAtTheDoor, LetInWhomTheirSourceHasNoNameFor) {
  sell({}, {{"attendee_name", nullptr}});
  EXPECT_EQ(at_door(late_code), "admitted");
  EXPECT_FALSE(book().at("901").guest.is_named());
}

TEST_F(CodesAtTheDoor, LetInWhoBoughtAMomentAgoOnce) {
  EXPECT_EQ(at_door(late_code, "first"), "admitted");
  EXPECT_EQ(at_door(late_code, "second"), "already_in");
  const auto row = book().at("901");
  EXPECT_EQ(row.guest.full_name, "Ada Late");
  EXPECT_EQ(row.source, "tickets");
  EXPECT_EQ(row.order_ref, "LATE1");
  EXPECT_THAT(book(), SizeIs(21));
}

struct AtItsSource {
  const char* name;
  json::object order;
  json::object position;
  const char* refusal;
};

class WhatASourceSays : public CodesAtTheDoor, public testing::WithParamInterface<AtItsSource> {};

TEST_P(WhatASourceSays, IsSaidAtTheDoor) {
  sell(GetParam().order, GetParam().position);
  EXPECT_EQ(at_door(late_code), GetParam().refusal);
}

INSTANTIATE_TEST_SUITE_P(Tickets, WhatASourceSays,
                         testing::Values(AtItsSource{"CancelledOrder", {{"status", "c"}}, {}, "cancelled"},
                                         AtItsSource{"CancelledPosition", {}, {{"canceled", true}}, "cancelled"},
                                         AtItsSource{"Expired", {{"status", "e"}}, {}, "cancelled"},
                                         AtItsSource{"Blocked", {}, {{"blocked", json::array{"admin"}}}, "blocked"},
                                         AtItsSource{"Unpaid", {{"status", "n"}}, {}, "unpaid"},
                                         AtItsSource{"OfATest", {{"testmode", true}}, {}, "unknown_code"},
                                         AtItsSource{"WithAnotherCode", {}, {{"secret", "another"}}, "unknown_code"}),
                         [](const auto& of) { return std::string(of.param.name); });

TEST_F(CodesAtTheDoor, AreAskedForOnceByTwoKiosksAndMakeOneGuest) {
  const auto south = pair("South");
  EXPECT_TRUE(is_asked(late_code, "north"));
  EXPECT_TRUE(is_asked(late_code, "south"));
  EXPECT_THAT(questions_, SizeIs(1));
  EXPECT_TRUE(hear());
  EXPECT_EQ(outcome(admit(kiosk_, whole_scan(late_code, "north"))), "admitted");
  EXPECT_EQ(outcome(admit(south, whole_scan(late_code, "south"))), "already_in");
  EXPECT_EQ(named_late(), 1U);
}

TEST_F(CodesAtTheDoor, AreNeitherDoubledNorOverwrittenByLaterPulls) {
  ASSERT_EQ(at_door(late_code), "admitted");
  const auto before = book().at("901");
  value_of(desk().door().begin());
  value_of(desk().staff().act({.event = event_, .place = {.name = "desk"}, .decider = rules::Decider::Host},
                              rules::CorrectGuest{.ticket = before.ticket.id, .fields = {{"full_name", "Ada King"}}}));
  value_of(desk().door().commit());
  const auto report = pull_guests(true);
  EXPECT_EQ(report.import->plan.count(guests::ChangeKind::Unchanged), 21);
  EXPECT_EQ(book().at("901"), before);
  EXPECT_THAT(book(), SizeIs(21));
  std::string shown;
  for (const auto& each : attendance_of(value_of(desk().reports().of("summit-2026"))).rows) {
    if (each.ticket == before.ticket.id.text()) shown = each.name;
  }
  EXPECT_EQ(shown, "Ada King");
}

// It has read past her before she bought.
TEST_F(CodesAtTheDoor, StayWhileAPullIsUnderWayThatDidNotSeeThem) {
  tickets_.change({{"delete", json::object{{"positions", json::array{901}}}}});
  tickets_.change({{"delete", json::object{{"orders", json::array{"LATE1"}}}}});
  const auto job = value_of(desk().crm().begin_pull({.connector = "tickets", .event = "summit-2026", .full = true}));
  const auto read = job.read(waiting_);
  sell();
  ASSERT_EQ(at_door(late_code), "admitted");
  value_of(desk().crm().finish_pull(job, read));
  EXPECT_EQ(book().at("901").ticket.status, TicketStatus::Confirmed);
}

// Her order was read whole, before she was added to it.
TEST_F(CodesAtTheDoor, StayWhileAPullIsUnderWayThatReadTheirOrderWhole) {
  const auto job = value_of(desk().crm().begin_pull({.connector = "tickets", .event = "summit-2026", .full = false}));
  const auto read = job.read(waiting_);
  tickets_.load(
      {{"positions",
        json::array{json::object{
            {"id", 902}, {"order", "LATE1"}, {"attendee_name", "Bob Later"}, {"secret", "latersecretofbob"}}}}});
  ASSERT_EQ(at_door("latersecretofbob"), "admitted");
  value_of(desk().crm().finish_pull(job, read));
  EXPECT_EQ(book().at("901").ticket.status, TicketStatus::Confirmed) << "the pull brings her";
  EXPECT_EQ(book().at("902").ticket.status, TicketStatus::Confirmed);
}

TEST_F(CodesAtTheDoor, AreNotAskedForAgainSoonWhereNobodyHasThem) {
  EXPECT_EQ(at_door("nobodys", "1"), "unknown_code");
  const auto asked = tickets_.log().size();
  EXPECT_EQ(at_door("nobodys", "2"), "unknown_code");
  EXPECT_EQ(tickets_.log().size(), asked);
  clock_.advance(SourceDesk::unknown_lasts);
  EXPECT_TRUE(is_asked("nobodys"));
}

TEST_F(CodesAtTheDoor, ThatSomebodyMakesUpFloodNoSource) {
  int asked = 0;
  for (int i = 0; i < 100; ++i) {
    clock_.advance(base::Milliseconds(100));  // the connector itself would take more
    if (!is_asked("made-up-" + std::to_string(i), "one kiosk")) continue;
    ++asked;
    hear();
  }
  EXPECT_EQ(asked, SourceDesk::misses_of_one.at_once);
  EXPECT_FALSE(is_asked(late_code, "one kiosk"));
  EXPECT_TRUE(is_asked(late_code, "another"));
  hear();
  clock_.advance(SourceDesk::misses_of_one.one_more_each);
  EXPECT_TRUE(is_asked("made-up", "one kiosk"));
}

TEST_F(CodesAtTheDoor, AreAskedForAsOftenAsTheConnectorsLimitAllows) {
  auto with = options();
  with.connectors = {test::connector_to("tickets", settings::ConnectorKind::Pretix, tickets_.url())};
  with.connectors.front().requests_per_minute = 60;
  desk_.reset();
  desk_ = value_of(Desk::open(with));
  ask_aside();
  const auto asked = [&] {
    int count = 0;
    for (int i = 0; i < 30; ++i) count += is_asked("made-up-" + std::to_string(i), std::to_string(i)) ? 1 : 0;
    hear();
    return count;
  };
  EXPECT_EQ(asked(), SourceDesk::at_once);
  EXPECT_EQ(asked(), 0);
  clock_.advance(std::chrono::seconds(6));
  EXPECT_EQ(asked(), 1) << "ten a minute, of sixty requests";
}

// Then the door says at once what it says without a source.
TEST_F(CodesAtTheDoor, AreLeftAloneWhileTheirSourceDoesNotAnswer) {
  ASSERT_TRUE(is_asked(late_code));
  EXPECT_EQ(pause_after({{"kind", "drop"}}), 30);
  EXPECT_EQ(pause_after({{"kind", "server_error"}}), 60);
  tickets_.clear_faults();
  EXPECT_TRUE(hear());
  EXPECT_EQ(at_door(late_code, "in the end"), "admitted");
}

TEST_F(CodesAtTheDoor, AreLeftAloneAsLongAsTheirSourceWants) {
  ASSERT_TRUE(is_asked(late_code));
  EXPECT_EQ(pause_after({{"kind", "too_many"}, {"retry_after", 300}}), 300);
}

TEST_F(CodesAtTheDoor, AreNotLeftAloneForHours) {
  ASSERT_TRUE(is_asked(late_code));
  EXPECT_EQ(pause_after({{"kind", "too_many"}, {"retry_after", 7'200}}), 900);
}

TEST_F(CodesAtTheDoor, AreLeftAloneWhileTheirSourceIsAway) {
  tickets_.go_away();
  EXPECT_EQ(at_door(late_code), "unknown_code");
  EXPECT_FALSE(is_asked(late_code, "south"));
  EXPECT_FALSE(is_asked("another", "south"));
}

TEST_F(CodesAtTheDoor, WaitNoLongerThanTwoSeconds) {
  ASSERT_TRUE(is_asked(late_code));
  EXPECT_TRUE(desk().sources().is_on_its_way(whole_scan(late_code)));
  clock_.advance(SourceDesk::longest_wait);
  EXPECT_FALSE(desk().sources().is_on_its_way(whole_scan(late_code)));
  EXPECT_FALSE(is_asked(late_code)) << "nor is it asked for a second time meanwhile";
  EXPECT_THAT(questions_, SizeIs(1));
}

TEST_F(CodesAtTheDoor, AreAskedForWhereTheyCanBeAnybodys) {
  EXPECT_FALSE(is_asked(position(3, "secret"))) << "it is on the list";
  EXPECT_FALSE(desk().sources().is_asked("north", scan(late_code))) << "the kiosk's list has it";
  auto wrong = whole_scan(late_code);
  std::get<wire::CodeTarget>(wrong.target).code = "something else";
  EXPECT_FALSE(desk().sources().is_asked("north", wrong)) << "not what was hashed";
  auto with = new_event();
  with.key = "other";
  create(with);
  EXPECT_FALSE(is_asked(late_code)) << "this event has no source";
  import("Name,Code\nSomebody,of-the-other-event\n", "other");
  event_ = value_of(desk().events().find("summit-2026")).id;
  EXPECT_FALSE(is_asked("of-the-other-event"));
  desk().sources().use_asker({});
  EXPECT_FALSE(is_asked(late_code)) << "nobody would bring the answer";
}

TEST_F(CodesAtTheDoor, AreNotAskedForBeforeTheFirstPull) {
  value_of(desk().crm().link("summit-2026", "tickets", "unread"));
  EXPECT_FALSE(is_asked(late_code));
}

TEST_F(CodesAtTheDoor, BringNobodyOnceTheEventIsUnlinked) {
  ASSERT_TRUE(is_asked(late_code));
  value_of(desk().crm().unlink("summit-2026", "tickets"));
  EXPECT_FALSE(hear());
  EXPECT_EQ(named_late(), 0U);
}

TEST_F(CodesAtTheDoor, StandInNoLog) {
  std::ostringstream lines;
  const auto before = spdlog::default_logger();
  const auto logger = std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines));
  logger->set_level(spdlog::level::trace);
  spdlog::set_default_logger(logger);
  ASSERT_EQ(at_door(late_code, "1"), "admitted");
  ASSERT_EQ(at_door("nobodys-code", "2"), "unknown_code");
  tickets_.fault({{"kind", "drop"}});
  ASSERT_EQ(at_door("dropped-code", "3"), "unknown_code");
  spdlog::set_default_logger(before);
  EXPECT_THAT(lines.str(), HasSubstr("GET")) << "there are lines";
  for (const char* secret : {late_code, "LATE1", "nobodys-code", "dropped-code", "Ada", "ada@", "standin-key"}) {
    EXPECT_THAT(lines.str(), Not(HasSubstr(secret)));
  }
}

// Like a pull: where a hard cap leaves no seat, the guest waits.
TEST_F(CodesAtTheDoor, TakeASeatAsTheListDoes) {
  value_of(desk().events().set_policy(
      {.event = "summit-2026", .fields = R"({"cap": {"persons": 20, "kind": "hard", "counts": "admitted"}})"}));
  EXPECT_EQ(at_door(late_code), "waitlisted");
}

}  // namespace
}  // namespace einlass::venue
