#include "core/base/bytes.h"
#include "core/wire/policy_document.h"
#include "tests/server/venue/desk_fixture.h"

#include <fstream>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

using EventDeskTest = DeskFixture;

TEST_F(EventDeskTest, SetsAnEventUpFromEveryPreset) {
  const auto presets = wire::Presets(options().assets / "presets").names();
  EXPECT_THAT(presets, SizeIs(10));
  for (const auto& preset : presets) {
    auto event = new_event(preset);
    event.key = preset;
    std::replace(event.key.begin(), event.key.end(), '_', '-');
    const auto created = desk().events().create(event);
    ASSERT_TRUE(created) << created.error().message;
    EXPECT_EQ(created->preset, preset);
  }
  EXPECT_THAT(value_of(desk().events().list()), SizeIs(10));
}

TEST_F(EventDeskTest, NamesTheKnownPresetsToWhoAsksForAnother) {
  const auto created = desk().events().create(new_event("gala"));
  ASSERT_FALSE(created);
  EXPECT_THAT(created.error().message, testing::AllOf(HasSubstr("gala"), HasSubstr("summit"), HasSubstr("lunch")));
  EXPECT_THAT(value_of(desk().events().list()), SizeIs(0));
}

TEST_F(EventDeskTest, RefusesWhatCannotBeAnEvent) {
  const auto with = [&](auto change) {
    auto event = new_event();
    change(event);
    const auto created = desk().events().create(event);
    EXPECT_FALSE(created);
    return created ? std::string() : created.error().message;
  };
  EXPECT_THAT(with([](NewEvent& e) { e.key = "Future Summit"; }), HasSubstr("cannot be an event's key"));
  EXPECT_THAT(with([](NewEvent& e) { e.key = "../x"; }), HasSubstr("cannot be an event's key"));
  EXPECT_THAT(with([](NewEvent& e) { e.name = ""; }), HasSubstr("needs a name"));
  EXPECT_THAT(with([](NewEvent& e) { e.starts = "tomorrow"; }), HasSubstr("no local time for the start"));
  EXPECT_THAT(with([](NewEvent& e) { e.ends = "2026-11-23T17:00"; }), HasSubstr("must end after its start"));
  EXPECT_THAT(with([](NewEvent& e) { e.doors_open = "2026-11-24T17:00"; }), HasSubstr("before the event ends"));
  EXPECT_THAT(with([](NewEvent& e) { e.time_zone = "Europe/Atlantis"; }), HasSubstr("Atlantis"));
}

TEST_F(EventDeskTest, GivesAKeyToOneEventOnly) {
  create(new_event());
  const auto second = desk().events().create(new_event());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::AlreadyExists);
}

TEST_F(EventDeskTest, OpensTheDoorsTwoHoursBeforeTheStartUnlessToldOtherwise) {
  create(new_event());
  import("Name,Code\nAda Lovelace,A\nMax Born,B\nLise Meitner,C\n");
  const auto kiosk = pair("Nord 1");
  clock_.set_wall(clock_.wall() - std::chrono::hours(2) - std::chrono::minutes(1));
  reopen();  // a running server does not follow
  EXPECT_EQ(outcome(admit(kiosk, scan("A"))), "too_early");
  clock_.advance(std::chrono::minutes(2));
  EXPECT_EQ(outcome(admit(kiosk, scan("B"))), "admitted");
  clock_.advance(std::chrono::hours(7));
  EXPECT_EQ(outcome(admit(kiosk, scan("C"))), "too_late");
}

