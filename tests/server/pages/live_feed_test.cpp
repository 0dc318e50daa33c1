#include "server/pages/live_feed.h"

#include "tests/support/policy/policy_venue.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::pages {
namespace {

using policy::value_of;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr net::SessionId session{1};

class LiveFeedTest : public testing::Test {
 protected:
  LiveFeedTest() {
    feed_.connect_outlet({.send = [this](net::SessionId, const std::string& text) { sent_.push_back(text); },
                          .close = [this](net::SessionId) { ++closed_; }});
  }

  // Somebody whose page watches; the session's token.
  std::string watch() {
    auto& desk = venue_.desk();
    const auto member =
        value_of(desk.roster().check({.name = "Anna Berg", .role = rules::Role::Organiser, .events = {}}));
    const auto number = value_of(desk.roster().add(member, {})).number;
    const auto code = value_of(desk.people().invite(number, {})).code;
    const auto job = value_of(
        desk.people().begin_accept({.code = code, .password = "drei rote Laternen", .from = {"192.0.2.7", "Firefox"}}));
    const auto token = value_of(desk.people().finish_accept(job, job.work())).token;
    Visit visit{.token = token, .from = {"192.0.2.7", "Firefox"}};
    visit.reply = [this](net::HttpResponse answer) {
      sent_.push_back(answer.body);
      answer.stream(session);
    };
    feed_.watch(visit, {});
    return token;
  }

  void after(base::Milliseconds time) {
    clock_.advance(time);
    feed_.time_passed();
  }

  policy::PolicyVenue venue_;
  base::ManualClock clock_{base::Instant::from_unix_ms(0)};
  VenuePort port_{.desk = venue_.desk(),
                  .on_desk = [](const auto& job) { job(); },
                  .on_worker = [](const auto&) { return false; },
                  .begin = {}};
  LiveFeed feed_{port_, clock_};
  std::vector<std::string> sent_;
  int closed_ = 0;
};

// A script hears named events only: a page that is told nothing else knows by these that its line stands.
TEST_F(LiveFeedTest, BeatsWhereNothingChanges) {
  watch();
  EXPECT_THAT(sent_, ElementsAre(HasSubstr("event: beat\n")));
  after(base::Milliseconds(0));
  sent_.clear();
  after(LiveFeed::sign_of_life - base::Milliseconds(1));
  EXPECT_TRUE(sent_.empty());
  after(base::Milliseconds(1));
  after(LiveFeed::sign_of_life);
  EXPECT_THAT(sent_, ElementsAre("event: beat\ndata: {}\n\n", "event: beat\ndata: {}\n\n"));
}

TEST_F(LiveFeedTest, EndsWithTheSessionInsteadOfBeating) {
  const auto token = watch();
  after(base::Milliseconds(0));
  sent_.clear();
  value_of(venue_.desk().people().sign_out(token, "192.0.2.7"));
  after(LiveFeed::sign_of_life);
  EXPECT_TRUE(sent_.empty());
  EXPECT_EQ(closed_, 1);
}

}  // namespace
}  // namespace einlass::pages
