// Who is in the house, and the roll call of two people at once.
#include "core/base/bytes.h"
#include "tests/server/commands/host_fixture.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

#include <sqlite3.h>

namespace einlass::commands {
namespace {

using base::ErrorKind;
using testing::HasSubstr;
using testing::Not;

class HouseOfEvents : public HostFixture {
 protected:
  void SetUp() override {
    create("summit");
    for (const char* name : {"Ada", "Bea", "Cleo"}) add(name, "anna");
    add("Party", "berta", {{"places", 3}});
    go_to("18:30");
  }

  Answer house(json::object changes = {}) {
    return changes.empty() ? ask_house("house.status") : ask_house("house.set", changes);
  }
  // These commands are of no event.
  Answer ask_house(const std::string& command, json::object arguments = {}) {
    return ask_without_event(command, std::move(arguments), organiser_);
  }
  Answer ask_as(const venue::Caller& who, const std::string& command, json::object arguments = {}) {
    return ask_without_event(command, std::move(arguments), who);
  }
  Answer ask_without_event(const std::string& command, json::object arguments,
                           const std::optional<venue::Caller>& who) {
    CommandContext context{.desk = *desk_, .reach = reach_, .caller = who};
    const auto outcome = run(context, {.name = command, .arguments = json::serialize(arguments)});
    if (!outcome) return {.value = {}, .error = outcome.error().kind, .text = outcome.error().message};
    return {.value = json::parse(*outcome), .error = {}, .text = *outcome};
  }
  static json::object tick(const std::string& line, int found) { return {{"line", line}, {"found", found}}; }
  std::string under_way() { return ask_house("roll_call.show").word("roll_call"); }
  Answer mark(const venue::Caller& who, const std::string& line, int found) {
    return ask_as(who, "roll_call.mark", {{"roll_call", under_way()}, {"marks", json::array{tick(line, found)}}});
  }
  std::int64_t found() { return ask_house("roll_call.show").number("found"); }
  std::vector<std::string> names_on_roll() {
    std::vector<std::string> names;
    const auto roll = ask_house("roll_call.show");
    for (const auto& line : roll.at("lines").as_array()) {
      names.emplace_back(line.at("name").as_string());
    }
    return names;
  }
  std::string read_paper(const Answer& printed, const std::string& language) const {
    EXPECT_FALSE(printed.error) << printed.text;
    const auto pdf = base::from_base64url(printed.word("content")).value();
    const auto file = folder_ / "roll.pdf";
    std::ofstream(file, std::ios::binary) << base::as_text(pdf);
    if (const char* kept = std::getenv("EINLASS_KEEP_PDF")) {
      std::filesystem::copy_file(file, std::filesystem::path(kept) / ("roll-" + language + ".pdf"),
                                 std::filesystem::copy_options::overwrite_existing);
    }
    EXPECT_EQ(std::system(("pdftotext -layout " + file.string()).c_str()), 0);
    std::ifstream read(folder_ / "roll.txt");
    return {std::istreambuf_iterator<char>(read), {}};
  }
  // Of other events than the one of the evening.
  venue::Caller of_elsewhere(venue::Caller who) {
    who.events = {rules::EventId::random()};
    who.number = 30;
    return who;
  }
  venue::Caller of_the_evening(venue::Caller who, std::uint32_t number) {
    who.events = {event_};
    who.number = number;
    return who;
  }
  std::vector<std::string> acts() {
    std::vector<std::string> words;
    const auto audit = desk_->people().audit(std::nullopt, 100);
    for (const auto& entry : *audit) words.push_back(entry.act);
    return words;
  }
};

TEST_F(HouseOfEvents, CountsAllWhoAreInsideAndTheCrew) {
  admit("Ada", organiser_);
  admit("Party", organiser_);
  auto now = house({{"crew", 7}});
  EXPECT_EQ(now.number("inside"), 11);
  EXPECT_EQ(now.word("level"), "") << "no limit is set";
  struct Case {
    int limit;
    const char* level;
  };
  for (const auto& [limit, level] :
       {Case{13, ""}, Case{12, "warning"}, Case{11, "full"}, Case{10, "full"}, Case{0, ""}}) {
    EXPECT_EQ(house({{"limit", limit}}).word("level"), level) << limit;
  }
  EXPECT_EQ(house().number("crew"), 7);
  EXPECT_EQ(house({{"limit", -1}}).error, ErrorKind::InvalidInput);
  EXPECT_EQ(house({{"crew", 2'000'000}}).error, ErrorKind::InvalidInput);
}

// An alarm may come when the event is closed and its guests are on their way out.
TEST_F(HouseOfEvents, CountsAClosedEventsGuestsUntilItsDayIsOver) {
  admit("Ada", organiser_);
  admit("Party", organiser_);
  const auto closed = ask("event.close", {{"confirm", true}}, organiser_);
  EXPECT_EQ(closed.number("inside"), 4);
  EXPECT_EQ(house().number("inside"), 4);
  EXPECT_TRUE(house().at("events").at(0).at("closed").as_bool());
  const auto roll = ask_as(of_the_evening(anna_, 32), "roll_call.start");
  ASSERT_FALSE(roll.error) << roll.text;
  EXPECT_EQ(roll.number("persons"), 4);
  clock_.advance(std::chrono::hours(12));
  EXPECT_EQ(house().number("inside"), 0);
  EXPECT_EQ(ask("event.closing", {}, organiser_).number("inside"), 0);
}

// Of them nobody sees who leaves; what was counted on the first day is no figure of the second.
TEST_F(HouseOfEvents, CountsWhoHasNoNameOnTheirDayOnly) {
  EXPECT_FALSE(ask("event.set", {{"ends", "2026-11-24T23:00"}}, organiser_).error);
  const auto count = [&](int persons) {
    rules::EntryDraft draft;
    draft.scan = rules::ScanStep{rules::ScanId::random(), 0};
    draft.fact = rules::Counted{.persons = persons, .category = "guest", .day = event().zone.day_of(desk_->now())};
    EXPECT_TRUE(desk_->door().begin());
    EXPECT_TRUE(desk_->door().append(event_, draft));
    EXPECT_TRUE(desk_->door().commit());
    return draft.scan->scan.text();
  };
  count(5);
  EXPECT_EQ(house().number("inside"), 5);
  clock_.advance(std::chrono::hours(24));
  EXPECT_EQ(house().number("inside"), 0);
  count(2);
  EXPECT_EQ(house().at("events").at(0).at("counted"), 2);
  EXPECT_EQ(ask_as(staff_, "roll_call.start").number("persons"), 2);
}

TEST_F(HouseOfEvents, IsAnEstimateWhereDeparturesAreNotScanned) {
  const auto re_entry = [&](const char* rule) {
    EXPECT_FALSE(ask("event.set_policy", {{"changes", json::object{{"re_entry", rule}}}}, organiser_).error);
    return house().at("estimate").as_bool();
  };
  EXPECT_FALSE(re_entry("after_departure"));
  EXPECT_TRUE(re_entry("none"));
  EXPECT_TRUE(re_entry("free"));
}

TEST_F(HouseOfEvents, HasARollCallThatTwoTickAtOnce) {
  admit("Ada", organiser_);
  admit("Party", organiser_);
  house({{"crew", 2}});
  EXPECT_EQ(ask_as(anna_, "roll_call.show").error, ErrorKind::NotFound);
  const auto begun = ask_as(staff_, "roll_call.start");
  ASSERT_FALSE(begun.error) << begun.text;
  EXPECT_EQ(begun.number("persons"), 6);
  EXPECT_EQ(begun.number("missing"), 6);
  EXPECT_EQ(begun.word("started_by"), staff_.name);
  EXPECT_EQ(begun.at("lines").as_array().size(), 3U);
  EXPECT_THAT(acts(), testing::Contains("roll_call.start"));
  const auto again = ask_as(organiser_, "roll_call.start");
  EXPECT_EQ(again.word("roll_call"), begun.word("roll_call")) << "there is one";

  // Both tick the same guest, one of them twice, as a phone does that lost the answer.
  for (const auto* who : {&anna_, &helper_, &anna_}) EXPECT_FALSE(mark(*who, id("Ada"), 1).error);
  EXPECT_FALSE(mark(helper_, id("Party"), 2).error);
  auto now =
      ask_as(anna_, "roll_call.show", {{"roll_call", begun.word("roll_call")}, {"since", begun.number("revision")}});
  EXPECT_EQ(now.number("missing"), 3);
  EXPECT_EQ(now.at("lines").as_array().size(), 2U) << "what changed";

  // Somebody is found who was never scanned, and somebody was let in meanwhile.
  const json::object found{{"roll_call", begun.word("roll_call")}, {"line", "minted-1"}, {"name", "Emmy Noether"}};
  for (int i = 0; i < 2; ++i) EXPECT_FALSE(ask_as(helper_, "roll_call.add", found).error);
  admit("Bea", organiser_);
  now = ask_as(staff_, "roll_call.show");
  EXPECT_EQ(now.number("persons"), 8);
  EXPECT_EQ(now.number("found"), 4);
  EXPECT_EQ(now.number("missing"), 4);
  ask("guest.depart", {{"ticket", id("Ada")}}, organiser_);
  EXPECT_EQ(ask_as(staff_, "roll_call.show").number("persons"), 8) << "whoever stands on the list stays there";

  EXPECT_FALSE(ask_as(organiser_, "roll_call.end").error);
  EXPECT_EQ(ask_as(staff_, "roll_call.show").error, ErrorKind::NotFound) << "with all names";
  EXPECT_EQ(admitted(), 5) << "none of it is attendance";
}

// The list says whom to look for: not somebody who was let in by mistake, and as many of the crew as there are.
TEST_F(HouseOfEvents, LooksForNobodyWhoseAdmissionWasTakenBack) {
  admit("Ada", organiser_);
  admit("Bea", organiser_);
  admit("Party", organiser_);
  house({{"crew", 3}});
  EXPECT_EQ(ask_as(staff_, "roll_call.start").number("persons"), 8);
  const auto undo = [&](const char* name) {
    EXPECT_FALSE(ask("guest.undo", {{"ticket", id(name)}, {"scan", scan_id(name)}}, organiser_).error);
  };
  undo("Party");
  auto now = ask_as(staff_, "roll_call.show");
  EXPECT_EQ(now.number("persons"), 5);
  EXPECT_EQ(names_on_roll().size(), 4U) << "her line stays, and says what became of it";
  const auto& lines = now.at("lines").as_array();
  const auto party =
      std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.at("name") == "Party"; });
  ASSERT_NE(party, lines.end());
  EXPECT_EQ(party->at("taken_back"), 3);
  // Found all the same: she is somebody, whatever the journal says.
  EXPECT_FALSE(mark(staff_, id("Party"), 1).error);
  now = ask_as(staff_, "roll_call.show");
  EXPECT_EQ(now.number("persons"), 6);
  EXPECT_EQ(now.number("found"), 1);
  admit("Party", organiser_, "once more");
  EXPECT_EQ(ask_as(staff_, "roll_call.show").number("persons"), 8);
  ask("guest.depart", {{"ticket", id("Ada")}}, organiser_);
  EXPECT_EQ(ask_as(staff_, "roll_call.show").number("persons"), 8) << "who left is to be found as well";
  house({{"crew", 1}});
  EXPECT_EQ(ask_as(staff_, "roll_call.show").number("persons"), 6);
  house({{"crew", 4}});
  EXPECT_EQ(ask_as(staff_, "roll_call.show").number("persons"), 9);
}

