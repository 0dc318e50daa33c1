// What somebody signed in may do to others on the roster by command, and that it is noted.
#include "db/crm_store.h"
#include "server/commands/command.h"
#include "server/commands/command_table.h"
#include "server/venue/desk.h"
#include "server/venue/state_files.h"

#include <filesystem>
#include <map>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace einlass::commands {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

using base::ErrorKind;
using testing::ElementsAre;
using testing::StartsWith;

class PeopleCommands : public testing::Test {
 protected:
  PeopleCommands()
      : folder_(fs::temp_directory_path() / ("einlass-commands-" + rules::ScanId::random().text())),
        clock_(base::Instant::from_unix_ms(1'795'000'000'000)) {
    desk_ = std::move(*venue::Desk::open({.state_directory = folder_,
                                          .assets = fs::path(EINLASS_SOURCE_DIR) / "assets",
                                          .clock = &clock_,
                                          .password_cost = {.passes = 1, .memory_kib = 8}}));
    for (const char* key : {"dinner", "lunch"}) {
      events_[key] = desk_->events()
                         .create({.preset = "summit",
                                  .key = key,
                                  .name = key,
                                  .organiser = "The Association",
                                  .starts = "2026-11-23T18:00",
                                  .ends = "2026-11-23T23:00"})
                         .value()
                         .id;
    }
  }
  ~PeopleCommands() override {
    desk_.reset();
    fs::remove_all(folder_);
  }

  // Straight into the roster: what is tested is what commands do to her.
  venue::Caller person(const std::string& name, rules::Role role, const std::vector<std::string>& events = {}) {
    const auto record = desk_->roster().check({.name = name, .role = role, .events = events}).value();
    const auto number = desk_->roster().add(record, base::sha256(name)).value().number;
    const auto code = desk_->people().invite(number, {}).value().code;
    const auto job = desk_->people().begin_accept({.code = code, .password = password, .from = {"192.0.2.7", ""}});
    return desk_->people().finish_accept(*job, job->work()).value().caller;
  }

  CommandOutcome run(const std::optional<venue::Caller>& caller, const std::string& name, const json::object& with) {
    CommandContext context{.desk = *desk_, .reach = reach_, .caller = caller};
    return commands::run(context, {.name = name, .arguments = json::serialize(with)});
  }
  json::value value(const std::optional<venue::Caller>& caller, const std::string& name, const json::object& with) {
    const auto outcome = run(caller, name, with);
    EXPECT_TRUE(outcome) << name << ": " << (outcome ? "" : outcome.error().message);
    return outcome ? json::parse(*outcome) : json::value();
  }
  // "ok", "refused", "not_found" …
  std::string fate(const std::optional<venue::Caller>& caller, const std::string& name, const json::object& with) {
    const auto outcome = run(caller, name, with);
    if (outcome) return "ok";
    static const std::map<ErrorKind, std::string> words{{ErrorKind::Refused, "refused"},
                                                        {ErrorKind::NotFound, "not_found"},
                                                        {ErrorKind::AlreadyExists, "already_exists"},
                                                        {ErrorKind::InvalidInput, "invalid"}};
    return words.at(outcome.error().kind);
  }
  std::vector<std::string> acts() {
    std::vector<std::string> words;
    const auto entries = desk_->people().audit(std::nullopt, 100);
    for (const auto& entry : *entries) words.push_back(entry.act);
    return words;
  }
  bool is_signed_in(const venue::Caller& caller) {
    return !desk_->people().sessions_of(caller.number, caller.session).value().empty();
  }

  static constexpr const char* password = "drei rote Laternen";
  fs::path folder_;
  base::ManualClock clock_;
  std::unique_ptr<venue::Desk> desk_;
  std::map<std::string, rules::EventId> events_;
  Reach reach_{.hosts = {"192.0.2.1", "venue.local"}, .port = 8443, .ca_key = {}};
};

