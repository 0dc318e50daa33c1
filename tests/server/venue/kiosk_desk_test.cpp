#include "core/wire/entry_json.h"
#include "core/wire/pairing_code.h"
#include "tests/server/venue/desk_fixture.h"
#include "tests/support/forgetful_vfs.h"

#include <fstream>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

class KioskDeskTest : public DeskFixture {
 protected:
  KioskDeskTest() { create(new_event()); }

  // A new kiosk each time, with a key of its own.
  std::string pair_with(const wire::PairingSecret& secret, const std::string& address = "192.0.2.1") {
    return pair_with_key(secret, base::make_signing_pair().open, address);
  }
  std::string pair_with_key(const wire::PairingSecret& secret, const base::VerifyingKey& key,
                            const std::string& address = "192.0.2.1") {
    const auto answer = value_of(desk().kiosks().pair({.secret = secret, .key = key}, address));
    if (const auto* refused = std::get_if<wire::PairRefused>(&answer)) {
      return refused->reason == wire::PairRefusal::TooMany ? "too many" : "code";
    }
    return "accepted as " + std::get<wire::PairAccepted>(answer).name;
  }
};

TEST_F(KioskDeskTest, TakesNamesOfOneLineOnlyAndCountsLetters) {
  const auto offers = [&](const std::string& name, const std::string& door = "") {
    return desk().kiosks().offer({.kiosk_name = name, .door = door}).has_value();
  };
  std::string umlauts;
  for (int i = 0; i < 60; ++i) umlauts += "ü";
  EXPECT_TRUE(offers(umlauts));
  EXPECT_FALSE(offers(umlauts + "ü"));
  EXPECT_FALSE(offers("\u00A0 "));
  for (const std::string name : {"A\nB", "A\x1B[31mB", "A\x7F", "A\xC2\x9B", "A\u202EB", "A\xFF"}) {
    EXPECT_FALSE(offers(name));
    EXPECT_FALSE(offers("Nord 1", name));
  }
}

TEST_F(KioskDeskTest, PairsOnceWithEachCode) {
  const auto grant = value_of(desk().kiosks().offer({.kiosk_name = "Nord 1", .event = "summit-2026"}));
  EXPECT_EQ(pair_with(grant.secret), "accepted as Nord 1");
  EXPECT_EQ(pair_with(grant.secret), "code");
  EXPECT_EQ(value_of(desk().kiosks().find("Nord 1")).event, event_);
}

TEST_F(KioskDeskTest, ListsKiosksAsPeopleDo) {
  for (const std::string name : {"Nord 10", "Süd 1", "Nord 2", "Öst 1"}) {
    pair_with(value_of(desk().kiosks().offer({.kiosk_name = name, .event = ""})).secret);
  }
  std::vector<std::string> names;
  for (const auto& kiosk : value_of(desk().kiosks().list())) names.push_back(kiosk.name);
  EXPECT_THAT(names, testing::ElementsAre("Nord 2", "Nord 10", "Öst 1", "Süd 1"));
}

TEST_F(KioskDeskTest, TellsTheSameKioskAgainThatItIsPaired) {
  const auto grant =
      value_of(desk().kiosks().offer({.kiosk_name = "Nord 1", .event = "", .lasts = std::chrono::minutes(5)}));
  const auto key = base::make_signing_pair().open;
  EXPECT_EQ(pair_with_key(grant.secret, key), "accepted as Nord 1");
  EXPECT_EQ(pair_with_key(grant.secret, key), "accepted as Nord 1");
  EXPECT_THAT(value_of(desk().kiosks().list()), testing::SizeIs(1));
  ASSERT_TRUE(desk().kiosks().revoke("Nord 1"));
  EXPECT_EQ(pair_with_key(grant.secret, key), "code");
}

