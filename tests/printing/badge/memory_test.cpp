// An evening of badges, and many more, in one process. Not among the quick tests' 5,000: that is
// EINLASS_BADGES=5000 badge_tests --gtest_filter=Memory.*
#include "tests/printing/badge/support.h"

#include <cstdlib>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

namespace einlass::badge::test {
namespace {

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t pages = 0, resident = 0;
  file >> pages >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// Guests of all categories, with and without everything that a condition asks for.
BadgeContent guest_number(int number) {
  static const char* const names[] = {"Zoë Müller-Lüdenscheidt", "محمد الخطيب", "王小明", "Ελένη Παπαδοπούλου",
                                      "Zoë 🎉 Krüger"};
  static const char* const colours[] = {"", "#cc0000", "#0055bb", "#ffeb3b"};
  auto content = guest(names[number % 5] + std::string(" ") + std::to_string(number));
  content.category_colour = colours[number % 4];
  if (number % 3 == 0) content.fields["company"].clear();
  if (number % 7 == 0) content.fields["table"].clear();
  if (number % 2 == 0) content.flags.insert("no_photo");
  return content;
}

TEST(Memory, IsFlatOverManyBadges) {
  const char* wanted = std::getenv("EINLASS_BADGES");
  const int badges = wanted == nullptr ? 400 : std::atoi(wanted);
  Renderer renderer(fonts());
  const auto card = load_shipped("card-86x54.svg"), label = load_shipped("label-62x100.svg");
  std::size_t early = 0;
  for (int number = 0; number < badges; ++number) {
    if (number == badges / 5) early = resident_bytes();
    ASSERT_TRUE(renderer.render_pdf(number % 2 == 0 ? card : label, guest_number(number)));
  }
  const auto late = resident_bytes();
  RecordProperty("early_mib", std::to_string(early >> 20U));
  RecordProperty("late_mib", std::to_string(late >> 20U));
  EXPECT_LT(late, early + (8U << 20U)) << "from " << (early >> 20U) << " to " << (late >> 20U) << " MiB";
}

}  // namespace
}  // namespace einlass::badge::test
