#include "core/base/locale_text.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::base {
namespace {

TEST(LocaleText, NamesEachLanguageInItsOwnWords) {
  EXPECT_EQ(language_name("de"), "Deutsch");
  EXPECT_EQ(language_name("en"), "English");
  EXPECT_EQ(language_name("fr"), "Français");
  EXPECT_EQ(language_name("pl"), "Polski");
  EXPECT_EQ(language_name("tr"), "Türkçe");
  EXPECT_EQ(language_name("uk"), "Українська");
  EXPECT_EQ(language_name("pt-BR"), "Português (Brasil)");
  EXPECT_EQ(language_name("ja"), "日本語");
  EXPECT_EQ(language_name("xx"), "Xx") << "which is no language";
}

TEST(LocaleText, WritesNumbersAsTheLanguageDoes) {
  EXPECT_EQ(number_text(1, "de"), "1");
  EXPECT_EQ(number_text(12'345, "de"), "12.345");
  EXPECT_EQ(number_text(12'345, "en"), "12,345");
}

TEST(LocaleText, WritesDatesAsTheLanguageDoes) {
  const VenueDay day{2026, 3, 5};
  EXPECT_EQ(date_text(day, "de"), "05.03.2026");
  EXPECT_EQ(date_text(day, "en"), "5 Mar 2026") << "day before month, as in all of Europe";
  EXPECT_EQ(date_text(day, "fr"), "5 mars 2026");
  EXPECT_EQ(day_and_month_text(day, "de"), "5. März");
  EXPECT_EQ(day_and_month_text(day, "en"), "5 March");
  EXPECT_EQ(day_and_month_text({2028, 2, 29}, "fr"), "29 février");
}

TEST(LocaleText, ListsNamesAsTheLanguageDoes) {
  std::vector<std::string> names{"Zimmermann", "Öztürk", "Ober", "Ozean", "ábel", "Abel", "Abt", "Tisch 10", "Tisch 9"};
  const std::vector<std::string> german{"Abel",   "ábel",    "Abt",      "Ober",      "Ozean",
                                        "Öztürk", "Tisch 9", "Tisch 10", "Zimmermann"};
  const Collation collation("de");
  std::sort(names.begin(), names.end(),
            [&](const auto& one, const auto& other) { return collation.before(one, other); });
  EXPECT_EQ(names, german);
  const Collation swedish("sv");
  EXPECT_TRUE(swedish.before("Zimmermann", "Öztürk")) << "Ö is the last letter there";
}

TEST(LocaleText, SortsByKeysAsByComparing) {
  const Collation collation("de");
  const std::vector<std::string> names{"", "Abel", "ábel", "Müller", "Mueller", "Muller", "Ø", "1", "10", "9", "王"};
  for (const auto& one : names) {
    for (const auto& other : names) {
      EXPECT_EQ(collation.sort_key(one) < collation.sort_key(other), collation.before(one, other)) << one << other;
    }
  }
}

}  // namespace
}  // namespace einlass::base