// A phone that was without the network while one roll call ended and another began.
TEST_F(HouseOfEvents, TakesNoTickOfAnotherRollCall) {
  admit("Ada", organiser_);
  const auto former = ask_as(staff_, "roll_call.start").word("roll_call");
  ask_as(organiser_, "roll_call.end");
  const auto ticks = json::array{tick(id("Ada"), 1)};
  const json::object late{{"roll_call", former}, {"marks", ticks}};
  const json::object added{{"roll_call", former}, {"line", "minted-1"}, {"name", "Emmy Noether"}};
  EXPECT_EQ(ask_as(staff_, "roll_call.mark", late).error, ErrorKind::NotFound) << "none is under way";
  const auto now = ask_as(staff_, "roll_call.start").word("roll_call");
  EXPECT_EQ(ask_as(staff_, "roll_call.mark", late).error, ErrorKind::NotFound);
  EXPECT_EQ(ask_as(staff_, "roll_call.add", added).error, ErrorKind::NotFound);
  EXPECT_EQ(ask_as(staff_, "roll_call.mark", {{"marks", ticks}}).error, ErrorKind::InvalidInput) << "of which?";
  EXPECT_EQ(found(), 0) << "nobody has seen her since";
  EXPECT_FALSE(ask_as(staff_, "roll_call.mark", {{"roll_call", now}, {"marks", ticks}}).error);
  EXPECT_EQ(found(), 1);
}