TEST_F(PeopleCommands, AreForOrganisersAndWhoeverIsAtTheMachine) {
  const auto host = person("Hanna", rules::Role::Host);
  const auto staff = person("Stefan", rules::Role::Staff);
  const auto organiser = person("Olga", rules::Role::Organiser);
  const auto target = person("Kim", rules::Role::Helper).number;
  const std::vector<std::pair<std::string, json::object>> all{
      {"staff.list", {}},
      {"staff.add", {{"name", "New"}}},
      {"staff.pin", {{"number", target}}},
      {"staff.role", {{"number", target}, {"role", "staff"}}},
      {"staff.lists", {{"number", target}, {"lists", json::array{"Acme"}}}},
      {"staff.events", {{"number", target}, {"events", json::array{"dinner"}}}},
      {"staff.sign_in_name", {{"number", target}, {"sign_in", "kim.new"}}},
      {"staff.sessions", {{"number", target}}},
      {"staff.sign_out", {{"number", target}}},
      {"staff.invite", {{"number", target}}},
      {"audit.list", {}}};
  for (const auto& [name, with] : all) {
    EXPECT_EQ(fate(host, name, with), "refused") << name;
    EXPECT_EQ(fate(staff, name, with), "refused") << name;
    EXPECT_EQ(fate(organiser, name, with), "ok") << name;
    EXPECT_EQ(fate(std::nullopt, name, with), "ok") << name;
  }
  EXPECT_EQ(fate(host, "staff.remove", {{"number", target}}), "refused");
  EXPECT_EQ(fate(organiser, "staff.remove", {{"number", target}}), "ok");
}

TEST_F(PeopleCommands, GiveNoEventAndNoPersonThatIsNotHers) {
  const auto dinner = person("Olga", rules::Role::Organiser, {"dinner"});
  const auto everywhere = person("Otto", rules::Role::Organiser);
  const auto hers = person("Hanna", rules::Role::Host, {"dinner"}).number;
  const auto both = person("Heidi", rules::Role::Host, {"dinner", "lunch"}).number;
  const auto other = person("Hugo", rules::Role::Host, {"lunch"}).number;
  for (const char* name : {"staff.pin", "staff.invite", "staff.sign_out", "staff.sessions"}) {
    EXPECT_EQ(fate(dinner, name, {{"number", hers}}), "ok") << name;
    for (const auto number : {both, other, everywhere.number}) {
      EXPECT_EQ(fate(dinner, name, {{"number", number}}), "refused") << name << " would make her somebody else";
    }
  }
  EXPECT_EQ(fate(dinner, "staff.role", {{"number", everywhere.number}, {"role", "helper"}}), "refused");
  EXPECT_EQ(fate(dinner, "staff.role", {{"number", hers}, {"role", "organiser"}}), "ok") << "of her own events";
  EXPECT_EQ(fate(dinner, "staff.remove", {{"number", both}}), "refused");
  EXPECT_EQ(fate(dinner, "staff.add", {{"name", "New"}}), "refused") << "that would be all events";
  EXPECT_EQ(fate(dinner, "staff.add", {{"name", "New"}, {"events", json::array{"lunch"}}}), "refused");
  EXPECT_EQ(fate(dinner, "staff.add", {{"name", "New"}, {"events", json::array{"dinner"}}}), "ok");
  std::vector<std::string> seen;
  const auto listed = value(dinner, "staff.list", {});
  for (const auto& each : listed.as_array()) seen.emplace_back(each.at("name").as_string());
  EXPECT_THAT(seen, ElementsAre("Olga", "Hanna", "New"));
}

TEST_F(PeopleCommands, MoveSomebodyToOtherEvents) {
  const auto everywhere = person("Otto", rules::Role::Organiser);
  const auto dinner = person("Olga", rules::Role::Organiser, {"dinner"});
  const auto host = person("Hanna", rules::Role::Host, {"dinner"});
  const auto other = person("Hugo", rules::Role::Host, {"lunch"}).number;
  const auto moved = [&](const auto& by, std::uint32_t number, const json::array& events) {
    return fate(by, "staff.events", {{"number", number}, {"events", events}});
  };
  EXPECT_EQ(moved(dinner, host.number, {"lunch"}), "refused") << "not hers to give";
  EXPECT_EQ(moved(dinner, host.number, {"dinner", "lunch"}), "refused");
  EXPECT_EQ(moved(dinner, host.number, {}), "refused") << "that would be all events";
  EXPECT_EQ(moved(dinner, other, {"dinner"}), "refused") << "not hers to take away";
  EXPECT_EQ(moved(dinner, dinner.number, {"dinner"}), "refused");
  EXPECT_EQ(moved(everywhere, everywhere.number, {"dinner"}), "refused") << "nobody would be left for the venue";
  EXPECT_EQ(moved(everywhere, host.number, {"breakfast"}), "not_found");
  EXPECT_EQ(moved(everywhere, host.number, {"lunch"}), "ok");
  EXPECT_EQ(desk_->roster().record(host.number)->events, std::set{events_.at("lunch")});
  EXPECT_THAT(acts(), ::testing::Contains("staff.events"));
  EXPECT_EQ(moved(everywhere, host.number, {}), "ok");
  EXPECT_TRUE(desk_->roster().record(host.number)->events.empty());
}

