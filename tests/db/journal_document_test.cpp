// docs/journal.md is what others verify a journal by: its examples are read out of it and must be true.
#include "core/base/file.h"
#include "core/rules/attendance.h"
#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"
#include "tests/db/event_fixture.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::HasSubstr;

boost::json::object ref_json(const rules::ScanRef& ref) {
  return {{"scan", ref.scan.text()}, {"ticket", ref.ticket.text()}};
}

// What the page shows of a fold.
std::string folded(const std::vector<rules::JournalEntry>& entries) {
  const auto state = rules::fold_ticket(entries);
  boost::json::array conflicts;
  for (const auto& each : state.conflicts) {
    conflicts.push_back(boost::json::object{{"stands", ref_json(each.stands)}, {"disputed", ref_json(each.disputed)}});
  }
  boost::json::array prior;
  for (const auto& ref : state.newest) prior.push_back(ref_json(ref));
  return wire::canonical_json(boost::json::object{{"inside", state.inside_on({})},
                                                  {"admitted", state.persons_admitted()},
                                                  {"conflicts", conflicts},
                                                  {"prior", prior}});
}

class JournalDocument : public EventFixture {
 protected:
  // What stands between each `before` and the next `after`.
  std::vector<std::string> pieces(const std::string& before, const std::string& after) const {
    std::vector<std::string> found;
    for (auto at = text_.find(before); at != std::string::npos; at = text_.find(before, at)) {
      at += before.size();
      found.push_back(text_.substr(at, text_.find(after, at) - at));
    }
    return found;
  }

  std::string text_ = value_of(base::read_file(std::filesystem::path(EINLASS_SOURCE_DIR) / "docs" / "journal.md"));
  std::vector<std::string> blocks_ = pieces("```json\n", "\n```");
  std::vector<std::string> hashes_ = pieces("Its hash: `", "`");
};

TEST_F(JournalDocument, ShowsCanonicalEntriesThatFollowEachOther) {
  ASSERT_EQ(blocks_.size(), 3U);
  ASSERT_EQ(hashes_.size(), 2U);
  const auto first = value_of(wire::parse_entry(blocks_[0]));
  const auto second = value_of(wire::parse_entry(blocks_[1]));
  EXPECT_EQ(wire::canonical_entry(first), blocks_[0]);
  EXPECT_EQ(wire::canonical_entry(second), blocks_[1]);
  EXPECT_EQ(base::hex(wire::entry_hash(first)), hashes_[0]);
  EXPECT_EQ(base::hex(wire::entry_hash(second)), hashes_[1]);
  EXPECT_EQ(second.previous, wire::entry_hash(first));
}

TEST_F(JournalDocument, ShowsAPrivatePartThatBelongsToItsEntry) {
  const auto second = value_of(wire::parse_entry(blocks_[1]));
  const auto part = value_of(wire::private_part_from_json(value_of(wire::parse_json(blocks_[2]))));
  EXPECT_EQ(second.private_hash, rules::private_part_hash(part));
}

TEST_F(JournalDocument, ItsExamplesAreTakenIntoAJournal) {
  const auto first = value_of(wire::parse_entry(blocks_[0]));
  const auto second = value_of(wire::parse_entry(blocks_[1]));
  const auto part = value_of(wire::private_part_from_json(value_of(wire::parse_json(blocks_[2]))));
  event_ = first.id.event;
  auto store = open();
  auto transaction = value_of(store.begin());
  for (const auto& merged : value_of(store.journal().merge({{first, std::nullopt}, {second, part}}))) {
    EXPECT_EQ(merged.answer, MergeAnswer::Accepted) << merged.reason;
  }
  value_of(transaction.commit());
  EXPECT_EQ(value_of(store.journal().totals()).admitted, 1);
}

TEST_F(JournalDocument, FoldsWhatItsPartedKiosksWrote) {
  const auto shown = pieces("\n    {\"", "\n");
  std::vector<rules::JournalEntry> entries;
  for (const auto& line : shown) {
    if (line.starts_with("alone")) entries.push_back(value_of(wire::parse_entry("{\"" + line)));
  }
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ("{\"admitted" + pieces("\n    {\"admitted", "\n").at(0), folded(entries));
}

TEST_F(JournalDocument, NamesEveryFieldOfEveryFact) {
  const auto golden = std::filesystem::path(EINLASS_SOURCE_DIR) / "tests" / "core" / "wire" / "golden";
  int facts = 0;
  for (const auto& file : std::filesystem::directory_iterator(golden)) {
    const auto entry = value_of(wire::parse_json(value_of(base::read_file(file.path())))).as_object();
    for (const auto& [field, value] : entry) EXPECT_THAT(text_, HasSubstr("`" + std::string(field) + "`"));
    const auto& fact = entry.at("fact").as_object();
    for (const auto& [field, value] : fact)
      EXPECT_THAT(text_, HasSubstr("`" + std::string(field) + "`")) << file.path();
    EXPECT_THAT(text_, HasSubstr("`" + std::string(fact.at("kind").as_string()) + "`"));
    ++facts;
  }
  EXPECT_EQ(facts, static_cast<int>(std::variant_size_v<rules::Fact>));
}

}  // namespace
}  // namespace einlass::store