TEST_F(HouseOfEvents, LetsOneTickThatCannotBeTakenStopNoOther) {
  admit("Ada", organiser_);
  admit("Party", organiser_);
  const auto roll = ask_as(staff_, "roll_call.start").word("roll_call");
  const json::array ticks{tick(id("Nobody"), 1), tick(id("Ada"), 1), tick(id("Party"), 4), tick(id("Party"), -1)};
  const auto done = ask_as(helper_, "roll_call.mark", {{"roll_call", roll}, {"marks", ticks}});
  ASSERT_FALSE(done.error) << done.text;
  EXPECT_EQ(done.at("refused"), (json::array{id("Nobody"), id("Party"), id("Party")}));
  EXPECT_EQ(found(), 1);
}

TEST_F(HouseOfEvents, ShowsARollCallOnlyToWhoHasAnEventInTheHouse) {
  admit("Ada", organiser_);
  const auto roll = ask_as(staff_, "roll_call.start").word("roll_call");
  const std::map<std::string, json::object> commands{
      {"roll_call.show", {}},
      {"roll_call.start", {}},
      {"roll_call.mark", {{"roll_call", roll}, {"marks", json::array{tick(id("Ada"), 1)}}}},
      {"roll_call.add", {{"roll_call", roll}, {"line", "minted-1"}, {"name", "Emmy Noether"}}},
      {"roll_call.print", {}},
      {"roll_call.end", {}}};
  for (const auto& [command, arguments] : commands) {
    for (const auto& who : {organiser_, anna_, staff_, helper_}) {
      EXPECT_EQ(ask_as(of_elsewhere(who), command, arguments).error, ErrorKind::Refused) << command;
    }
  }
  EXPECT_EQ(found(), 0);
  const auto helper = of_the_evening(helper_, 31);
  EXPECT_FALSE(ask_as(helper, "roll_call.show").error);
  ask("event.close", {{"confirm", true}}, organiser_);
  EXPECT_FALSE(ask_as(helper, "roll_call.show").error) << "whom she looks for is still on the list";
  EXPECT_TRUE(ask_as(of_elsewhere(helper_), "roll_call.show").error);
}

