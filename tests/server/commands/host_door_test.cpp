// What hosts, staff and helpers may do at the door from a page, alone and at once.
#include "core/rules/words.h"
#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "tests/server/commands/host_fixture.h"

#include <random>

namespace einlass::commands {
namespace {

using base::ErrorKind;
using testing::HasSubstr;
using testing::Not;

using HostDoor = HostFixture;

constexpr std::optional<ErrorKind> done = std::nullopt;
constexpr auto refused = ErrorKind::Refused;
constexpr auto hidden = ErrorKind::NotFound;

// --- who may do what -------------------------------------------------------------------------------------------------

struct RoleCase {
  const char* command;
  json::object arguments;
  std::optional<ErrorKind> helper, staff, own_host, other_host, organiser;
};

// Each row is asked at an event of its own by each of them, of a guest of Anna's who is inside, or of one who is not.
std::vector<RoleCase> role_cases() {
  const json::object in{{"ticket", id("In")}};
  const json::object out{{"ticket", id("Out")}};
  const auto with = [](json::object arguments, const json::object& more) {
    for (const auto& [name, value] : more) arguments[name] = value;
    return arguments;
  };
  return {
      {"guest.sheet", in, refused, done, done, hidden, done},
      {"guest.admit", with(out, {{"scan", scan_id("Out")}}), refused, done, done, hidden, done},
      {"guest.undo", with(in, {{"scan", scan_id("In")}}), refused, done, done, hidden, done},
      {"guest.depart", in, refused, done, done, hidden, done},
      {"guest.amend", with(in, {{"fields", {{"company", "W"}}}}), refused, done, done, hidden, done},
      {"guest.excuse", with(out, {{"excused", true}}), refused, done, done, hidden, done},
      {"guest.note", with(out, {{"kind", "diet"}, {"text", "no nuts"}}), refused, done, done, hidden, done},
      {"guest.settle", with(out, {{"settlement", "invoice_follows"}}), refused, done, done, hidden, done},
      {"guest.withdraw", out, refused, refused, done, hidden, done},
      {"guest.move_up", out, refused, refused, done, hidden, done},
      {"guest.decide", with(out, {{"scan", scan_id("Out")}, {"approved", true}}), refused, refused, done, hidden, done},
      {"guest.decide", with(out, {{"scan", scan_id("Out")}, {"approved", false}, {"reason", "not_invited"}}), refused,
       refused, done, hidden, done},
      {"guest.override", {{"scan", scan_id("Off")}, {"reason", "authorised"}}, refused, done, done, hidden, done},
      {"seats.release", {{"confirm", true}}, refused, refused, done, done, done},
      {"guests.export", {}, refused, refused, done, done, done},
      {"guests.list", {}, done, done, done, done, done},
      {"guest.scan", {{"code", "nobody's"}, {"scan", scan_id("code")}}, done, done, done, done, done},
      {"door.news", {}, done, done, done, done, done},
  };
}

class HostDoorRoles : public HostFixture, public testing::WithParamInterface<const char*> {
 protected:
  // Of Anna's list: In is inside, Out is not, Off was taken off and is refused.
  void make_ready(const std::string& what, const std::string& suffix) {
    const auto name = what + suffix;
    add(name, "anna", {{"at_door", false}});
    if (what == "Out") return;
    if (what == "In") {
      EXPECT_EQ(admit(name, organiser_).word("outcome"), "admitted");
      return;
    }
    ask("guest.withdraw", {{"ticket", id(name)}}, organiser_);
    EXPECT_EQ(admit(name, organiser_).word("refusal"), "cancelled");
  }
};

TEST_P(HostDoorRoles, AreWhatTheTableSays) {
  create(GetParam());
  go_to("18:30");
  const std::vector<std::pair<venue::Caller, std::optional<ErrorKind> RoleCase::*>> people{
      {helper_, &RoleCase::helper},
      {staff_, &RoleCase::staff},
      {anna_, &RoleCase::own_host},
      {berta_, &RoleCase::other_host},
      {organiser_, &RoleCase::organiser}};
  int number = 0;
  for (const auto& each : role_cases()) {
    for (const auto& [who, expected] : people) {
      const auto suffix = std::to_string(++number);
      auto arguments = each.arguments;
      for (const auto* name : {"In", "Out", "Off"}) {
        bool is_meant = false;
        for (auto& [key, value] : arguments) {
          const bool is_ticket = value == json::value(id(name));
          const bool is_scan = value == json::value(scan_id(name));
          is_meant = is_meant || is_ticket || is_scan;
          if (is_ticket) value = id(name + suffix);
          if (is_scan) value = scan_id(name + suffix);
        }
        if (is_meant) make_ready(name, suffix);
      }
      const auto answer = ask(each.command, arguments, who);
      EXPECT_EQ(answer.error, each.*expected) << each.command << " as " << rules::word(who.role) << " "
                                              << testing::PrintToString(who.lists) << ": " << answer.text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Presets, HostDoorRoles, testing::Values("club_evening", "private_club", "award"));

struct HandsOn {
  const char* preset;  // each with another rule
  std::optional<ErrorKind> staff, own_host, other_host, organiser;
};

class HostDoorTransfer : public HostFixture, public testing::WithParamInterface<HandsOn> {};

TEST_P(HostDoorTransfer, IsForWhomThePolicyNames) {
  const auto& expected = GetParam();
  create(expected.preset);
  go_to("18:30");
  const std::vector<std::pair<venue::Caller, std::optional<ErrorKind>>> people{{helper_, refused},
                                                                               {staff_, expected.staff},
                                                                               {anna_, expected.own_host},
                                                                               {berta_, expected.other_host},
                                                                               {organiser_, expected.organiser}};
  int number = 0;
  for (const auto& [who, error] : people) {
    const auto name = "Guest" + std::to_string(++number);
    add(name, "anna", {{"at_door", false}});
    const json::object instead{{"ticket", id(name)},
                               {"guest", id<rules::GuestId>(name + " instead")},
                               {"first_name", "Somebody"},
                               {"last_name", "Else"}};
    const auto answer = ask("guest.hand_on", instead, who);
    EXPECT_EQ(answer.error, error) << rules::word(who.role) << ": " << answer.text;
    if (answer.error) continue;
    EXPECT_EQ(answer.line().at("name").as_string(), "Somebody Else");
    EXPECT_EQ(answer.line().at("instead_of").as_string(), name);
    const auto before = entries();
    EXPECT_FALSE(ask("guest.hand_on", instead, who).error);
    EXPECT_EQ(entries(), before) << "asked again she is the same";
    EXPECT_EQ(admit(name, organiser_).word("outcome"), "admitted");
  }
}

INSTANTIATE_TEST_SUITE_P(Presets, HostDoorTransfer,
                         testing::Values(HandsOn{"award", done, done, hidden, done},
                                         HandsOn{"club_evening", refused, done, hidden, done},
                                         HandsOn{"private_club", refused, refused, hidden, refused}));

TEST_F(HostDoor, WhoeverComesInsteadNeedsAName) {
  create("award");
  add("Ada", "anna", {{"at_door", false}});
  for (const auto* name : {"", "  ", "two\nlines"}) {
    const auto answer =
        ask("guest.hand_on", {{"ticket", id("Ada")}, {"guest", id<rules::GuestId>("x")}, {"last_name", name}}, anna_);
    EXPECT_EQ(answer.error, ErrorKind::InvalidInput) << name;
  }
}

// Whether a guest who is on no list may be registered at the door says the policy.
TEST_F(HostDoor, RegistersByPolicyAndRole) {
  struct Case {
    const char* preset;
    std::optional<ErrorKind> helper, staff, host;
  };
  go_to("18:30");
  for (const Case& each : {Case{"club_evening", refused, done, done}, Case{"private_club", refused, refused, done},
                           Case{"lunch", refused, refused, done}, Case{"meetup", refused, done, done}}) {
    desk_.reset();
    std::filesystem::remove_all(folder_);
    reopen();
    create(each.preset);
    const auto add_by = [&](const venue::Caller& who) {
      return ask("guest.add", {{"ticket", rules::TicketId::random().text()}, {"last_name", "New"}}, who).error;
    };
    EXPECT_EQ(add_by(helper_), each.helper) << each.preset;
    EXPECT_EQ(add_by(staff_), each.staff) << each.preset;
    EXPECT_EQ(add_by(anna_), each.host) << each.preset;
  }
}

// --- the same thing twice --------------------------------------------------------------------------------------------

TEST_F(HostDoor, AnswersARepeatedRequestAlike) {
  create("private_club");
  pair("North");
  add("Ada", "anna");
  add("Off", "anna");
  add("Bea", "anna");
  ask("guest.withdraw", {{"ticket", id("Off")}}, anna_);
  go_to("18:30");
  scan_at_kiosk("Bea");
  scan_at_kiosk("Off");
  const std::vector<std::pair<const char*, json::object>> commands{
      {"guest.admit", {{"ticket", id("Ada")}, {"scan", scan_id("Ada")}}},
      {"guest.scan", {{"code", "nobody's"}, {"scan", scan_id("code")}}},
      {"guest.decide", {{"ticket", id("Bea")}, {"scan", scan_id("Bea")}, {"approved", true}}},
      {"guest.override", {{"scan", scan_id("Off")}, {"reason", "hosts_guest"}}},
      {"guest.admit", {{"ticket", id("Off")}, {"scan", scan_id("Off")}, {"step", 1}}},
      {"guest.undo", {{"ticket", id("Ada")}, {"scan", scan_id("Ada")}}},
      {"guest.add", {{"ticket", id("New")}, {"last_name", "New"}}},
      {"guest.withdraw", {{"ticket", id("New")}}},
      {"guest.decide", {{"ticket", id("New")}, {"scan", scan_id("New")}, {"approved", false}}},
  };
  for (const auto& [command, arguments] : commands) {
    const auto first = ask(command, arguments, anna_);
    ASSERT_FALSE(first.error) << command << first.text;
    const auto written = entries();
    EXPECT_EQ(ask(command, arguments, anna_).text, first.text) << command;
    reopen();  // the reply was lost, and the server started anew
    EXPECT_EQ(ask(command, arguments, anna_).text, first.text) << command;
    EXPECT_EQ(entries(), written) << command;
  }
  EXPECT_EQ(admitted(), 2) << "Bea and Off";
}

TEST_F(HostDoor, LetsTwoTapsAtOnceBeOneGuest) {
  create("club_evening");
  pair("North");
  add("Ada", "anna");
  go_to("18:30");
  EXPECT_EQ(admit("Ada", anna_, "one").word("outcome"), "admitted");
  EXPECT_EQ(admit("Ada", staff_, "two").word("refusal"), "already_in");
  EXPECT_EQ(scan_at_kiosk("Ada", "three"), "already_in");
  EXPECT_EQ(admitted(), 1);
}

TEST_F(HostDoor, TakesNoScanOfAnotherTicket) {
  create("club_evening");
  add("Ada", "anna");
  add("Bea", "anna");
  go_to("18:30");
  admit("Ada", anna_, "one");
  EXPECT_EQ(admit("Bea", anna_, "one").error, ErrorKind::InvalidInput);
  EXPECT_EQ(admitted(), 1);
}

// --- closed evenings -------------------------------------------------------------------------------------------------

TEST_F(HostDoor, LetsInWhoIsAnnounced) {
  create("private_club");
  pair("North");
  add("Ada", "anna");
  add("Bea", "berta");
  go_to("18:30");
  EXPECT_EQ(scan_at_kiosk("Ada"), "announced");
  EXPECT_EQ(scan_at_kiosk("Bea"), "announced");
  const auto news = ask("door.news", {}, anna_);
  ASSERT_EQ(news.at("waiting").as_array().size(), 1U);
  EXPECT_EQ(news.number("others_waiting"), 1);
  const auto& waiting = news.at("waiting").at(0);
  EXPECT_EQ(waiting.at("name"), "Ada");
  EXPECT_EQ(waiting.at("kiosk"), "North");
  const auto decided = ask("guest.decide",
                           {{"ticket", waiting.at("ticket")},
                            {"scan", waiting.at("scan")},
                            {"step", waiting.at("step")},
                            {"approved", true}},
                           anna_);
  EXPECT_EQ(decided.word("outcome"), "admitted") << decided.text;
  EXPECT_EQ(scan_at_kiosk("Ada", "Ada", 1), "admitted") << "her kiosk asks for the next step";
  EXPECT_TRUE(ask("door.news", {}, anna_).at("waiting").as_array().empty());
  EXPECT_EQ(admitted(), 1);
}

TEST_F(HostDoor, StaffLetInWhoIsAnnouncedInTheSameScan) {
  create("private_club");
  pair("North");
  add("Ada", "anna");
  go_to("18:30");
  EXPECT_EQ(scan_at_kiosk("Ada"), "announced");
  const auto waiting = ask("door.news", {}, staff_).at("waiting").at(0);
  const auto admitted_by_tap =
      ask("guest.admit",
          {{"ticket", waiting.at("ticket")}, {"scan", waiting.at("scan")}, {"step", waiting.at("step").as_int64() + 1}},
          staff_);
  EXPECT_EQ(admitted_by_tap.word("outcome"), "admitted") << admitted_by_tap.text;
  EXPECT_EQ(scan_at_kiosk("Ada", "Ada", 1), "admitted") << "her kiosk asks for the next step";
  EXPECT_TRUE(ask("door.news", {}, staff_).at("waiting").as_array().empty());
}

TEST_F(HostDoor, DeclinesWithoutAWordToTheKiosk) {
  create("private_club");
  pair("North");
  add("Ada", "anna");
  go_to("18:30");
  scan_at_kiosk("Ada");
  const json::object decline{
      {"ticket", id("Ada")}, {"scan", scan_id("Ada")}, {"approved", false}, {"reason", "category"}};
  const auto declined = ask("guest.decide", decline, anna_);
  EXPECT_EQ(declined.word("outcome"), "refused");
  EXPECT_TRUE(declined.line().at("declined").as_bool());
  EXPECT_TRUE(ask("door.news", {}, anna_).at("waiting").as_array().empty());
  const auto rows = event().store.journal().entries_of_ticket(*rules::TicketId::parse(id("Ada"))).value();
  EXPECT_EQ(std::get<rules::HostDecided>(rows.back().entry.fact).reason, rules::DeclineReason::Category);
  EXPECT_EQ(scan_at_kiosk("Ada", "later"), "announced") << "the kiosk tells her nothing";
}

TEST_F(HostDoor, LetsInWhoIsOnNoList) {
  create("professional_club");
  pair("North");
  const auto excluded = event().policy.excluded_categories;
  ASSERT_FALSE(excluded.empty());
  add("Uma", "anna", {{"category", excluded.front()}});
  go_to("18:30");
  EXPECT_EQ(scan_at_kiosk("Uma"), "not_on_list");
  const auto news = ask("door.news", {}, anna_);
  EXPECT_EQ(news.at("waiting").at(0).at("refused_for"), "not_on_list") << news.text;
  const auto decided =
      ask("guest.decide", {{"ticket", id("Uma")}, {"scan", scan_id("Uma")}, {"approved", true}}, anna_);
  EXPECT_EQ(decided.word("outcome"), "admitted") << decided.text;
  EXPECT_TRUE(ask("door.news", {}, anna_).at("waiting").as_array().empty());
}

TEST_F(HostDoor, HearsTheLastOfTwoHosts) {
  create("private_club");
  pair("North");
  add("Ada", "anna");
  go_to("18:30");
  scan_at_kiosk("Ada");
  const auto also_anna = caller(rules::Role::Host, {"anna", "berta"});
  const auto decide = [&](const venue::Caller& who, bool approved) {
    return ask("guest.decide", {{"ticket", id("Ada")}, {"scan", scan_id("Ada")}, {"approved", approved}}, who);
  };
  EXPECT_EQ(decide(also_anna, false).word("outcome"), "refused");
  EXPECT_EQ(decide(anna_, true).word("outcome"), "admitted") << "she knows better";
  EXPECT_EQ(decide(also_anna, false).error, ErrorKind::AlreadyExists) << "she is inside";
  EXPECT_EQ(admitted(), 1);
}

TEST_F(HostDoor, AnswersCallsForHelp) {
  create("club_evening");
  pair("North");
  call_for_help();
  EXPECT_EQ(ask("door.news", {}, helper_).at("calls").at(0).at("kiosk"), "North");
  EXPECT_FALSE(ask("call.answer", {{"scan", scan_id("help")}}, helper_).error);
  EXPECT_TRUE(ask("door.news", {}, helper_).at("calls").as_array().empty());
  EXPECT_EQ(ask("call.answer", {{"scan", scan_id("nothing")}}, helper_).error, ErrorKind::NotFound);
}

// --- the phone's camera ----------------------------------------------------------------------------------------------

TEST_F(HostDoor, ScansLikeAKiosk) {
  create("club_evening");
  add("Ada", "anna");
  add("Bea", "berta");
  const auto issued = ask("tickets.issue", {}, std::nullopt);
  std::map<std::string, std::string> codes;
  for (const auto& ticket : issued.value.as_array()) {
    codes[std::string(ticket.at("name").as_string())] = std::string(ticket.at("code").as_string());
  }
  go_to("18:30");
  const auto scan = [&](const std::string& code, const venue::Caller& who, const std::string& name) {
    return ask("guest.scan", {{"code", code}, {"scan", scan_id(name)}}, who);
  };
  const auto own = scan("]Q1" + codes.at("Ada") + "\r\n", anna_, "own");
  EXPECT_EQ(own.word("outcome"), "admitted") << own.text;
  EXPECT_EQ(own.line().at("name"), "Ada");
  const auto others = scan(codes.at("Bea"), anna_, "others");
  EXPECT_EQ(others.word("outcome"), "admitted");
  EXPECT_TRUE(others.at("line").is_null());
  EXPECT_THAT(others.text, Not(HasSubstr("Bea")));
  EXPECT_EQ(scan(codes.at("Ada"), anna_, "again").word("refusal"), "already_in");
  EXPECT_EQ(scan("https://example.org", anna_, "link").word("refusal"), "unknown_code");
  EXPECT_EQ(scan("1234567890", anna_, "nothing").word("refusal"), "unknown_code");
  EXPECT_EQ(scan(codes.at("Ada"), helper_, "helper").word("refusal"), "already_in");
}

TEST_F(HostDoor, TellsHelpersWhatSelfServiceSays) {
  create("private_club");
  add("Ada", "anna");
  add("Off", "anna");
  const auto issued = ask("tickets.issue", {}, std::nullopt).value.as_array();
  ask("guest.withdraw", {{"ticket", id("Off")}}, organiser_);
  go_to("18:30");
  for (const auto& ticket : issued) {
    const auto answer =
        ask("guest.scan", {{"code", ticket.at("code")}, {"scan", rules::ScanId::random().text()}}, helper_);
    EXPECT_EQ(answer.word("refusal"), "");
    EXPECT_EQ(answer.word("outcome"), "announced") << "at a closed event all is alike";
    EXPECT_TRUE(answer.at("line").is_null());
  }
}

}  // namespace
}  // namespace einlass::commands
