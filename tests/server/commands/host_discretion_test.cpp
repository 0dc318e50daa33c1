// Joint evenings: nothing that a host is told, whatever she asks, names a guest of somebody else's list.
#include "db/attendance_journal.h"
#include "server/commands/command_table.h"
#include "tests/server/commands/host_fixture.h"

#include <set>

namespace einlass::commands {
namespace {

using testing::HasSubstr;
using testing::Not;

// No such word is in anything that the server says of its own.
constexpr const char* secret = "Zyxgard";

class HostDiscretion : public HostFixture, public testing::WithParamInterface<const char*> {
 protected:
  // Berta's guests: one inside, one waiting or refused at the kiosk, one off the list, one in a conflict's place, each
  // with the secret in all that is known of them; and one of Anna's, in an order with none of them.
  void SetUp() override {
    create(GetParam());
    pair("North");
    for (const auto* name : {"In", "Waits", "Off", "Late", "Excused"}) {
      const auto line =
          add(name, "berta", {{"first_name", secret}, {"company", secret}, {"email", "zyxgard@example.org"}});
      ASSERT_FALSE(line.error) << line.text;
      note(name);
    }
    add("Own", "anna");
    codes_ = ask("tickets.issue", {}, std::nullopt).value.as_array();
    ask("guest.withdraw", {{"ticket", id("Off")}}, organiser_);
    ask("guest.excuse", {{"ticket", id("Excused")}, {"excused", true}}, organiser_);
    go_to("18:30");
    admit("In", organiser_);
    for (const auto* name : {"Waits", "Off"}) scan_at_kiosk(name);
  }
  void note(const std::string& name) {
    ask("guest.note", {{"ticket", id(name)}, {"kind", "diet"}, {"text", secret}}, organiser_);
  }

  std::size_t entries_of_berta() {
    std::size_t count = 0;
    for (const auto* name : {"In", "Waits", "Off", "Late", "Excused"}) {
      count += event().store.journal().entries_of_ticket(*rules::TicketId::parse(id(name))).value().size();
    }
    return count;
  }

  // Every argument that a command may want, of a guest of Berta's.
  json::object all_arguments(const std::string& name, const std::string& command) const {
    json::object all{{"ticket", id(name)},
                     {"tickets", {id(name), id("Own")}},
                     {"scan", scan_id(name)},
                     {"scans", {scan_id(name)}},
                     {"since", ""},
                     {"limit", 100},
                     {"fields", {{"company", "W"}}},
                     {"kind", "diet"},
                     {"text", "none"},
                     {"approved", true},
                     {"excused", true},
                     {"settlement", "reference"},
                     {"reason", command == "guest.override" ? "authorised" : ""},
                     {"verdict", "both"},
                     {"last_name", "New"},
                     {"guest", id<rules::GuestId>("New")},
                     {"confirm", true},
                     {"with", id(name)},
                     {"language", "de"},
                     {"answers", {{"diet", "none"}}},
                     {"on", true}};
    if (all.at("reason").as_string().empty()) all.erase("reason");
    return all;
  }

  // Of these, those that the command takes.
  Answer ask_with_what_it_takes(const std::string& command, json::object arguments, const venue::Caller& who) {
    while (true) {
      const auto answer = ask(command, arguments, who);
      const auto unknown = unknown_argument(answer, arguments);
      if (unknown.empty()) return answer;
      arguments.erase(unknown);
    }
  }
  static std::string unknown_argument(const Answer& answer, const json::object& arguments) {
    if (answer.error != base::ErrorKind::InvalidInput) return {};
    for (const auto& [name, value] : arguments) {
      if (answer.text.find("\"" + std::string(name) + "\"") != std::string::npos) return std::string(name);
    }
    return {};
  }

