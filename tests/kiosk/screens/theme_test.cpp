// The theme can be read by everyone, and a theme that cannot is refused.
#include "core/base/file.h"
#include "tests/kiosk/screens/window_test.h"

#include <filesystem>

#include <gmock/gmock.h>

namespace einlass::screens {
namespace {

TEST(Contrast, FollowsWcag) {
  EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21.0, 0.001);
  EXPECT_NEAR(contrast({255, 255, 255}, {119, 119, 119}), 4.48, 0.005);  // #777 just fails 4.5:1
  EXPECT_DOUBLE_EQ(contrast({9, 9, 9}, {9, 9, 9}), 1.0);
}

TEST(Theme, PackagedOnesReachSevenToOne) {
  for (const auto& [look, theme] : packaged_themes()) {
    EXPECT_THAT(weak_contrasts(theme.colours), testing::IsEmpty()) << static_cast<int>(look);
  }
}

class ThemeFile : public testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::temp_directory_path() / ("einlass-theme-" + std::to_string(::getpid()) + ".ini");
    good_ = *base::read_file(std::filesystem::path(EINLASS_SOURCE_DIR) / "assets/theme/calm.ini");
  }
  void TearDown() override { std::filesystem::remove(file_); }
  base::Result<Theme> read_with(const std::string& old_text, const std::string& new_text) {
    std::string text = good_;
    text.replace(text.find(old_text), old_text.size(), new_text);
    EXPECT_TRUE(base::write_file(file_, text));
    return read_theme(file_);
  }
  std::filesystem::path file_;
  std::string good_;
};

TEST_F(ThemeFile, IsRefusedIfATextCouldHardlyBeRead) {
  const auto theme = read_with("ink_soft = #3A4A5C", "ink_soft = #8A98A8");
  ASSERT_FALSE(theme);
  EXPECT_THAT(theme.error().message, testing::HasSubstr("ink_soft on background has a contrast of"));
}

TEST_F(ThemeFile, IsRefusedWithTheNameOfWhatIsWrong) {
  for (const auto& [old_text, new_text, complaint] :
       {std::tuple("ink = #13263A", "ink = black", "ink in [colours] must be #RRGGBB"),
        std::tuple("headline = 54", "headline = 0", "headline in [sizes] must be 1 to 1000"),
        std::tuple("family = Noto Sans", "family =", "family is missing in [font]")}) {
    const auto theme = read_with(old_text, new_text);
    ASSERT_FALSE(theme);
    EXPECT_THAT(theme.error().message, testing::HasSubstr(complaint));
  }
}

TEST_F(ThemeFile, ThatIsMissingIsSaidSo) {
  const auto theme = read_theme(file_);
  ASSERT_FALSE(theme);
  EXPECT_EQ(theme.error().kind, base::ErrorKind::NotFound);
}

}  // namespace
}  // namespace einlass::screens
