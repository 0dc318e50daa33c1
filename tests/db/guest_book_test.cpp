#include "db/guest_book.h"

#include "tests/db/event_fixture.h"

#include <chrono>

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// Every promise holds for the server's file and for a kiosk's.
class GuestBookTest : public EventFixture, public ::testing::WithParamInterface<AtRest> {
 protected:
  EventStore open_file(const std::string& file = "event.db") const {
    auto given = options(file);
    given.at_rest = GetParam();
    given.key = base::SecretKey{7};
    return value_of(EventStore::open(given));
  }

  static std::vector<std::string> names(EventStore& store, const std::string& text) {
    std::vector<std::string> found;
    for (const auto& hit : value_of(store.guests().search(text, 20))) found.push_back(hit.row.guest.full_name);
    return found;
  }
};

INSTANTIATE_TEST_SUITE_P(Files, GuestBookTest, ::testing::Values(AtRest::Plain, AtRest::Encrypted),
                         [](const auto& at_rest) {
                           return at_rest.param == AtRest::Plain ? std::string("OnServer") : std::string("OnKiosk");
                         });

TEST_P(GuestBookTest, FindsARowByTicketGuestCodeAndOrder) {
  auto row = guest_row("anna", {.name = "Anna Muster"});
  row.replaced_code_hashes = {base::blake2b("her first code")};
  row.guest.extra = {{"job_title", "Vorständin"}};
  {
    auto store = open_file();
    put(store, {row, guest_row("bert", {.name = "Bert Muster"})});
  }
  auto store = open_file();
  auto& guests = store.guests();
  EXPECT_EQ(value_of(guests.by_ticket(row.ticket.id)), row);
  EXPECT_THAT(value_of(guests.by_guest(row.guest.id)), ElementsAre(row));
  EXPECT_THAT(value_of(guests.by_code(row.code_hashes[0])), ElementsAre(row));
  EXPECT_THAT(value_of(guests.by_code(row.replaced_code_hashes[0])), ElementsAre(row));
  EXPECT_THAT(value_of(guests.by_order("order-ANNA")), ElementsAre(row));
  EXPECT_EQ(value_of(guests.by_ticket(id_of<rules::TicketId>("nobody"))), std::nullopt);
  EXPECT_THAT(value_of(guests.by_order("")), IsEmpty());
  EXPECT_EQ(value_of(guests.count()), 2U);
}

TEST_P(GuestBookTest, ReplacesARowWithItsCodesAndWords) {
  auto store = open_file();
  auto row = guest_row("anna", {.name = "Anna Muster"});
  put(store, {row});
  const auto old_code = row.code_hashes[0];
  row.guest.full_name = "Anna Beispiel";
  row.code_hashes = {base::blake2b("new")};
  put(store, {row});
  EXPECT_THAT(value_of(store.guests().by_code(old_code)), IsEmpty());
  EXPECT_THAT(names(store, "muster"), IsEmpty());
  EXPECT_THAT(names(store, "beispiel"), ElementsAre("Anna Beispiel"));
  EXPECT_EQ(value_of(store.guests().count()), 1U);
}

TEST_P(GuestBookTest, SearchForgivesSpellings) {
  auto store = open_file();
  put(store, {guest_row("1", {.name = "Jörg Müller-Lüdenscheidt", .company = "Größe & Söhne", .email = "jm@firma.de"}),
              guest_row("2", {.name = "Eva Mueller"}), guest_row("3", {.name = "Ève Muller"}),
              guest_row("4", {.name = "Łukasz Øster"}), guest_row("5", {.name = "Дмитрий Иванов"})});
  struct Case {
    const char* text;
    std::vector<std::string> found;
  };
  const Case cases[] = {
      {"müller", {"Jörg Müller-Lüdenscheidt", "Eva Mueller", "Ève Muller"}},
      {"MUELLER", {"Jörg Müller-Lüdenscheidt", "Eva Mueller", "Ève Muller"}},
      {"muller", {"Jörg Müller-Lüdenscheidt", "Eva Mueller", "Ève Muller"}},
      {"mul", {"Jörg Müller-Lüdenscheidt", "Eva Mueller", "Ève Muller"}},
      {"muller eve", {"Ève Muller"}},
      {"lüden", {"Jörg Müller-Lüdenscheidt"}},
      {"groesse", {"Jörg Müller-Lüdenscheidt"}},
      {"jm@firma.de", {"Jörg Müller-Lüdenscheidt"}},
      {"order-2", {"Eva Mueller"}},
      {"lukasz oster", {"Łukasz Øster"}},
      {"иван", {"Дмитрий Иванов"}},
      {"scheidt", {"Jörg Müller-Lüdenscheidt"}},
      {"nobody", {}},
      {"", {}},
      {"\"", {}},
      {"name:eva OR *", {}},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(names(store, c.text), ::testing::UnorderedElementsAreArray(c.found)) << c.text;
  }
}

