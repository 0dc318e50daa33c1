#include "server/venue/escalation.h"

#include <gtest/gtest.h>

namespace einlass::venue {
namespace {

using rules::Role;

struct ReachCase {
  CallablePeople people;
  int hosts, helpers, staff, organisers;  // seconds
};

TEST(Escalation, GoesFromHostsAndHelpersToStaffToOrganisersAndLeavesEmptyStepsOut) {
  for (const auto& row : {ReachCase{{.first = true, .staff = true}, 0, 0, 30, 60},
                          ReachCase{{.first = true, .staff = false}, 0, 0, 30, 30},
                          ReachCase{{.first = false, .staff = true}, 0, 0, 0, 30},
                          ReachCase{{.first = false, .staff = false}, 0, 0, 0, 0}}) {
    const auto seconds = [&](Role role) { return reached_after(role, row.people).count() / 1000; };
    EXPECT_EQ(seconds(Role::Host), row.hosts);
    EXPECT_EQ(seconds(Role::Helper), row.helpers);
    EXPECT_EQ(seconds(Role::Staff), row.staff);
    EXPECT_EQ(seconds(Role::Organiser), row.organisers);
    EXPECT_LE(reached_after(Role::Organiser, row.people), loud_after);
  }
}

}  // namespace
}  // namespace einlass::venue
