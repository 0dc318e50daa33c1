// An event that goes to the laptop at the venue and back, with admissions on both servers.
#include "core/rules/ticket_code.h"
#include "server/venue/kept_policies.h"
#include "tests/server/venue/pack_fixture.h"

#include <sys/stat.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class PackTest : public PackFixture {
 protected:
  PackTest() { set_up(new_event()); }
};

TEST_F(PackTest, GoesOnAtTheVenueWithGuestsCodesKeysAndAllThatItShows) {
  value_of(office().events().set_image({.event = "summit-2026", .name = "logo", .content = "a picture"}));
  EXPECT_EQ(scan_at(office(), office_kiosk_, "A"), "admitted");
  const auto unpacked = unpack(laptop(), pack(office()));
  EXPECT_TRUE(unpacked.is_new);
  EXPECT_EQ(unpacked.event.key, "summit-2026");
  EXPECT_EQ(unpacked.guests, 3U);
  EXPECT_EQ(unpacked.entries, 1U);
  EXPECT_EQ(known_at(laptop()), known_at(office()));
  const auto here = value_of(office().event(event_));
  const auto there = value_of(laptop().event(event_));
  EXPECT_EQ(there->keys, here->keys);
  EXPECT_EQ(there->policy, here->policy);
  const auto hashes = [&](Desk& desk) {
    std::set<std::string> all;
    for (const auto& ref : value_of(desk.events().documents(event_))) all.insert(ref.kind + base::hex(ref.hash));
    return all;
  };
  EXPECT_EQ(hashes(laptop()), hashes(office())) << "drawings, pictures and keys as kiosks get them";

  const auto kiosk = pair_at(laptop(), "Foyer");
  EXPECT_EQ(scan_at(laptop(), kiosk, "A"), "already_in") << "she came in at the office";
  EXPECT_EQ(scan_at(laptop(), kiosk, "B"), "admitted");
}

// The same ticket gets the same signed code on both, so that a code from either opens both.
TEST_F(PackTest, SignsTicketsAsTheOtherServerDoes) {
  unpack(laptop(), pack(office()));
  const auto codes = [](Desk& desk) {
    std::set<std::string> all;
    for (const auto& each : value_of(desk.guests().issue_tickets("summit-2026", false))) all.insert(each.code);
    return all;
  };
  EXPECT_EQ(codes(laptop()), codes(office()));
  auto request = scan("x");
  request.target = wire::SignedTarget{*codes(office()).begin()};
  const auto kiosk = pair_at(laptop(), "Foyer");
  value_of(laptop().door().begin());
  const auto reply = value_of(laptop().door().admit(kiosk.id, request));
  value_of(laptop().door().commit());
  EXPECT_EQ(outcome(reply), "admitted");
  laptop_ = nullptr;
  laptop_ = open(laptop_state());
  EXPECT_EQ(codes(laptop()), codes(office())) << "also after a restart";
}

TEST_F(PackTest, ComesBackWithAllThatWasRecordedThere) {
  EXPECT_EQ(scan_at(office(), office_kiosk_, "A"), "admitted");
  unpack(laptop(), pack(office(), "laptop, foyer"));
  const auto kiosk = pair_at(laptop(), "Foyer");
  EXPECT_EQ(scan_at(laptop(), kiosk, "B"), "admitted");
  EXPECT_EQ(scan_at(office(), office_kiosk_, "C"), "admitted");
  const auto back = unpack(office(), pack(laptop()));
  EXPECT_FALSE(back.is_new);
  EXPECT_EQ(back.entries, 1U);
  EXPECT_EQ(back.put_aside, 0U);
  EXPECT_EQ(back.guests, 0U);
  EXPECT_FALSE(back.settings_differ);
  EXPECT_EQ(totals_at(office()).admitted, 3);
  EXPECT_EQ(totals_at(office()).conflicts, 0);
  unpack(laptop(), pack(office()));
  EXPECT_EQ(known_at(laptop()), known_at(office()));
  EXPECT_EQ(office().door().take_written().size(), 3U) << "kiosks here hear of what came from there";
}

