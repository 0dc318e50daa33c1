// Who wants to be told of whose arrival, and that nobody is told of others' guests.
#include "tests/server/commands/host_fixture.h"

namespace einlass::commands {
namespace {

using base::ErrorKind;

class HostNoticesTest : public HostFixture {
 protected:
  void SetUp() override {
    create("club_evening");
    add("Jana", "anna");
    add("Omar", "anna", {{"category", "member"}});
    add("Berta's guest", "berta");
    go_to("18:30");
  }
  Answer want(json::object what, const venue::Caller& who, bool on = true) {
    what["on"] = on;
    return ask("notice.ask", std::move(what), who);
  }
  json::object guest(const std::string& name) { return {{"ticket", id(name)}}; }
  // Names of who arrived, as the page is told.
  std::vector<std::string> told(const venue::Caller& who) {
    std::vector<std::string> names;
    const auto news = ask("door.news", {}, who);
    for (const auto& line : news.at("notices").at("arrived").as_array()) {
      names.emplace_back(line.at("name").as_string());
    }
    return names;
  }
  using Names = std::vector<std::string>;
};

TEST_F(HostNoticesTest, AreOfTheGuestsSheAskedFor) {
  want(guest("Jana"), anna_);
  EXPECT_EQ(told(anna_), Names{});
  admit("Omar", anna_);
  EXPECT_EQ(told(anna_), Names{});
  admit("Jana", anna_);
  EXPECT_EQ(told(anna_), Names{"Jana"});
  EXPECT_EQ(told(berta_), Names{});
  EXPECT_EQ(told(organiser_), Names{}) << "who asked for nothing is told nothing";
}

TEST_F(HostNoticesTest, StayUntilSheHasSeenThemAlsoAfterARestart) {
  want({{"all", true}}, anna_);
  admit("Jana", anna_);
  go_to("18:40");
  admit("Omar", anna_);
  reopen();
  EXPECT_EQ(told(anna_), (Names{"Omar", "Jana"})) << "the newest first";
  ask("notice.seen", {{"tickets", json::array{id("Jana")}}}, anna_);
  reopen();
  EXPECT_EQ(told(anna_), Names{"Omar"});
}

TEST_F(HostNoticesTest, AreNewsOnly) {
  admit("Jana", anna_);
  want({{"all", true}}, anna_);
  EXPECT_EQ(told(anna_), Names{}) << "she was there when it was asked for";
  admit("Omar", anna_);
  want({{"category", "member"}}, anna_);
  EXPECT_EQ(told(anna_), Names{"Omar"}) << "a further wish takes no news away";
}

TEST_F(HostNoticesTest, AreToldAgainOfWhoIsLetInAnew) {
  want({{"category", "member"}}, anna_);
  admit("Omar", anna_);
  ask("notice.seen", {{"tickets", json::array{id("Omar")}}}, anna_);
  ask("guest.undo", {{"ticket", id("Omar")}, {"scan", scan_id("Omar")}}, anna_);
  EXPECT_EQ(told(anna_), Names{});
  go_to("19:00");
  admit("Omar", anna_, "once more");
  EXPECT_EQ(told(anna_), Names{"Omar"});
}

TEST_F(HostNoticesTest, EndWhenSheWantsNoMore) {
  want({{"all", true}}, anna_);
  want(guest("Jana"), anna_);
  admit("Jana", anna_);
  admit("Omar", anna_);
  EXPECT_FALSE(want({{"all", true}}, anna_, false).at("all").as_bool());
  EXPECT_EQ(told(anna_), Names{"Jana"});
}

TEST_F(HostNoticesTest, NameNoGuestOfOtherLists) {
  EXPECT_EQ(want(guest("Berta's guest"), anna_).error, ErrorKind::NotFound);
  want({{"all", true}}, anna_);
  want({{"category", "guest"}}, anna_);
  want({{"all", true}}, staff_);
  admit("Berta's guest", berta_);
  EXPECT_EQ(told(anna_), Names{});
  EXPECT_EQ(told(staff_), Names{"Berta's guest"});
  EXPECT_EQ(want({{"all", true}}, helper_).error, ErrorKind::Refused);
}

TEST_F(HostNoticesTest, AreAskedForOneByOne) {
  EXPECT_EQ(want({}, anna_).error, ErrorKind::InvalidInput);
  EXPECT_EQ(want({{"all", true}, {"category", "member"}}, anna_).error, ErrorKind::InvalidInput);
  EXPECT_EQ(want({{"category", "nonsense"}}, anna_).error, ErrorKind::InvalidInput);
}

TEST_F(HostNoticesTest, WriteNothingIntoTheJournal) {
  const auto before = entries();
  want({{"all", true}}, anna_);
  ask("notice.seen", {{"tickets", json::array{id("Jana")}}}, anna_);
  EXPECT_EQ(entries(), before);
}

}  // namespace
}  // namespace einlass::commands
