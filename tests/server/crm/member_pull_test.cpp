// Members of associations: what one report or token does to all of them.
#include "tests/server/crm/pulling.h"

#include <chrono>
#include <fstream>

#include <fmt/chrono.h>

namespace einlass::crm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::set<std::string> numbers_there(const json::array& members) {
  std::set<std::string> numbers;
  for (const auto& member : members) numbers.insert(std::string(member.at("membershipNumber").get_string()));
  return numbers;
}

TEST(EasyVereinPull, ForgetsWhoWasDeleted) {
  Pulling members(easyverein);
  members.stand_in.generate(12);
  ASSERT_TRUE(members.pull(true));
  EXPECT_THAT(members.persons(), SizeIs(12));
  members.stand_in.change({{"delete", json::object{{"member", json::array{3, 11}}}}});
  ASSERT_TRUE(members.pull(false)) << "it has no deltas: every pull sees all";
  EXPECT_EQ(members.persons(), numbers_there(members.stand_in.rows("member")));
  EXPECT_THAT(members.persons(), SizeIs(10));
}

TEST(SewobePull, KeepsWhatWasKnownWhereAReportIsEmpty) {
  Pulling members(sewobe);
  members.stand_in.load(
      {{"reports", json::array{json::object{
                       {"id", 6},
                       {"rows", json::array{json::object{
                                    {"MITGLIEDSNUMMER", "1001"}, {"NACHNAME", "Beispiel"}, {"ANREDE", "Frau"}}}}}}}});
  ASSERT_TRUE(members.pull(true));
  members.stand_in.load({{"reports", json::array{json::object{{"id", 6}, {"rows", json::array{}}}}}});
  const auto empty = members.pull(true);
  ASSERT_FALSE(empty);
  EXPECT_THAT(empty.error().message, HasSubstr("What was known before stays"));
  EXPECT_EQ(members.persons(), (std::set<std::string>{"1001"}));
  EXPECT_THAT(members.all_bytes(), Not(HasSubstr("Frau")));
}

json::object report(const char* id, const std::vector<const char*>& numbers) {
  json::array rows;
  for (const char* number : numbers) rows.push_back(json::object{{"MITGLIEDSNUMMER", number}});
  return {{"id", std::atoi(id)}, {"rows", rows}};
}

// A report that may not be read any more is an empty one.
TEST(SewobePull, KeepsWhatWasKnownWhereOneReportOfSeveralIsEmpty) {
  Pulling members(sewobe);
  members.connector.reports = {"6", "7", "8"};
  members.stand_in.load(
      {{"reports", json::array{report("6", {"1001", "1002"}), report("7", {"2001"}), report("8", {})}}});
  ASSERT_TRUE(members.pull(true)) << "one that never had anybody is no trouble";
  members.stand_in.load({{"reports", json::array{report("7", {})}}});
  const auto pulled = members.pull(true);
  ASSERT_FALSE(pulled);
  EXPECT_THAT(pulled.error().message, HasSubstr("The report 7"));
  EXPECT_EQ(members.persons(), (std::set<std::string>{"1001", "1002", "2001"}));
  members.connector.reports = {"6", "8"};
  ASSERT_TRUE(members.pull(true)) << "somebody took it out";
  EXPECT_EQ(members.persons(), (std::set<std::string>{"1001", "1002"}));
}

TEST(EasyVereinPull, RenewsItsTokenBeforeItEnds) {
  Pulling members(easyverein);
  members.stand_in.generate(12);
  const auto file = fs::temp_directory_path() / ("einlass-token-" + std::to_string(::getpid()));
  ASSERT_TRUE(base::write_file(file, "standin-key", base::FileMode::Private));
  members.connector.key_env.clear();
  members.connector.key_file = file;
  members.stand_in.change({{"options", json::object{{"refresh_needed", true}}}});
  ASSERT_TRUE(members.pull(true));
  EXPECT_EQ(members.stand_in.calls("GET", "/refresh-token"), 1U);
  EXPECT_NE(settings::read_secret(members.connector)->reveal(), "standin-key");
  EXPECT_TRUE(members.pull(true));
  fs::remove(file);
}

