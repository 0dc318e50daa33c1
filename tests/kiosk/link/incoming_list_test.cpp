// What is in a kiosk's guest book while a list comes in, and when its parts stop coming.
#include "kiosk/link/incoming_list.h"

#include "db/attendance_journal.h"
#include "tests/kiosk/link/link_world.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::link {
namespace {

using testing::ElementsAre;
using testing::Pair;

template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

const rules::EventId evening(base::IdBytes{1});
const auto noon = base::sha256("noon");
const auto afternoon = base::sha256("afternoon");

rules::GuestRow row(int ticket, const std::string& name) {
  rules::GuestRow row;
  row.ticket.id = rules::TicketId(base::IdBytes{static_cast<std::uint8_t>(ticket)});
  row.ticket.event = evening;
  row.ticket.guest = rules::GuestId(row.ticket.id.bytes());
  row.ticket.category = "member";
  row.guest.id = row.ticket.guest;
  row.guest.full_name = name;
  row.code_hashes = {base::blake2b("code " + std::to_string(ticket))};
  return row;
}

class IncomingListTest : public testing::Test {
 protected:
  // A row in each part.
  static std::vector<wire::GuestList> parts(const base::Hash& version, const std::vector<rules::GuestRow>& rows,
                                            std::optional<base::Hash> base = {}) {
    std::vector<wire::GuestList> parts;
    for (const auto& each : rows) {
      parts.push_back({.event = evening,
                       .version = version,
                       .base = base,
                       .part = static_cast<std::uint32_t>(parts.size() + 1),
                       .parts = static_cast<std::uint32_t>(rows.size()),
                       .rows = {each}});
    }
    return parts;
  }
  void take_all(const std::vector<wire::GuestList>& parts) {
    for (const auto& part : parts) value_of(incoming.take(store, part));
  }
  std::map<int, std::string> book() {
    std::map<int, std::string> names;
    value_of(store.guests().each([&](const auto& each) { names[each.ticket.id.bytes()[0]] = each.guest.full_name; }));
    return names;
  }
  std::optional<base::Hash> held() { return value_of(store.guests().held_version()); }
  int expected() { return value_of(store.journal().totals()).expected_tickets; }

  TemporaryFolder folder;
  store::EventStore store = value_of(store::EventStore::open({.file = folder.path() / "event.db",
                                                              .event = evening,
                                                              .journal = rules::JournalId(base::IdBytes{2}),
                                                              .at_rest = store::AtRest::Encrypted,
                                                              .key = base::SecretKey{7}}));
  IncomingList incoming;
};

TEST_F(IncomingListTest, AListThatIsCutOffLeavesTheOneBeforeItWhole) {
  take_all(parts(noon, {row(1, "Anna"), row(2, "Bert")}));
  const auto later = parts(afternoon, {row(1, "Anna Beispiel"), row(3, "Cleo"), row(4, "Dora")});
  EXPECT_EQ(value_of(incoming.take(store, later[0])), std::nullopt);
  EXPECT_EQ(value_of(incoming.take(store, later[1])), std::nullopt);
  EXPECT_THAT(book(), ElementsAre(Pair(1, "Anna"), Pair(2, "Bert")));
  EXPECT_EQ(held(), noon);
  take_all(parts(noon, {row(1, "Anna"), row(2, "Bert")}));  // the server was put back
  EXPECT_THAT(book(), ElementsAre(Pair(1, "Anna"), Pair(2, "Bert")));
  EXPECT_EQ(held(), noon);
  EXPECT_EQ(incoming.take(store, later[2]).error().kind, base::ErrorKind::Unavailable);
  EXPECT_EQ(held(), noon);
}

TEST_F(IncomingListTest, WhereNoneIsHereRowsCountByTheThousandAndAreNoListBeforeTheLast) {
  wire::GuestList early{.event = evening, .version = noon, .part = 1, .parts = 3};
  for (std::size_t n = 0; n < IncomingList::rows_at_once; ++n) {
    early.rows.push_back(row(static_cast<int>(n % 256), "Anna"));
    early.rows.back().ticket.id = rules::TicketId::random();
  }
  value_of(incoming.take(store, early));
  EXPECT_EQ(expected(), static_cast<int>(IncomingList::rows_at_once));
  early.part = 2;
  early.rows = {row(1, "Bert")};
  value_of(incoming.take(store, early));
  EXPECT_EQ(expected(), static_cast<int>(IncomingList::rows_at_once)) << "it waits for more";
  EXPECT_EQ(held(), std::nullopt);
  incoming.drop();  // the program ends
  early.part = 3;
  EXPECT_FALSE(incoming.take(store, early));
  EXPECT_EQ(held(), std::nullopt);
  take_all(parts(afternoon, {row(2, "Bert"), row(4, "Dora")}));
  EXPECT_THAT(book(), ElementsAre(Pair(2, "Bert"), Pair(4, "Dora")));
  EXPECT_EQ(held(), afternoon);
}

// A server that was put back to noon knows nothing of what was imported in the afternoon.
TEST_F(IncomingListTest, AWholeListReplacesTheOneBeforeIt) {
  take_all(parts(noon, {row(1, "Anna")}));
  take_all(parts(afternoon, {row(2, "Bert"), row(3, "Cleo")}, noon));
  EXPECT_THAT(book(), ElementsAre(Pair(1, "Anna"), Pair(2, "Bert"), Pair(3, "Cleo")));
  take_all(parts(noon, {row(1, "Anna")}));
  EXPECT_THAT(book(), ElementsAre(Pair(1, "Anna")));
  EXPECT_EQ(expected(), 1);
  EXPECT_TRUE(value_of(store.guests().by_code(base::blake2b("code 2"))).empty());
  EXPECT_TRUE(value_of(store.guests().search("bert", 5)).empty());
}

TEST_F(IncomingListTest, WhatChangedFollowsTheListThatIsHereOrIsRefused) {
  take_all(parts(noon, {row(1, "Anna"), row(2, "Bert")}));
  const auto change = parts(afternoon, {row(2, "Bert Muster")}, base::sha256("another"));
  EXPECT_EQ(incoming.take(store, change[0]).error().kind, base::ErrorKind::Unavailable);
  EXPECT_EQ(held(), noon);
  take_all(parts(afternoon, {row(2, "Bert Muster")}, noon));
  EXPECT_THAT(book(), ElementsAre(Pair(1, "Anna"), Pair(2, "Bert Muster")));
  EXPECT_EQ(held(), afternoon);
}

TEST_F(IncomingListTest, APartTooFewMakesNoList) {
  const auto early = parts(noon, {row(1, "Anna"), row(2, "Bert"), row(3, "Cleo")});
  value_of(incoming.take(store, early[0]));
  EXPECT_EQ(incoming.take(store, early[2]).error().kind, base::ErrorKind::Unavailable);
  EXPECT_FALSE(incoming.take(store, early[1])) << "it is asked for from the beginning";
  EXPECT_EQ(held(), std::nullopt);
}

}  // namespace
}  // namespace einlass::link