TEST_P(GuestBookTest, RanksNamesBeforeCompaniesAndWordsBeforeBeginnings) {
  auto store = open_file();
  put(store,
      {guest_row("1", {.name = "Carla Hahn", .company = "Bergmann AG"}), guest_row("2", {.name = "Tim Bergmann"}),
       guest_row("3", {.name = "Ute Berg"}), guest_row("4", {.name = "Ole Steinberg"})});
  EXPECT_THAT(names(store, "berg"), ElementsAre("Ute Berg", "Tim Bergmann", "Carla Hahn", "Ole Steinberg"));
}

TEST_P(GuestBookTest, RanksAlikeAfterARollback) {
  auto store = open_file();
  put(store, {guest_row("1", {.name = "Carla Hahn", .company = "Bergmann AG"}), guest_row("2", {.name = "Ute Berg"})});
  {
    const auto given_up = value_of(store.begin());
    value_of(store.guests().put(guest_row("3", {.name = "Tim Bergmann"})));
    EXPECT_THAT(names(store, "berg"), ElementsAre("Ute Berg", "Tim Bergmann", "Carla Hahn"));
  }
  EXPECT_THAT(names(store, "berg"), ElementsAre("Ute Berg", "Carla Hahn"));
}

TEST_P(GuestBookTest, GivesAtMostAsManyHitsAsAskedFor) {
  auto store = open_file();
  std::vector<GuestRow> rows;
  for (int i = 0; i < 30; ++i) rows.push_back(guest_row(std::to_string(i), {.name = "Kim Nr " + std::to_string(i)}));
  put(store, rows);
  EXPECT_EQ(value_of(store.guests().search("kim", 7)).size(), 7U);
}

TEST_P(GuestBookTest, EqualListsHaveEqualVersions) {
  const auto anna = guest_row("anna", {.name = "Anna"});
  const auto bert = guest_row("bert", {.name = "Bert"});
  auto one = open_file("one.db");
  auto two = open_file("two.db");
  put(one, {anna, bert});
  put(two, {bert});
  EXPECT_NE(value_of(one.guests().version()), value_of(two.guests().version()));
  put(two, {anna});
  EXPECT_EQ(value_of(one.guests().version()), value_of(two.guests().version()));
  auto cancelled = anna;
  cancelled.ticket.status = rules::TicketStatus::Cancelled;
  put(two, {cancelled});
  EXPECT_NE(value_of(one.guests().version()), value_of(two.guests().version()));
}

TEST_P(GuestBookTest, ARollbackLeavesNothing) {
  auto store = open_file();
  const auto before = value_of(store.guests().version());
  {
    auto transaction = value_of(store.begin());
    value_of(store.guests().put(guest_row("anna", {.name = "Anna Muster"})));
    EXPECT_NE(value_of(store.guests().version()), before);
  }
  EXPECT_EQ(value_of(store.guests().count()), 0U);
  EXPECT_THAT(names(store, "anna"), IsEmpty());
  EXPECT_EQ(value_of(store.guests().version()), before);
  EXPECT_EQ(value_of(store.journal().totals()).expected_tickets, 0);
}