// Nobody knows who of the two came: as with two kiosks that were parted.
TEST_F(PackTest, ShowsAGuestWhoCameInOnBothSidesAsAConflict) {
  unpack(laptop(), pack(office()));
  const auto kiosk = pair_at(laptop(), "Foyer");
  EXPECT_EQ(scan_at(laptop(), kiosk, "A"), "admitted");
  EXPECT_EQ(scan_at(office(), office_kiosk_, "A"), "admitted");
  unpack(office(), pack(laptop()));
  EXPECT_EQ(totals_at(office()).admitted, 1) << "persons count once";
  EXPECT_EQ(totals_at(office()).conflicts, 1);
}

TEST_F(PackTest, TwiceIsTheSameAsOnceAndAnOlderFileDoesNoHarm) {
  const auto first = pack(office());
  unpack(laptop(), first);
  const auto kiosk = pair_at(laptop(), "Foyer");
  scan_at(laptop(), kiosk, "A");
  const auto early = pack(laptop());
  scan_at(laptop(), kiosk, "B");
  import_at(laptop(), "Name,Code\nMax Born jun.,B\n");
  const auto late = pack(laptop());
  EXPECT_EQ(unpack(office(), late).entries, 2U);
  const auto known = known_at(office());
  for (const auto& file : {late, early, first, late}) {
    const auto again = unpack(office(), file);
    EXPECT_EQ(again.entries, 0U);
    EXPECT_EQ(again.guests, 0U);
    EXPECT_EQ(again.differing, 0U);
    EXPECT_EQ(known_at(office()), known);
  }
  const auto there = known_at(laptop());
  unpack(laptop(), first);
  EXPECT_EQ(known_at(laptop()), there);
}

TEST_F(PackTest, BringsGuestsWhoWereAddedOrChangedThere) {
  unpack(laptop(), pack(office()));
  import_at(laptop(), "Name,Code,Company\nEmmy Noether,D,Göttingen\nMax Born,B,Göttingen\n");
  auto withdrawn = row_at(laptop(), "C");
  withdrawn.ticket.status = rules::TicketStatus::Cancelled;
  value_of(laptop().guests().put(event_, withdrawn));
  import("Name,Code,Company\nAda Lovelace,A,Works\n");
  const auto back = unpack(office(), pack(laptop()));
  EXPECT_EQ(back.guests, 3U);
  EXPECT_EQ(back.differing, 0U);
  EXPECT_EQ(row_at(office(), "D").guest.full_name, "Emmy Noether");
  EXPECT_EQ(row_at(office(), "B").guest.company, "Göttingen");
  EXPECT_EQ(row_at(office(), "C").ticket.status, rules::TicketStatus::Cancelled);
  EXPECT_EQ(row_at(office(), "A").guest.company, "Works") << "what was changed here stays";
  EXPECT_EQ(scan_at(office(), office_kiosk_, "C"), "cancelled");
}

TEST_F(PackTest, KeepsARowThatWasChangedOnBothSidesAndSaysSo) {
  unpack(laptop(), pack(office()));
  import_at(laptop(), "Name,Code,Company\nMax Born,B,Göttingen\n");
  import("Name,Code,Company\nMax Born,B,Edinburgh\n");
  const auto back = unpack(office(), pack(laptop()));
  EXPECT_EQ(back.differing, 1U);
  EXPECT_EQ(back.guests, 0U);
  EXPECT_EQ(row_at(office(), "B").guest.company, "Edinburgh");
}

// Each server gives its last seats away as far as it knows.
TEST_F(PackTest, SaysHowManyOwnSeatsBeyondAHardCap) {
  auto change = [&](Desk& desk) {
    value_of(desk.events().set_policy(
        {.event = event_.text(), .fields = R"({"cap":{"persons":4,"kind":"hard","counts":"admitted"}})"}));
  };
  change(office());
  unpack(laptop(), pack(office()));
  change(laptop());
  import("Name,Code\nEmmy Noether,D\n");
  import_at(laptop(), "Name,Code\nMarie Curie,E\n");
  const auto there = pack(laptop());
  EXPECT_EQ(unpack(laptop(), there).beyond_cap, 0);
  const auto back = unpack(office(), there);
  EXPECT_EQ(back.guests, 1U);
  EXPECT_EQ(back.beyond_cap, 1) << "four seats, and five who own one";
}

