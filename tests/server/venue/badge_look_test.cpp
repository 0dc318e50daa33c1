#include "tests/server/venue/door_desk_fixture.h"

namespace einlass::venue {
namespace {

using testing::SizeIs;

TEST_F(DoorDeskTest, NamesTheTemplateOfTheGuestsCategory) {
  open_doors();
  CategoryLooks looks;
  const auto known = value_of(desk().event(event_))->frame.categories;
  for (const auto& [category, labels] : known) {
    looks.templates[category] = {.name = "for-" + category, .svg = "<svg id='" + category + "'/>"};
  }
  value_of(desk().events().change({.event = event_.text(), .category_looks = looks}));
  const auto reply = admit(kiosk_, scan("A"));
  ASSERT_THAT(reply.tickets, SizeIs(1));
  EXPECT_EQ(reply.template_name, "for-" + reply.tickets.front().ticket.category);
}

}  // namespace
}  // namespace einlass::venue
