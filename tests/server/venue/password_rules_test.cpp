// Which passwords persons may choose.
#include "server/venue/password_rules.h"

#include "core/base/file.h"
#include "server/venue/password_job.h"

#include <gmock/gmock.h>

namespace einlass::venue {
namespace {

class PasswordRulesTest : public testing::Test {
 protected:
  bool allowed(const std::string& password) const {
    return check_password(password, {.name = "Anna Berg", .sign_in = "anna.berg"}, common_).has_value();
  }
  const CommonPasswords common_ = *CommonPasswords::load(std::filesystem::path(EINLASS_SOURCE_DIR) / "assets");
};

TEST_F(PasswordRulesTest, TakesTenCharactersOrMore) {
  for (const char* good : {"drei rote Laternen", "kx7#pQ2!vL", "zehnzeiche", "красный фонарь", "三つの赤い提灯と橋の上",
                           "correct horse battery staple", "Annas Bergziege frisst Heu", "berg und tal und see"}) {
    EXPECT_TRUE(allowed(good)) << good;
  }
  EXPECT_FALSE(allowed("kx7#pQ2!v")) << "nine";
  EXPECT_FALSE(allowed("äöüßé€1#k")) << "nine, although more bytes";
  EXPECT_TRUE(allowed("äöüßé€1#kp"));
  EXPECT_FALSE(allowed("  kx7#pQ2    ")) << "spaces at the ends do not count";
  const std::string longest = "kx7#pQ2!vL";
  std::string text;
  while (text.size() < longest_password) text += longest;
  EXPECT_TRUE(allowed(text));
  EXPECT_FALSE(allowed(text + "x"));
  EXPECT_FALSE(allowed("kx7#pQ2!vL\xFF\xFE")) << "no UTF-8";
}

TEST_F(PasswordRulesTest, RefusesWhatOthersTryFirst) {
  for (const char* bad : {"1234567890",    "0123456789",  "9876543210",   "aaaaaaaaaaaa", "abcabcabcabc",
                          "1212121212",    "abcdefghij",  "Passwort123!", "PASSWORD2026", "passwort passwort",
                          "qwertzuiop",    "Willkommen1", "einlass2026!", "Geheim12345",  "gästeliste26",
                          "GAESTELISTE26", "1q2w3e4r5t",  "aabbaabbaa",   "!!!!!!!!!!",   "hallo hallo 1"}) {
    EXPECT_FALSE(allowed(bad)) << bad;
  }
}

TEST_F(PasswordRulesTest, RefusesHerOwnName) {
  for (const char* bad : {"Anna.Berg1", "annaberg2026", "Berg, Anna!", "anna anna berg", "ÄNNA-BERG-99"}) {
    EXPECT_FALSE(allowed(bad)) << bad;
  }
}

TEST_F(PasswordRulesTest, CommonOnesAreAListWithoutRepeats) {
  const auto lines = *base::read_file(std::filesystem::path(EINLASS_SOURCE_DIR) / "assets/passwords/common.txt");
  EXPECT_TRUE(common_.hold("passwort")) << "the file was read";
  EXPECT_FALSE(common_.hold("drei rote Laternen"));
  EXPECT_FALSE(common_.hold("a8472910384")) << "one letter alone stands for nothing";
}

TEST(PasswordText, IsTheSameFromEveryKeyboard) {
  EXPECT_EQ(password_text("Schl\u00fcssel"), password_text("Schlu\u0308ssel "));
  EXPECT_NE(password_text("Laterne"), password_text("laterne"));
}

}  // namespace
}  // namespace einlass::venue
