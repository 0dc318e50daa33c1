// One person over all events: who she is taken for, what is known of her, and that all of it goes.
#include "core/wire/policy_document.h"
#include "core/wire/private_fields.h"
#include "db/attendance_journal.h"
#include "db/event_snapshot.h"
#include "db/guest_book.h"
#include "server/venue/retention_settings.h"
#include "tests/server/venue/backup_fixture.h"

#include <algorithm>
#include <map>

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

constexpr const char* summit_list =
    "Name,Company,Email,Code\n"
    "Ada Lovelace,Analytical Engines,office@engines.example,A1\n"
    "Charles Babbage,Analytical Engines,office@engines.example,A2\n"
    "Max Müller,Nordlicht,max@nordlicht.example,A3\n";
constexpr const char* lecture_list =
    "Name,Company,Email,Code\n"
    "ADA LOVELACE,Royal Society,Office@Engines.example,L1\n"
    "Max Müller,Südwind,max@suedwind.example,L2\n";

class PersonDeskTest : public DeskFixture {
 protected:
  PersonDeskTest() : outside_(folder_.string() + "-outside") {
    fs::create_directories(outside_);
    value_of(base::write_file(folder_ / "ca.pem", "the authority's key", base::FileMode::Private));
    auto lecture = new_event();
    lecture.key = "lecture";
    lecture.name = "Lecture";
    lecture.starts = "2027-02-01T18:00";
    lecture.ends = "2027-02-01T22:00";
    summit_ = create(new_event());
    lecture_ = create(lecture);
    import(summit_list);
    import(lecture_list, "lecture");
  }
  ~PersonDeskTest() override { fs::remove_all(outside_); }

  std::vector<FoundPerson> find(const std::string& who) {
    return value_of(value_of(desk().persons().sources()).find(who));
  }
  FoundPerson ada() { return find("Ada Lovelace").at(0); }
  std::vector<std::string> names(const std::string& who) {
    std::vector<std::string> names;
    for (const auto& person : find(who)) names.push_back(person.guests.front().row.guest.full_name);
    return names;
  }
  report::PersonRecord known(rules::GuestId id) { return value_of(value_of(desk().persons().sources()).known(id)); }
  void append(rules::EventId event, const rules::EntryDraft& draft) {
    value_of(desk().door().begin());
    value_of(desk().door().append(event, draft));
    value_of(desk().door().commit());
  }
  rules::EntryDraft of_ada(const rules::Fact& fact, const std::string& content = {}) {
    const auto& row = ada().guests.back().row;
    rules::EntryDraft draft{.ticket = row.ticket.id, .guest = row.guest.id, .fact = fact};
    if (!content.empty()) draft.private_content = content;
    return draft;
  }

  static bool holds_anywhere(const fs::path& folder, const std::string& text) {
    const auto files = fs::recursive_directory_iterator(folder);
    return std::any_of(begin(files), end(files),
                       [&](const auto& file) { return file.is_regular_file() && holds_text(file.path(), text); });
  }

  fs::path outside_;
  rules::EventId summit_;
  rules::EventId lecture_;
};

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

class PersonInCrmTest : public PersonDeskTest {
 protected:
  PersonInCrmTest() {
    auto crm = this->crm();
    const store::PullKey people{.connector = "crm", .remote = ""};
    value_of(crm.begin_pull(people, true, desk().now()));
    value_of(crm.keep_page(people, {.persons = {person("1", "Ada", "Lovelace", "office@engines.example"),
                                                person("2", "Charles", "Babbage", "office@engines.example"),
                                                person("3", "Adeline", "Lovelace", "adeline@example.org"),
                                                person("4", "A.", "Lovelace", "al@example.org")},
                                    .next = "W",
                                    .last = true}));
    value_of(crm.finish_pull(people, desk().now()));
    value_of(crm.put_link({.event = summit_, .connector = "csv", .remote = "fair"}));
    for (const auto& [id, state] : std::map<std::string, store::MatchState>{{"4", store::MatchState::Confirmed},
                                                                            {"3", store::MatchState::Rejected}}) {
      value_of(crm.decide_match(summit_, {summit_guest(), "crm", id, store::MatchedBy::Person, state}));
    }
    auto& event = *value_of(desk().event(summit_));
    auto writing = value_of(event.store.begin());
    value_of(event.store.outbox().put_target({.name = "mail", .place = "list", .enabled = true}));
    value_of(event.store.outbox().put("mail", delivery("a", summit_guest(), "ada-there")));
    value_of(event.store.outbox().put("mail", delivery("p", rules::GuestId(), "ada-there")));
    value_of(event.store.outbox().put("mail", delivery("b", rules::GuestId::random(), "charles-there")));
    value_of(writing.commit());
  }

