// An evening on paper: what is on the printed list, and what was ticked on it, typed back.
#include "core/base/bytes.h"
#include "db/paper_lists.h"
#include "tests/server/commands/paper_fixture.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

namespace einlass::commands {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

using Paper = PaperFixture;

std::vector<std::string> names(const venue::EmergencyList& list) {
  std::vector<std::string> all;
  for (const auto& row : list.rows) all.push_back(row.name);
  return all;
}

// As the page's head says it.
std::string list_number(const std::string& word, const Answer& printed) {
  return word + " " + std::to_string(printed.number("number"));
}

// What pdftotext reads.
std::string text_in(const std::string& base64url) {
  const auto folder = std::filesystem::temp_directory_path() / ("einlass-paper-" + rules::ScanId::random().text());
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "list.pdf", std::ios::binary) << base::as_text(base::from_base64url(base64url).value());
  const auto command = "pdftotext -layout " + (folder / "list.pdf").string();
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ifstream file(folder / "list.txt");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove_all(folder);
  return text;
}

TEST_F(Paper, NamesWhoMayComeInByFamilyName) {
  create("club_evening");
  const auto named = [&](const std::string& first, const std::string& last, json::object more = {}) {
    more["first_name"] = first;
    add(last, "anna", std::move(more));
  };
  named("Ada", "Zuse");
  named("Jörg", "Österreich");
  named("Bo", "Ost");
  named("Эмма", "Кожевникова");
  named("健太", "小林");
  named("Ida", "von Arnim", {{"places", 3}});
  add("Off", "anna");
  ask("guest.withdraw", {{"ticket", id("Off")}}, std::nullopt);
  const auto list = print();
  EXPECT_THAT(names(list), ElementsAre("Ost, Bo", "Österreich, Jörg", "von Arnim, Ida", "Zuse, Ada",
                                       "Кожевникова, Эмма", "小林 健太"));
  EXPECT_EQ(list.rows[2].places, 3);
}

TEST_F(Paper, MarksWhomToAskAbout) {
  create("lunch");  // a hard cap of 20
  for (int i = 1; i <= 20; ++i) add("Seat " + std::to_string(10 + i), "anna");
  add("Waits", "anna");
  add("Excused", "anna");
  ask("guest.excuse", {{"ticket", id("Excused")}, {"excused", true}}, std::nullopt);
  std::map<std::string, std::set<venue::PaperMark>> marks;
  for (const auto& row : print().rows) {
    if (!row.marks.empty()) marks[row.name] = row.marks;
  }
  EXPECT_THAT(marks[std::string("Waits")], testing::Contains(venue::PaperMark::Waitlisted));
  EXPECT_THAT(marks[std::string("Excused")], testing::Contains(venue::PaperMark::Excused));
  EXPECT_EQ(marks.size(), 2U);
}

TEST_F(Paper, IsPrintedInGermanAndEnglish) {
  create("private_club");
  add("Lovelace", "anna", {{"first_name", "Ada"}, {"company", "Engines"}, {"email", "ada@example.org"}, {"places", 3}});
  add("Off", "anna");
  ask("guest.excuse", {{"ticket", id("Off")}, {"excused", true}}, std::nullopt);
  const auto first = ask("emergency_list.print", {{"language", "de"}}, anna_);
  const auto german = text_in(first.word("content"));
  const auto printed = ask("emergency_list.print", {{"language", "en"}}, anna_);
  const auto english = text_in(printed.word("content"));
  const auto number = static_cast<int>(printed.number("number"));
  EXPECT_EQ(printed.number("rows"), 2);
  EXPECT_THAT(english, HasSubstr(rules::paper_code(number, 1)));
  const std::vector<std::string> in_english{
      "Lovelace, Ada",       "Engines",     "excused",          list_number("List", printed),
      "collect and destroy", "Page 1 of 1", "Not on this list", "own lists"};
  for (const auto& said : in_english) EXPECT_THAT(english, HasSubstr(said));
  const std::vector<std::string> in_german{"Lovelace, Ada", "abgesagt", list_number("Liste", first),
                                           "einsammeln und vernichten", "Seite 1 von 1"};
  for (const auto& said : in_german) EXPECT_THAT(german, HasSubstr(said));
  // Paper lies about.
  for (const auto& text : {german, english}) {
    EXPECT_THAT(text, testing::Not(HasSubstr("example.org")));
    EXPECT_THAT(text, testing::Not(HasSubstr(id("Lovelace"))));
  }
  // What was drawn is kept: its rows are understood.
  EXPECT_EQ(ask("paper.rows", {{"list", number}}, anna_).at("rows").as_array().size(), 2U);
  EXPECT_EQ(ask("emergency_list.print", {{"language", "en"}}, staff_).error, ErrorKind::Refused);
}

