// A kiosk's file: what lies sealed in it, what it is without its key, and what is left when it forgets its guests.
#include "core/wire/sealed_part.h"
#include "tests/db/event_fixture.h"

#include <algorithm>

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

class SealedFileTest : public DiskFixture {
 protected:
  EventStoreOptions sealed(std::optional<base::SecretKey> key) const {
    auto given = options("event.db", "kiosk");
    given.at_rest = AtRest::Encrypted;
    given.key = key;
    given.part_key = server_.open;
    return given;
  }
  EventStore open_sealed(std::optional<base::SecretKey> key) const { return value_of(EventStore::open(sealed(key))); }

  JournalRow register_anna(EventStore& store) {
    auto registered = draft("anna", rules::GuestRegistered{.category = "guest", .places = 1});
    registered.private_content = R"({"full_name":"Annegret Zweig"})";
    return append(store, registered);
  }

  static JournalRow row_of(EventStore& store, const rules::EntryId& id) {
    return value_of(store.journal().entries_of(id.journal, id.sequence - 1, 1)).front();
  }

  static void merge(EventStore& store, const std::vector<JournalRow>& rows) {
    auto transaction = value_of(store.begin());
    value_of(store.journal().merge(rows));
    value_of(transaction.commit());
  }

  // As the server reads it.
  rules::PrivatePart opened(const JournalRow& row) const {
    return value_of(wire::open_private_part(server_, row.sealed_part.value()));
  }

  void expect_no_trace_on_disk() const {
    const auto bytes = folder_.all_bytes();
    for (const char* trace : {"Annegret", "annegret", "Zweig", "zweig", "ordlicht", "ORDER-anna", "order-anna"}) {
      EXPECT_EQ(bytes.find(trace), std::string::npos) << trace;
    }
  }

  GuestRow anna() const {
    auto row = guest_row("anna", {.name = "Annegret Zweig", .company = "Nordlicht", .email = "a@nordlicht.example"});
    row.code_hashes = {rules::code_hash(base::SecretKey{1}, "TICKET-1")};
    return row;
  }

  const base::SecretKey key_{7};
  const base::SealingPair server_ = base::sealing_pair_from(base::SecretKey{9});
};

TEST_F(SealedFileTest, NoPrivatePartOfAKioskIsReadableOnDisk) {
  auto store = open_sealed(key_);
  const auto row = register_anna(store);
  auto forged = row;
  forged.entry.time.venue = at(9);
  merge(store, {forged});  // parked ones neither
  expect_no_trace_on_disk();
  EXPECT_EQ(row_of(store, row.entry.id), row);
}

TEST_F(SealedFileTest, NoSaltOfAKioskIsReadableOnDisk) {
  auto store = open_sealed(key_);
  const auto row = register_anna(store);
  const auto salt = std::string(base::as_text(row.private_part->salt));
  EXPECT_EQ(folder_.all_bytes().find(salt), std::string::npos) << "with it, names could be tried against the hash";
}

TEST_F(SealedFileTest, NoHashOfAGuestIsThereToTryNamesAgainst) {
  auto store = open_sealed(key_);
  put(store, {anna()});
  auto plain = open("plain.db");
  put(plain, {anna()});
  const auto plain_hash = value_of(plain.guests().version());
  EXPECT_NE(value_of(store.guests().version()), plain_hash);
}