  store::CrmStore crm() { return value_of(store::CrmStore::open(folder_ / crm_file)); }
  rules::GuestId summit_guest() { return ada().guests.back().row.guest.id; }
  static rules::CrmPerson person(const std::string& id, const std::string& first, const std::string& last,
                                 const std::string& email) {
    return {.connector = "crm",
            .id = id,
            .first_name = first,
            .last_name = last,
            .email = email,
            .organisation = "Firm of " + first,
            .memberships = {{"member of " + first, "2020-01-01", ""}},
            .attended = std::vector<rules::AttendedEvent>{{"Feast of " + first, "2024-05-06"}, {"", ""}},
            .profile = {.sector = "Sector of " + first, .club = "Club of " + first, .topics = "Topic of " + first}};
  }
  static rules::OutboxRow delivery(const std::string& record, rules::GuestId guest, const std::string& person) {
    return {.record = record,
            .ticket = {},
            .guest = guest,
            .person = person,
            .recorded = R"({"email":")" + person + R"("})",
            .remote_id = "77",
            .state = rules::OutboxState::Parked,
            .words = "The list is full."};
  }
};

TEST_F(PersonInCrmTest, TheExportHasWhatTheCrmSaysOfHerAndWhatTargetsWereTold) {
  const auto record = known(ada().id());
  std::vector<std::string> ids;
  for (const auto& each : record.in_crm) ids.push_back(each.id);
  EXPECT_THAT(ids, ElementsAre("1", "4")) << "of the same name and address, and whom somebody said she is";
  const auto& summit = record.tickets[1];
  EXPECT_THAT(summit.matches, SizeIs(2)) << "the no as well";
  EXPECT_EQ(summit.pulled_from, "fair");
  ASSERT_THAT(summit.deliveries, SizeIs(2)) << "with what the target has of her whatever her ticket";
  EXPECT_THAT(record.tickets[0].deliveries, IsEmpty());
  const auto text = report::person_json(record);
  for (const char* hers : {"al@example.org", "Firm of A.", "member of Ada", "Sector of Ada", "Club of Ada",
                           "Topic of Ada", "ada-there", "The list is full.", "\"77\"", "Feast of A.", "Feast of Ada"}) {
    EXPECT_THAT(text, HasSubstr(hers));
  }
  for (const char* language : {"de", "en"}) {
    const auto page = report::person_page(record, language);
    for (const char* hers : {"al@example.org", "member of Ada", "Sector of Ada", "Club of Ada", "Topic of Ada",
                             "ada-there", "The list is full.", "Feast of Ada, 2024-05-06", "Feast of A."}) {
      EXPECT_THAT(page, HasSubstr(hers)) << language;
    }
    EXPECT_THAT(page, Not(HasSubstr("Adeline"))) << "who is somebody else";
  }
  for (const char* others : {"Babbage", "Adeline", "charles-there"}) EXPECT_THAT(text, Not(HasSubstr(others)));
}

TEST_F(PersonInCrmTest, IsErasedWithHer) {
  value_of(desk().persons().erase({ada().id()}, 0));
  std::vector<std::string> left;
  for (const auto& each : value_of(crm().persons())) left.push_back(each.id);
  EXPECT_THAT(left, ElementsAre("1", "2", "3")) << "whom nobody said she is, the CRM alone can speak for";
  EXPECT_THAT(value_of(crm().matches(summit_)), IsEmpty());
  std::vector<std::string> records;
  for (const auto& row : value_of(value_of(desk().event(summit_))->store.outbox().rows("mail"))) {
    records.push_back(row.record);
  }
  EXPECT_THAT(records, ElementsAre("b"));
  for (const char* file : {"crm.db", "crm.db-wal"}) EXPECT_FALSE(holds_text(folder_ / file, "al@example.org")) << file;
}

// Nobody at a door waits for it.
TEST_F(PersonInCrmTest, WritesLongFilesAnewOnceNoDoorsAreOpen) {
  const store::PullKey people{.connector = "crm", .remote = ""};
  store::PulledPage page{.next = "X", .last = true};
  for (int i = 0; i < 3000; ++i) {
    page.persons.push_back(person("long " + std::to_string(i), "Nobody", std::string(2000, 'x'), ""));
  }
  {
    auto crm = this->crm();
    value_of(crm.begin_pull(people, false, desk().now()));
    value_of(crm.keep_page(people, page));
    value_of(crm.finish_pull(people, desk().now()));
  }
  clock_.set_wall(value_of(desk().event(summit_))->frame.starts);
  reopen();
  const auto rests = value_of(desk().persons().erase({ada().id()}, 0)).rests;
  ASSERT_THAT(rests, SizeIs(2));
  for (const auto& rest : rests) {
    EXPECT_FALSE(rest.is_clean);
    value_of(desk().erasures().finish(rest));
  }
  const auto clean_now = [&] {
    const auto due = value_of(desk().privacy().keep_retention()).erasures;
    return std::count_if(due.begin(), due.end(), [](const auto& rest) { return rest.is_clean; });
  };
  EXPECT_EQ(clean_now(), 0);
  clock_.advance(ErasureDesk::longest_wait);
  EXPECT_EQ(clean_now(), 2);
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
    for (const char* name : {"Lovelace", "LOVELACE"}) EXPECT_FALSE(holds_anywhere(folder, name)) << folder << name;
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
  EXPECT_FALSE(holds_anywhere(outside_, "Babbage"));
  EXPECT_FALSE(holds_anywhere(folder_, "Babbage"));
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
  EXPECT_FALSE(holds_anywhere(folder_, "Lovelace"));
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
