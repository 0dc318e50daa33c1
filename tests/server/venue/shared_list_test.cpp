// Which of two rows of a ticket counts where a packed event is unpacked.
#include "server/venue/shared_list.h"

#include <gtest/gtest.h>

namespace einlass::venue {
namespace {

std::optional<base::Hash> row(const char* content) {
  return *content == '\0' ? std::nullopt : std::optional(base::sha256(content));
}

struct Case {
  const char* there;
  const char* here;
  const char* shared_there;
  const char* shared_here;
  bool is_newest;
  RowChoice choice;
  const char* what;
};

constexpr Case cases[] = {
    {"A", "", "", "", true, RowChoice::Take, "a new ticket"},
    {"A", "", "", "", false, RowChoice::Take, "a new ticket of an older file"},
    {"A", "A", "", "", true, RowChoice::Same, "nothing changed"},
    {"A", "A", "B", "C", false, RowChoice::Same, "both changed alike"},
    {"B", "A", "A", "", true, RowChoice::Take, "changed on the laptop, brought back"},
    {"B", "A", "A", "", false, RowChoice::Keep, "the same file again, after the office went back to A"},
    {"A", "B", "A", "", true, RowChoice::Keep, "changed at the office only"},
    {"B", "C", "A", "", true, RowChoice::Differs, "changed on both sides"},
    {"B", "C", "A", "", false, RowChoice::Keep, "an older file says nothing"},
    {"B", "A", "", "A", true, RowChoice::Take, "changed at the office, packed once more for the laptop"},
    {"B", "C", "", "A", true, RowChoice::Differs, "likewise, and changed on the laptop"},
    {"C", "B", "A", "B", true, RowChoice::Take, "changed on the laptop once more since it was brought back"},
    {"A", "B", "A", "B", true, RowChoice::Keep, "a third server that never had the change"},
    {"A", "B", "", "", true, RowChoice::Differs, "nothing is known of the past"},
};

TEST(SharedList, TellsWhoChangedARow) {
  for (const auto& each : cases) {
    const RowVersions versions{.there = *row(each.there),
                               .here = row(each.here),
                               .shared_there = row(each.shared_there),
                               .shared_here = row(each.shared_here)};
    EXPECT_EQ(choose_row(versions, each.is_newest), each.choice) << each.what;
  }
}

TEST(SharedList, IsReadAsItWasWritten) {
  SharedList list;
  for (const char* name : {"a", "b", "c"}) list[rules::TicketId(base::keyed_id({}, name))] = base::sha256(name);
  const auto document = shared_list_document(list);
  EXPECT_EQ(document.size(), 3 * 48U);
  EXPECT_EQ(read_shared_list(document), list);
  EXPECT_EQ(read_shared_list(document.substr(0, 100)).size(), 2U);
  EXPECT_TRUE(read_shared_list("").empty());
}

}  // namespace
}  // namespace einlass::venue
