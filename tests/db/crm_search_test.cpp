#include "db/crm_search.h"

#include "db/crm_store.h"
#include "tests/db/event_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

rules::CrmPerson known(const std::string& id, const std::string& first, const std::string& last,
                       const std::string& email, const std::string& organisation = {}) {
  return {.connector = "crm",
          .id = id,
          .first_name = first,
          .last_name = last,
          .email = email,
          .organisation = organisation,
          .organisation_id = {},
          .memberships = {}};
}

class CrmSearchTest : public testing::Test {
 protected:
  void keep(const std::vector<rules::CrmPerson>& persons) {
    auto store = value_of(CrmStore::open(file_));
    const PullKey key{.connector = "crm", .remote = ""};
    value_of(store.begin_pull(key, true, {}));
    value_of(store.keep_page(key, {.persons = persons, .next = "W", .last = true}));
    value_of(store.finish_pull(key, {}));
  }
  std::vector<std::string> ids(const std::string& words) {
    std::vector<std::string> found;
    for (const auto& each : value_of(search_persons(file_, words, 20)).persons) found.push_back(each.id);
    return found;
  }

  OwnFolder folder_;
  std::filesystem::path file_ = folder_.path("crm.db");
};

TEST_F(CrmSearchTest, FindsByPartsOfNameOrganisationAndAddress) {
  keep({known("1", "Ada", "Lovelace", "ada@engines.example", "Muster-Werke GmbH"),
        known("2", "Gürsel", "Müller", "info@mueller.example", "Elbe AG"), known("3", "Adam", "Lovell", "", "Elbe AG"),
        known("4", "Lise", "", "LISE@Engines.example")});
  struct Case {
    const char* words;
    std::vector<std::string> found;
  };
  const std::vector<Case> cases = {
      {"ada", {"1", "3"}},
      {"lovel, ad", {"1", "3"}},
      {"Love Werke", {"1"}},
      {"elbe", {"3", "2"}},
      {"Ada@Engines.example", {"1"}},
      {"engines", {"4", "1"}},
      {"Mueller", {"2"}},
      {"müller gürs", {"2"}},
      {"muller", {"2"}},
      {"lise@engines", {"4"}},
      {"Lovelance", {"1"}},
      {"lovell", {"3", "1"}},
      {"elace", {}},
      {"ada elbe", {"3"}},
      {"ada nobody", {}},
  };
  for (const auto& [words, found] : cases) EXPECT_EQ(ids(words), found) << words;
}

TEST_F(CrmSearchTest, IsNoListOfTheWholeCrm) {
  EXPECT_THAT(value_of(search_persons(file_, "ada", 2)).persons, IsEmpty()) << "there is no mirror";
  EXPECT_FALSE(std::filesystem::exists(file_)) << "and a search makes none";
  keep({known("1", "Ada", "A", "a@x.org"), known("2", "Ada", "B", "b@x.org"), known("3", "Ada", "C", "c@x.org")});
  const auto found = value_of(search_persons(file_, "ada", 2));
  EXPECT_THAT(found.persons, SizeIs(2));
  EXPECT_TRUE(found.more);
  EXPECT_FALSE(value_of(search_persons(file_, "ada", 3)).more);
  for (const char* words : {"", " ", "a", "@", "%%", ", ."}) {
    EXPECT_EQ(search_persons(file_, words, 2).error().kind, base::ErrorKind::InvalidInput) << '"' << words << '"';
  }
}

TEST_F(CrmSearchTest, FindsNobodyWhoIsGoneThere) {
  keep({known("1", "Ada", "Lovelace", ""), known("2", "Ada", "Byron", "")});
  keep({known("2", "Ada", "Byron", "")});
  EXPECT_THAT(ids("ada"), ElementsAre("2"));
}

}  // namespace
}  // namespace einlass::store
