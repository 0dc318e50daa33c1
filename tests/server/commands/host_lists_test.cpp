// What hosts see of their guests, who is on a list and who is not, and what pages fetch while it changes.
#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "tests/server/commands/host_fixture.h"

#include <map>
#include <random>

namespace einlass::commands {
namespace {

using base::ErrorKind;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using HostLists = HostFixture;

std::vector<std::string> names(const Answer& answer) {
  std::vector<std::string> all;
  for (const auto& line : answer.at("guests").as_array()) all.emplace_back(line.at("name").as_string());
  std::sort(all.begin(), all.end());
  return all;
}

TEST_F(HostLists, AreOnesOwnByNameAndAllOthersByNumber) {
  create("club_evening");
  for (const auto* name : {"Ada", "Alba"}) add(name, "anna");
  add("Bea", "berta", {{"places", 3}});
  struct Case {
    venue::Caller who;
    std::vector<std::string> names;
    int expected;
    int others;
  };
  const std::vector<Case> cases{{anna_, {"Ada", "Alba"}, 2, 3},
                                {berta_, {"Bea"}, 3, 2},
                                {caller(rules::Role::Host, {"anna", "berta"}), {"Ada", "Alba", "Bea"}, 5, 0},
                                {caller(rules::Role::Host), {}, 0, 5},
                                {staff_, {"Ada", "Alba", "Bea"}, 5, 0},
                                {organiser_, {"Ada", "Alba", "Bea"}, 5, 0},
                                {helper_, {}, 0, 5}};
  for (const auto& each : cases) {
    const auto list = ask("guests.list", {}, each.who);
    EXPECT_EQ(names(list), each.names);
    EXPECT_EQ(list.at("totals").at("expected").as_int64(), each.expected);
    EXPECT_EQ(list.at("others").at("expected").as_int64(), each.others);
  }
}

TEST_F(HostLists, ComeInParts) {
  create("club_evening");
  for (int i = 0; i < 7; ++i) add("Guest " + std::to_string(i), "anna");
  std::vector<std::string> all;
  json::object asked{{"limit", 3}};
  int parts = 0;
  for (bool more = true; more; ++parts) {
    const auto part = ask("guests.list", asked, anna_);
    for (const auto& name : names(part)) all.push_back(name);
    more = part.at("more").as_bool();
    if (more) asked["after"] = part.at("guests").as_array().back().at("ticket");
  }
  EXPECT_EQ(parts, 3);
  EXPECT_EQ(std::set(all.begin(), all.end()).size(), 7U);
}

TEST_F(HostLists, OfAnotherEventAreAsIfThereWereNone) {
  create("club_evening");
  auto foreign = anna_;
  foreign.events = {rules::EventId::random()};
  const auto hidden = ask("guests.list", {}, foreign);
  const auto missing = ask("guests.list", {{"event", "nothing"}}, foreign);
  EXPECT_EQ(hidden.error, ErrorKind::NotFound);
  EXPECT_EQ(hidden.text, missing.text);
}

TEST_F(HostLists, TakeAGuestWeeksBefore) {
  create("club_evening");
  pair("North");
  const auto line = ask("guest.add", {{"ticket", id("Ada")}, {"first_name", "Ada"}, {"last_name", "King"}}, anna_);
  ASSERT_FALSE(line.error) << line.text;
  EXPECT_EQ(line.word("name"), "Ada King");
  EXPECT_EQ(line.word("list_owner"), "anna");
  EXPECT_EQ(line.word("status"), "confirmed");
  EXPECT_TRUE(line.at("owns_seat").as_bool());
  EXPECT_FALSE(line.at("walk_in").as_bool());
  const auto kiosks = desk_->door().guest_list({.event = event_, .have = {}}).value();
  EXPECT_EQ(kiosks.front().rows.size(), 1U) << "kiosks expect her";
  EXPECT_THAT(ask("attendance.export", {{"format", "csv"}}, std::nullopt).text, HasSubstr("expected"));
  go_to("18:30");
  EXPECT_EQ(scan_at_kiosk("Ada"), "admitted");
}

TEST_F(HostLists, TakeAWalkInWhileTheDoorsAreOpen) {
  create("club_evening");
  go_to("18:30");
  const auto line = ask("guest.add", {{"ticket", id("Ada")}, {"last_name", "King"}}, anna_);
  EXPECT_TRUE(line.at("walk_in").as_bool()) << line.text;
  EXPECT_FALSE(line.at("owns_seat").as_bool());
  EXPECT_EQ(admit("Ada", anna_).word("outcome"), "admitted");
  const auto later = ask("guest.add", {{"ticket", id("Bea")}, {"last_name", "B"}, {"at_door", false}}, anna_);
  EXPECT_FALSE(later.at("walk_in").as_bool()) << "she comes at nine, and is expected";
}

TEST_F(HostLists, TakeAGuestOnce) {
  create("club_evening");
  const json::object arguments{{"ticket", id("Ada")}, {"last_name", "King"}};
  const auto first = ask("guest.add", arguments, anna_);
  EXPECT_EQ(ask("guest.add", arguments, anna_).text, first.text);
  EXPECT_EQ(event().store.guests().count().value(), 1U);
  EXPECT_EQ(ask("guest.add", arguments, berta_).error, ErrorKind::NotFound) << "nor does anybody else learn of her";
}

TEST_F(HostLists, TakeNobodyWhoIsWrong) {
  create("club_evening");
  const auto two = caller(rules::Role::Host, {"anna", "berta"});
  struct Case {
    json::object arguments;
    venue::Caller who;
    ErrorKind error;
  };
  const std::vector<Case> cases{{{}, anna_, ErrorKind::InvalidInput},  // nobody without a name
                                {{{"last_name", "K"}, {"places", 0}}, anna_, ErrorKind::InvalidInput},
                                {{{"last_name", "K"}, {"places", 99}}, anna_, ErrorKind::InvalidInput},
                                {{{"last_name", "K"}, {"category", "queen"}}, anna_, ErrorKind::InvalidInput},
                                {{{"last_name", "K\nx"}}, anna_, ErrorKind::InvalidInput},
                                {{{"last_name", std::string(300, 'k')}}, anna_, ErrorKind::InvalidInput},
                                {{{"last_name", "K"}, {"list_owner", "berta"}}, anna_, ErrorKind::Refused},
                                {{{"last_name", "K"}}, two, ErrorKind::InvalidInput},  // on which?
                                {{{"last_name", "K"}}, staff_, ErrorKind::Refused},    // not before the doors open
                                {{{"last_name", "K"}}, helper_, ErrorKind::Refused}};
  for (auto each : cases) {
    each.arguments["ticket"] = rules::TicketId::random().text();
    EXPECT_EQ(ask("guest.add", each.arguments, each.who).error, each.error) << json::serialize(each.arguments);
  }
  EXPECT_EQ(event().store.guests().count().value(), 0U);
}

TEST_F(HostLists, LetAGuestGoForGoodAndComeBack) {
  create("club_evening");
  desk_->guests().import({.event = "evening", .content = "Attendee #,Name\n1,Ada King\n"}).value();
  const auto ticket =
      std::string(ask("guests.list", {}, organiser_).at("guests").as_array().front().at("ticket").as_string());
  const auto status = [&](const Answer& answer) { return answer.word("status"); };
  EXPECT_EQ(status(ask("guest.withdraw", {{"ticket", ticket}}, organiser_)), "cancelled");
  desk_->guests().import({.event = "evening", .content = "Attendee #,Name\n1,Ada King\n"}).value();
  EXPECT_EQ(ask("guest.sheet", {{"ticket", ticket}}, organiser_).line().at("status"), "cancelled")
      << "a list knows nothing of what a host did";
  EXPECT_EQ(status(ask("guest.withdraw", {{"ticket", ticket}, {"back", true}}, organiser_)), "confirmed");
}

TEST_F(HostLists, LetNobodyGoWhoIsInside) {
  create("club_evening");
  add("Ada", "anna");
  go_to("18:30");
  admit("Ada", anna_);
  EXPECT_EQ(ask("guest.withdraw", {{"ticket", id("Ada")}}, anna_).error, ErrorKind::Refused);
  ask("guest.undo", {{"ticket", id("Ada")}, {"scan", scan_id("Ada")}}, anna_);
  EXPECT_EQ(ask("guest.withdraw", {{"ticket", id("Ada")}}, anna_).word("status"), "cancelled");
  EXPECT_EQ(admit("Ada", anna_, "again").word("refusal"), "cancelled");
}

TEST_F(HostLists, SayWhatBecameOfAGuest) {
  create("club_evening");
  add("Ada", "anna");
  ask("guest.amend", {{"ticket", id("Ada")}, {"fields", {{"company", "Works"}}}}, anna_);
  ask("guest.note", {{"ticket", id("Ada")}, {"kind", "access"}, {"text", "needs the ramp"}}, anna_);
  ask("guest.note", {{"ticket", id("Ada")}, {"kind", "diet"}, {"text", ""}}, anna_);  // the kind says it
  ask("guest.excuse", {{"ticket", id("Ada")}, {"excused", true}}, anna_);
  ask("guest.excuse", {{"ticket", id("Ada")}, {"excused", false}}, anna_);
  go_to("18:30");
  admit("Ada", anna_);
  const auto sheet = ask("guest.sheet", {{"ticket", id("Ada")}}, anna_);
  ASSERT_FALSE(sheet.error) << sheet.text;
  EXPECT_EQ(sheet.line().at("company"), "Works");
  EXPECT_EQ(sheet.line().at("inside"), 1);
  EXPECT_EQ(sheet.line().at("notes"), json::value({"access", "diet"}));
  EXPECT_EQ(sheet.at("notes").at(0).at("text"), "needs the ramp");
  EXPECT_EQ(sheet.at("notes").at(1).at("text"), "");
  std::vector<std::string> kinds;
  for (const auto& moment : sheet.at("history").as_array()) kinds.emplace_back(moment.at("kind").as_string());
  EXPECT_THAT(kinds, ElementsAre("guest_amended", "excused", "excused", "admitted"));
  EXPECT_EQ(sheet.at("history").as_array().back().at("place"), "host page");
  EXPECT_EQ(sheet.at("history").as_array().back().at("word"), "host");
}

TEST_F(HostLists, KeepWhoComesInstead) {
  create("club_evening");
  add("Ada", "anna");
  const rules::HandTicketOn act{.ticket = *rules::TicketId::parse(id("Ada")), .instead = {.full_name = "Grace"}};
  ASSERT_TRUE(desk_->door().begin());
  desk_->staff()
      .transfer({.event = event_, .place = {.name = "test"}, .decider = rules::Decider::Host, .operator_number = 1},
                act)
      .value();
  ASSERT_TRUE(desk_->door().commit());
  EXPECT_THAT(names(ask("guests.list", {}, anna_)), ElementsAre("Grace"));
}

TEST_F(HostLists, AreExportedWithoutOthersNames) {
  create("club_evening");
  add("Ada", "anna");
  add("Zora", "berta", {{"places", 2}});
  const auto content = ask("guests.export", {}, anna_).word("content");
  EXPECT_THAT(content, HasSubstr("Ada"));
  EXPECT_THAT(content, Not(HasSubstr("Zora")));
  EXPECT_THAT(content, HasSubstr("(others)"));
  EXPECT_EQ(ask("guests.export", {}, staff_).error, ErrorKind::Refused);
}

TEST_F(HostLists, AreExportedOneByOneForOrganisers) {
  create("club_evening");
  add("Ada", "anna");
  add("Zora", "berta", {{"places", 2}});
  add("Grete", "");
  EXPECT_EQ(ask("event.status", {}, organiser_).at("lists"), (json::array{"anna", "berta"}));
  const auto of = [&](const std::string& list) {
    return ask("attendance.export", {{"format", "csv"}, {"list", list}}, organiser_);
  };
  EXPECT_EQ(of("anna").word("content"), ask("guests.export", {}, anna_).word("content"));
  EXPECT_EQ(of("berta").word("content"), ask("guests.export", {}, berta_).word("content"));
  EXPECT_THAT(of("berta").word("content"), AllOf(HasSubstr("Zora"), Not(HasSubstr("Ada"))));
  EXPECT_THAT(of("").word("content"), AllOf(HasSubstr("Ada"), HasSubstr("Zora"), HasSubstr("Grete")));
  const auto none = of("Anna");
  EXPECT_EQ(none.error, ErrorKind::NotFound);
  EXPECT_THAT(none.text, HasSubstr("no list of \"Anna\"; it has those of anna, berta."));
}

// A page that fetches what changed has the list that it would read.
class Follower {
 public:
  void take(const Answer& answer, bool anew) {
    if (anew) lines_.clear();
    for (const auto& line : answer.at("guests").as_array()) lines_[line.at("ticket").as_string()] = line;
    cursor = answer.word("cursor");
  }
  bool operator==(const Follower& other) const { return lines_ == other.lines_; }

