#include "kiosk/link/font_folder.h"

#include "core/base/file.h"
#include "tests/kiosk/link/link_world.h"

#include <gtest/gtest.h>

namespace einlass::link {
namespace {

namespace fs = std::filesystem;

class FontFolder : public testing::Test {
 protected:
  WantedFont font(const std::string& name, const std::string& content) {
    const auto hash = base::sha256(content);
    contents_[hash] = content;
    return {.name = name, .hash = hash, .size = content.size()};
  }
  base::Result<void> lay_out(const std::vector<WantedFont>& wanted) {
    return lay_out_fonts(target(), wanted, packaged_, [this](const WantedFont& asked) -> base::Result<std::string> {
      ++asked_;
      return contents_.at(asked.hash);
    });
  }
  fs::path target() const { return folder_.path() / "fonts" / "abc"; }

  TemporaryFolder folder_;
  PackagedFonts packaged_;
  std::map<base::Hash, std::string> contents_;
  int asked_ = 0;
};

TEST_F(FontFolder, LinksWhatIsPackagedAndWritesWhatIsNot) {
  ASSERT_TRUE(base::write_file(folder_.path() / "packaged.ttf", "packaged"));
  packaged_[base::sha256("packaged")] = folder_.path() / "packaged.ttf";
  ASSERT_TRUE(lay_out({font("Sans.ttf", "packaged"), font("House.ttf", "house")}));
  EXPECT_TRUE(fs::is_symlink(target() / "Sans.ttf"));
  EXPECT_EQ(base::read_file(target() / "House.ttf").value(), "house");
  EXPECT_EQ(asked_, 1);
  ASSERT_TRUE(lay_out({font("Sans.ttf", "packaged"), font("House.ttf", "house")}));
  EXPECT_EQ(asked_, 1) << "a folder that is right is left alone";
  packaged_.clear();  // an update replaced it
  ASSERT_TRUE(lay_out({font("Sans.ttf", "packaged"), font("House.ttf", "house")}));
  EXPECT_FALSE(fs::is_symlink(target() / "Sans.ttf"));
}

TEST_F(FontFolder, TakesNoNameThatLeadsElsewhere) {
  for (const std::string name : {"../House.ttf", "a/b.ttf", "", "..", "a\\b.ttf"}) {
    EXPECT_FALSE(lay_out({font(name, "house")})) << name;
  }
  EXPECT_FALSE(fs::exists(target()));
}

}  // namespace
}  // namespace einlass::link