TEST_F(SealedFileTest, RefusesAnotherKey) {
  (void)open_sealed(key_);
  const auto refused = EventStore::open(sealed(base::SecretKey{8}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::Refused);
  EXPECT_THAT(refused.error().message, HasSubstr("key"));
  EXPECT_TRUE(EventStore::open(sealed(key_)));
}

TEST_F(SealedFileTest, AServerDoesNotOpenAKiosksFile) {
  (void)open_sealed(key_);
  EXPECT_EQ(EventStore::open(options("event.db")).error().kind, base::ErrorKind::Refused);
}

TEST_F(SealedFileTest, WithoutItsKeyAScanFindsItsTicketButNoName) {
  {
    auto store = open_sealed(key_);
    put(store, {anna()});
  }
  auto store = open_sealed(std::nullopt);
  const auto found = value_of(store.guests().by_code(anna().code_hashes.front()));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().ticket, anna().ticket);
  EXPECT_EQ(found.front().code_hashes, anna().code_hashes);
  EXPECT_EQ(found.front().guest.id, anna().guest.id);
  EXPECT_EQ(found.front().guest.full_name, "");
  EXPECT_EQ(found.front().order_ref, "");
  EXPECT_THAT(value_of(store.guests().search("zweig", 5)), IsEmpty());
  EXPECT_EQ(value_of(store.journal().totals()).expected_tickets, 1);
}

TEST_F(SealedFileTest, TheKeyOpensAgainWhatWasLockedAway) {
  JournalRow row;
  {
    auto store = open_sealed(key_);
    put(store, {anna()});
    row = register_anna(store);
  }
  {
    auto store = open_sealed(std::nullopt);
    EXPECT_EQ(row_of(store, row.entry.id).private_part, std::nullopt);
  }
  auto store = open_sealed(key_);
  EXPECT_EQ(row_of(store, row.entry.id), row);
  EXPECT_EQ(value_of(store.guests().search("zweig", 5)).size(), 1U);
}

TEST_F(SealedFileTest, WithoutItsKeyOwnPrivatePartsAreWrittenForTheServer) {
  auto store = open_sealed(std::nullopt);
  const auto row = register_anna(store);
  expect_no_trace_on_disk();
  const auto read = row_of(store, row.entry.id);
  EXPECT_EQ(read.entry, row.entry);
  EXPECT_EQ(read.private_part, std::nullopt);
  EXPECT_EQ(opened(read), *row.private_part);
}

TEST_F(SealedFileTest, OwnPrivatePartsOutliveTheKeyUntilTheServerHasThem) {
  rules::EntryId id;
  rules::PrivatePart part;
  {
    auto store = open_sealed(key_);
    const auto row = register_anna(store);
    id = row.entry.id;
    part = *row.private_part;
    EXPECT_EQ(row_of(store, id).sealed_part, std::nullopt) << "while it can be read, it goes as it is";
  }
  auto store = open_sealed(std::nullopt);
  value_of(store.forget_persons());
  EXPECT_EQ(opened(row_of(store, id)), part);
  EXPECT_THAT(value_of(store.journal().before_sealed_parts()), ElementsAre(Pair(id.journal, 0)));
  {
    auto transaction = value_of(store.begin());
    value_of(store.journal().handed_over({id}));
    value_of(transaction.commit());
  }
  EXPECT_EQ(row_of(store, id).sealed_part, std::nullopt);
  EXPECT_THAT(value_of(store.journal().before_sealed_parts()), IsEmpty());
}

TEST_F(SealedFileTest, AnErasureTakesWhatIsSealedForTheServer) {
  auto store = open_sealed(std::nullopt);
  const auto row = register_anna(store);
  rules::EntryDraft erasure;
  erasure.fact = rules::GuestErased{id_of<rules::GuestId>("anna")};
  append(store, erasure, 1);
  EXPECT_EQ(row_of(store, row.entry.id).sealed_part, std::nullopt);
}

TEST_F(SealedFileTest, ForgettingLeavesEntriesAndNoGuest) {
  const auto code = anna().code_hashes.front();
  JournalRow row;
  {
    auto store = open_sealed(key_);
    put(store, {anna()});
    row = register_anna(store);
    admit(store, scan("first", {anna()}));
    ASSERT_THAT(folder_.all_bytes(), HasSubstr(std::string(code.begin(), code.end())));
  }
  auto store = open_sealed(std::nullopt);
  value_of(store.forget_persons());
  EXPECT_EQ(folder_.all_bytes().find(std::string(code.begin(), code.end())), std::string::npos);
  EXPECT_EQ(value_of(store.guests().count()), 0U);
  EXPECT_EQ(value_of(store.journal().totals()).admitted, 1);
  EXPECT_EQ(row_of(store, row.entry.id).entry, row.entry);
}