  std::string cursor;

 private:
  std::map<json::string, json::value> lines_;
};

TEST_F(HostLists, AreFollowedChangeByChange) {
  create("club_evening");
  pair("North");
  for (int i = 0; i < 12; ++i) add("Guest " + std::to_string(i), i % 3 == 0 ? "berta" : "anna");
  go_to("18:30");
  Follower page;
  page.take(ask("guests.list", {}, anna_), true);
  std::mt19937 random(6);
  for (int turn = 0; turn < 150; ++turn) {
    const auto name = "Guest " + std::to_string(random() % 12);
    const auto scan = "turn " + std::to_string(turn);
    switch (random() % 7) {
      case 0:
        admit(name, anna_, scan);
        break;
      case 1:
        scan_at_kiosk(name, scan);
        break;
      case 2:
        ask("guest.depart", {{"ticket", id(name)}}, anna_);
        break;
      case 3:
        ask("guest.excuse", {{"ticket", id(name)}, {"excused", random() % 2 == 0}}, anna_);
        break;
      case 4:
        ask("guest.withdraw", {{"ticket", id(name)}, {"back", random() % 2 == 0}}, organiser_);
        break;
      case 5:
        add("Guest " + std::to_string(12 + turn), "anna", {{"at_door", random() % 2 == 0}});
        break;
      default:
        ask("guest.amend", {{"ticket", id(name)}, {"fields", {{"last_name", scan}}}}, organiser_);
    }
    if (random() % 3 != 0) continue;
    const auto changed = ask("guests.changed", {{"since", page.cursor}}, anna_);
    ASSERT_FALSE(changed.at("all").as_bool());
    page.take(changed, false);
    if (turn % 30 == 0) reopen();
    Follower fresh;
    fresh.take(ask("guests.list", {}, anna_), true);
    EXPECT_EQ(page, fresh) << turn;
    const auto again = ask("guests.changed", {{"since", page.cursor}}, anna_);
    if (again.at("all").as_bool()) page = fresh;
  }
}

TEST_F(HostLists, AreReadAnewWhereTooMuchWasMissed) {
  create("club_evening");
  add("Ada", "anna");
  const auto cursor = ask("guests.list", {}, anna_).word("cursor");
  EXPECT_FALSE(ask("guests.changed", {{"since", cursor}}, anna_).at("all").as_bool());
  reopen();
  EXPECT_TRUE(ask("guests.changed", {{"since", cursor}}, anna_).at("all").as_bool()) << "of an earlier run";
  for (const auto* wrong : {"", "x", "1-2", "../../etc"}) {
    EXPECT_TRUE(ask("guests.changed", {{"since", wrong}}, anna_).at("all").as_bool()) << wrong;
  }
}

TEST_F(HostLists, ForgetWhoIsErased) {
  create("club_evening");
  const auto guest = add("Ada", "anna").word("guest");
  EXPECT_THAT(names(ask("guests.list", {}, organiser_)), ElementsAre("Ada"));
  ASSERT_FALSE(ask("guests.erase", {{"guests", {guest}}}, std::nullopt).error);
  EXPECT_THAT(ask("guests.list", {}, organiser_).text, Not(HasSubstr("Ada")));
}

TEST_F(HostLists, AHostKeepsToHerQuotaAndAnOrganiserMayGoBeyond) {
  create("club_evening");
  const json::object quotas{{"per_list", 2}, {"lists", json::object{{"berta", 3}}}, {"plus_ones", 1}};
  ASSERT_FALSE(ask("event.set_policy", {{"changes", json::object{{"quotas", quotas}}}}, std::nullopt).error);
  const auto fate = [&](const std::string& name, const venue::Caller& who, int places) {
    return ask("guest.add",
               {{"ticket", id(name)}, {"last_name", name}, {"places", places}, {"list_owner", *who.lists.begin()}}, who)
        .error;
  };
  EXPECT_EQ(fate("Party", anna_, 3), base::ErrorKind::Refused);  // one more than herself and a plus-one
  EXPECT_EQ(fate("Couple", anna_, 2), std::nullopt);
  EXPECT_EQ(fate("Couple", anna_, 2), std::nullopt);  // asked again: the same one
  EXPECT_EQ(fate("Third", anna_, 1), base::ErrorKind::Refused);
  EXPECT_EQ(fate("Bertas", berta_, 2), std::nullopt);
  EXPECT_EQ(fate("BertasThird", berta_, 1), std::nullopt);
  EXPECT_EQ(fate("BertasFourth", berta_, 1), base::ErrorKind::Refused);
  auto organiser = organiser_;
  organiser.lists = {"anna"};
  EXPECT_EQ(fate("Beyond", organiser, 1), std::nullopt);
}

}  // namespace
}  // namespace einlass::commands
