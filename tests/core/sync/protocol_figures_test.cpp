// The times and sizes that docs/protocol.md and docs/journal.md name are those that kiosk and server keep to.
#include "core/base/file.h"
#include "core/sync/document_fetch.h"
#include "core/sync/exchange.h"
#include "core/sync/gate.h"
#include "core/sync/key_expiry.h"
#include "core/sync/session.h"
#include "core/sync/venue_time.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace einlass::sync {
namespace {

using testing::HasSubstr;

// On one line, however the page is wrapped.
std::string page(const std::string& name) {
  auto text = base::read_file(std::filesystem::path(EINLASS_SOURCE_DIR) / "docs" / name).value();
  std::replace(text.begin(), text.end(), '\n', ' ');
  for (auto at = text.find("  "); at != std::string::npos; at = text.find("  ", at)) text.erase(at, 1);
  return text;
}

std::string seconds(base::Milliseconds time) {
  return fmt::format("{} s", time.count() / 1000);
}

TEST(ProtocolFigures, OfTheGate) {
  const GateTimes times;
  EXPECT_THAT(page("protocol.md"), HasSubstr(fmt::format("| {} ms without an answer |", times.admits_alone.count())));
  EXPECT_THAT(page("protocol.md"), HasSubstr("| " + seconds(times.otherwise) + " without an answer |"));
}

TEST(ProtocolFigures, OfAConversation) {
  const auto text = page("protocol.md");
  EXPECT_THAT(text, HasSubstr("The kiosk pings every " + seconds(SyncSession::ping_every)));
  EXPECT_THAT(text, HasSubstr("silent for " + seconds(SyncSession::silence_limit) + " for dead"));
  EXPECT_THAT(text, HasSubstr("tries again every " + seconds(SyncSession::turned_away_wait) + " only"));
  EXPECT_THAT(text, HasSubstr("not answered in " + seconds(EntryExchange::answer_time) + " is sent again"));
  EXPECT_EQ(EntryExchange::window, 4U);
  EXPECT_THAT(text, HasSubstr("At most four batches"));
}

TEST(ProtocolFigures, OfAMove) {
  EXPECT_THAT(page("protocol.md"), HasSubstr("The kiosk waits for " + seconds(SyncSession::move_answer_time)));
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(kiosk_retention).count();
  EXPECT_THAT(page("protocol.md"), HasSubstr(fmt::format("whose end is more than {} hours ago", hours)));
}

TEST(ProtocolFigures, OfWhatIsSent) {
  const auto text = page("protocol.md");
  EXPECT_THAT(text, HasSubstr(fmt::format("at most {} per message", wire::entries_per_message)));
  EXPECT_THAT(text, HasSubstr(fmt::format("At most {} rows per message", wire::guests_per_message)));
  EXPECT_THAT(text, HasSubstr(fmt::format("At most {} KiB of content", wire::document_part_bytes >> 10U)));
  EXPECT_THAT(text, HasSubstr(fmt::format("documents of at most {} MiB", DocumentFetch::largest_document >> 20U)));
}

TEST(ProtocolFigures, OfTheClock) {
  const auto text = page("journal.md");
  EXPECT_THAT(text, HasSubstr("**" + seconds(VenueTime::step_back_limit) + "** behind"));
  const base::Milliseconds day(86'400'000);
  VenueTime time({});
  time.take({}, {}, base::Instant(), {});
  const auto grown = time.at({.wall = base::Instant(), .monotonic = day}).uncertainty_ms;
  EXPECT_THAT(text, HasSubstr(fmt::format("1 ms in {} s", day.count() / grown / 1000)));
}

}  // namespace
}  // namespace einlass::sync