TEST_F(SealedFileTest, ANewKeyGivesUpWhatTheOldOneSealedAndNamesWhatIsWantedAgain) {
  JournalRow of_another;
  {
    auto other = open("other.db", "other");
    append(other, draft("bert", rules::HelpAsked{}));
    of_another = register_anna(other);
  }
  {
    auto store = open_sealed(key_);
    put(store, {anna()});
    merge(store, {of_another});
    EXPECT_THAT(value_of(store.journal().before_lacking_parts()), IsEmpty());
  }
  auto given = sealed(base::SecretKey{8});
  given.key_is_new = true;
  auto store = value_of(EventStore::open(given));
  EXPECT_EQ(value_of(store.guests().by_ticket(anna().ticket.id))->guest.full_name, "");
  EXPECT_EQ(row_of(store, of_another.entry.id).private_part, std::nullopt);
  EXPECT_THAT(value_of(store.journal().before_lacking_parts()), ElementsAre(Pair(of_another.entry.id.journal, 1)));
  merge(store, {of_another});
  put(store, {anna()});
  EXPECT_EQ(row_of(store, of_another.entry.id), of_another);
  EXPECT_THAT(value_of(store.journal().before_lacking_parts()), IsEmpty());
  EXPECT_EQ(value_of(store.guests().search("zweig", 5)).size(), 1U);
}

TEST_F(SealedFileTest, TakesANewKeyWithoutBeingOpenedAnew) {
  {
    auto store = open_sealed(key_);
    put(store, {anna()});
  }
  auto store = open_sealed(std::nullopt);
  ASSERT_THAT(value_of(store.guests().search("zweig", 5)), IsEmpty());
  value_of(store.take_key(base::SecretKey{8}));
  EXPECT_EQ(value_of(store.guests().by_ticket(anna().ticket.id))->guest.full_name, "") << "the old key sealed it";
  put(store, {anna()});
  const auto row = register_anna(store);
  EXPECT_EQ(row_of(store, row.entry.id), row);
  EXPECT_EQ(value_of(store.guests().search("zweig", 5)).size(), 1U);
  expect_no_trace_on_disk();
  EXPECT_EQ(EventStore::open(sealed(key_)).error().kind, base::ErrorKind::Refused);
  const auto again = open_sealed(base::SecretKey{8});
}

TEST_F(SealedFileTest, ANewKeyThatCannotBeNotedChangesNothing) {
  vfs_ = "memory";
  {
    auto store = open_sealed(key_);
    put(store, {anna()});
  }
  {
    auto store = open_sealed(std::nullopt);
    disk_.fail_from_sync(1);
    ASSERT_FALSE(store.take_key(base::SecretKey{8}));
    EXPECT_NO_THROW((void)store.begin()) << "nothing may be left half begun";
  }
  disk_.come_back();
  auto again = open_sealed(key_);
  EXPECT_EQ(value_of(again.guests().by_ticket(anna().ticket.id))->guest.full_name, "Annegret Zweig");
}

TEST_F(SealedFileTest, NobodyAsksForThePartsOfErasedGuests) {
  auto store = open_sealed(std::nullopt);
  register_anna(store);
  auto on_her_ticket = draft("anna", rules::BadgeFailed{});
  on_her_ticket.guest.reset();
  on_her_ticket.private_content = R"({"reason":"Zweig"})";
  append(store, on_her_ticket);
  EXPECT_THAT(value_of(store.journal().before_lacking_parts()), SizeIs(1));
  rules::EntryDraft erasure;
  erasure.fact = rules::GuestErased{id_of<rules::GuestId>("anna")};
  append(store, erasure, 1);
  EXPECT_THAT(value_of(store.journal().before_lacking_parts()), IsEmpty());
}

}  // namespace
}  // namespace einlass::store
