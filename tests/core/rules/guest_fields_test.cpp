// docs/journal.md, "Fields of a guest": which of several values counts.
#include "core/rules/guest_fields.h"

#include "tests/core/rules/world.h"

#include <algorithm>
#include <deque>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

// Amendments of one guest; a deque, because the sets point at its entries.
struct Amendments {
  std::deque<JournalEntry> entries;
  std::vector<FieldsSet> sets;

  void add(JournalEntry entry, GuestFields values) {
    entries.push_back(std::move(entry));
    sets.push_back({&entries.back(), std::move(values)});
  }
  GuestFields fold() const { return fold_guest_fields(sets); }
};

TEST(GuestFieldsFold, AnEntryBeatsThoseThatItKnewWhateverItsClockSays) {
  Pen host("host");
  Pen slow("slow");
  Amendments amendments;
  amendments.add(host.at(600).write("first", GuestAmended{{"company"}}), {{"company", "Nordlicht"}});
  amendments.add(slow.knows({"first"}).at(0).write("second", GuestAmended{{"table"}}), {{"table", "7"}});
  amendments.add(slow.knows({"second"}).at(1, false).write("third", GuestAmended{{"company"}}), {{"company", "Süd"}});
  EXPECT_THAT(amendments.fold(), UnorderedElementsAre(Pair("company", "Süd"), Pair("table", "7")))
      << "the third knew the first through the second";
}

TEST(GuestFieldsFold, OfEntriesThatDidNotKnowEachOtherSureAndThenLaterCounts) {
  const struct {
    const char* what;
    std::int64_t north_at;
    bool north_sure;
    std::int64_t south_at;
    bool south_sure;
    const char* counts;
  } cases[] = {
      {"the later", 10, true, 20, true, "south"},
      {"the later, whichever arrived first", 30, true, 20, true, "north"},
      {"the sure", 10, true, 20, false, "north"},
      {"the later of unsure ones", 10, false, 20, false, "south"},
  };
  for (const auto& test : cases) {
    Pen north("north");
    Pen south("south");
    Amendments amendments;
    amendments.add(north.at(test.north_at, test.north_sure).write("n", GuestAmended{{"table"}}), {{"table", "north"}});
    amendments.add(south.at(test.south_at, test.south_sure).write("s", GuestAmended{{"table"}}), {{"table", "south"}});
    EXPECT_THAT(amendments.fold(), ElementsAre(Pair("table", test.counts))) << test.what;
  }
}

TEST(GuestFieldsFold, FieldsAreDecidedOneByOne) {
  Pen north("north");
  Pen south("south");
  Amendments amendments;
  amendments.add(north.at(10).write("n", GuestAmended{{"table", "company"}}), {{"table", "1"}, {"company", "Alt"}});
  amendments.add(south.at(20).write("s", GuestAmended{{"company"}}), {{"company", "Neu"}});
  EXPECT_THAT(amendments.fold(), UnorderedElementsAre(Pair("table", "1"), Pair("company", "Neu")));
}

TEST(GuestFieldsFold, OfOneScanTheLastStepCounts) {
  Pen host("host");
  Amendments amendments;
  amendments.add(host.at(20).write("one", GuestRegistered{.category = "guest"}, 0), {{"full_name", "A. Zweig"}});
  amendments.add(host.at(10).write("one", GuestAmended{{"full_name"}}, 1), {{"full_name", "Anna Zweig"}});
  EXPECT_THAT(amendments.fold(), ElementsAre(Pair("full_name", "Anna Zweig")));
}

TEST(GuestFieldsFold, ForgedKnowledgeOfEachOtherStillEnds) {
  Pen north("north");
  Pen south("south");
  Amendments amendments;
  amendments.add(north.knows({"s"}).at(10).write("n", GuestAmended{{"table"}}), {{"table", "1"}});
  amendments.add(south.knows({"n"}).at(20).write("s", GuestAmended{{"table"}}), {{"table", "2"}});
  EXPECT_THAT(amendments.fold(), ElementsAre(Pair("table", "2")));
}

TEST(NewestAmendments, AreThoseThatNobodyKnewOfThisGuest) {
  Pen host("host");
  host.guest("anna");
  std::vector entries{host.write("registered", GuestRegistered{.category = "guest"}),
                      host.write("in", Admitted{.persons = 1})};
  EXPECT_THAT(newest_amendments(entries, named<GuestId>("anna")), ElementsAre(scan_ref("registered")));
  EXPECT_THAT(newest_amendments(entries, named<GuestId>("bert")), IsEmpty());
  entries.push_back(host.knows({"registered"}).write("first", GuestAmended{{"table"}}));
  Pen other("other");
  entries.push_back(other.guest("anna").knows({"registered"}).write("second", GuestAmended{{"company"}}));
  EXPECT_THAT(newest_amendments(entries, named<GuestId>("anna")),
              UnorderedElementsAre(scan_ref("first"), scan_ref("second")));
}

TEST(LayOver, KnowsEveryFieldOfAGuest) {
  Guest guest;
  lay_over(guest, {{"first_name", "a"},
                   {"last_name", "b"},
                   {"full_name", "c"},
                   {"company", "d"},
                   {"email", "e"},
                   {"language", "de"},
                   {"table", "f"},
                   {"list_owner", "g"},
                   {"extra.position", "h"},
                   {"gender", "x"}});
  Guest expected{.first_name = "a",
                 .last_name = "b",
                 .full_name = "c",
                 .company = "d",
                 .email = "e",
                 .language = "de",
                 .table = "f",
                 .list_owner = "g",
                 .extra = {{"position", "h"}}};
  EXPECT_EQ(guest, expected);
}

TEST(GuestFieldsFoldProperty, TheOrderOfArrivalChangesNothing) {
  std::mt19937 random(20261124);
  const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  for (int round = 0; round < 1000; ++round) {
    std::vector<Pen> authors;
    for (int i = 0; i < 3; ++i) authors.emplace_back("author" + std::to_string(i));
    std::vector<std::string> scans;
    Amendments amendments;
    for (int i = 0; i < 7; ++i) {
      auto& author = authors[static_cast<std::size_t>(pick(3))];
      // A scan may have several steps, and may know one that nobody brought.
      const std::string scan = "scan" + std::to_string(pick(9));
      if (!scans.empty() && pick(2) == 0) author.knows({scans[static_cast<std::size_t>(pick(int(scans.size())))]});
      const std::string field = pick(2) == 0 ? "table" : "company";
      amendments.add(author.at(pick(5), pick(3) != 0).write(scan, GuestAmended{{field}}, std::uint32_t(pick(2))),
                     {{field, std::to_string(i)}});
      scans.push_back(scan);
    }
    const auto expected = amendments.fold();
    for (int shuffle = 0; shuffle < 5; ++shuffle) {
      std::shuffle(amendments.sets.begin(), amendments.sets.end(), random);
      ASSERT_EQ(amendments.fold(), expected) << "round " << round;
    }
  }
}

}  // namespace
}  // namespace einlass::rules
