// Who may sign in at kiosks: numbers for ever, one PIN each, a document per event.
#include "server/venue/roster_desk.h"

#include "tests/server/venue/desk_fixture.h"

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::SizeIs;

class RosterDeskTest : public DeskFixture {
 protected:
  rules::StaffMember add(const std::string& name, const std::string& pin, const std::vector<std::string>& events = {}) {
    auto& roster = desk().roster();
    const auto record = value_of(roster.check({.name = name, .role = rules::Role::Staff, .events = events}));
    return value_of(roster.add(record, make(pin).hash));
  }
  PinJob::Made make(const std::string& pin) { return value_of(value_of(desk().roster().begin_pin(pin)).make()); }
  std::optional<wire::StaffRoster> roster_of(const store::KioskRecord& kiosk) {
    for (const auto& document : value_of(desk().kiosks().assignment(kiosk.id)).documents) {
      if (document.kind != "staff") continue;
      const auto part = value_of(desk().kiosks().document_part({.hash = document.hash, .offset = 0}));
      return value_of(wire::read_staff_document(base::as_text(part->content)));
    }
    return std::nullopt;
  }
};

TEST_F(RosterDeskTest, GivesANumberToNobodyTwice) {
  const auto ada = add("Ada", "408193");
  const auto max = add("Max", "271828");
  EXPECT_EQ(ada.number, 1U);
  EXPECT_EQ(max.number, 2U);
  value_of(desk().roster().remove(max.number));
  reopen();
  EXPECT_EQ(add("Kim", "271828").number, 3U) << "a PIN is free again, a number never";
  EXPECT_THAT(value_of(desk().roster().list()), SizeIs(2));
  EXPECT_EQ(desk().roster().set_role(max.number, rules::Role::Host).error().kind, ErrorKind::NotFound);
}

TEST_F(RosterDeskTest, MakesPinsThatNobodyElseHasAndNobodyGuesses) {
  const auto made = make("");
  EXPECT_TRUE(rules::is_pin(made.pin));
  EXPECT_FALSE(rules::is_easily_guessed(made.pin));
  add("Ada", "408193");
  EXPECT_EQ(value_of(desk().roster().begin_pin("408193")).make().error().kind, ErrorKind::AlreadyExists);
  for (const char* pin : {"123456", "111111", "40819", "40819x"}) {
    EXPECT_EQ(desk().roster().begin_pin(pin).error().kind, ErrorKind::InvalidInput) << pin;
  }
}

TEST_F(RosterDeskTest, APinThatSomebodyGotInTheMeantimeIsNotGivenAgain) {
  const auto hash = make("408193").hash;
  const auto ada = add("Ada", "408193");
  auto& roster = desk().roster();
  const auto late = value_of(roster.check({.name = "Max", .events = {}}));
  EXPECT_EQ(roster.add(late, hash).error().kind, ErrorKind::AlreadyExists);
  EXPECT_TRUE(roster.set_pin(ada.number, hash)) << "it is her own";
}

TEST_F(RosterDeskTest, EachKioskGetsWhoMaySignInAtItsEvent) {
  create(new_event());
  const auto kiosk = pair("Nord 1");
  EXPECT_FALSE(roster_of(kiosk));
  auto other = new_event();
  other.key = "other";
  create(other);
  const auto ada = add("Ada", "408193");
  const auto max = add("Max", "271828", {"summit-2026"});
  add("Kim", "314159", {"other"});
  const auto roster = *roster_of(kiosk);
  ASSERT_THAT(roster.members, SizeIs(2));
  EXPECT_EQ(roster.members[0].member, ada);
  EXPECT_EQ(*wire::member_with(roster, value_of(wire::pin_hash(roster, "271828"))), max);
  value_of(desk().roster().remove(max.number));
  EXPECT_THAT(roster_of(kiosk)->members, SizeIs(1));
}

TEST_F(RosterDeskTest, RefusesNamesOfNobodyAndEventsOfNowhere) {
  auto& roster = desk().roster();
  EXPECT_EQ(roster.check({.name = "", .events = {}}).error().kind, ErrorKind::InvalidInput);
  EXPECT_EQ(roster.check({.name = "Ada\nLovelace", .events = {}}).error().kind, ErrorKind::InvalidInput);
  EXPECT_EQ(roster.check({.name = "Ada", .events = {"nowhere"}}).error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace einlass::venue
