// One person over all events: who she is taken for, what is known of her, and that all of it goes.
#include "core/wire/policy_document.h"
#include "core/wire/private_fields.h"
#include "db/attendance_journal.h"
#include "db/event_snapshot.h"
#include "db/guest_book.h"
#include "server/venue/retention_settings.h"
#include "tests/server/venue/person_fixture.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::venue {
namespace {

namespace json = boost::json;
using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_F(PersonDeskTest, OneNameWithOneAddressIsOnePersonOverAllEvents) {
  const auto found = find("lovelace");
  ASSERT_THAT(found, SizeIs(1));
  ASSERT_THAT(found[0].guests, SizeIs(2));
  EXPECT_EQ(found[0].guests[0].event_key, "lecture") << "the newest first";
  EXPECT_EQ(found[0].guests[1].event_key, "summit-2026");
}

TEST_F(PersonDeskTest, AnAddressOfTwoNamesAndANameOfTwoAddressesMergeNobody) {
  EXPECT_THAT(find("office@engines.example"), SizeIs(2)) << "an office's";
  EXPECT_THAT(find("Max Müller"), SizeIs(2)) << "two people, or one: somebody has to say so";
  EXPECT_THAT(names("mueller suedwind"), ElementsAre("Max Müller"));
}

TEST_F(PersonDeskTest, IsFoundByIdByAddressAndByPartsOfTheName) {
  const auto id = ada().guests.back().row.guest.id.text();
  for (const std::string& who : std::vector<std::string>{id, "OFFICE@ENGINES.EXAMPLE", "ada", "royal society"}) {
    EXPECT_THAT(names(who), testing::Contains(testing::AnyOf("Ada Lovelace", "ADA LOVELACE"))) << who;
  }
  EXPECT_THAT(find("nobody at all"), IsEmpty());
  EXPECT_THAT(find(""), IsEmpty());
  const auto unknown = value_of(desk().persons().sources()).known(rules::GuestId::random());
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::NotFound);
}

TEST_F(PersonDeskTest, TheExportHasWhatWasWrittenOfHerAndNothingOfOthers) {
  append(summit_, of_ada(rules::Noted{}, wire::private_fields({{"note", "Vegan <b>"}})));
  append(summit_, of_ada(rules::AnswersGiven{
                      .questions = {"photo"},
                      .consents = {{.question = "photo", .text_version = 1, .language = "de", .yes = true}}}));
  const auto record = known(ada().id());
  ASSERT_THAT(record.tickets, SizeIs(2));
  const auto& summit = record.tickets[1];
  EXPECT_THAT(summit.entries, SizeIs(2));
  ASSERT_THAT(summit.consents, SizeIs(1));
  EXPECT_EQ(summit.consents[0].given.language, "de");
  const auto text = report::person_json(record);
  EXPECT_THAT(text, HasSubstr("office@engines.example"));
  EXPECT_THAT(text, HasSubstr("Royal Society"));
  EXPECT_THAT(text, HasSubstr("Vegan <b>"));
  EXPECT_THAT(text, Not(HasSubstr("Babbage")));
  const auto value = json::parse(text);
  EXPECT_EQ(value.at("events").at(1).at("consents").at(0).at("text_version"), 1);
  for (const char* language : {"de", "en"}) {
    const auto page = report::person_page(record, language);
    EXPECT_THAT(page, HasSubstr("Vegan &lt;b&gt;")) << "typed text is text";
    EXPECT_THAT(page, Not(HasSubstr("Babbage")));
  }
}

// The words that she read, also where the organiser has written others since.
TEST_F(PersonDeskTest, AConsentIsKeptWithItsTextVersionLanguageAndTime) {
  const auto ask = [&](const char* text, int version) {
    const json::object question{{"id", "photo"},
                                {"text", {{"de", text}, {"en", "May we?"}}},
                                {"required", false},
                                {"consent", true},
                                {"text_version", version}};
    value_of(desk().events().set_policy(
        {.event = "summit-2026", .fields = json::serialize(json::object{{"questions", json::array{question}}})}));
  };
  ask("Dürfen wir Sie fotografieren?", 1);
  append(summit_, of_ada(rules::AnswersGiven{
                      .questions = {"photo"},
                      .consents = {{.question = "photo", .text_version = 1, .language = "de", .yes = true}}}));
  ask("Dürfen wir Bilder veröffentlichen?", 2);
  const auto consents = known(ada().id()).tickets[1].consents;
  ASSERT_THAT(consents, SizeIs(1));
  EXPECT_EQ(consents[0].text, "Dürfen wir Sie fotografieren?");
  EXPECT_EQ(consents[0].given.text_version, 1);
  EXPECT_EQ(consents[0].at, desk().now());
  EXPECT_TRUE(consents[0].given.yes);
}

