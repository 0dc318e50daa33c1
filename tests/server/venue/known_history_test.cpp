#include "server/venue/known_history.h"

#include <gtest/gtest.h>

namespace einlass::venue {
namespace {

class OwnRecords final : public report::History {
 public:
  explicit OwnRecords(std::optional<int> events) : events_(events) {}
  std::optional<int> earlier_events(const report::AttendanceRow&) const override { return events_; }

 private:
  std::optional<int> events_;
};

TEST(KnownHistory, IsWhatEitherOfThemKnows) {
  struct Case {
    std::optional<int> own;
    std::optional<int> crm;
    std::optional<int> events;
  };
  for (const auto& [own, crm, events] : {Case{{}, {}, {}}, Case{0, {}, 0}, Case{2, {}, 2}, Case{{}, 0, 0},
                                         Case{{}, 3, 3}, Case{0, 3, 3}, Case{2, 0, 2}, Case{1, 3, 3}}) {
    const OwnRecords records(own);
    std::map<std::string, int> by_crm;
    if (crm) by_crm["her"] = *crm;
    const KnownHistory history(records, by_crm);
    EXPECT_EQ(history.earlier_events({.guest = "her"}), events);
    EXPECT_EQ(history.earlier_events({.guest = "another"}), own);
    EXPECT_EQ(history.earlier_events({.guest = ""}), own);
  }
}

}  // namespace
}  // namespace einlass::venue
