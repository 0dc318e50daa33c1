// When a connector is pulled by its schedule.
#include "tests/server/venue/pulls/pulls_fixture.h"

#include <ctime>

namespace einlass::venue {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class DuePulls : public PullsFixture {
 protected:
  DuePulls() {
    const auto now = clock_.wall().unix_ms();
    clock_.advance(base::Milliseconds(hour.count() - now % hour.count()));
    tickets_.generate(5);
  }

  static constexpr base::Milliseconds hour{3'600'000};

  int local_hour() const {
    const auto seconds = static_cast<std::time_t>(clock_.wall().unix_ms() / 1000);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return local.tm_hour;
  }
  // Of tickets; the CRM has nobody.
  std::vector<DuePull> due() {
    auto all = value_of(desk().crm().due_pulls());
    std::erase_if(all, [](const DuePull& each) { return each.connector != "tickets"; });
    return all;
  }
};

// Every five hours changes are asked for: never in the hour of the full pull.
TEST_F(DuePulls, AreFullInTheirHourHoweverSeldomChangesAreAskedFor) {
  adjust_ = [at = (local_hour() + 2) % 24](settings::ConnectorSettings& connector) {
    connector.pull_minutes = 300;
    connector.full_pull_hour = at;
  };
  open();
  pull_guests(true);
  std::vector<std::pair<int, bool>> pulls;  // after how many half hours, and whether full
  for (int half_hours = 1; half_hours <= 2 * 27; ++half_hours) {
    clock_.advance(hour / 2);
    for (const auto& each : due()) {
      pulls.emplace_back(half_hours, each.full);
      pull_guests(each.full);
    }
  }
  EXPECT_EQ(pulls, (std::vector<std::pair<int, bool>>{
                       {10, false}, {20, false}, {30, false}, {40, false}, {50, false}, {52, true}}));
}

TEST_F(DuePulls, RestAfterOneThatCameToNothing) {
  adjust_ = [](settings::ConnectorSettings& connector) { connector.pull_minutes = 300; };
  open();
  tickets_.change({{"key", "another"}});
  ASSERT_THAT(due(), SizeIs(1)) << "it was never pulled";
  EXPECT_FALSE(pull(due().front()));
  clock_.advance(std::chrono::minutes(14));
  EXPECT_THAT(due(), IsEmpty());
  clock_.advance(std::chrono::minutes(1));
  ASSERT_THAT(due(), SizeIs(1));
  EXPECT_TRUE(due().front().full);
}

}  // namespace
}  // namespace einlass::venue