TEST_F(HouseOfEvents, EndsARollCallForItsStarterOrTheVenue) {
  const auto starter = of_the_evening(staff_, 31), host = of_the_evening(anna_, 32);
  const auto orga = of_the_evening(organiser_, 33);
  for (const auto& [who, may] : {std::pair(host, false), {orga, false}, {starter, true}, {organiser_, true}}) {
    EXPECT_FALSE(ask_as(starter, "roll_call.start").error);
    EXPECT_EQ(ask_as(who, "roll_call.show").at("may_end").as_bool(), may) << who.number;
    const auto ended = ask_as(who, "roll_call.end").error;
    EXPECT_EQ(ended, may ? std::nullopt : std::optional(ErrorKind::Refused)) << who.number;
  }
}

TEST_F(HouseOfEvents, NamesAndOrdersGuestsAsTheEmergencyListDoes) {
  const auto named = [&](const char* first, const char* last) {
    add(last, "anna", {{"first_name", first}});
    admit(last, organiser_);
  };
  named("Ada", "Zuse");
  named("Jörg", "Österreich");
  named("Bo", "Ost");
  named("Эмма", "Кожевникова");
  named("健太", "小林");
  named("Ida", "von Arnim");
  for (const char* name : {"Ada", "Bea", "Cleo", "Party"}) admit(name, organiser_);
  ask_as(staff_, "roll_call.start");
  std::vector<std::string> on_paper;
  const auto printing = desk_->paper().begin_print({.event = "evening", .caller = std::nullopt}, "en").value();
  const auto list = printing.read().value();
  for (const auto& row : list.rows) on_paper.push_back(row.name);
  EXPECT_EQ(names_on_roll(), on_paper);
  EXPECT_THAT(on_paper, testing::Contains("小林 健太"));
  const auto roll = ask_as(staff_, "roll_call.show");
  std::vector<std::string> keys;
  for (const auto& line : roll.at("lines").as_array()) keys.emplace_back(line.at("sort_key").as_string());
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end())) << "as pages compare them";
}