TEST_F(Paper, IsAHostsOwnListsOnly) {
  create("club_evening");
  add("Ada", "anna");
  add("Bea", "berta");
  EXPECT_THAT(names(print(anna_)), ElementsAre("Ada"));
  const auto all = print(organiser_);
  EXPECT_THAT(names(all), ElementsAre("Ada", "Bea"));
  for (const auto& who : {staff_, helper_}) {
    EXPECT_EQ(desk_->paper().begin_print({.event = "evening", .caller = who}, "en").error().kind, ErrorKind::Refused);
  }
  go_to("20:00");
  // Of the organiser's print, she sees her guests' rows, and types no others.
  const auto rows = ask("paper.rows", {{"list", all.number}}, anna_);
  ASSERT_EQ(rows.at("rows").as_array().size(), 1U);
  EXPECT_EQ(rows.at("rows").at(0).at("line").at("name").as_string(), "Ada");
  EXPECT_EQ(enter(all.number, rules::paper_code(all.number, 2), {}, anna_).error, ErrorKind::NotFound);
  EXPECT_EQ(enter(all.number, rules::paper_code(all.number, 1), {}, anna_).word("outcome"), "admitted");
  EXPECT_EQ(enter(all.number, rules::paper_code(all.number, 2), {}, helper_).error, ErrorKind::Refused);
}

