// What a pull of persons would change, looked at before.
#include "tests/server/venue/pulls/pulls_fixture.h"

namespace einlass::venue {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class PersonLooks : public PullsFixture {
 protected:
  PullReport look() { return value_of(pull({.connector = "crm", .event = {}}, true)); }
};

TEST_F(PersonLooks, BringNobodyInAndEndWithTheirExamples) {
  people_.generate(5);
  const auto looked = look();
  ASSERT_TRUE(looked.look);
  EXPECT_EQ(looked.figures, (store::PullFigures{.came = 5, .changed = 0, .went = 0}));
  EXPECT_THAT(looked.look->examples, SizeIs(5));
  EXPECT_THAT(value_of(crm_store().persons()), IsEmpty());
  EXPECT_THAT(value_of(desk().crm().never_pulled()), SizeIs(1)) << "who objects is as little known as before";
  EXPECT_EQ(pull_people().figures.came, 5);
  EXPECT_EQ(look().figures, store::PullFigures());
}

TEST_F(PersonLooks, AreKeptUntilTheNextPull) {
  people_.generate(3);
  const auto job = value_of(desk().crm().begin_pull({.connector = "crm", .event = {}}, true));
  EXPECT_FALSE(desk().crm().begin_pull({.connector = "crm", .event = {}})) << "one at a time";
  value_of(desk().crm().finish_pull(job, job.read(waiting_)));
  desk().crm().keep_look(job, "what it came to");
  EXPECT_EQ(value_of(desk().crm().look("", "crm")), "what it came to");
  EXPECT_FALSE(desk().crm().look("summit-2026", "crm")) << "it is no event's";
  pull_people();
  EXPECT_EQ(desk().crm().look("", "crm").error().kind, base::ErrorKind::NotFound);
}

// Her name would stand in what is told of the look, though she was erased everywhere.
TEST_F(PersonLooks, TellNothingWhereSomebodyIsErasedMeanwhile) {
  people_.generate(3);
  const auto job = value_of(desk().crm().begin_pull({.connector = "crm", .event = {}}, true));
  auto read = job.read(waiting_);
  value_of(desk().crm().forget(event_, {rules::GuestId::random()}, {}));
  const auto finished = desk().crm().finish_pull(job, std::move(read));
  ASSERT_FALSE(finished);
  EXPECT_THAT(finished.error().message, HasSubstr("look again"));
  EXPECT_TRUE(pull({.connector = "crm", .event = {}}, true));
}

// A server that starts with a wrong map would have emptied the mirror before anybody could look.
TEST_F(PersonLooks, ComeBeforeANewFieldMapIsPulledBySchedule) {
  people_.generate(3);
  const auto due = [&] {
    for (const auto& each : value_of(desk().crm().due_pulls())) {
      if (each.connector == "crm") return each;
    }
    return DuePull{};
  };
  EXPECT_TRUE(pull(due())) << "nothing was pulled by any map";
  clock_.advance(std::chrono::minutes(6));
  EXPECT_TRUE(pull(due())) << "by the same one";
  crm_fields_ = {{"first_name", "forename"}};
  open();
  clock_.advance(std::chrono::minutes(6));
  const auto refused = pull(due());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("--dry-run"));
  EXPECT_EQ(look().figures.changed, 3);
  EXPECT_TRUE(value_of(desk().crm().status()).front().pull.trouble.starts_with("The fields of crm"));
  EXPECT_EQ(value_of(pull({.connector = "crm", .event = {}})).figures.changed, 3)
      << "all, though nothing changed there";
  clock_.advance(std::chrono::minutes(6));
  EXPECT_TRUE(pull(due()));
  EXPECT_EQ(value_of(desk().crm().status()).front().pull.trouble, "");
}

}  // namespace
}  // namespace einlass::venue
