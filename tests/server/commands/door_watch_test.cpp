// What pages are told of the doors: whom a call for help reaches, who is going, how busy kiosks are, what labels are
// left.
#include "tests/server/commands/host_fixture.h"

namespace einlass::commands {
namespace {

using DoorWatch = HostFixture;

class Roster : public HostFixture {
 protected:
  venue::Caller on_the_roster(const std::string& name, rules::Role role, const std::set<std::string>& lists = {}) {
    auto who = caller(role);
    const store::StaffRecord member{.member = {.name = name, .role = role}, .lists = lists};
    who.number = desk_->roster().add(member, base::sha256(name)).value().number;
    return who;
  }
};

class HelpCalls : public Roster {
 protected:
  void SetUp() override {
    create("club_evening");
    pair("North");
    call_for_help();
  }
  // Seconds from the call until it reaches her.
  std::int64_t reaches(const venue::Caller& who) {
    const auto calls = ask("door.news", {}, who);
    const auto& call = calls.at("calls").at(0).as_object();
    return (call.at("reaches_you").as_int64() - call.at("at").as_int64()) / 1000;
  }
};

TEST_F(HelpCalls, ReachHostsAndHelpersFirstThenStaffThenOrganisers) {
  EXPECT_EQ(reaches(organiser_), 0) << "nobody else is on the roster";
  on_the_roster("Sven", rules::Role::Staff);
  EXPECT_EQ(reaches(staff_), 0);
  EXPECT_EQ(reaches(organiser_), 30);
  on_the_roster("Hanna", rules::Role::Host);
  EXPECT_EQ(reaches(anna_), 0);
  EXPECT_EQ(reaches(helper_), 0);
  EXPECT_EQ(reaches(staff_), 30);
  EXPECT_EQ(reaches(organiser_), 60);
  const auto call = ask("door.news", {}, anna_).at("calls").at(0);
  EXPECT_EQ(call.at("loud").as_int64() - call.at("at").as_int64(), 60'000);
}

TEST_F(HelpCalls, SayWhoIsGoingForAWhile) {
  clock_.advance(std::chrono::seconds(40));
  const auto who = on_the_roster("Berta Berg", rules::Role::Host);
  EXPECT_TRUE(ask("door.news", {}, who).at("in_hand").as_array().empty());
  ASSERT_FALSE(ask("call.answer", {{"scan", scan_id("help")}}, who).error);
  const auto news = ask("door.news", {}, anna_);
  EXPECT_TRUE(news.at("calls").as_array().empty());
  ASSERT_EQ(news.at("in_hand").as_array().size(), 1U);
  const auto& in_hand = news.at("in_hand").at(0).as_object();
  EXPECT_EQ(in_hand.at("by"), "Berta Berg");
  EXPECT_EQ(in_hand.at("kiosk"), "North");
  EXPECT_EQ(in_hand.at("answered").as_int64() - in_hand.at("at").as_int64(), 40'000);
  clock_.advance(std::chrono::minutes(4));
  EXPECT_TRUE(ask("door.news", {}, anna_).at("in_hand").as_array().empty());
}

// Who waits reaches hosts first, though helpers, who decide about nobody, are there too; everybody sees her at once.
TEST_F(Roster, SaysWhomAGuestWhoWaitsReachesWhen) {
  create("private_club");
  pair("North");
  on_the_roster("Hilde", rules::Role::Helper);
  on_the_roster("Sven", rules::Role::Staff);
  add("Uta", "anna");
  go_to("18:30");
  ASSERT_EQ(scan_at_kiosk("Uta"), "announced");
  const auto reached = [&](const venue::Caller& who) {
    const auto waiting = ask("door.news", {}, who).at("waiting").as_array();
    const auto& guest = waiting.at(0).as_object();
    return (guest.at("reaches_you").as_int64() - guest.at("since").as_int64()) / 1000;
  };
  EXPECT_EQ(reached(staff_), 0) << "no host is on the roster";
  EXPECT_EQ(reached(organiser_), 30);
  on_the_roster("Berta", rules::Role::Host, {"berta"});
  EXPECT_EQ(reached(staff_), 0) << "nobody is told of a guest on another's list";
  on_the_roster("Hanna", rules::Role::Host, {"anna"});
  EXPECT_EQ(reached(anna_), 0);
  EXPECT_EQ(reached(staff_), 30);
  EXPECT_EQ(reached(organiser_), 60);
}

// As the desk sees it: guests come one by one all evening, and then there is no pause any more.
TEST_F(DoorWatch, AdvisesAFurtherLaneWithinAMinuteOfAPeaksBeginning) {
  create("club_evening");
  pair("North");
  desk_->kiosks().came(kiosk_.id, "einlass-kiosk test");
  for (int guest = 0; guest < 30; ++guest) add("Guest " + std::to_string(guest), "anna");
  go_to("18:30");
  int guest = 0;
  const auto advice = [&] { return ask("event.arrivals", {}, organiser_).at("lanes").as_object(); };
  const auto next = [&](int seconds) {
    clock_.advance(std::chrono::seconds(seconds));
    EXPECT_EQ(scan_at_kiosk("Guest " + std::to_string(guest++)), "admitted");
  };
  for (int i = 0; i < 8; ++i) next(50);
  EXPECT_EQ(advice().at("advice"), "none");
  int seconds = 0;
  while (seconds < 120 && advice().at("advice") != "open_one") {
    next(10);
    seconds += 10;
  }
  EXPECT_LE(seconds, 60);
  EXPECT_GE(seconds, 30);
  EXPECT_EQ(advice().at("in_use").at(0).at("kiosk"), "North");
  clock_.advance(std::chrono::minutes(2));
  EXPECT_EQ(advice().at("advice"), "none") << "the peak is over";
  desk_->kiosks().left(kiosk_.id);
  EXPECT_TRUE(advice().at("in_use").as_array().empty());
}

// A refusal and what follows on it are steps of one scan.
TEST_F(DoorWatch, CountsAGuestOnceWhoIsLetInAfterAll) {
  create("club_evening");
  pair("North");
  desk_->kiosks().came(kiosk_.id, "einlass-kiosk test");
  go_to("18:30");
  for (int guest = 0; guest < 4; ++guest) {
    const auto name = "Guest " + std::to_string(guest);
    add(name, "anna");
    ASSERT_FALSE(ask("guest.withdraw", {{"ticket", id(name)}}, anna_).error);
    clock_.advance(std::chrono::seconds(5));
    EXPECT_EQ(scan_at_kiosk(name), "cancelled");
    ASSERT_FALSE(ask("guest.withdraw", {{"ticket", id(name)}, {"back", true}}, anna_).error);
    clock_.advance(std::chrono::seconds(5));
    EXPECT_EQ(scan_at_kiosk(name, name, 1), "admitted");
  }
  const auto lanes = ask("event.arrivals", {}, organiser_).at("lanes").as_object();
  EXPECT_NEAR(lanes.at("in_use").at(0).at("per_minute").to_number<double>(), 4, 0.5);
}

TEST_F(DoorWatch, TellsHowManyLabelsTheKiosksHave) {
  create("summit");
  pair("North");
  add("Ada", "anna");
  const auto labels = [&] { return ask("event.arrivals", {}, organiser_).at("labels").as_object(); };
  ASSERT_FALSE(ask("event.arrivals", {}, organiser_).at("labels").is_null()) << "badges are printed";
  EXPECT_TRUE(labels().at("left").is_null());
  desk_->kiosks().came(kiosk_.id, "einlass-kiosk test");
  desk_->kiosks().note_report(kiosk_.id, {.printing = {.printers = {{.name = "Door A", .labels = 40}, {.name = "B"}}}});
  EXPECT_EQ(labels().at("left"), 40);
  EXPECT_EQ(labels().at("uncounted"), 1);
}

}  // namespace
}  // namespace einlass::commands