// With a token in a file, which asks for another one.
class WithToken {
 public:
  explicit WithToken(const std::string& name) : file_(fs::temp_directory_path() / name) {
    members.stand_in.generate(12);
    EXPECT_TRUE(base::write_file(file_, "standin-key", base::FileMode::Private));
    members.connector.key_env.clear();
    members.connector.key_file = file_;
    members.stand_in.change({{"options", json::object{{"refresh_needed", true}}}});
  }
  ~WithToken() { fs::remove(file_); }

  Pulling members{easyverein};

 private:
  fs::path file_;
};

// The name leaves no room for the file beside it, as a directory does that may not be written.
TEST(EasyVereinPull, AsksForNoTokenThatItCouldNotKeep) {
  WithToken one("einlass-kept-token-" + std::to_string(::getpid()));
  const auto long_name = one.members.connector.key_file.parent_path() / std::string(255, 'y');
  { std::ofstream(long_name) << "standin-key"; }
  fs::permissions(long_name, fs::perms::owner_read | fs::perms::owner_write);
  one.members.connector.key_file = long_name;
  ASSERT_TRUE(one.members.pull(true));
  EXPECT_EQ(one.members.stand_in.calls("GET", "/refresh-token"), 0U);
  const auto again = one.members.pull(true);
  ASSERT_TRUE(again) << "the old one is as good as it was";
  EXPECT_THAT(again->trouble, IsEmpty());
  EXPECT_THAT(again->warning, HasSubstr("cannot be written"));
  fs::remove(long_name);
}

// On a kept connection libcurl would ask a second time by itself.
TEST(EasyVereinPull, AsksOnceForATokenThatGetsLost) {
  WithToken one("einlass-lost-token-" + std::to_string(::getpid()));
  one.members.stand_in.fault({{"kind", "drop"}, {"path", "/refresh-token"}});
  ASSERT_TRUE(one.members.pull(true));
  EXPECT_EQ(one.members.stand_in.calls("GET", "/refresh-token"), 1U);
  EXPECT_THAT(one.members.store().pull(one.members.key())->warning, HasSubstr("got lost on its way"));
}

TEST(EasyVereinPull, WarnsOfATokenThatIsNotRenewedUntilItIs) {
  WithToken one("einlass-old-token-" + std::to_string(::getpid()));
  const auto& file = one.members.connector.key_file;
  const auto written = fs::file_time_type::clock::now() - std::chrono::days(28);
  fs::last_write_time(file, written);
  const auto last_day =
      std::chrono::floor<std::chrono::days>(std::chrono::file_clock::to_sys(written)) + std::chrono::days(30);
  const auto day = fmt::format("is void on {:%Y-%m-%d}", fmt::gmtime(std::chrono::system_clock::to_time_t(last_day)));
  one.members.stand_in.fault({{"kind", "server_error"}, {"path", "/refresh-token"}});
  for (int pulls = 0; pulls < 2; ++pulls) {
    const auto pulled = one.members.pull(true);
    ASSERT_TRUE(pulled);
    EXPECT_THAT(pulled->warning, AllOf(HasSubstr("was not renewed when"), HasSubstr(day)));
  }
  one.members.stand_in.clear_faults();
  EXPECT_THAT(one.members.pull(true)->warning, IsEmpty());
}

TEST(EasyVereinPull, WarnsOfATokenThatItCannotRenew) {
  Pulling members(easyverein);
  members.stand_in.change({{"options", json::object{{"refresh_needed", true}}}});
  EXPECT_THAT(members.pull(true)->warning, AllOf(HasSubstr("ends soon"), HasSubstr("EINLASS_TEST_KEY")));
}

}  // namespace
}  // namespace einlass::crm
