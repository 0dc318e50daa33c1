// What the CRM says of a person: that it is told her, and goes with her.
#include "tests/server/venue/person_fixture.h"

#include <map>

namespace einlass::venue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

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

TEST_F(PersonInCrmTest, WhoWasNeverAGuestIsToldWhatTheCrmSaysOfHer) {
  const auto sources = value_of(desk().persons().sources());
  EXPECT_THAT(find("adeline@example.org"), IsEmpty());
  const auto found = value_of(sources.find_in_crm("adeline@example.org"));
  ASSERT_THAT(found.others, SizeIs(1));
  EXPECT_THAT(found.guests, IsEmpty());
  EXPECT_EQ(value_of(sources.find_in_crm("crm:3")).others.at(0).id, found.others.front().id);
  const auto record = value_of(sources.known_in_crm("crm:3"));
  EXPECT_EQ(record.name(), "Adeline Lovelace");
  for (const auto& text : {report::person_json(record), report::person_page(record, "de")}) {
    for (const char* hers :
         {"adeline@example.org", "Firm of Adeline", "member of Adeline", "Sector of Adeline", "Feast of Adeline"}) {
      EXPECT_THAT(text, HasSubstr(hers));
    }
  }
  EXPECT_EQ(sources.known_in_crm("crm:77").error().kind, base::ErrorKind::NotFound);
  EXPECT_THAT(value_of(sources.find_in_crm("a")).others, IsEmpty());
}

// The CRM is searched less strictly: whom it finds may be on a list all the same.
TEST_F(PersonInCrmTest, WhoIsAGuestIsToldOfHerEventsHoweverSheWasFound) {
  const auto sources = value_of(desk().persons().sources());
  for (const char* who : {"crm:1", "crm:4", "al@exam", "Lovelase ada"}) {
    const auto found = value_of(sources.find_in_crm(who));
    ASSERT_THAT(found.guests, SizeIs(1)) << who;
    EXPECT_EQ(found.guests.front().id(), ada().id()) << who;
  }
  EXPECT_EQ(sources.known_in_crm("crm:4").error().kind, base::ErrorKind::InvalidInput) << "her events belong to it";
}

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

}  // namespace
}  // namespace einlass::venue
