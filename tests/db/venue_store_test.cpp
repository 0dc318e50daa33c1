#include "db/venue_store.h"

#include "tests/db/event_fixture.h"

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class VenueStoreTest : public ::testing::Test {
 protected:
  VenueStore open() const { return value_of(VenueStore::open(folder_.path("venue.db"))); }

  static KioskRecord kiosk(const std::string& name) {
    return {.id = id_of<rules::KioskId>(name),
            .name = name,
            .door = "main",
            .key = base::signing_pair_from(base::SecretKey{1}).open,
            .journal = id_of<rules::JournalId>(name),
            .event = std::nullopt,
            .revoked = false,
            .paired = at(0),
            .last_seen = std::nullopt};
  }

  static EventRecord event(const std::string& key) {
    return {.id = id_of<rules::EventId>(key),
            .key = key,
            .closed = false,
            .frame_document = base::sha256("frame"),
            .policy_document = base::sha256("policy"),
            .created = at(0)};
  }

  OwnFolder folder_;
};

TEST_F(VenueStoreTest, KeepsSettingsAcrossRuns) {
  value_of(open().set_setting("journal", "A"));
  value_of(open().set_setting("journal", "B"));
  EXPECT_EQ(value_of(open().setting("journal")), "B");
  EXPECT_EQ(value_of(open().setting("seed")), std::nullopt);
}

TEST_F(VenueStoreTest, FindsAnEventByKeyAndById) {
  auto store = open();
  value_of(store.put_event(event("summit-2026")));
  const auto found = value_of(store.event("summit-2026"));
  EXPECT_EQ(found.id, event("summit-2026").id);
  EXPECT_EQ(found.policy_document, base::sha256("policy"));
  EXPECT_EQ(value_of(store.event(found.id.text())).key, "summit-2026");
  EXPECT_EQ(value_of(store.events()).size(), 1U);
}

TEST_F(VenueStoreTest, RefusesTheKeyOfAnotherEvent) {
  auto store = open();
  value_of(store.put_event(event("dinner")));
  auto other = event("lunch");
  other.key = "dinner";
  const auto refused = store.put_event(other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::AlreadyExists);
  EXPECT_THAT(refused.error().message, HasSubstr("dinner"));
  auto closed = event("dinner");
  closed.closed = true;
  value_of(store.put_event(closed));
  EXPECT_TRUE(value_of(store.event("dinner")).closed);
}

TEST_F(VenueStoreTest, SaysWhatIsNotThere) {
  auto store = open();
  EXPECT_EQ(store.event("gala").error().kind, base::ErrorKind::NotFound);
  EXPECT_EQ(store.kiosk("Kiosk 9").error().kind, base::ErrorKind::NotFound);
  EXPECT_EQ(value_of(store.document(base::sha256("nothing"))), std::nullopt);
}

TEST_F(VenueStoreTest, FindsTheKioskThatStillWorksAmongThoseOfOneName) {
  auto store = open();
  auto old = kiosk("Kiosk 1");
  old.revoked = true;
  auto fresh = kiosk("Kiosk 1");
  fresh.id = id_of<rules::KioskId>("second");
  fresh.event = id_of<rules::EventId>("summit");
  fresh.last_seen = at(3);
  value_of(store.put_kiosk(fresh));
  value_of(store.put_kiosk(old));
  const auto found = value_of(store.kiosk("Kiosk 1"));
  EXPECT_EQ(found.id, fresh.id);
  EXPECT_EQ(found.event, fresh.event);
  EXPECT_EQ(found.last_seen, at(3));
  EXPECT_EQ(found.key, fresh.key);
  EXPECT_TRUE(value_of(store.kiosk(old.id.text())).revoked);
  EXPECT_EQ(value_of(store.kiosks()).size(), 2U);
}

TEST_F(VenueStoreTest, SpendsAPairingOfferWithTheKioskThatItMakes) {
  auto store = open();
  const PairingOffer offer{.code_hash = base::sha256("code"),
                           .kiosk_name = "Kiosk 2",
                           .door = "garden",
                           .event = id_of<rules::EventId>("summit"),
                           .expires = at(10)};
  value_of(store.put_offer(offer));
  const auto failed = store.redeem_offer(offer.code_hash, at(9), [](const auto&) -> base::Result<KioskRecord> {
    return base::fail(base::ErrorKind::Storage, "The disk is full.");
  });
  EXPECT_EQ(failed.error().kind, base::ErrorKind::Storage);
  EXPECT_TRUE(value_of(store.kiosks()).empty());
  // A failure spent nothing.
  const auto redeem = [&] {
    return store.redeem_offer(offer.code_hash, at(9), [](const PairingOffer& taken) -> base::Result<KioskRecord> {
      return KioskRecord{
          .id = rules::KioskId::random(), .name = taken.kiosk_name, .door = taken.door, .event = taken.event};
    });
  };
  EXPECT_EQ(value_of(redeem()).door, "garden");
  EXPECT_EQ(redeem().error().kind, base::ErrorKind::NotFound);
  EXPECT_EQ(value_of(store.kiosks()).size(), 1U);
  EXPECT_EQ(value_of(store.kiosks()).front().event, offer.event);
}

TEST_F(VenueStoreTest, GivesNoExpiredPairingOffer) {
  auto store = open();
  value_of(store.put_offer({.code_hash = base::sha256("code"), .expires = at(10)}));
  const auto late = store.redeem_offer(base::sha256("code"), at(10),
                                       [](const auto&) { return base::Result<KioskRecord>(KioskRecord{}); });
  EXPECT_EQ(late.error().kind, base::ErrorKind::NotFound);
}

TEST_F(VenueStoreTest, NamesDocumentsByTheirContent) {
  auto store = open();
  const std::string content("<svg>\0</svg>", 12);
  const auto hash = value_of(store.put_document("template", "card", content));
  EXPECT_EQ(hash, base::sha256(content));
  EXPECT_EQ(value_of(store.put_document("template", "label", content)), hash);
  value_of(store.put_document("policy", "", "{}"));
  EXPECT_EQ(value_of(store.document(hash))->content, content);
  const auto templates = value_of(store.documents_of_kind("template"));
  ASSERT_EQ(templates.size(), 2U);
  EXPECT_EQ(templates[0].name, "card");
  EXPECT_EQ(templates[1].name, "label");
  EXPECT_THAT(templates[0].content, IsEmpty());
  EXPECT_EQ(value_of(store.document_hashes()).size(), 2U);
}

TEST_F(VenueStoreTest, ListsTheDocumentPutLastAtTheEnd) {
  auto store = open();
  const auto first = value_of(store.put_document("policy", "p", "1"));
  const auto second = value_of(store.put_document("policy", "p", "2"));
  value_of(store.put_document("policy", "p", "1"));
  std::vector<base::Hash> hashes;
  for (const auto& document : value_of(store.documents_of_kind("policy"))) hashes.push_back(document.hash);
  EXPECT_THAT(hashes, ElementsAre(second, first));
}

TEST_F(VenueStoreTest, IsReadableByItsOwnerOnly) {
  open();
  const auto mode = std::filesystem::status(folder_.path("venue.db")).permissions();
  EXPECT_EQ(mode & std::filesystem::perms::mask,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

}  // namespace
}  // namespace einlass::store
