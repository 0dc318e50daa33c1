// Damaged drawings: each is a template or is refused in one sentence, and a template stays the same on its way to a
// kiosk.
#include "core/base/file.h"
#include "tests/printing/badge/support.h"
#include "tests/support/damage.h"
#include "tests/support/search.h"

#include <cstdlib>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

TEST(TemplateSearch, ADamagedDrawingIsRefusedOrStaysWhatItIs) {
  const TemporaryFolder folder;
  const auto images = images_beside(folder.path());
  const std::string drawings[] = {base::read_file(shipped("label-62x100.svg")).value(),
                                  base::read_file(shipped("card-86x54.svg")).value()};
  int templates = 0;
  support::search(500, [&](std::uint32_t seed) {
    std::mt19937 dice(seed);
    const auto svg = support::damaged(drawings[seed % 2], "0123456789.-+e%\"'<>/&;#= mm", dice);
    const auto read = BadgeTemplate::parse(svg, "x.svg", images);
    if (!read) {
      EXPECT_EQ(read.error().message.back(), '.') << read.error().message;
      return;
    }
    ++templates;
    const auto again = BadgeTemplate::parse(read->document(), "x.svg", images);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->document(), read->document());
    EXPECT_EQ(again->background_svg(), read->background_svg());
    EXPECT_EQ(again->boxes().size(), read->boxes().size());
  });
  EXPECT_TRUE(templates > 10 || std::getenv("EINLASS_SEED"))
      << "only " << templates << " drawings were templates still";
}

}  // namespace
}  // namespace einlass::badge::test