TEST_F(PeopleCommands, LeaveAnOrganiserWhoCanSignIn) {
  const auto olga = person("Olga", rules::Role::Organiser);
  EXPECT_EQ(fate(olga, "staff.role", {{"number", olga.number}, {"role", "host"}}), "refused");
  EXPECT_EQ(fate(olga, "staff.remove", {{"number", olga.number}}), "refused");
  EXPECT_EQ(fate(std::nullopt, "staff.remove", {{"number", olga.number}}), "ok")
      << "the machine itself is the way back";
}

TEST_F(PeopleCommands, LetEverybodySeeAndEndHerOwnSessions) {
  const auto helper = person("Kim", rules::Role::Helper);
  const auto sessions = value(helper, "staff.sessions", {});
  ASSERT_EQ(sessions.as_array().size(), 1U);
  EXPECT_TRUE(sessions.as_array()[0].at("is_this").as_bool());
  EXPECT_EQ(value(helper, "staff.sign_out", {}).at("ended").as_int64(), 1);
  EXPECT_FALSE(is_signed_in(helper));
  EXPECT_EQ(fate(std::nullopt, "staff.sign_out", {}), "invalid") << "whom?";
}

TEST_F(PeopleCommands, MakeALinkThatSignsIn) {
  const auto olga = person("Olga", rules::Role::Organiser);
  const auto number = desk_->roster()
                          .add(desk_->roster().check({.name = "Hanna Berg", .events = {}}).value(), base::sha256("x"))
                          .value()
                          .number;
  const auto invited = value(olga, "staff.invite", {{"number", number}});
  const std::string code(invited.at("code").as_string());
  EXPECT_EQ(invited.at("link").as_string(), "https://192.0.2.1:8443/#/invitation/" + code);
  EXPECT_EQ(invited.at("sign_in").as_string(), "hanna.berg");
  EXPECT_EQ(desk_->people().invitation(code).value().name, "Hanna Berg");
  reach_.hosts = {"2001:db8::1"};
  EXPECT_THAT(std::string(value(olga, "staff.invite", {{"number", number}}).at("link").as_string()),
              StartsWith("https://[2001:db8::1]:8443/#/"));
}

TEST_F(PeopleCommands, AreNotedOnceTheyAreDoneWithTheirEvent) {
  const auto olga = person("Olga", rules::Role::Organiser);
  const auto hanna = person("Hanna", rules::Role::Host).number;
  const auto before = acts().size();
  value(olga, "event.list", {});
  EXPECT_EQ(fate(olga, "event.set", {{"event", "nowhere"}, {"name", "x"}}), "not_found");
  EXPECT_EQ(acts().size(), before) << "what only reads, and what failed, is not noted";
  value(std::nullopt, "event.set", {{"event", "lunch"}, {"name", "Late lunch"}});
  EXPECT_EQ(acts().size(), before) << "nor is the machine itself";
  value(olga, "event.set", {{"event", "lunch"}, {"name", "Lunch of Ada Lovelace"}});
  value(olga, "guests.import",
        {{"event", "lunch"}, {"content", base::base64url(base::to_bytes("Name,Code\nAda L,A\n"))}});
  value(olga, "staff.pin", {{"number", hanna}});
  const auto entries = desk_->people().audit(std::nullopt, 3).value();
  EXPECT_EQ(entries[0].act, "staff.pin");
  EXPECT_EQ(entries[0].subject, hanna);
  EXPECT_EQ(entries[1].act, "guests.import");
  EXPECT_EQ(entries[2].act, "event.set");
  for (const auto& entry : entries) {
    EXPECT_EQ(entry.by.number, olga.number);
    EXPECT_EQ(entry.by.address, "192.0.2.7");
  }
  EXPECT_EQ(entries[1].event, events_["lunch"]);
}

