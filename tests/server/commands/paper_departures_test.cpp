// When somebody left, written beside her row by hand and typed back.
#include "tests/server/commands/paper_fixture.h"

namespace einlass::commands {
namespace {

using base::ErrorKind;

class PaperDepartures : public PaperFixture {
 protected:
  void SetUp() override {
    create("summit");
    add("Ada", "");
    add("Party", "", {{"places", 3}});
    list_ = print();
    go_to("21:00");
  }

  Answer leave(const std::string& name, const std::string& at, json::object more = {},
               const std::optional<venue::Caller>& who = std::nullopt) {
    more["list"] = list_.number;
    more["row"] = code(list_, name);
    more["at"] = "2026-11-23T" + at;
    return ask("paper.leave", std::move(more), who);
  }
  Answer came(const std::string& name) {
    return enter(list_.number, code(list_, name), {{"from", "2026-11-23T18:00"}, {"until", "2026-11-23T19:00"}});
  }
  int inside() { return event().store.journal().totals().value().inside; }

  venue::EmergencyList list_;
};

TEST_F(PaperDepartures, SayWhenAndOnWhichList) {
  came("Ada");
  const auto left = leave("Ada", "20:10", {}, staff_);
  EXPECT_EQ(left.number("persons"), 1) << left.text;
  EXPECT_FALSE(left.at("repeated").as_bool());
  EXPECT_EQ(left.line().at("inside").as_int64(), 0);
  EXPECT_EQ(inside(), 0);
  EXPECT_EQ(admitted(), 1) << "she was here";
  const auto entry = entries_of("Ada").back();
  EXPECT_EQ(std::get<rules::Departed>(entry.fact).persons, 1);
  EXPECT_EQ(event().zone.local_time(entry.time.venue), "20:10");
  EXPECT_FALSE(entry.time.sure);
  EXPECT_EQ(entry.operator_number, staff_.number);
  EXPECT_EQ(entry.place.name, "paper list " + std::to_string(list_.number));
}

TEST_F(PaperDepartures, CountOnceAndAreTakenBack) {
  came("Party");
  const auto left = leave("Party", "20:10", {{"persons", 2}});
  EXPECT_TRUE(leave("Party", "20:10", {{"persons", 2}}).at("repeated").as_bool());
  EXPECT_EQ(inside(), 1);
  const auto before = entries();
  ask("guest.undo", {{"ticket", id("Party")}, {"scan", left.at("scan")}}, std::nullopt);
  EXPECT_EQ(entries(), before + 1);
  EXPECT_EQ(inside(), 3);
  EXPECT_EQ(admitted(), 3) << "none of the admissions was undone";
  EXPECT_EQ(leave("Party", "20:15").number("persons"), 3);
  EXPECT_EQ(inside(), 0);
}

TEST_F(PaperDepartures, AreOfNoMoreThanAreInside) {
  came("Ada");
  EXPECT_EQ(leave("Ada", "20:10", {{"persons", 3}}).number("persons"), 1);
  EXPECT_EQ(leave("Party", "20:10").error, ErrorKind::NotFound) << "nobody of it came";
  EXPECT_EQ(leave("Party", "20:10", {{"persons", 2}}).error, ErrorKind::NotFound);
}

TEST_F(PaperDepartures, AreOfNoOtherTime) {
  came("Ada");
  EXPECT_EQ(leave("Ada", "21:10").error, ErrorKind::InvalidInput) << "that is not over";
  EXPECT_EQ(leave("Ada", "ten").error, ErrorKind::InvalidInput);
  EXPECT_EQ(leave("Ada", "17:30").error, ErrorKind::InvalidInput) << "she came later";
  pair("Nord 1");
  scan_at_kiosk("Party");
  EXPECT_EQ(leave("Party", "20:30").error, ErrorKind::InvalidInput) << "the kiosk let them in at nine";
  EXPECT_EQ(inside(), 4);
}

// What is typed the next morning is of the evening.
TEST_F(PaperDepartures, AreOfTheDayOnWhichTheyWereWritten) {
  came("Ada");
  go_to("23:30");
  clock_.advance(base::Milliseconds(10 * 3'600'000));
  EXPECT_EQ(leave("Ada", "22:50").number("persons"), 1);
  EXPECT_EQ(std::get<rules::Departed>(entries_of("Ada").back().fact).day,
            std::get<rules::Admitted>(entries_of("Ada").front().fact).day);
}

TEST_F(PaperDepartures, TakeAGuestWhoIsOnNoList) {
  came("Ada");
  const json::object typed{{"ticket", id("Ada")}, {"scan", scan_id("typed")}, {"at", "2026-11-23T20:10"}};
  EXPECT_EQ(ask("paper.leave", typed, staff_).number("persons"), 1);
  EXPECT_TRUE(ask("paper.leave", typed, staff_).at("repeated").as_bool());
  EXPECT_EQ(entries_of("Ada").back().place.name, "paper");
}

TEST_F(PaperDepartures, AreNotForEverybody) {
  came("Ada");
  EXPECT_EQ(leave("Ada", "20:10", {}, helper_).error, ErrorKind::Refused);
  EXPECT_EQ(leave("Ada", "20:10", {}, anna_).error, ErrorKind::NotFound) << "a guest of nobody's list";
  int refused = 0;
  for (char digit = '0'; digit <= '9'; ++digit) {
    const json::object typed{{"list", list_.number}, {"row", std::string("1-") + digit}, {"at", "2026-11-23T20:10"}};
    refused += ask("paper.leave", typed, staff_).error == ErrorKind::InvalidInput ? 1 : 0;
  }
  EXPECT_EQ(refused, 9) << "one check digit is right, and which one the list says";
}

}  // namespace
}  // namespace einlass::commands
