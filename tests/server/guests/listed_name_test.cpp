// How guests are named and ordered on lists that somebody leafs through.
#include "server/guests/listed_name.h"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>

namespace einlass::guests {
namespace {

using testing::ElementsAre;

std::string shown(const char* first, const char* last, const char* full) {
  return listed_name({.first_name = first, .last_name = last, .full_name = full}).name;
}

TEST(ListedName, PutsTheFamilyNameFirst) {
  EXPECT_EQ(shown("Ada", "Lovelace", "Ada Lovelace"), "Lovelace, Ada");
  EXPECT_EQ(shown("", "", "Ada Lovelace"), "Lovelace, Ada");
  EXPECT_EQ(shown("", "Lovelace", "Lovelace"), "Lovelace");
  EXPECT_EQ(shown("", "", "Cher"), "Cher");
  EXPECT_EQ(shown("健太", "小林", "小林 健太"), "小林 健太");
  EXPECT_EQ(shown("", "", ""), "");
}

TEST(ListedName, IsOrderedByFamilyNameWithOtherLettersBehind) {
  std::vector<rules::Guest> guests;
  for (const auto& [first, last] : {std::pair("", ""),
                                    {"Эмма", "Кожевникова"},
                                    {"Ada", "Zuse"},
                                    {"Bo", "Ost"},
                                    {"Jörg", "Österreich"},
                                    {"Ann", "Ost"}}) {
    guests.push_back({.first_name = first, .last_name = last, .full_name = std::string(first) + " " + last});
  }
  guests.front().full_name.clear();
  const ListOrder order;
  std::stable_sort(guests.begin(), guests.end(), [&](const auto& one, const auto& other) {
    return order.key(listed_name(one)) < order.key(listed_name(other));
  });
  std::vector<std::string> names;
  for (const auto& guest : guests) names.push_back(listed_name(guest).name);
  EXPECT_THAT(names, ElementsAre("Ost, Ann", "Ost, Bo", "Österreich, Jörg", "Zuse, Ada", "Кожевникова, Эмма", ""));
}

TEST(ListedName, IsLookedForUnderALetter) {
  EXPECT_EQ(letter_of("Österreich"), "O");
  EXPECT_EQ(letter_of("von Arnim"), "V");
  EXPECT_EQ(letter_of("小林"), "");
  EXPECT_EQ(letter_of(""), "");
}

}  // namespace
}  // namespace einlass::guests