TEST_F(Paper, BecomesAdmissionsThatSaySo) {
  create("summit");
  add("Ada", "");
  const auto list = print();
  go_to("21:00");
  const auto entered =
      enter(list.number, code(list, "Ada"), {{"from", "2026-11-23T18:00"}, {"until", "2026-11-23T19:00"}}, staff_);
  EXPECT_EQ(entered.word("outcome"), "admitted");
  EXPECT_EQ(entered.line().at("name").as_string(), "Ada");
  EXPECT_FALSE(entered.at("repeated").as_bool());
  const auto entry = entries_of("Ada").back();
  EXPECT_EQ(std::get<rules::Admitted>(entry.fact).how, rules::How::Paper);
  EXPECT_EQ(std::get<rules::Admitted>(entry.fact).badges_due, 1);
  EXPECT_EQ(entry.operator_number, staff_.number);
  EXPECT_EQ(entry.place.name, "paper list " + std::to_string(list.number));
  // The middle of the time, which is unsure by half of it.
  EXPECT_EQ(event().zone.local_time(entry.time.venue), "18:30");
  EXPECT_FALSE(entry.time.sure);
  EXPECT_EQ(entry.time.uncertainty_ms, 30 * 60'000);
  EXPECT_THAT(attendance(), HasSubstr(",paper,"));
}

TEST_F(Paper, CountsOnceHoweverOftenItIsTyped) {
  create("summit");
  add("Party", "", {{"places", 3}});
  const auto list = print();
  const auto row = code(list, "Party");
  go_to("20:00");
  const auto first = enter(list.number, row, {{"persons", 2}});
  EXPECT_EQ(first.number("persons"), 2);
  const auto again = enter(list.number, row, {{"persons", 2}});
  EXPECT_TRUE(again.at("repeated").as_bool());
  EXPECT_EQ(admitted(), 2);
  // A slip is taken back, and typed as it is.
  ask("guest.undo", {{"ticket", id("Party")}, {"scan", first.at("scan")}}, std::nullopt);
  EXPECT_EQ(admitted(), 0);
  const auto corrected = enter(list.number, row, {{"persons", 3}});
  EXPECT_FALSE(corrected.at("repeated").as_bool());
  EXPECT_EQ(admitted(), 3);
  EXPECT_TRUE(enter(list.number, row).at("repeated").as_bool());
  EXPECT_EQ(admitted(), 3);
}

TEST_F(Paper, LetsNobodyInTwiceWhomAKioskLetIn) {
  create("summit");
  pair("Nord 1");
  add("Ada", "");
  add("Party", "", {{"places", 3}});
  const auto list = print();
  go_to("19:00");
  scan_at_kiosk("Ada");
  ask("guest.admit", {{"ticket", id("Party")}, {"scan", scan_id("one")}, {"persons", 1}}, std::nullopt);
  const auto known = enter(list.number, code(list, "Ada"));
  EXPECT_EQ(known.word("outcome"), "refused");
  EXPECT_EQ(known.word("refusal"), "already_in");
  // Three ticks, of whom one is in already.
  EXPECT_EQ(enter(list.number, code(list, "Party"), {{"persons", 3}}).number("persons"), 2);
  EXPECT_EQ(admitted(), 4);
}

TEST_F(Paper, GivesWayToAKioskThatWasAlone) {
  create("summit");
  pair("Nord 1");
  add("Ada", "");
  const auto list = print();
  go_to("18:20");
  // By herself, at a kiosk that nobody has heard of since.
  auto alone = store::EventStore::open(
                   {.file = folder_ / "kiosk.db", .event = event_, .journal = rules::JournalId::random(), .vfs = {}})
                   .value();
  rules::EntryDraft draft;
  draft.place = {.kiosk = kiosk_.id, .name = "Nord 1", .door = "north"};
  draft.ticket = *rules::TicketId::parse(id("Ada"));
  draft.scan = rules::ScanStep{*rules::ScanId::parse(scan_id("alone")), 0};
  draft.alone = true;
  draft.fact = rules::Admitted{.day = event().zone.day_of(clock_.wall())};
  auto transaction = alone.begin().value();
  const auto row = alone.journal().append(draft, {.venue = clock_.wall(), .sure = true, .device_wall = clock_.wall()});
  ASSERT_TRUE(row);
  ASSERT_TRUE(transaction.commit());
  const auto came_at = clock_.wall().unix_ms();
  go_to("21:00");
  // On paper she seems to have been earlier.
  enter(list.number, code(list, "Ada"), {{"from", "2026-11-23T18:00"}, {"until", "2026-11-23T18:10"}});
  ASSERT_TRUE(desk_->door().begin());
  ASSERT_TRUE(desk_->door().merge({*row}));
  ASSERT_TRUE(desk_->door().commit());
  EXPECT_EQ(admitted(), 1);
  const auto news = ask("door.news", {}, std::nullopt);
  ASSERT_EQ(news.at("conflicts").as_array().size(), 1U);
  EXPECT_EQ(news.at("conflicts").at(0).at("first_place").as_string(), "Nord 1");
  EXPECT_EQ(news.at("conflicts").at(0).at("second_place").as_string(), "paper list " + std::to_string(list.number));
  EXPECT_EQ(news.at("conflicts").at(0).at("stands").at("at"), came_at);
  EXPECT_EQ(news.at("conflicts").at(0).at("disputed").at("at"), came_at - 15 * 60'000) << "in the middle of that time";
}

TEST_F(Paper, TakesARefusalBackThatSomebodySetAside) {
  create("club_evening");
  add("Off", "anna");
  const auto list = print();
  ask("guest.withdraw", {{"ticket", id("Off")}}, std::nullopt);
  go_to("21:00");
  const auto row = code(list, "Off");
  const auto refused = enter(list.number, row, {}, staff_);
  EXPECT_EQ(refused.word("refusal"), "cancelled");
  EXPECT_TRUE(refused.at("may_set_aside").as_bool());
  ask("guest.override", {{"scan", refused.at("scan")}, {"reason", "technical_fault"}}, staff_);
  EXPECT_EQ(enter(list.number, row, {}, staff_).word("outcome"), "admitted");
}

// Nobody asks at a door without power who has paid.
TEST_F(Paper, TakesWhoHadToPayOnceThatIsSettled) {
  create("professional_club");
  const auto csv = base::base64url(base::to_bytes("Name,Code,Paid\nGast Zahlt,PAY-1,no\n"));
  const auto imported = ask("guests.import", {{"content", csv}, {"list", "anna"}}, std::nullopt);
  ASSERT_FALSE(imported.error) << imported.text;
  const auto list = print();
  go_to("21:00");
  ASSERT_EQ(list.rows.size(), 1U);
  const auto row = rules::paper_code(list.number, 1);
  const auto refused = enter(list.number, row, {}, anna_);
  EXPECT_EQ(refused.word("refusal"), "unpaid") << refused.text;
  const auto ticket = list.rows[0].ticket.text();
  EXPECT_TRUE(ask("guest.sheet", {{"ticket", ticket}}, anna_).at("unpaid").as_bool());
  EXPECT_EQ(enter(list.number, row, {{"all_the_same", true}}, anna_).word("refusal"), "unpaid") << "first settle it";
  ASSERT_FALSE(
      ask("guest.settle", {{"ticket", ticket}, {"settlement", "reference"}, {"reference", "R 12"}}, anna_).error);
  EXPECT_FALSE(ask("guest.sheet", {{"ticket", ticket}}, anna_).at("unpaid").as_bool());
  EXPECT_EQ(enter(list.number, row, {{"all_the_same", true}}, anna_).word("outcome"), "admitted");
  const auto rows = event().store.journal().entries_of_ticket(list.rows[0].ticket).value();
  EXPECT_EQ(rows[rows.size() - 2].private_part->content, R"({"reference":"R 12"})");
}

// Whoever was ticked was in the house: the journal says so, and by how many it was too full.
TEST_F(Paper, CountsWhoWasInBeyondAHardCap) {
  create("club_evening");
  for (const auto* name : {"Ada", "Bea", "Cleo"}) add(name, "anna");
  const auto policy = R"({"seats": "first_come", "cap": {"persons": 1, "kind": "hard", "counts": "admitted"}})";
  ASSERT_FALSE(ask("event.set_policy", {{"changes", json::parse(policy)}}, std::nullopt).error);
  const auto list = print();
  go_to("21:00");
  EXPECT_EQ(enter(list.number, code(list, "Ada")).word("outcome"), "admitted");
  const auto row = code(list, "Bea");
  const auto refused = enter(list.number, row, {}, anna_);
  EXPECT_EQ(refused.word("refusal"), "full");
  EXPECT_TRUE(refused.at("may_set_aside").as_bool());
  EXPECT_FALSE(enter(list.number, row, {}, staff_).at("may_set_aside").as_bool()) << "a host's to say";
  EXPECT_EQ(enter(list.number, row, {{"all_the_same", true}}, staff_).word("refusal"), "full");
  EXPECT_EQ(enter(list.number, row, {{"all_the_same", true}}, anna_).word("outcome"), "admitted");
  EXPECT_TRUE(enter(list.number, row, {{"all_the_same", true}}, anna_).at("repeated").as_bool());
  EXPECT_EQ(admitted(), 2);
  const auto entries = entries_of("Bea");
  const auto& aside = std::get<rules::Overridden>(entries[entries.size() - 2].fact);
  EXPECT_EQ(aside.refusal, rules::Refusal::Full);
  EXPECT_EQ(entries[entries.size() - 2].place.name, "paper list " + std::to_string(list.number));
  const auto status = ask("event.status", {}, organiser_);
  EXPECT_EQ(status.at("over_caps").at(0).at("persons"), 1) << status.text;
  // At the door a hard cap stays one.
  EXPECT_EQ(admit("Cleo", anna_).word("refusal"), "full");
  EXPECT_EQ(ask("guest.override", {{"scan", scan_id("Cleo")}, {"reason", "authorised"}}, anna_).error,
            ErrorKind::Refused);
}

TEST_F(Paper, IsOfTheDayOnWhichItWasTicked) {
  create("summit");
  add("Ada", "");
  const auto list = print();
  go_to("23:00");
  clock_.advance(base::Milliseconds(14 * 3'600'000));  // 13:00 on the day after
  EXPECT_EQ(enter(list.number, code(list, "Ada")).word("outcome"), "admitted");
  const auto& fact = std::get<rules::Admitted>(entries_of("Ada").back().fact);
  EXPECT_EQ(fact.day->iso(), "2026-11-23");
}

TEST_F(Paper, KnowsTheRowsOfOlderLists) {
  create("club_evening");
  add("Mia", "anna");
  const auto first = print();
  add("Ada", "anna");
  auto second = print();
  std::size_t lists = 2;
  // A check digit tells nine of ten other lists apart.
  for (; rules::paper_code(second.number, 1) == rules::paper_code(first.number, 1); ++lists) second = print();
  go_to("20:00");
  EXPECT_NE(second.number, first.number);
  EXPECT_EQ(enter(first.number, rules::paper_code(first.number, 1)).line().at("name").as_string(), "Mia");
  EXPECT_EQ(enter(second.number, rules::paper_code(second.number, 1)).line().at("name").as_string(), "Ada");
  EXPECT_EQ(enter(second.number, rules::paper_code(first.number, 1)).error, ErrorKind::InvalidInput);
  EXPECT_EQ(enter(9, rules::paper_code(9, 1)).error, ErrorKind::NotFound);
  EXPECT_EQ(enter(first.number, rules::paper_code(first.number, 2)).error, ErrorKind::InvalidInput);
  reopen();
  EXPECT_EQ(ask("paper.lists", {}, std::nullopt).at("lists").as_array().size(), lists);
}

TEST_F(Paper, TakesAGuestWhoIsOnNoList) {
  create("club_evening");
  add("Ada", "anna");
  go_to("20:00");
  const json::object tick{{"ticket", id("Ada")}, {"scan", scan_id("typed")}};
  EXPECT_EQ(ask("paper.enter", tick, anna_).word("outcome"), "admitted");
  EXPECT_TRUE(ask("paper.enter", tick, anna_).at("repeated").as_bool());
  EXPECT_EQ(entries_of("Ada").back().place.name, "paper");
}

TEST_F(Paper, TakesNoTimeThatIsNone) {
  create("club_evening");
  add("Ada", "anna");
  const auto list = print();
  go_to("20:00");
  const auto row = code(list, "Ada");
  const std::vector<json::object> wrong{{{"from", "2026-11-23T19:00"}, {"until", "2026-11-23T18:00"}},
                                        {{"from", "2026-11-23T19:00"}, {"until", "2026-11-23T22:00"}},
                                        {{"until", "at seven"}}};
  for (const auto& times : wrong) EXPECT_EQ(enter(list.number, row, times).error, ErrorKind::InvalidInput);
  EXPECT_EQ(admitted(), 0);
  const auto usual = ask("paper.lists", {}, std::nullopt);
  EXPECT_EQ(usual.word("until"), "2026-11-23T20:00");
}

// Whoever let her in could ask nothing.
TEST_F(Paper, AsksNoQuestions) {
  create("summit");
  const auto changes = json::parse(R"({"questions": [{"id": "diet", "required": true, "consent": false,
                                      "text": {"de": "Essen?", "en": "Food?"}, "text_version": 1}]})");
  ASSERT_FALSE(ask("event.set_policy", {{"changes", changes}}, std::nullopt).error);
  add("Ada", "");
  const auto list = print();
  go_to("20:00");
  EXPECT_EQ(admit("Ada", staff_).word("refusal"), "needs_answers");
  EXPECT_EQ(enter(list.number, code(list, "Ada")).word("outcome"), "admitted");
}

}  // namespace
}  // namespace einlass::commands
