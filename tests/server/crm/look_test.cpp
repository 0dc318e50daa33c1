// What a new field map would change of persons, against stand-ins; the mirror stays as it is.
#include "server/crm/look.h"

#include "tests/server/crm/pulling.h"

#include <algorithm>

namespace einlass::crm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Looking : public Pulling {
 public:
  using Pulling::Pulling;

  base::Result<PersonsLook> look(bool full = false) {
    const auto one = store();
    return look_at_persons(*source(), one, key(), full, settings::field_map_of(connector));
  }
  void pull_all() {
    auto one = store();
    const auto pulled = run_pull(*source(), one, key(), true, waiting, settings::field_map_of(connector));
    ASSERT_TRUE(pulled) << pulled.error().message;
  }
  static LookedField field(const PersonsLook& look, const std::string& name) {
    const auto found = std::find_if(look.fields.begin(), look.fields.end(),
                                    [&](const LookedField& each) { return each.field == name; });
    return found == look.fields.end() ? LookedField() : *found;
  }
};

json::object customer(int id, const char* first_name, const char* topic = "Wasser") {
  return {{"id", id},         {"firstname", first_name}, {"lastname", "Beispiel"}, {"email", "a@example.org"},
          {"company", "Old"}, {"employer", "New"},       {"topics", {topic}}};
}

TEST(PersonsLookTest, SaysWhatANewFieldMapWouldChangeAndChangesNothing) {
  Looking system(cmf);
  system.stand_in.load({{"customers", {customer(1, "Ada"), customer(2, "Max")}}});
  system.pull_all();
  const auto before = *system.store().persons();
  const auto record = *system.store().pull(system.key());
  system.connector.fields = {{"organisation", "employer"}, {"topics", "topics"}};
  const auto look = system.look();
  ASSERT_TRUE(look) << look.error().message;
  EXPECT_TRUE(look->full) << "of a delta nobody would show";
  EXPECT_EQ(look->read, 2);
  EXPECT_EQ(look->figures, (store::PullFigures{.came = 0, .changed = 2, .went = 0}));
  EXPECT_EQ(Looking::field(*look, "company"), (LookedField{"company", 2, 2}));
  EXPECT_EQ(Looking::field(*look, "first name"), (LookedField{"first name", 2, 0}));
  ASSERT_THAT(look->examples, SizeIs(2));
  EXPECT_EQ(look->examples.front(),
            (LookedPerson{.fate = PersonFate::Changed,
                          .id = "1",
                          .name = "Ada Beispiel",
                          .organisation = "New",
                          .fields = {{"company", "Old", "New"}, {"topic fields", "", "Wasser"}}}));
  EXPECT_EQ(*system.store().persons(), before);
  const auto after = *system.store().pull(system.key());
  EXPECT_EQ(after.finished, record.finished);
  EXPECT_EQ(after.watermark, record.watermark);
  EXPECT_FALSE(after.running);
  system.pull_all();
  EXPECT_EQ(system.look()->figures, store::PullFigures()) << "it is as it said";
}

TEST(PersonsLookTest, ShowsAMapThatReadsNobodysNameOrAddress) {
  Looking system(sewobe);
  system.stand_in.generate(30);
  system.pull_all();
  system.connector.fields = {{"first_name", "VORNAHME"}, {"last_name", "NAME"}, {"email", "MAIL"}};
  const auto look = system.look();
  ASSERT_TRUE(look) << look.error().message;
  EXPECT_EQ(look->read, 30);
  for (const char* name : {"first name", "last name", "e-mail"}) {
    EXPECT_EQ(Looking::field(*look, name), (LookedField{name, 0, 30}));
  }
  EXPECT_THAT(look->examples, SizeIs(PersonsLook::most_of_a_fate)) << "some, and not all";
}

TEST(PersonsLookTest, SaysWhoCameAndWent) {
  Looking system(cmf);
  system.stand_in.load({{"customers", {customer(1, "Ada"), customer(2, "Max"), customer(3, "Emmy")}}});
  system.pull_all();
  system.stand_in.change({{"delete", {{"customers", json::array{2}}}},
                          {"load", {{"customers", {customer(4, "Lise")}}}},
                          {"update", {{"customers", json::array{json::object{{"id", 3}, {"company", "Other"}}}}}}});
  for (const bool full : {true, false}) {
    const auto look = system.look(full);
    ASSERT_TRUE(look) << look.error().message;
    EXPECT_EQ(look->full, full);
    EXPECT_EQ(look->figures, (store::PullFigures{.came = 1, .changed = 1, .went = 1})) << full;
    std::vector<std::string> shown;
    for (const auto& each : look->examples) shown.push_back(std::string(word(each.fate)) + " " + each.name);
    EXPECT_THAT(shown, ElementsAre("changed Emmy Beispiel", "came Lise Beispiel", "went Max Beispiel")) << full;
  }
  EXPECT_EQ(system.persons(), (std::set<std::string>{"1", "2", "3"}));
}

// What was kept of it stays, and the pull goes on there.
TEST(PersonsLookTest, LeavesAPullThatWasCutOffWhereItIs) {
  Looking system(cmf);
  system.stand_in.generate(45);
  EXPECT_FALSE(system.pull_and_die(true, 2));
  const auto position = system.store().pull(system.key())->position;
  ASSERT_NE(position, "");
  ASSERT_TRUE(system.look(true));
  EXPECT_EQ(system.store().pull(system.key())->position, position);
  EXPECT_TRUE(system.store().pull(system.key())->running);
}

TEST(PersonsLookTest, RefusesWhatAPullWouldNotBelieve) {
  Looking system(cmf);
  system.stand_in.load({{"customers", {customer(1, "Ada")}}});
  system.pull_all();
  system.stand_in.change({{"update", {{"customers", json::array{json::object{{"id", 1}, {"published", false}}}}}}});
  const auto look = system.look(true);
  ASSERT_FALSE(look);
  EXPECT_THAT(look.error().message, HasSubstr("nothing was changed"));
}

}  // namespace
}  // namespace einlass::crm
