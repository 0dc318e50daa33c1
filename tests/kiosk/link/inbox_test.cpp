#include "kiosk/link/inbox.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace einlass::link {
namespace {

TEST(Inbox, LetsAGuestPassWhatTheServerSends) {
  Inbox inbox;
  std::vector<std::string> done;
  const auto note = [&](const char* what) { return [&done, what] { done.emplace_back(what); }; };
  inbox.post(note("guests 1"));
  inbox.post(note("guests 2"));
  inbox.post_first(note("scan"));
  inbox.post_first(note("reply"));
  while (auto work = inbox.take(base::Milliseconds(0))) (*work)();
  EXPECT_THAT(done, testing::ElementsAre("scan", "reply", "guests 1", "guests 2"));
}

}  // namespace
}  // namespace einlass::link