TEST_P(GuestBookTest, KeepsOnlyTheTicketsThatItIsTold) {
  const auto anna = guest_row("anna", {.name = "Anna Muster", .places = 2});
  const auto bert = guest_row("bert", {.name = "Bert Muster"});
  {
    auto store = open_file();
    put(store, {anna, bert});
    const auto with_bert = value_of(store.guests().version());
    admit(store, scan("a", {bert}));
    auto transaction = value_of(store.begin());
    EXPECT_EQ(value_of(store.guests().keep_only({anna.ticket.id})), 1U);
    value_of(transaction.commit());
    EXPECT_NE(value_of(store.guests().version()), with_bert);
  }
  auto store = open_file();
  EXPECT_EQ(value_of(store.guests().count()), 1U);
  EXPECT_THAT(value_of(store.guests().by_code(bert.code_hashes[0])), IsEmpty());
  EXPECT_THAT(names(store, "muster"), ElementsAre("Anna Muster"));
  EXPECT_EQ(value_of(store.journal().totals()).expected_persons, 2);
  EXPECT_EQ(value_of(store.journal().totals()).admitted, 1) << "whoever came has come";
}

TEST_P(GuestBookTest, HoldsARowThatPutWouldLeaveAsItIs) {
  auto store = open_file();
  auto anna = guest_row("anna", {.name = "Anna"});
  EXPECT_FALSE(value_of(store.guests().holds(anna)));
  put(store, {anna});
  EXPECT_TRUE(value_of(store.guests().holds(anna)));
  append(store, draft("anna", rules::GuestErased{anna.guest.id}));
  EXPECT_TRUE(value_of(store.guests().holds(anna))) << "her name would not be written";
  anna.ticket.places = 3;
  EXPECT_FALSE(value_of(store.guests().holds(anna)));
}

TEST_P(GuestBookTest, GoesThroughTheListPageByPage) {
  auto store = open_file();
  std::vector<GuestRow> rows;
  for (int i = 0; i < 5; ++i) rows.push_back(guest_row(std::to_string(i), {.name = "Kim"}));
  put(store, rows);
  std::vector<GuestRow> all;
  value_of(store.guests().each([&](const auto& row) { all.push_back(row); }));
  const auto first = value_of(store.guests().after({}, 3));
  const auto second = value_of(store.guests().after(first.back().ticket.id, 3));
  EXPECT_THAT(first, ElementsAre(all[0], all[1], all[2]));
  EXPECT_THAT(second, ElementsAre(all[3], all[4]));
}

TEST_P(GuestBookTest, KnowsWhichVersionItHoldsUntilItsNamesAreGone) {
  const auto noon = base::sha256("noon");
  {
    auto store = open_file();
    EXPECT_EQ(value_of(store.guests().held_version()), std::nullopt);
    {
      auto given_up = value_of(store.begin());
      value_of(store.guests().hold_as(noon));
    }
    EXPECT_EQ(value_of(store.guests().held_version()), std::nullopt);
    auto transaction = value_of(store.begin());
    value_of(store.guests().hold_as(noon));
    value_of(transaction.commit());
  }
  auto store = open_file();
  EXPECT_EQ(value_of(store.guests().held_version()), noon);
  value_of(store.forget_persons());
  EXPECT_EQ(value_of(store.guests().held_version()), std::nullopt);
}

TEST_F(EventFixture, ANewKeyOpensNoListThatAnEarlierOneSealed) {
  auto given = options("event.db");
  given.at_rest = AtRest::Encrypted;
  given.key = base::SecretKey{7};
  {
    auto store = value_of(EventStore::open(given));
    auto transaction = value_of(store.begin());
    value_of(store.guests().put(guest_row("anna", {.name = "Anna"})));
    value_of(store.guests().hold_as(base::sha256("noon")));
    value_of(transaction.commit());
  }
  given.key = base::SecretKey{8};
  given.key_is_new = true;
  EXPECT_EQ(value_of(value_of(EventStore::open(given)).guests().held_version()), std::nullopt);
}