TEST_F(EventDeskTest, RefusesTextsThatNoScreenShouldShow) {
  const auto fails = [&](auto change) {
    auto event = new_event();
    change(event);
    return !desk().events().create(event);
  };
  EXPECT_TRUE(fails([](NewEvent& e) { e.name = std::string(100'000, 'x'); }));
  EXPECT_TRUE(fails([](NewEvent& e) { e.name = "Future\nSummit"; }));
  EXPECT_TRUE(fails([](NewEvent& e) { e.organiser = "\x1B[31mred"; }));
  EXPECT_TRUE(fails([](NewEvent& e) { e.privacy_url = "javascript:alert(1)"; }));
  EXPECT_TRUE(fails([](NewEvent& e) { e.privacy_url = "https://example.org/a b"; }));
  EXPECT_FALSE(fails([](NewEvent& e) { e.privacy_url = "https://example.org/datenschutz"; }));
}

// A summit of three days, with the clocks set back in its first night, and evenings that end in the morning, before or
// after the venue's day begins at 05:00.
TEST_F(EventDeskTest, OpensTheDoorsOfEachDayAtTheSameTimeOfDay) {
  struct Case {
    const char* doors;
    const char* ends;
    std::vector<std::string> hours;
  };
  const std::vector<Case> cases = {
      {"2026-10-24T08:00",
       "2026-10-26T17:00",
       {"24T08:00:00+02:00 to 24T17:00", "25T08:00:00+01:00 to 25T17:00", "26T08:00:00+01:00 to 26T17:00"}},
      {"2026-11-23T18:00", "2026-11-24T01:00", {"23T18:00:00+01:00 to 24T01:00"}},
      {"2026-11-23T22:17", "2026-11-24T06:17", {"23T22:17:00+01:00 to 24T06:17"}},
      {"2026-11-23T22:00", "2026-11-25T06:00", {"23T22:00:00+01:00 to 24T06:00", "24T22:00:00+01:00 to 25T06:00"}},
  };
  auto event = new_event("multi_day");
  for (const auto& [doors, ends, expected] : cases) {
    SCOPED_TRACE(doors);
    event.key += "x";
    event.starts = doors;
    event.doors_open = doors;
    event.ends = ends;
    const auto& open = *value_of(desk().event(create(event)));
    std::vector<std::string> hours;
    for (const auto& [opens, closes] : open.policy.doors_hours) {
      hours.push_back(open.zone.local_iso(opens).substr(8) + " to " + open.zone.local_iso(closes).substr(8, 8));
    }
    EXPECT_EQ(hours, expected);
  }
}

// The event's document as its kiosks fetch it.
rules::EventFrame frame_for_kiosks(Desk& desk, rules::EventId id) {
  for (const auto& document : value_of(desk.events().documents(id))) {
    if (document.kind != "event") continue;
    const auto part = value_of(desk.kiosks().document_part({.hash = document.hash}));
    return value_of(wire::parse_event(base::as_text(part->content))).frame;
  }
  throw std::runtime_error("there is no document of the event");
}

std::string doors_of(Desk& desk, rules::EventId id) {
  const auto& event = *value_of(desk.event(id));
  std::string text;
  for (const auto& [opens, closes] : event.policy.doors_hours) {
    text += event.zone.local_iso(opens).substr(5, 11) + " to " + event.zone.local_iso(closes).substr(5, 11) + " ";
  }
  return text;
}

TEST_F(EventDeskTest, ChangesWhatIsSaidAndLeavesTheRest) {
  auto event = new_event();
  event.welcome = {{"de", "Links"}, {"en", "Left"}};
  const auto id = create(event);
  const auto before = value_of(desk().event(id))->frame;
  const auto changed = value_of(desk().events().change({.event = "summit-2026",
                                                        .organiser = "The Association",
                                                        .privacy_url = "https://example.org/privacy",
                                                        .welcome = {{"de", "Rechts"}, {"en", ""}}}));
  EXPECT_EQ(changed.name, before.name);
  reopen();
  const auto frame = frame_for_kiosks(desk(), id);
  EXPECT_EQ(frame, value_of(desk().event(id))->frame);
  EXPECT_EQ(frame.organiser, "The Association");
  EXPECT_EQ(frame.privacy_url, "https://example.org/privacy");
  EXPECT_THAT(frame.welcome, ElementsAre(std::pair("de", "Rechts")));
  EXPECT_EQ(frame.starts, before.starts);
  EXPECT_EQ(frame.categories, before.categories);
}

TEST_F(EventDeskTest, MovesTheDoorsAlongWithTheStart) {
  auto event = new_event("multi_day");
  event.starts = "2026-11-23T18:00";
  event.ends = "2026-11-23T23:00";
  const auto id = create(event);
  value_of(desk().events().change({.event = event.key, .starts = "2026-11-24T19:00", .ends = "2026-11-25T23:00"}));
  EXPECT_EQ(doors_of(desk(), id), "11-24T17:00 to 11-25T23:00 ");
  value_of(desk().events().change({.event = event.key, .doors_open = "2026-11-24T18:30"}));
  EXPECT_EQ(doors_of(desk(), id), "11-24T18:30 to 11-24T23:00 11-25T18:30 to 11-25T23:00 ");
  value_of(desk().events().change({.event = event.key, .starts = "2026-11-25T18:00"}));
  EXPECT_EQ(doors_of(desk(), id), "11-25T17:30 to 11-25T23:00 ");
  value_of(desk().events().change({.event = event.key, .doors_open = ""}));
  EXPECT_EQ(doors_of(desk(), id), "11-25T16:00 to 11-25T23:00 ");
}

TEST_F(EventDeskTest, TakesABadgeTemplateInPlaceOfTheOldOne) {
  const auto id = create(new_event());
  value_of(desk().events().change({.event = "summit-2026", .template_name = "own", .template_document = "<svg/>"}));
  std::vector<std::string> templates;
  for (const auto& document : value_of(desk().events().documents(id))) {
    if (document.kind == "template") templates.push_back(document.name);
  }
  EXPECT_THAT(templates, ElementsAre("own"));
  EXPECT_EQ(value_of(desk().event(id))->policy.badge.template_name, "own");
}

std::map<std::string, std::string> templates_of(Desk& desk, rules::EventId id) {
  std::map<std::string, std::string> templates;
  for (const auto& document : value_of(desk.events().documents(id))) {
    if (document.kind == "template") templates[document.name] = base::hex(document.hash);
  }
  return templates;
}

TEST_F(EventDeskTest, GivesACategoryBadgesOfItsOwnAndTakesThemAwayAgain) {
  const auto id = create(new_event());
  const auto& badge = value_of(desk().event(id))->policy.badge;
  const auto common = badge.template_name;
  CategoryLooks looks;
  looks.templates["press"] = {.name = "press-card", .svg = "<svg/>"};
  looks.colours["press"] = "#C00";
  value_of(desk().events().change({.event = "summit-2026", .category_looks = looks}));
  EXPECT_EQ(rules::template_for(badge, "press"), "press-card");
  EXPECT_EQ(rules::template_for(badge, "member"), common);
  EXPECT_EQ(rules::colour_for(badge, "press"), "#cc0000");
  EXPECT_THAT(templates_of(desk(), id),
              testing::UnorderedElementsAre(testing::Key("press-card"), testing::Key(common)));
  looks.templates["press"].svg.clear();
  looks.colours["press"] = "";
  value_of(desk().events().change({.event = "summit-2026", .category_looks = looks}));
  EXPECT_EQ(rules::template_for(badge, "press"), common);
  EXPECT_EQ(rules::colour_for(badge, "press"), "");
  EXPECT_THAT(templates_of(desk(), id), ElementsAre(testing::Key(common)));
}

// Kiosks look a drawing up by its name.
TEST_F(EventDeskTest, KeepsTwoDrawingsOfOneNameApart) {
  const auto id = create(new_event());
  const auto& badge = value_of(desk().event(id))->policy.badge;
  CategoryLooks looks;
  looks.templates["press"] = {.name = badge.template_name, .svg = "<svg id='press'/>"};
  looks.templates["host"] = {.name = badge.template_name, .svg = "<svg id='host'/>"};
  value_of(desk().events().change({.event = "summit-2026", .category_looks = looks}));
  EXPECT_THAT(templates_of(desk(), id), SizeIs(3));
  EXPECT_NE(rules::template_for(badge, "press"), badge.template_name);
  EXPECT_NE(rules::template_for(badge, "press"), rules::template_for(badge, "host"));
  value_of(desk().events().change({.event = "summit-2026", .name = "Other"}));
  EXPECT_THAT(templates_of(desk(), id), SizeIs(3)) << "what is not said stays";
}

TEST_F(EventDeskTest, RefusesBadgesOfACategoryThatThereIsNot) {
  const auto id = create(new_event());
  const auto refusal = [&](const CategoryLooks& looks) {
    const auto changed = desk().events().change({.event = "summit-2026", .category_looks = looks});
    return changed ? std::string() : changed.error().message;
  };
  CategoryLooks looks;
  looks.templates["vip"] = {.name = "vip", .svg = "<svg/>"};
  EXPECT_THAT(refusal(looks), testing::AllOf(HasSubstr("no category \"vip\""), HasSubstr("press")));
  looks.templates.clear();
  looks.colours["vip"] = "#c00";
  EXPECT_THAT(refusal(looks), HasSubstr("no category \"vip\""));
  looks.colours = {{"press", "crimson"}};
  EXPECT_THAT(refusal(looks), HasSubstr("#cc0000"));
  EXPECT_EQ(value_of(desk().event(id))->policy.badge.category_colours.size(), 0U);
}

// The packaged drawings are good to start from, and an unchanged copy is still a drawing of the organiser's.
TEST_F(EventDeskTest, LetsAPresetHaveTheDrawingThatAnEventHasUnderAnotherName) {
  auto own = new_event();
  own.template_name = "mine";
  own.template_document = value_of(base::read_file(options().assets / "badges" / "card-86x54.svg"));
  const auto first = create(own);
  auto preset = new_event();
  preset.key = "second";
  const auto second = create(preset);
  EXPECT_EQ(value_of(desk().event(second))->policy.badge.print, true);
  for (const auto id : {first, second}) {
    const auto documents = value_of(desk().events().documents(id));
    const auto& name = value_of(desk().event(id))->policy.badge.template_name;
    EXPECT_TRUE(std::any_of(documents.begin(), documents.end(),
                            [&](const auto& each) { return each.kind == "template" && each.name == name; }));
  }
}

TEST_F(EventDeskTest, LetsTwoEventsHaveOneDrawingUnderTwoNames) {
  auto event = new_event();
  event.template_name = "first";
  event.template_document = "<svg/>";
  const auto first = create(event);
  event.key = "second";
  event.template_name = "copy";
  const auto second = create(event);
  value_of(desk().events().change({.event = "second", .template_name = "again", .template_document = "<svg/>"}));
  for (const auto id : {first, second}) {
    const auto documents = value_of(desk().events().documents(id));
    const auto& name = value_of(desk().event(id))->policy.badge.template_name;
    EXPECT_TRUE(std::any_of(documents.begin(), documents.end(),
                            [&](const auto& each) { return each.kind == "template" && each.name == name; }));
  }
}

TEST_F(EventDeskTest, LeavesAnEventAsItIsWhereAChangeDoesNotFit) {
  const auto id = create(new_event());
  const auto before = value_of(desk().events().documents(id));
  const auto refusal = [&](EventChanges changes) {
    changes.event = "summit-2026";
    const auto changed = desk().events().change(changes);
    return changed ? std::string() : changed.error().message;
  };
  EXPECT_THAT(refusal({.name = ""}), HasSubstr("needs a name"));
  EXPECT_THAT(refusal({.privacy_url = "javascript:alert(1)"}), HasSubstr("https://"));
  EXPECT_THAT(refusal({.starts = "2027-11-23T18:00"}), HasSubstr("must end after its start"));
  EXPECT_THAT(refusal({.doors_open = "2027-11-23T18:00"}), HasSubstr("before the event ends"));
  EXPECT_EQ(value_of(desk().events().documents(id)), before);
  EXPECT_EQ(desk().events().change({.event = "winter"}).error().kind, ErrorKind::NotFound);
}

TEST_F(EventDeskTest, HoldsEveryDocumentThatAKioskNeeds) {
  const auto id = create(new_event());
  std::map<std::string, std::string> names;
  for (const auto& document : value_of(desk().events().documents(id))) names[document.kind] = document.name;
  EXPECT_EQ(names,
            (std::map<std::string, std::string>{{"event", "summit-2026"},
                                                {"policy", "summit-2026"},
                                                {"keys", "summit-2026"},
                                                {"template", value_of(desk().event(id))->policy.badge.template_name}}));
}

TEST_F(EventDeskTest, PrintsOnTheOrganisersOwnTemplate) {
  auto event = new_event("lunch");  // prints no badges
  event.template_name = "own";
  event.template_document = "<svg/>";
  const auto id = create(event);
  EXPECT_TRUE(value_of(desk().event(id))->policy.badge.print);
  std::vector<std::string> names;
  for (const auto& document : value_of(desk().events().documents(id)))
    names.push_back(document.kind + " " + document.name);
  EXPECT_THAT(names, Contains("template own"));
}

TEST_F(EventDeskTest, KnowsItsEventsAfterARestart) {
  const auto id = create(new_event());
  const auto keys = value_of(desk().event(id))->keys;
  reopen();
  EXPECT_EQ(value_of(desk().events().find("summit-2026")).id, id);
  EXPECT_EQ(value_of(desk().event(id))->keys, keys);
}

TEST_F(EventDeskTest, LabelsTheCategoriesThatThePolicyNames) {
  create(new_event("professional_club"));
  const auto& categories = value_of(desk().event(event_))->frame.categories;
  EXPECT_EQ(categories.at("service_provider").at("de"), "Dienstleistung");
  EXPECT_TRUE(categories.contains("member"));
}

TEST_F(EventDeskTest, IsHeldByOneProcessOnly) {
  const auto second = Desk::open(options());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::AlreadyExists);
}

TEST_F(EventDeskTest, NeverMakesANewSeedBesideExistingEvents) {
  create(new_event());
  desk_.reset();
  std::filesystem::remove(folder_ / "venue.seed");
  const auto opened = Desk::open(options());
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("restore it"));
  std::ofstream(folder_ / "venue.seed") << "short";
  EXPECT_THAT(Desk::open(options()).error().message, HasSubstr("damaged"));
}

}  // namespace
}  // namespace einlass::venue