// Of servers that let two texts have one version, nobody knows any more which of them she read.
TEST_F(PersonDeskTest, AConsentToOneOfTwoTextsOfAVersionIsToldWithBoth) {
  append(summit_, of_ada(rules::AnswersGiven{
                      .questions = {"photo"},
                      .consents = {{.question = "photo", .text_version = 1, .language = "de", .yes = true}}}));
  auto policy = value_of(desk().events().policy("summit-2026"));
  auto venue = value_of(store::VenueStore::open(folder_ / venue_file));
  for (const char* text : {"Bilder?", "Werbung?"}) {
    policy.questions = {{.id = "photo", .text = {{"de", text}}, .consent = true, .text_version = 1}};
    value_of(venue.put_document("policy", "summit-2026", wire::policy_document(policy)));
  }
  EXPECT_EQ(known(ada().id()).tickets[1].consents.at(0).text, "Bilder? / Werbung?");
}

TEST_F(PersonDeskTest, WhoHandedHerTicketOnAndWhoCameInsteadAreTwoPersons) {
  const auto& row = ada().guests.back().row;
  value_of(desk().door().begin());
  const auto instead =
      value_of(desk().staff().transfer({.event = summit_, .place = {.kiosk = {}, .name = "command line", .door = {}}},
                                       {.ticket = row.ticket.id, .instead = {.full_name = "Emmy Noether"}}));
  value_of(desk().door().commit());
  EXPECT_THAT(names("noether"), ElementsAre("Emmy Noether"));
  EXPECT_THAT(find("lovelace").at(0).guests, SizeIs(2)) << "she is still known, and was absent";
  EXPECT_THAT(report::person_json(known(instead)), Not(HasSubstr("office@engines.example")));
}

TEST_F(PersonDeskTest, ErasesHerFromAllEventsAndTheirRehearsalsAndNobodyElse) {
  value_of(value_of(desk().backups().begin(outside_ / "backup")).write());
  const auto erasure = value_of(desk().persons().erase({ada().id()}, 0));
  EXPECT_EQ(erasure.guests, 2);
  ASSERT_THAT(erasure.rests, SizeIs(2));
  for (const auto& rest : erasure.rests) EXPECT_THAT(value_of(rest.backups.write()).rewritten, SizeIs(1));
  EXPECT_THAT(find("lovelace"), IsEmpty());
  EXPECT_THAT(names("babbage"), ElementsAre("Charles Babbage"));
  for (const auto& folder : {folder_, outside_}) {
    for (const char* name : {"Lovelace", "LOVELACE"}) EXPECT_FALSE(anything_holds(folder, name)) << folder << name;
  }
  const auto max = find("max@nordlicht.example").at(0).id();
  const auto again = desk().persons().erase({max, rules::GuestId::random()}, 0);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::NotFound);
  EXPECT_THAT(find("max@nordlicht.example"), SizeIs(1)) << "one id is wrong, so nobody is erased";
}