TEST_F(KioskDeskTest, TellsNobodyAgainOnceTheCodeHasExpired) {
  const auto grant =
      value_of(desk().kiosks().offer({.kiosk_name = "Nord 1", .event = "", .lasts = std::chrono::minutes(5)}));
  const auto key = base::make_signing_pair().open;
  EXPECT_EQ(pair_with_key(grant.secret, key), "accepted as Nord 1");
  clock_.advance(std::chrono::minutes(5));
  EXPECT_EQ(pair_with_key(grant.secret, key), "code");
}

TEST_F(KioskDeskTest, RefusesACodeThatHasExpired) {
  const auto grant =
      value_of(desk().kiosks().offer({.kiosk_name = "Nord 1", .event = "", .lasts = std::chrono::minutes(5)}));
  clock_.advance(std::chrono::minutes(5) + base::Milliseconds(1));
  EXPECT_EQ(pair_with(grant.secret), "code");
}

TEST_F(KioskDeskTest, StopsWhoTriesCodesOut) {
  for (std::size_t i = 0; i < KioskDesk::pair_attempts; ++i) EXPECT_EQ(pair_with(wire::new_pairing_secret()), "code");
  const auto grant = value_of(desk().kiosks().offer({.kiosk_name = "Nord 1"}));
  EXPECT_EQ(pair_with(grant.secret), "too many");
  clock_.advance(std::chrono::minutes(1) + base::Milliseconds(1));
  EXPECT_EQ(pair_with(grant.secret), "accepted as Nord 1");
}

TEST_F(KioskDeskTest, LetsNobodyWhoTriesCodesOutKeepOthersFromPairing) {
  for (std::size_t i = 0; i < 3 * KioskDesk::pair_attempts; ++i) pair_with(wire::new_pairing_secret(), "192.0.2.66");
  const auto grant = value_of(desk().kiosks().offer({.kiosk_name = "Nord 1"}));
  EXPECT_EQ(pair_with(grant.secret, "192.0.2.66"), "too many");
  EXPECT_EQ(pair_with(grant.secret, "192.0.2.7"), "accepted as Nord 1");
}

TEST_F(KioskDeskTest, StopsWhoTriesCodesOutFromManyAddresses) {
  for (std::size_t i = 0; i < KioskDesk::all_pair_attempts; ++i) {
    EXPECT_EQ(pair_with(wire::new_pairing_secret(), std::to_string(i)), "code");
  }
  const auto grant = value_of(desk().kiosks().offer({.kiosk_name = "Nord 1"}));
  EXPECT_EQ(pair_with(grant.secret, "192.0.2.7"), "too many");
}

TEST_F(KioskDeskTest, GivesANameToOneKioskOnly) {
  pair("Nord 1");
  const auto second = desk().kiosks().offer({.kiosk_name = "Nord 1"});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::AlreadyExists);
  value_of(desk().kiosks().revoke("Nord 1"));
  EXPECT_TRUE(desk().kiosks().offer({.kiosk_name = "Nord 1"}));
}

TEST_F(KioskDeskTest, TellsTwoOffersOfOneNameApart) {
  const auto first = value_of(desk().kiosks().offer({.kiosk_name = "Nord 1"}));
  const auto second = value_of(desk().kiosks().offer({.kiosk_name = "Nord 1"}));
  EXPECT_EQ(pair_with(first.secret), "accepted as Nord 1");
  EXPECT_EQ(pair_with(second.secret), "accepted as Nord 1 (2)");
}

TEST_F(KioskDeskTest, AssignsAndRevokes) {
  pair("Nord 1", "");
  EXPECT_FALSE(value_of(desk().kiosks().find("Nord 1")).event);
  value_of(desk().kiosks().assign("Nord 1", "summit-2026", "south"));
  EXPECT_EQ(value_of(desk().kiosks().find("Nord 1")).door, "south");
  value_of(desk().kiosks().revoke("Nord 1"));
  const auto assigned = desk().kiosks().assign("Nord 1", "summit-2026", {});
  ASSERT_FALSE(assigned);
  EXPECT_EQ(assigned.error().kind, ErrorKind::Refused);
  EXPECT_EQ(desk().kiosks().assign("West 9", "summit-2026", {}).error().kind, ErrorKind::NotFound);
}

