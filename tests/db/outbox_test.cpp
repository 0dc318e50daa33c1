#include "db/outbox.h"

#include "tests/db/event_fixture.h"

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using rules::OutboxState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class OutboxTest : public EventFixture {
 protected:
  OutboxTest() { put(store_, {anna_, max_}); }

  void add_target() {
    auto writing = value_of(store_.begin());
    value_of(store_.outbox().put_target({.name = "pimcore", .place = "", .enabled = true, .stopped = ""}));
    value_of(writing.commit());
  }
  std::vector<rules::TicketId> dirty() { return value_of(store_.outbox().dirty(10)); }

  static OutboxRow row(const std::string& record, OutboxState state, int minutes) {
    OutboxRow row;
    row.record = record;
    row.ticket = id_of<rules::TicketId>(record);
    row.guest = id_of<rules::GuestId>(record);
    row.person = "4711";
    row.desired = R"({"a":1})";
    row.state = state;
    row.next_try = at(minutes);
    return row;
  }

  EventStore store_ = open();
  GuestRow anna_ = guest_row("anna", {.name = "Anna Lindner"});
  GuestRow max_ = guest_row("max", {.name = "Max Born"});
};

TEST_F(OutboxTest, MarksNoTicketBeforeThereIsATarget) {
  admit(store_, scan("a", {anna_}));
  EXPECT_THAT(dirty(), IsEmpty());
}

TEST_F(OutboxTest, MarksTheTicketOfEveryFactAndOfEveryRow) {
  add_target();
  admit(store_, scan("a", {anna_}));
  EXPECT_THAT(dirty(), ElementsAre(anna_.ticket.id));
  value_of(store_.outbox().unmark(dirty()));
  rules::EntryDraft noted;
  noted.guest = max_.guest.id;
  noted.fact = rules::Noted{};
  append(store_, noted);
  EXPECT_THAT(dirty(), ElementsAre(max_.ticket.id)) << "an entry of the guest, which names no ticket";
  value_of(store_.outbox().unmark(dirty()));
  anna_.guest.email = "anna@example.org";
  put(store_, {anna_});
  EXPECT_THAT(dirty(), ElementsAre(anna_.ticket.id));
  append(store_, {.fact = rules::EventClosed{}});
  EXPECT_THAT(dirty(), ElementsAre(anna_.ticket.id)) << "an entry of nobody";
}

TEST_F(OutboxTest, MarksAllOfTheBookAndWhoeverElseCame) {
  const auto walk_in = guest_row("walkin", {.name = "Lise Meitner"});
  admit(store_, scan("a", {anna_}));
  append(store_, draft("walkin", rules::Noted{}));
  add_target();
  EXPECT_THAT(dirty(), IsEmpty()) << "what was before the target";
  auto writing = value_of(store_.begin());
  value_of(store_.outbox().mark_all());
  value_of(writing.commit());
  EXPECT_THAT(dirty(), UnorderedElementsAre(anna_.ticket.id, max_.ticket.id, walk_in.ticket.id));
}

TEST_F(OutboxTest, MarksNothingThatWasNotCommitted) {
  add_target();
  {
    auto writing = value_of(store_.begin());
    value_of(store_.journal().append(draft("anna", rules::Noted{}), time_at(0)));
    EXPECT_THAT(dirty(), SizeIs(1)) << "in the same transaction";
  }
  EXPECT_THAT(dirty(), IsEmpty());
}

TEST_F(OutboxTest, KeepsARowAsItIsAndGivesThoseWhoseTimeHasCome) {
  auto& outbox = store_.outbox();
  auto due = row("due", OutboxState::Due, 5);
  due.sending = "s";
  due.recorded = "r";
  due.remote_id = "90817";
  due.hold = rules::OutboxHold::LeftOut;
  due.left_out = due.unsure = true;
  due.first_try = at(1);
  due.last_try = at(2);
  due.tries = 3;
  due.generation = 4;
  due.words = "no";
  for (const auto& each : {due, row("sent", OutboxState::Sent, 3), row("later", OutboxState::Due, 9),
                           row("parked", OutboxState::Parked, 0), row("settled", OutboxState::Settled, 0)}) {
    value_of(outbox.put("pimcore", each));
    value_of(outbox.put("pimcore", each));
  }
  EXPECT_EQ(value_of(outbox.row("pimcore", "due")), due);
  const auto ready = value_of(outbox.ready("pimcore", at(5), 10));
  ASSERT_THAT(ready, SizeIs(2));
  EXPECT_EQ(ready[0].record, "sent");
  EXPECT_EQ(value_of(outbox.next_try("pimcore")), at(3));
  EXPECT_EQ(value_of(outbox.counts("pimcore"))[OutboxState::Due], 2);
  EXPECT_EQ(value_of(outbox.next_try("pretix")), std::nullopt);
  EXPECT_THAT(value_of(outbox.rows_of_person("pimcore", "4711")), SizeIs(5));
  EXPECT_THAT(value_of(outbox.parked("pimcore")), ElementsAre(row("parked", OutboxState::Parked, 0)));
  EXPECT_TRUE(value_of(outbox.leaves_out("pimcore")));
  due.left_out = false;
  value_of(outbox.put("pimcore", due));
  EXPECT_FALSE(value_of(outbox.leaves_out("pimcore")));
}

TEST_F(OutboxTest, KeepsNothingOfAGuestWhoIsErased) {
  auto whole = row("person", OutboxState::Settled, 0);
  whole.guest = {};
  auto other = row("max", OutboxState::Settled, 0);
  other.person = "4712";
  for (const auto& each : {row("anna", OutboxState::Settled, 0), whole, other}) {
    value_of(store_.outbox().put("pimcore", each));
  }
  rules::EntryDraft erased;
  erased.fact = rules::GuestErased{id_of<rules::GuestId>("anna")};
  append(store_, erased);
  const auto left = value_of(store_.outbox().rows("pimcore"));
  ASSERT_THAT(left, SizeIs(1));
  EXPECT_EQ(left.front().record, "max");
}

}  // namespace
}  // namespace einlass::store
