#include "core/wire/staff_roster.h"

#include "core/base/file.h"
#include "core/wire/canonical_json.h"

#include <filesystem>

#include <gtest/gtest.h>

namespace einlass::wire {
namespace {

// docs/codes-and-keys.md is what others implement from.
std::string documented_roster() {
  const auto text = base::read_file(std::filesystem::path(EINLASS_SOURCE_DIR) / "docs" / "codes-and-keys.md").value();
  const auto start = text.find("```json\n", text.find("### The roster")) + 8;
  return text.substr(start, text.find("```", start) - start);
}

TEST(StaffRoster, TheDocumentedOneReadsAndWritesBackTheSame) {
  const auto roster = read_staff_document(documented_roster());
  ASSERT_TRUE(roster) << roster.error().message;
  EXPECT_EQ(staff_document(*roster), canonical_json(parse_json(documented_roster()).value()));
}

TEST(StaffRoster, KnowsWhoseTheDocumentedPinIs) {
  const auto roster = read_staff_document(documented_roster()).value();
  const auto* ada = member_with(roster, pin_hash(roster, "408193").value());
  ASSERT_NE(ada, nullptr);
  EXPECT_EQ(*ada, (rules::StaffMember{.number = 1, .name = "Ada L.", .role = rules::Role::Host}));
  EXPECT_EQ(member_with(roster, pin_hash(roster, "408194").value()), nullptr);
  EXPECT_EQ(member_with(roster, 1U), ada);
  EXPECT_EQ(member_with(roster, 2U), nullptr);
}

TEST(StaffRoster, RefusesARosterThatAsksForAllMemory) {
  auto roster = read_staff_document(documented_roster()).value();
  roster.cost.memory_kib = 1ULL << 40U;
  EXPECT_EQ(pin_hash(roster, "408193").error().kind, base::ErrorKind::InvalidInput);
}

}  // namespace
}  // namespace einlass::wire