// Thousands are inside: their names are in memory, and the desk answers doors meanwhile.
TEST_F(HouseOfEvents, ReadsNoGuestAnewForARollCall) {
  for (const char* name : {"Ada", "Bea", "Party"}) admit(name, organiser_);
  ask("guests.list", {}, organiser_);
  sqlite3* file = nullptr;
  ASSERT_EQ(sqlite3_open(event().store.options().file.c_str(), &file), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(file, "ALTER TABLE guests RENAME TO elsewhere", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(file);
  EXPECT_THAT(ask("guest.sheet", {{"ticket", id("Ada")}}, organiser_).error, testing::Ne(std::nullopt));
  const auto begun = ask_as(staff_, "roll_call.start");
  ASSERT_FALSE(begun.error) << begun.text;
  EXPECT_EQ(begun.number("persons"), 5);
}

TEST_F(HouseOfEvents, LetsARollCallEndByItself) {
  ask_as(staff_, "roll_call.start");
  clock_.advance(std::chrono::hours(13));
  EXPECT_EQ(ask_as(staff_, "roll_call.show").error, ErrorKind::NotFound);
}

TEST_F(HouseOfEvents, PrintsARollCall) {
  ask("event.set_policy", {{"changes", json::object{{"re_entry", "none"}}}}, organiser_);
  admit("Ada", organiser_);
  admit("Party", organiser_);
  house({{"crew", 2}});
  EXPECT_EQ(ask_as(anna_, "roll_call.print").error, ErrorKind::Refused) << "names of others, and nothing has happened";
  EXPECT_FALSE(ask_as(organiser_, "roll_call.print").error);
  ask_as(staff_, "roll_call.start");
  mark(staff_, id("Ada"), 1);
  for (const char* language : {"de", "en"}) {
    const auto printed = ask_as(anna_, "roll_call.print", {{"language", language}});
    const auto text = read_paper(printed, language);
    const bool is_german = std::string(language) == "de";
    EXPECT_THAT(text, HasSubstr(is_german ? "6 Personen im Haus, 1 gefunden, 5 fehlen"
                                          : "6 persons in the house, 1 found, 5 missing"));
    EXPECT_THAT(text, HasSubstr(is_german ? "Eine Schätzung" : "An estimate"));
    EXPECT_THAT(text, HasSubstr("Ada"));
    EXPECT_THAT(text, Not(HasSubstr("Cleo"))) << "she is not inside";
  }
}

TEST_F(HouseOfEvents, DatesARollCallAfterMidnightByTheCalendar) {
  admit("Ada", organiser_);
  clock_.advance(std::chrono::hours(6));
  const auto text = read_paper(ask_as(organiser_, "roll_call.print", {{"language", "de"}}), "de");
  EXPECT_THAT(text, HasSubstr("24.11.2026 00:30"));
}

}  // namespace
}  // namespace einlass::commands