// A look at persons whom the event may have nothing to do with.
TEST_F(PeopleCommands, NoteHowManyPersonsOfTheCrmWereShownAndNotForWhat) {
  const store::PullKey key{.connector = "crm", .remote = ""};
  auto store = store::CrmStore::open(folder_ / venue::crm_file).value();
  ASSERT_TRUE(store.begin_pull(key, true, clock_.wall()));
  const std::vector<rules::CrmPerson> persons{
      {.connector = "crm", .id = "1", .first_name = "Ada", .last_name = "Lovelace", .email = "ada@example.org"},
      {.connector = "crm", .id = "2", .first_name = "Bea", .last_name = "Lovelace"}};
  ASSERT_TRUE(store.keep_page(key, {.persons = persons, .next = "W", .last = true}));
  ASSERT_TRUE(store.finish_pull(key, clock_.wall()));
  const auto olga = person("Olga", rules::Role::Organiser);
  const auto before = acts().size();
  value(olga, "crm.search", {{"words", "lovel"}, {"event", "dinner"}});
  EXPECT_EQ(fate(olga, "crm.search", {{"words", "l"}, {"event", "dinner"}}), "invalid");
  value(std::nullopt, "crm.search", {{"words", "nobody"}});
  const auto entries = value(std::nullopt, "audit.list", {{"limit", 2}});
  EXPECT_EQ(acts().size(), before + 2) << "nothing was shown of what failed";
  const auto& at_terminal = entries.at(0);
  EXPECT_EQ(at_terminal.at("act"), "crm.search");
  EXPECT_TRUE(at_terminal.at("number").is_null());
  EXPECT_EQ(at_terminal.at("shown"), 0);
  const auto& hers = entries.at(1);
  EXPECT_EQ(hers.at("name"), "Olga");
  EXPECT_EQ(hers.at("event"), "dinner");
  EXPECT_EQ(hers.at("shown"), 2);
  EXPECT_EQ(json::serialize(entries).find("ovel"), std::string::npos);
}

TEST_F(PeopleCommands, ShowTheTrailOfHerEvents) {
  const auto olga = person("Olga", rules::Role::Organiser);
  const auto dinner = person("Dora", rules::Role::Organiser, {"dinner"});
  value(olga, "event.set", {{"event", "lunch"}, {"name", "Lunch"}});
  value(olga, "event.set", {{"event", "dinner"}, {"name", "Dinner"}});
  const auto all = value(olga, "audit.list", {{"limit", 2}});
  EXPECT_EQ(all.as_array()[0].at("event").as_string(), "dinner");
  EXPECT_EQ(all.as_array()[0].at("name").as_string(), "Olga");
  EXPECT_EQ(all.as_array()[1].at("event").as_string(), "lunch");
  const auto hers = value(dinner, "audit.list", {});
  for (const auto& entry : hers.as_array()) {
    EXPECT_FALSE(entry.at("event").is_string() && entry.at("event").as_string() == "lunch");
  }
  EXPECT_EQ(hers.as_array()[0].at("event").as_string(), "dinner");
  const auto second = all.as_array()[1].at("sequence").as_int64();
  EXPECT_EQ(value(olga, "audit.list", {{"from", second}, {"limit", 1}}).as_array()[0].at("sequence").as_int64(),
            second);
  EXPECT_EQ(fate(olga, "audit.list", {{"limit", 501}}), "invalid");
}

// Commands that change nothing, each by name.
const std::vector<std::string_view> reading{"about",
                                            "event.list",
                                            "event.status",
                                            "event.arrivals",
                                            "event.policy",
                                            "preset.list",
                                            "event.details",
                                            "guests.list",
                                            "guests.lines",
                                            "guests.export",
                                            "guests.changed",
                                            "guest.sheet",
                                            "door.news",
                                            "journal.open",
                                            "journal.retire",
                                            "journal.list",
                                            "kiosk.list",
                                            "staff.list",
                                            "staff.sessions",
                                            "badge.list",
                                            "attendance.export",
                                            "attendance.summary",
                                            "attendance.certificates",
                                            "year.figures",
                                            "guests.summary",
                                            "journal.export",
                                            "backup.list",
                                            "status",
                                            "audit.list",
                                            "event.packs",
                                            "paper.lists",
                                            "paper.rows",
                                            "badge.looks",
                                            "badge.preview",
                                            "badge.preflight",
                                            "message.shown",
                                            "event.closing",
                                            "house.status",
                                            "roll_call.show",
                                            "roll_call.mark",
                                            "roll_call.add",
                                            "retention.tell",
                                            "person.find",
                                            "crm.targets",
                                            "crm.diff",
                                            "crm.outbox",
                                            "crm.deliver",
                                            "crm.look",
                                            "crm.status",
                                            "crm.matches"};

// Not named by hand, so that a command that comes later is looked at, too.
TEST(CommandTable, NotesWhateverMayChangeSomething) {
  const std::vector<std::string_view> noted_by_the_desk{"staff.invite", "staff.sign_out"};
  const std::vector<std::string_view> her_own{"notice.ask", "notice.seen"};
  const auto holds = [](const auto& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const auto& handler : command_table()) {
    const bool is_noted = handler.is_noted || handler.shows_crm || !handler.only_reads;
    EXPECT_EQ(is_noted,
              !holds(reading, handler.name) && !holds(noted_by_the_desk, handler.name) && !holds(her_own, handler.name))
        << handler.name;
  }
}

}  // namespace
}  // namespace einlass::commands