// Rows that grow push others to new pages, and nobody overwrites where these stood before: only a file that is written
// anew, by which it gets shorter, surely has none of them.
TEST_F(PersonDeskTest, LeavesNothingBetweenThePages) {
  for (const std::size_t longest : {5U, 199U}) {
    std::string list = "Name,Company,Email,Code\n";
    for (int i = 0; i < 1500; ++i) {
      const std::string company(i % 3 == 0 ? longest : 5U, 'x');
      list += fmt::format("Annegret Zweig,{0},zweig{1}@example.org,Z{1}\n", company, i);
    }
    import(list);
  }
  std::vector<rules::GuestId> ids;
  std::vector<std::string> addresses;
  int number = 0;
  value_of(value_of(desk().event(summit_))->store.guests().each([&](const rules::GuestRow& row) {
    if (row.guest.full_name != "Annegret Zweig" || ++number % 3 != 0) return;
    ids.push_back(row.guest.id);
    addresses.push_back(row.guest.email);
  }));
  reopen();  // so that all is in the file
  const auto file = value_of(desk().event(summit_))->store.options().file;
  const auto size_before = fs::file_size(file);
  EXPECT_TRUE(value_of(desk().persons().erase(ids, 0)).rests.at(0).is_clean);
  EXPECT_LT(fs::file_size(file), size_before);
  std::string bytes;
  for (const auto& file : fs::recursive_directory_iterator(folder_)) {
    if (file.is_regular_file()) bytes += value_of(base::read_file(file.path()));
  }
  const auto left = std::count_if(addresses.begin(), addresses.end(),
                                  [&](const std::string& address) { return bytes.find(address) != std::string::npos; });
  EXPECT_EQ(left, 0) << "of " << addresses.size();
}

// Killed before the backups were rewritten, or before the journal had it.
TEST_F(PersonDeskTest, GoesOnWhereItWasKilled) {
  value_of(value_of(desk().backups().begin(outside_ / "backup")).write());
  const auto babbage = find("babbage").at(0).id();
  const auto erasure = value_of(desk().persons().erase({ada().id()}, 0));
  ASSERT_THAT(erasure.rests, SizeIs(2));
  value_of(desk().erasures().finish(erasure.rests[0]));
  auto venue = value_of(store::VenueStore::open(folder_ / venue_file));
  const auto unfinished = erasure.rests[1].event;
  const auto note = value_of(venue.setting(erasing_setting(unfinished)));
  ASSERT_TRUE(note);
  EXPECT_THAT(*note, Not(HasSubstr("ovelace")));
  value_of(venue.set_setting(erasing_setting(summit_), "1 0\nguest " + babbage.text() + "\n"));
  reopen();
  for (const auto& rest : value_of(desk().privacy().keep_retention()).erasures) {
    EXPECT_THAT(value_of(rest.backups.write()).rewritten, SizeIs(1));
    value_of(desk().erasures().finish(rest));
  }
  EXPECT_THAT(find("babbage"), IsEmpty());
  EXPECT_FALSE(anything_holds(outside_, "Babbage"));
  EXPECT_FALSE(anything_holds(folder_, "Babbage"));
  EXPECT_THAT(value_of(desk().privacy().keep_retention()).erasures, IsEmpty());
}

TEST_F(PersonDeskTest, IsUnfinishedWhileAReportReads) {
  std::optional<store::EventSnapshot> report =
      value_of(store::EventSnapshot::open(value_of(desk().event(summit_))->store.options()));
  value_of(report->guests().count());
  const auto erasure = value_of(desk().persons().erase({ada().id()}, 0));
  for (const auto& rest : erasure.rests) {
    value_of(rest.backups.write());
    value_of(desk().erasures().finish(rest));
  }
  EXPECT_TRUE(value_of(desk().privacy().retention_of("summit-2026")).is_erasing);
  EXPECT_FALSE(value_of(desk().privacy().retention_of("lecture")).is_erasing) << "nobody reads that";
  report.reset();
  const auto due = value_of(desk().privacy().keep_retention());
  ASSERT_THAT(due.erasures, SizeIs(1));
  value_of(desk().erasures().finish(due.erasures[0]));
  EXPECT_FALSE(value_of(desk().privacy().retention_of("summit-2026")).is_erasing);
  EXPECT_FALSE(anything_holds(folder_, "Lovelace"));
}

TEST_F(PersonDeskTest, ErasesSeveralAtOnceAndWhoIsMeantTwiceOnce) {
  const auto of_both_events = ada();
  ASSERT_THAT(of_both_events.guests, SizeIs(2));
  std::vector<rules::GuestId> ids{find("babbage").at(0).id()};
  for (const auto& guest : of_both_events.guests) ids.push_back(guest.row.guest.id);
  EXPECT_EQ(value_of(desk().persons().erase(ids, 0)).guests, 3);
  EXPECT_THAT(find("office@engines.example"), IsEmpty());
  EXPECT_THAT(find("max"), SizeIs(2));
}

}  // namespace
}  // namespace einlass::venue
