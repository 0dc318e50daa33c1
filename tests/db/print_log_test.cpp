#include "db/print_log.h"

#include "tests/db/event_fixture.h"

#include <tuple>

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;

class PrintLogTest : public EventFixture {
 protected:
  static PrintRecord record(const std::string& name, PrintState state, int minutes) {
    return {.id = id_of<rules::PrintJobId>(name),
            .ticket = id_of<rules::TicketId>("anna"),
            .serial = id_of<rules::BadgeSerial>(name),
            .place_number = 2,
            .printer = "left",
            .remote_job = 41,
            .state = state,
            .reason = "media-empty",
            .changed = at(minutes)};
  }
};

TEST_F(PrintLogTest, KeepsTheNewestWordOnEachJob) {
  const auto queued = record("a", PrintState::Queued, 1);
  auto printed = record("a", PrintState::Printed, 2);
  value_of(open().prints().put(queued));
  EXPECT_EQ(value_of(open().prints().find(queued.id)), queued);
  value_of(open().prints().put(printed));
  EXPECT_EQ(value_of(open().prints().find(queued.id)), printed);
  EXPECT_EQ(value_of(open().prints().find(id_of<rules::PrintJobId>("b"))), std::nullopt);
}

TEST_F(PrintLogTest, ListsWhatAStartingDeviceMustSettleOldestFirst) {
  auto store = open();
  const PrintState all[] = {PrintState::Queued,  PrintState::Sent,   PrintState::Printing,
                            PrintState::Printed, PrintState::Failed, PrintState::Unknown};
  int minutes = 10;
  for (const auto state : all) value_of(store.prints().put(record(std::to_string(minutes), state, minutes))), --minutes;
  EXPECT_THAT(value_of(store.prints().open_records()),
              ElementsAre(record("8", PrintState::Printing, 8), record("9", PrintState::Sent, 9),
                          record("10", PrintState::Queued, 10)));
}

// What became of them a person may have said in the journal: the log alone keeps each for ever.
TEST_F(PrintLogTest, ListsWhatIsInDoubtOldestFirstUntilThePrinterSaysMore) {
  auto store = open();
  for (const auto& [name, state, minutes] :
       {std::tuple("new", PrintState::Unknown, 7), std::tuple("old", PrintState::Unknown, 3),
        std::tuple("printed", PrintState::Printed, 4), std::tuple("failed", PrintState::Failed, 5),
        std::tuple("open", PrintState::Printing, 6)}) {
    value_of(store.prints().put(record(name, state, minutes)));
  }
  EXPECT_THAT(value_of(store.prints().doubtful_records()),
              ElementsAre(record("old", PrintState::Unknown, 3), record("new", PrintState::Unknown, 7)));
  value_of(store.prints().put(record("old", PrintState::Printed, 9)));
  EXPECT_THAT(value_of(store.prints().doubtful_records()), ElementsAre(record("new", PrintState::Unknown, 7)));
}

}  // namespace
}  // namespace einlass::store
