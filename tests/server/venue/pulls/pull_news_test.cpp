// Links and erasures while a pull is under way.
#include "tests/server/venue/pulls/pulls_fixture.h"

namespace einlass::venue {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class PullNews : public PullsFixture {
 protected:
  const DuePull wanted_{.connector = "tickets", .event = "summit-2026", .full = true};
};

TEST_F(PullNews, OfALinkWaitForTheEndOfItsPull) {
  tickets_.generate(5);
  const auto job = value_of(desk().crm().begin_pull(wanted_));
  const auto read = job.read(waiting_);
  const auto linked = desk().crm().link("summit-2026", "tickets", "another");
  ASSERT_FALSE(linked);
  EXPECT_EQ(linked.error().kind, base::ErrorKind::AlreadyExists);
  value_of(desk().crm().finish_pull(job, read));
  EXPECT_THAT(book(), SizeIs(5));
  EXPECT_TRUE(desk().crm().link("summit-2026", "tickets", "another"));
}

TEST_F(PullNews, OfAnErasureMeanBringNobodyBack) {
  tickets_.generate(5);
  const auto job = value_of(desk().crm().begin_pull(wanted_));
  const auto read = job.read(waiting_);
  value_of(desk().crm().forget(event_, "summit-2026"));
  EXPECT_FALSE(desk().crm().finish_pull(job, read));
  EXPECT_THAT(book(), IsEmpty());
  value_of(desk().crm().link("summit-2026", "tickets", "fair"));
  EXPECT_TRUE(pull(wanted_)) << "it can be pulled anew";
}

}  // namespace
}  // namespace einlass::venue
