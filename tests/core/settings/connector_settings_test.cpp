#include "core/settings/connector_settings.h"

#include "core/base/file.h"

#include <cstdlib>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace einlass::settings {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;
using ::testing::HasSubstr;

std::string with(const std::string& lines) {
  return "[[connector]]\nname = \"crm\"\nkind = \"pimcore\"\nurl = \"https://crm.example.org/x/\"\nkey_env = \"K\"\n" +
         lines;
}

std::string list_with(const std::string& field) {
  return "[[connector]]\nname = \"news\"\nkind = \"campaign_monitor\"\nurl = \"https://x\"\nkey_env = \"K\"\nfields = "
         "{ " +
         field + " }";
}

TEST(ConnectorSettingsTest, AreReadWithTheirTables) {
  const auto read = parse_connectors(with("overlap_seconds = 90\n[connector.fields]\norganisation = \"firm.name\"\n"
                                          "[connector.kinds]\n310 = \"member\"\n"),
                                     "connectors.toml");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 1U);
  const auto& crm = read->front();
  EXPECT_EQ(crm.url, "https://crm.example.org/x");
  EXPECT_EQ(crm.overlap_seconds, 90);
  EXPECT_EQ(field_of(crm, "organisation"), "firm.name");
  EXPECT_EQ(field_of(crm, "email"), "email");
  EXPECT_EQ(crm.kinds.at("310"), "member");
}

TEST(ConnectorSettingsTest, SayWhatIsWrongAndWhere) {
  struct Case {
    std::string toml;
    std::string says;
  };
  const std::vector<Case> cases = {
      {with("colour = \"red\""), "line 6: there is no setting \"colour\""},
      {with("kid = 3"), "line 6: there is no setting \"kid\""},
      {with("reply_seconds = 0"), "line 6: \"reply_seconds\" must be a whole number from 1 to 600."},
      {with("fields = 3"), "line 6: \"fields\" must be a table of texts"},
      {with("fields = { shoe = \"x\" }"), "line 1: \"fields\" of this kind may name first_name, last_name"},
      {with("fields = { organisation = \"ANREDE\" }"), "line 1: \"fields\" must not read \"ANREDE\""},
      {with("fields = { organisation = \"profile.birth_date\" }"), "\"fields\" must not read"},
      {with("fields = { topics = \"answers.GENDER\" }"), "\"fields\" must not read"},
      {with("fields = { organisation = \"profile.age\" }"), "\"fields\" must not read"},
      {with("token = \"abc\""), "line 6: \"token\" must be kept in a file of its own"},
      {with("password = \"abc\""), "line 6: \"password\" must be kept in a file of its own"},
      {with("key_file = \"/x\""), "line 1: name the secret in \"key_file\" or in \"key_env\", in one of them."},
      {with("organizer = \"org\""), "line 1: \"organizer\" does not belong"},
      {with("user = \"u\""), "line 1: \"user\" and \"reports\" do not belong"},
      {with("proxy = \"http://u:p@proxy\""), "line 1: \"proxy\" must be an address without user"},
      {with("") + with(""), "line 6: two connectors are called \"crm\""},
      {"[[connector]]\nname = \"a b\"", "line 1: this connector needs a \"name\""},
      {"[[connector]]\nname = \"a\"\nkind = \"shop\"", "line 3: \"kind\" must be one of \"pimcore\", \"datahub\""},
      {"[[connector]]\nname = \"a\"\nurl = \"http://crm.example.org\"", "line 1: \"url\" must begin with https://"},
      {"[[connector]]\nname = \"a\"\nurl = \"http://localhost.example.org\"", "\"url\" must begin with https://"},
      {"[[connector]]\nname = \"a\"\nurl = \"https://u:p@example.org\"", "line 1: \"url\" must be an address without"},
      {"[[connector]]\nname = \"a\"\nkind = \"pretix\"\nurl = \"https://x\"\nkey_env = \"K\"",
       "needs an \"organizer\""},
      {list_with("event = \"Last Event\""), "must be two names of letters and digits"},
      {list_with("attendance = \"\""), "must be two names of letters and digits"},
      {list_with("event = \"EinlassAttendance\""), "must be two names of letters and digits"},
      {"[[connector]]\nname = \"a\"\nkind = \"sewobe\"\nurl = \"https://x\"\nkey_env = \"K\"", "needs \"user\" and"},
  };
  for (const auto& [toml, says] : cases) {
    const auto read = parse_connectors(toml, "connectors.toml");
    ASSERT_FALSE(read) << toml;
    EXPECT_EQ(read.error().kind, ErrorKind::InvalidInput);
    EXPECT_THAT(read.error().message, HasSubstr(says)) << toml;
  }
}

TEST(ConnectorSettingsTest, TakePlainHttpOnThisMachineOnly) {
  for (const char* url : {"http://localhost:8000", "http://127.0.0.1:1/x", "http://[::1]:8"}) {
    EXPECT_TRUE(
        parse_connectors("[[connector]]\nname = \"a\"\nkey_env = \"K\"\nurl = \"" + std::string(url) + "\"", "f"))
        << url;
  }
}

class SecretTest : public testing::Test {
 protected:
  SecretTest() : file_(fs::temp_directory_path() / ("einlass-secret-" + std::to_string(::getpid()))) {}
  ~SecretTest() override { fs::remove(file_); }
  base::Result<Secret> read(const std::string& content, base::FileMode mode) {
    EXPECT_TRUE(base::write_file(file_, content, mode));
    return read_secret({.name = "crm", .key_file = file_});
  }
  fs::path file_;
};

TEST_F(SecretTest, IsTheFilesOneLine) {
  const auto secret = read("abc def\r\n", base::FileMode::Private);
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->reveal(), "abc def");
}

TEST_F(SecretTest, IsRefusedWhereOthersMayReadIt) {
  const auto secret = read("abc", base::FileMode::Shared);
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error().kind, ErrorKind::Refused);
  EXPECT_THAT(secret.error().message, HasSubstr("chmod o-rw"));
}

TEST_F(SecretTest, IsOneLineOfText) {
  for (const char* text : {"", "\n", "one\ntwo\n"}) {
    EXPECT_EQ(read(text, base::FileMode::Private).error().kind, ErrorKind::InvalidInput) << text;
  }
}

TEST_F(SecretTest, ComesFromTheEnvironmentToo) {
  ::setenv("EINLASS_TEST_KEY", "from outside", 1);
  EXPECT_EQ(read_secret({.key_env = "EINLASS_TEST_KEY"})->reveal(), "from outside");
  ::unsetenv("EINLASS_TEST_KEY");
  EXPECT_EQ(read_secret({.key_env = "EINLASS_TEST_KEY"}).error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace einlass::settings
