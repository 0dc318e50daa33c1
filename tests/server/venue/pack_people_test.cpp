// Who may sign in where a packed event is unpacked, and whom numbers in its entries mean.
#include "tests/server/venue/pack_fixture.h"

namespace einlass::venue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* password = "drei gruene Laternen";

class PackPeopleTest : public PackFixture {
 protected:
  PackPeopleTest() { set_up(new_event()); }

  std::uint32_t add(Desk& desk, const NewMember& member) {
    const auto record = value_of(desk.roster().check(member));
    return value_of(desk.roster().add(record, base::sha256(member.name + "'s PIN"))).number;
  }
  void choose_password(Desk& desk, std::uint32_t number) {
    const auto code = value_of(desk.people().invite(number, {})).code;
    const auto job =
        value_of(desk.people().begin_accept({.code = code, .password = password, .from = {"192.0.2.7", ""}}));
    value_of(desk.people().finish_accept(job, job.work()));
  }
  std::optional<Caller> sign_in(Desk& desk, const std::string& name) {
    const auto job = desk.people().begin_sign_in({.sign_in = name, .password = password, .from = {"192.0.2.7", ""}});
    if (!job) return std::nullopt;
    const auto signed_in = desk.people().finish_sign_in(*job, job->work());
    if (!signed_in) return std::nullopt;
    return value_of(desk.people().caller_of(signed_in->token, "192.0.2.7"));
  }
  std::vector<std::string> names(Desk& desk) {
    std::vector<std::string> all;
    for (const auto& member : value_of(desk.roster().list())) all.push_back(member.member.name);
    return all;
  }
};

TEST_F(PackPeopleTest, SignInAtTheVenueAsTheyDoAtTheOffice) {
  const auto olga = add(office(), {.name = "Olga Organiser", .role = rules::Role::Organiser});
  value_of(office().events().create([&] {
    auto other = new_event("dinner");
    other.key = "dinner";
    return other;
  }()));
  const auto host =
      add(office(), {.name = "Anna Host", .role = rules::Role::Host, .events = {"summit-2026"}, .lists = {"anna"}});
  add(office(), {.name = "Berta Other", .role = rules::Role::Host, .events = {"dinner"}});
  for (const auto number : {olga, host}) choose_password(office(), number);
  const auto unpacked = unpack(laptop(), pack(office()));
  EXPECT_THAT(unpacked.people.left_out, IsEmpty());
  EXPECT_THAT(unpacked.people.without_pin, IsEmpty());
  EXPECT_THAT(names(laptop()), ElementsAre("Olga Organiser", "Anna Host")) << "nobody of another event";
  const auto anna = sign_in(laptop(), "anna.host");
  ASSERT_TRUE(anna);
  EXPECT_EQ(anna->number, host);
  EXPECT_EQ(anna->lists, std::set<std::string>{"anna"});
  EXPECT_THAT(anna->events, ElementsAre(event_));
  const auto organiser = sign_in(laptop(), "olga.organiser");
  ASSERT_TRUE(organiser);
  EXPECT_THAT(organiser->events, IsEmpty()) << "somebody must pair kiosks there";
  EXPECT_EQ(value_of(laptop().roster().record(host)).pin_hash, base::sha256("Anna Host's PIN"));
}

TEST_F(PackPeopleTest, NumbersGivenAtTheVenueMeanNobodyElseAtTheOffice) {
  add(office(), {.name = "Anna Host"});
  unpack(laptop(), pack(office()));
  const auto there = add(laptop(), {.name = "Carla Volunteer"});
  EXPECT_GT(there, 1000U);
  EXPECT_EQ(add(office(), {.name = "Dora Staff"}), 2U);
  unpack(office(), pack(laptop()));
  EXPECT_THAT(names(office()), ElementsAre("Anna Host", "Dora Staff")) << "she may not sign in here";
  EXPECT_EQ(value_of(office().roster().names()).at(there), "Carla Volunteer") << "but entries say who she is";
  EXPECT_EQ(add(office(), {.name = "Emil Staff"}), 3U);
  EXPECT_EQ(add(laptop(), {.name = "Frida Volunteer"}), there + 1);
  unpack(laptop(), pack(office()));
  EXPECT_THAT(names(laptop()),
              ElementsAre("Anna Host", "Dora Staff", "Emil Staff", "Carla Volunteer", "Frida Volunteer"))
      << "who was taken on at the office since comes along, and nobody there is let go";
}

// An organiser who set the laptop up had the number 1 there, which is somebody else's at the office.
TEST_F(PackPeopleTest, WhoWasThereFirstGetsAnotherNumberAndStaysSignedIn) {
  add(office(), {.name = "Anna Host"});
  const auto lara = add(laptop(), {.name = "Lara Laptop", .role = rules::Role::Organiser});
  EXPECT_EQ(lara, 1U);
  choose_password(laptop(), lara);
  const auto unpacked = unpack(laptop(), pack(office()));
  EXPECT_THAT(unpacked.people.left_out, IsEmpty());
  EXPECT_THAT(unpacked.people.without_pin, ElementsAre(1U)) << "PINs here are stretched otherwise";
  EXPECT_THAT(names(laptop()), ElementsAre("Anna Host", "Lara Laptop"));
  const auto signed_in = sign_in(laptop(), "lara.laptop");
  ASSERT_TRUE(signed_in);
  EXPECT_GT(signed_in->number, 1000U);
}

// What she does is hers, under whichever number: she began to unpack with the one that is Anna's by now.
TEST_F(PackPeopleTest, WhoUnpackedIsNotedUnderTheNumberThatSheHasByNow) {
  add(office(), {.name = "Anna Host"});
  choose_password(laptop(), add(laptop(), {.name = "Lara Laptop", .role = rules::Role::Organiser}));
  const auto lara = sign_in(laptop(), "lara.laptop");
  ASSERT_TRUE(lara);
  value_of(try_unpack(laptop(), pack(office()), {.key = "", .by = *lara}));
  const auto now = value_of(laptop().people().number_of(*lara));
  ASSERT_TRUE(now);
  EXPECT_EQ(value_of(laptop().roster().names()).at(*now), "Lara Laptop");
  EXPECT_EQ(value_of(laptop().packs().history("summit-2026")).unpacked.front().by, *now);
  value_of(laptop().people().sign_out_everywhere(*now, {}));
  EXPECT_EQ(value_of(laptop().people().number_of(*lara)), std::nullopt) << "the number she had is Anna's";
}

TEST_F(PackPeopleTest, WhereEntriesNameAnotherUnderTheNumberItIsSaid) {
  add(office(), {.name = "Anna Host"});
  auto dinner = new_event("dinner");
  dinner.key = "dinner";
  value_of(laptop().events().create(dinner));
  add(laptop(), {.name = "Lara Laptop"});
  const auto unpacked = unpack(laptop(), pack(office()));
  EXPECT_THAT(unpacked.people.left_out, ElementsAre(1U));
  EXPECT_THAT(names(laptop()), ElementsAre("Lara Laptop"));
}

TEST_F(PackPeopleTest, WhoWasLetGoComesAlongByNameOnly) {
  const auto anna = add(office(), {.name = "Anna Host"});
  choose_password(office(), anna);
  value_of(office().roster().remove(anna));
  unpack(laptop(), pack(office()));
  EXPECT_THAT(names(laptop()), IsEmpty());
  EXPECT_EQ(value_of(laptop().roster().names()).at(anna), "Anna Host");
  EXPECT_FALSE(sign_in(laptop(), "anna.host"));
}

}  // namespace
}  // namespace einlass::venue