TEST_F(KioskDeskTest, GivesAKioskAnotherNameThatIsFree) {
  const auto kiosk = pair("Nord 1", "");
  pair("Nord 2", "");
  const auto renamed = [&](const std::string& name) {
    return desk().kiosks().assign(kiosk.id.text(), "summit-2026", {}, name);
  };
  EXPECT_EQ(value_of(renamed("Garten")).name, "Garten");
  EXPECT_EQ(value_of(desk().kiosks().assignment(kiosk.id)).kiosk_name, "Garten");
  EXPECT_EQ(value_of(renamed("Garten")).name, "Garten");
  EXPECT_EQ(renamed("Nord 2").error().kind, ErrorKind::AlreadyExists);
  EXPECT_EQ(renamed("two\nlines").error().kind, ErrorKind::InvalidInput);
  EXPECT_FALSE(desk().kiosks().find("Nord 1"));
}

TEST_F(KioskDeskTest, TellsAKioskItsEventAndTheVersionOfItsList) {
  const auto kiosk = pair("Nord 1");
  const auto before = value_of(desk().kiosks().assignment(kiosk.id));
  EXPECT_EQ(before.event, event_);
  EXPECT_EQ(before.door, "north");
  import("Name\nAda Lovelace\n");
  EXPECT_NE(value_of(desk().kiosks().assignment(kiosk.id)).guest_list, before.guest_list);
}

TEST_F(KioskDeskTest, TellsAKioskWithoutAnEventNothing) {
  const auto kiosk = pair("Nord 1", "");
  const auto assignment = value_of(desk().kiosks().assignment(kiosk.id));
  EXPECT_FALSE(assignment.event);
  EXPECT_TRUE(assignment.documents.empty());
}

TEST_F(KioskDeskTest, NotesAHelloAndAnswersWithWhatIsHeld) {
  const auto kiosk = pair("Nord 1");
  import("Name,Code\nAda Lovelace,A\n");
  const auto admitted = admit(kiosk, scan("A"));
  const auto journal = rules::JournalId::random();
  clock_.advance(std::chrono::seconds(5));
  const auto hello = value_of(desk().kiosks().hello(kiosk.id, {.journal = journal})).hello;
  ASSERT_EQ(hello.held.size(), 1U);
  const auto entry = wire::entry_hash(admitted.row.entry);
  EXPECT_EQ(hello.held.front(), (wire::Held{event_, desk().journal(), 1, entry}));
  const auto noted = value_of(desk().kiosks().find("Nord 1"));
  EXPECT_EQ(noted.journal, journal);
  EXPECT_EQ(noted.last_seen, clock_.wall());
}

TEST_F(KioskDeskTest, RemembersWhenItLastHeardOfAKiosk) {
  const auto kiosk = pair("Nord 1");
  EXPECT_FALSE(value_of(desk().kiosks().list()).front().last_seen);
  value_of(desk().kiosks().hello(kiosk.id, {.journal = rules::JournalId::random()}));
  const auto hello = clock_.wall();
  clock_.advance(std::chrono::minutes(3));
  desk().kiosks().seen(kiosk.id);
  EXPECT_EQ(value_of(desk().kiosks().list()).front().last_seen, clock_.wall());
  reopen();
  EXPECT_EQ(value_of(desk().kiosks().list()).front().last_seen, hello);
}

TEST_F(KioskDeskTest, PassesOverEventsThatItDoesNotKnow) {
  const auto kiosk = pair("Nord 1");
  wire::Hello theirs{.journal = rules::JournalId::random()};
  theirs.held.push_back({rules::EventId::random(), theirs.journal, 7});
  EXPECT_TRUE(desk().kiosks().hello(kiosk.id, theirs));
}

