// The guest list as kiosks get it: whole or what changed, in parts that fit into messages.
#include "core/net/limits.h"
#include "db/guest_book.h"
#include "tests/server/venue/door_desk_fixture.h"

namespace einlass::venue {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST_F(DoorDeskTest, SendsTheWholeListToAKioskThatHasNone) {
  open_doors();
  const auto whole = list();
  EXPECT_FALSE(whole.base);
  EXPECT_THAT(whole.rows, SizeIs(2));
}

TEST_F(DoorDeskTest, SendsOnlyWhatChangedSinceAKnownVersion) {
  open_doors();
  const auto first = list();
  EXPECT_THAT(list(first.version).rows, IsEmpty());
  EXPECT_EQ(list(first.version).base, first.version);
  import("Order #,Attendee #,Name,Company,Code\nO,1,Ada King,Works,A\n");
  const auto second = list(first.version);
  ASSERT_THAT(second.rows, SizeIs(1));
  EXPECT_EQ(second.rows.front().guest.full_name, "Ada King");
  import("Order #,Attendee #,Name,Code\nO,9,Lise Meitner,L\n");
  EXPECT_THAT(list(first.version).rows, SizeIs(2));
  EXPECT_THAT(list(second.version).rows, SizeIs(1));
  // After a restart older versions are not known any more.
  reopen();
  EXPECT_THAT(list(first.version).rows, SizeIs(3));
  EXPECT_FALSE(list(first.version).base);
}

TEST_F(DoorDeskTest, CutsALongListIntoParts) {
  create(new_event());
  std::string csv = "Name,Code\n";
  const auto guests = wire::guests_per_message * 2 + 1;
  for (std::size_t i = 0; i < guests; ++i) csv += "Guest " + std::to_string(i) + ",C" + std::to_string(i) + "\n";
  import(csv);
  const auto parts = value_of(desk().door().guest_list({.event = event_}));
  ASSERT_THAT(parts, SizeIs(3));
  std::size_t rows = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_EQ(parts[i].part, i + 1);
    EXPECT_EQ(parts[i].parts, 3U);
    rows += parts[i].rows.size();
  }
  EXPECT_EQ(rows, guests);
}

TEST_F(DoorDeskTest, CutsAListOfLongRowsSoThatEachPartFitsIntoAMessage) {
  create(new_event());
  std::string csv = "Name,Firma,Tisch,Code\n";
  for (std::size_t i = 0; i < wire::guests_per_message; ++i) {
    const auto number = std::to_string(i);
    const std::string quoted(1000, '"');  // read as 500, written as 1000
    csv += std::string(490, 'x') + number + ",\"" + quoted + "\",\"" + quoted + "\",C" + number + "\n";
  }
  import(csv);
  const auto parts = value_of(desk().door().guest_list({.event = event_}));
  std::size_t rows = 0;
  for (const auto& part : parts) {
    EXPECT_LE(wire::encode(part).size(), net::Limits().message_bytes);
    EXPECT_EQ(part.parts, parts.size());
    rows += part.rows.size();
  }
  EXPECT_EQ(rows, wire::guests_per_message);
}

}  // namespace
}  // namespace einlass::venue