TEST_P(GuestBookTest, ExpectsConfirmedTicketsOnly) {
  auto store = open_file();
  put(store, {guest_row("1", {.name = "A", .places = 4}), guest_row("2", {.name = "B"}),
              guest_row("3", {.name = "C", .status = rules::TicketStatus::Cancelled}),
              guest_row("4", {.name = "D", .status = rules::TicketStatus::Waitlisted})});
  EXPECT_EQ(value_of(store.journal().totals()).expected_tickets, 2);
  EXPECT_EQ(value_of(store.journal().totals()).expected_persons, 5);
  put(store, {guest_row("1", {.name = "A", .places = 4, .status = rules::TicketStatus::Cancelled})});
  EXPECT_EQ(value_of(store.journal().totals()).expected_persons, 1);
}

TEST_P(GuestBookTest, ManyRowsTogetherAddUpAsOneByOne) {
  const std::vector<GuestRow> first = {guest_row("1", {.name = "Anna Muster", .places = 4}),
                                       guest_row("2", {.name = "Bert Muster"})};
  auto changed = first;
  changed[0] = guest_row("1", {.name = "Anna Beispiel", .places = 2});
  changed[1].ticket.status = rules::TicketStatus::Cancelled;
  changed[1].code_hashes = {base::blake2b("new")};
  changed.push_back(guest_row("3", {.name = "Carla Muster"}));
  auto one_by_one = open_file("one.db");
  auto together = open_file("many.db");
  for (const auto& rows : {first, changed}) {
    put(one_by_one, rows);
    auto transaction = value_of(together.begin());
    value_of(together.guests().put(rows));
    value_of(transaction.commit());
  }
  for (auto* store : {&one_by_one, &together}) {
    EXPECT_EQ(value_of(store->guests().version()), value_of(one_by_one.guests().version()));
    EXPECT_THAT(names(*store, "muster"), UnorderedElementsAre("Bert Muster", "Carla Muster"));
    EXPECT_THAT(names(*store, "beispiel"), ElementsAre("Anna Beispiel"));
    EXPECT_THAT(value_of(store->guests().by_code(first[1].code_hashes[0])), IsEmpty());
    EXPECT_THAT(value_of(store->guests().by_code(changed[1].code_hashes[0])), ElementsAre(changed[1]));
    const auto totals = value_of(store->journal().totals());
    EXPECT_EQ(totals.expected_tickets, 2);
    EXPECT_EQ(totals.expected_persons, 3);
  }
}

TEST_P(GuestBookTest, OfATicketThatComesTwiceTheLastRowCounts) {
  auto store = open_file();
  const auto early = guest_row("anna", {.name = "Anna Muster", .places = 3});
  const auto late = guest_row("anna", {.name = "Anna Beispiel", .places = 2});
  for (const auto& rows : {std::vector{early, late}, std::vector{early, early, late}}) {
    auto transaction = value_of(store.begin());
    value_of(store.guests().put(rows));
    value_of(transaction.commit());
    EXPECT_THAT(names(store, "muster"), IsEmpty());
    EXPECT_THAT(names(store, "beispiel"), ElementsAre("Anna Beispiel"));
    EXPECT_EQ(value_of(store.guests().count()), 1U);
    EXPECT_EQ(value_of(store.journal().totals()).expected_persons, 2);
  }
}

TEST_P(GuestBookTest, AWriteNeedsATransaction) {
  auto store = open_file();
  EXPECT_THROW((void)store.guests().put(guest_row("anna", {.name = "Anna"})), std::logic_error);
}

TEST_F(DiskFixture, NoNameOfAKiosksGuestBookIsReadableOnDisk) {
  auto given = options("event.db");
  given.at_rest = AtRest::Encrypted;
  given.key = base::SecretKey{7};
  auto store = value_of(EventStore::open(given));
  put(store,
      {guest_row("1", {.name = "Wilhelmine Brinkmann", .company = "Sonderbar", .email = "w@sonderbar.example"})});
  EXPECT_EQ(value_of(store.guests().search("brinkmann", 5)).size(), 1U);
  // File, write-ahead log and shared memory, while the store is open.
  const auto bytes = folder_.all_bytes();
  ASSERT_GT(bytes.size(), 4096U);
  for (const char* secret : {"Wilhelmine", "wilhelmine", "Brinkmann", "brinkmann", "onderbar", "ORDER-1", "order-1"}) {
    EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
  }
}

}  // namespace
}  // namespace einlass::store