TEST_F(PackTest, PackedOnceMoreItBringsAnImportToTheLaptop) {
  unpack(laptop(), pack(office()));
  import("Name,Code,Company\nMax Born,B,Edinburgh\nEmmy Noether,D,\n");
  EXPECT_EQ(unpack(laptop(), pack(office())).guests, 2U);
  EXPECT_EQ(row_at(laptop(), "B").guest.company, "Edinburgh");
  EXPECT_EQ(row_at(laptop(), "D").guest.full_name, "Emmy Noether");
}

// What was changed of the event itself stays on each side as it is.
TEST_F(PackTest, LeavesTheEventsSettingsAsTheyAreAndSaysThatTheyDiffer) {
  unpack(laptop(), pack(office()));
  EventChanges changes{.event = "summit-2026"};
  changes.name = "Future Summit, in the garden";
  value_of(laptop().events().change(changes));
  const auto back = unpack(office(), pack(laptop()));
  EXPECT_TRUE(back.settings_differ);
  EXPECT_EQ(back.event.name, "Future Summit");
}

// Erased at the office while the file was away: neither file brings her back, and the laptop erases her, too.
TEST_F(PackTest, BringsBackNobodyWhoWasErased) {
  const auto first = pack(office());
  unpack(laptop(), first);
  const auto guest = row_at(office(), "A").guest.id;
  value_of(office().door().begin());
  value_of(office().staff().erase({.event = event_, .place = {}, .decider = rules::Decider::Host}, {guest}));
  value_of(office().door().commit());
  for (const auto& file : {pack(laptop()), first}) {
    EXPECT_EQ(unpack(office(), file).differing, 0U);
    const auto rows = value_of(store_at(office()).guests().by_guest(guest));
    ASSERT_THAT(rows, SizeIs(1));
    EXPECT_EQ(rows[0].guest.full_name, "");
  }
  unpack(laptop(), pack(office()));
  EXPECT_EQ(value_of(store_at(laptop()).guests().by_guest(guest)).at(0).guest.full_name, "");
}

TEST_F(PackTest, TellsBothServersWhereTheEventIs) {
  unpack(laptop(), pack(office(), "laptop, foyer"));
  auto here = value_of(office().packs().history("summit-2026"));
  EXPECT_FALSE(here.came_packed);
  ASSERT_THAT(here.packed, SizeIs(1));
  EXPECT_EQ(here.packed[0].label, "laptop, foyer");
  EXPECT_THAT(here.unpacked, IsEmpty());
  const auto there = value_of(laptop().packs().history("summit-2026"));
  EXPECT_TRUE(there.came_packed);
  ASSERT_THAT(there.unpacked, SizeIs(1));
  EXPECT_EQ(there.unpacked[0].label, "laptop, foyer");
  const auto kiosk = pair_at(laptop(), "Foyer");
  scan_at(laptop(), kiosk, "A");
  unpack(office(), pack(laptop()));
  here = value_of(office().packs().history("summit-2026"));
  ASSERT_THAT(here.unpacked, SizeIs(1));
  EXPECT_EQ(here.unpacked[0].entries, 1U);
  EXPECT_FALSE(here.came_packed) << "its home stays its home";
}

TEST_F(PackTest, TakesAnotherKeyWhereThatOfTheEventIsTaken) {
  value_of(laptop().events().create(new_event("dinner")));
  const auto file = pack(office());
  const auto taken = try_unpack(laptop(), file);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, ErrorKind::AlreadyExists);
  EXPECT_EQ(laptop().events().find(event_.text()).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(value_of(try_unpack(laptop(), file, {.key = "from-the-office"})).event.key, "from-the-office");
  EXPECT_EQ(try_unpack(laptop(), file, {.key = "Not a key"}).has_value(), true) << "it is known by its id by now";
}

TEST_F(PackTest, ARehearsalIsNotPacked) {
  value_of(office().events().rehearse("summit-2026", "rehearsal"));
  const auto job = office().packs().begin({.event = "rehearsal"});
  ASSERT_FALSE(job);
  EXPECT_EQ(job.error().kind, ErrorKind::Refused);
  EXPECT_EQ(office().packs().begin({.event = "summit-2026", .label = "two\nlines"}).error().kind,
            ErrorKind::InvalidInput);
}

// Somebody who guessed the event's id has not its keys.
TEST_F(PackTest, AnotherEventUnderTheSameIdIsRefused) {
  unpack(laptop(), pack(office()));
  auto pack_of_it = value_of(opened(office(), pack(laptop())));
  pack_of_it.pack.secrets.keys.code_key[0] ^= 1;
  const auto known = known_at(office());
  const auto taken = office().packs().take(pack_of_it, {});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, ErrorKind::NotFound);
  EXPECT_EQ(known_at(office()), known);
}