TEST_F(KioskDeskTest, HandsDocumentsOutInParts) {
  auto event = new_event();
  event.key = "big";
  event.template_name = "big";
  event.template_document = std::string(wire::document_part_bytes * 2 + 17, 'x');
  create(event);
  for (const auto& document : value_of(desk().events().documents(event_))) {
    std::string content;
    while (content.size() < document.size) {
      const auto part = value_of(desk().kiosks().document_part({.hash = document.hash, .offset = content.size()}));
      ASSERT_TRUE(part);
      EXPECT_LE(part->content.size(), wire::document_part_bytes);
      EXPECT_EQ(part->size, document.size);
      content += base::as_text(part->content);
    }
    EXPECT_EQ(base::sha256(content), document.hash) << document.kind;
  }
  EXPECT_FALSE(value_of(desk().kiosks().document_part({.hash = base::Hash{}})));
}

TEST_F(KioskDeskTest, HandsPackagedFontsOutInParts) {
  const std::string content(wire::document_part_bytes + 5, 'f');
  std::ofstream(folder_ / "font.ttf") << content;
  auto with_fonts = options();
  with_fonts.font_set = "set";
  with_fonts.fonts = {
      {.hash = base::sha256(content), .name = "font.ttf", .file = folder_ / "font.ttf", .size = content.size()}};
  desk_.reset();
  desk_ = value_of(Desk::open(with_fonts));
  const auto first = value_of(desk().kiosks().document_part({.hash = base::sha256(content)}));
  const auto rest =
      value_of(desk().kiosks().document_part({.hash = base::sha256(content), .offset = wire::document_part_bytes}));
  EXPECT_EQ(std::string(base::as_text(first->content)) + std::string(base::as_text(rest->content)), content);
  EXPECT_EQ(value_of(desk().events().documents(event_)).back().kind, "font");
}

// On a disk that can fail at any sync.
class FailingKioskDeskTest : public DeskFixture {
 protected:
  FailingKioskDeskTest() {
    disk_.make_default();
    desk_.reset();
    folder_ /= "on-that-disk";
    std::filesystem::create_directories(folder_);
    start();
    create(new_event());
  }
  ~FailingKioskDeskTest() override { desk_.reset(); }  // before its disk

  void start() {
    auto on_that_disk = options();
    on_that_disk.vfs = disk_.name();
    desk_ = value_of(Desk::open(on_that_disk));
  }
  bool is_told(const store::KioskRecord& kiosk, const rules::JournalId& journal) {
    return desk().kiosks().hello(kiosk.id, {.journal = journal}).has_value();
  }
  rules::Merged handed_over(const store::KioskRecord& kiosk, const rules::JournalId& journal, rules::EventId event) {
    rules::JournalRow row;
    row.entry.id = {.journal = journal, .event = event, .sequence = 1};
    row.entry.fact = rules::Noted{};
    value_of(desk().door().begin());
    auto answers = value_of(desk().door().merge_from(kiosk.id, {.batch = 1, .rows = {row}}));
    value_of(desk().door().commit());
    return answers.front();
  }

  support::ForgetfulVfs disk_{"server-disk"};
};

// The server is killed while it takes down that a kiosk goes on in another journal, and the kiosk changes it once more.
TEST_F(FailingKioskDeskTest, KnowsEveryJournalThatAKioskHadWheneverItDied) {
  const auto kiosk = pair("Nord 1");
  auto elsewhere = new_event();
  elsewhere.key = "elsewhere";
  const auto other = create(elsewhere);
  bool is_known = false;
  for (int sync = 1; !is_known; ++sync) {
    const auto second = rules::JournalId::random();
    disk_.fail_from_sync(sync);
    is_known = is_told(kiosk, second);
    desk_.reset();
    disk_.come_back();
    start();
    const bool was_noted = value_of(desk().kiosks().find("Nord 1")).journal == second;
    ASSERT_TRUE(is_told(kiosk, rules::JournalId::random()));
    if (!was_noted) continue;
    EXPECT_EQ(handed_over(kiosk, second, other).answer, rules::MergeAnswer::Accepted) << "it died at sync " << sync;
  }
}

}  // namespace
}  // namespace einlass::venue