  json::array codes_;
};

TEST_P(HostDiscretion, NamesNoGuestOfAnotherList) {
  const std::vector<std::string> commands{
      "guests.list",    "guests.changed", "guests.lines", "guests.export", "guest.sheet", "guest.undo",
      "guest.depart",   "guest.amend",    "guest.excuse", "guest.note",    "guest.judge", "guest.withdraw",
      "guest.move_up",  "seats.release",  "door.news",    "call.answer",   "guest.add",   "guest.override",
      "guest.decide",   "guest.admit",    "guest.answer", "guest.settle",  "notice.ask",  "notice.seen",
      "guests.summary", "guest.hand_on",  "guest.count"};
  const auto before = entries_of_berta();
  for (const auto& command : commands) {
    for (const auto* name : {"In", "Waits", "Off", "Late", "Excused"}) {
      const auto answer = ask_with_what_it_takes(command, all_arguments(name, command), anna_);
      EXPECT_THAT(answer.text, Not(HasSubstr(secret))) << command << " " << name;
      EXPECT_THAT(answer.text, Not(HasSubstr("zyxgard"))) << command << " " << name;
    }
  }
  EXPECT_EQ(entries_of_berta(), before) << "nor does she change anything of them";
}

TEST_P(HostDiscretion, NamesNobodyWhoIsScanned) {
  for (const auto& ticket : codes_) {
    const auto scan = rules::ScanId::random().text();
    const auto answer = ask("guest.scan", {{"code", ticket.at("code")}, {"scan", scan}}, anna_);
    ASSERT_FALSE(answer.error) << answer.text;
    EXPECT_THAT(answer.text, Not(HasSubstr(secret)));
    EXPECT_THAT(ask("guest.override", {{"scan", scan}, {"reason", "authorised"}}, anna_).text, Not(HasSubstr(secret)));
    EXPECT_THAT(ask("door.news", {}, anna_).text, Not(HasSubstr(secret)));
  }
}

TEST_P(HostDiscretion, SaysTheSameOfHiddenAndMissingGuests) {
  for (const auto* command : {"guest.sheet", "guest.undo", "guest.depart", "guest.withdraw", "guest.move_up",
                              "guest.admit", "guest.answer", "guest.settle", "notice.ask", "guest.hand_on"}) {
    const auto hidden = ask_with_what_it_takes(command, all_arguments("In", command), anna_);
    const auto missing = ask_with_what_it_takes(command, all_arguments("Nobody", command), anna_);
    EXPECT_EQ(hidden.error, base::ErrorKind::NotFound) << command;
    EXPECT_EQ(hidden.text, missing.text) << command;
  }
}

TEST_P(HostDiscretion, TellsHelpersNoName) {
  for (const auto* command :
       {"guests.list", "guests.changed", "guests.lines", "guest.sheet", "door.news", "guest.admit"}) {
    for (const auto* name : {"In", "Own"}) {
      const auto answer = ask_with_what_it_takes(command, all_arguments(name, command), helper_);
      EXPECT_THAT(answer.text, Not(HasSubstr(secret))) << command;
      EXPECT_THAT(answer.text, Not(HasSubstr("Own"))) << command;
    }
  }
}

// A new command about guests belongs into this test.
TEST(HostCommands, AreAllAskedHere) {
  const std::set<std::string_view> asked{
      "guests.list",    "guests.changed", "guests.lines",  "guests.export",  "guest.sheet",  "guest.undo",
      "guest.depart",   "guest.amend",    "guest.excuse",  "guest.note",     "guest.judge",  "guest.scan",
      "guest.withdraw", "guest.move_up",  "guest.add",     "guest.override", "guest.decide", "guest.admit",
      "seats.release",  "door.news",      "call.answer",   "guest.answer",   "notice.ask",   "notice.seen",
      "guest.settle",   "guests.summary", "guest.hand_on", "guest.count"};
  for (const auto& command : command_table()) {
    const bool is_of_organisers = command.name == "guests.import" || command.name == "guests.erase";
    const bool is_about_guests =
        command.name.starts_with("guest") || command.name.starts_with("door.") || command.name.starts_with("notice.");
    const bool is_known = !is_about_guests || is_of_organisers || asked.contains(command.name);
    EXPECT_TRUE(is_known) << command.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Presets, HostDiscretion, testing::Values("club_evening", "private_club", "lunch"));

}  // namespace
}  // namespace einlass::commands