// The file on the stick knows more of the office's journal than the office that was put back.
TEST_F(PackTest, AServerThatWasPutBackGoesOnInANewJournal) {
  const auto image = outside_ / "image";
  desk_.reset();
  fs::copy(folder_, image, fs::copy_options::recursive);
  reopen();
  EXPECT_EQ(scan_at(office(), office_kiosk_, "A"), "admitted");
  const auto file = pack(office());
  const auto known = known_at(office());
  desk_.reset();
  fs::remove_all(folder_);
  fs::copy(image, folder_, fs::copy_options::recursive);
  reopen();
  const auto before = office().journal();
  EXPECT_EQ(unpack(office(), file).entries, 1U);
  EXPECT_EQ(known_at(office()), known);
  EXPECT_NE(office().journal(), before);
  EXPECT_EQ(scan_at(office(), office_kiosk_, "B"), "admitted");
}

// Each server gives away what it knows to be left: together they may give too much, which is shown, not hidden.
TEST_F(PackTest, SaysThatTwoServersTogetherWentBeyondACap) {
  value_of(office().events().set_policy(
      {.event = "summit-2026", .fields = R"({"cap":{"counts":"admitted","kind":"hard","persons":4}})"}));
  unpack(laptop(), pack(office()));
  const auto kiosk = pair_at(laptop(), "Foyer");
  for (const auto& [desk, name] : {std::pair(&office(), "here"), std::pair(&laptop(), "there")}) {
    auto row = row_at(*desk, "A");
    row.ticket.id = rules::TicketId(base::keyed_id({}, name));
    row.guest.id = rules::GuestId(base::keyed_id({}, name));
    row.code_hashes = {rules::code_hash(value_of(desk->event(event_))->keys.code_key, name)};
    value_of(desk->guests().put(event_, row));
  }
  for (const char* code : {"A", "B", "C", "here"}) EXPECT_EQ(scan_at(office(), office_kiosk_, code), "admitted");
  EXPECT_EQ(scan_at(laptop(), kiosk, "there"), "admitted");
  unpack(office(), pack(laptop()));
  EXPECT_EQ(totals_at(office()).admitted, 5);
  const auto status = value_of(office().reports().status());
  ASSERT_THAT(status.events.at(0).over_caps, SizeIs(1));
  EXPECT_EQ(status.events.at(0).over_caps[0].overrun.persons, 1);
}

// A yes that was given before the text was changed: both servers can say to which words.
TEST_F(PackTest, TheWordsOfAnEarlierConsentComeAlong) {
  const auto ask = [&](Desk& desk, const std::string& text) {
    value_of(desk.events().set_policy({.event = event_.text(),
                                       .fields = R"({"questions":[{"id":"photo","text":{"de":")" + text +
                                                 R"("},"required":false,"consent":true,"text_version":1}]})"}));
  };
  const auto texts_at = [&](Desk& desk, const std::string& key) {
    const auto venue = value_of(store::VenueStore::open(desk.options().state_directory / venue_file));
    std::map<int, std::string> texts;
    for (const auto& kept : value_of(kept_policies(venue, key))) {
      for (const auto& question : kept.policy.questions) texts[question.text_version] = question.text.at("de");
    }
    return texts;
  };
  const std::map<int, std::string> two{{1, "Bilder?"}, {2, "Werbung?"}};
  auto three = two;
  three[3] = "Film?";
  ask(office(), "Bilder?");
  ask(office(), "Werbung?");
  value_of(try_unpack(laptop(), pack(office()), {.key = "summit-there"}));
  EXPECT_EQ(texts_at(laptop(), "summit-there"), two);
  for (const auto& document : value_of(laptop().events().documents(event_))) {
    if (document.kind != "policy") continue;
    EXPECT_EQ(document.hash, value_of(laptop().event(event_))->record.policy_document) << "no kiosk's business";
  }
  ask(laptop(), "Film?");
  unpack(office(), pack(laptop()));
  EXPECT_EQ(texts_at(office(), "summit-2026"), three);
}

}  // namespace
}  // namespace einlass::venue
