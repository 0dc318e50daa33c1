#include "scanner/wedge_reader.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::scan {
namespace {

struct Key {
  std::string character;  // "\n" is Enter, "" only lets time pass
  int gap;                // milliseconds since the key before
};

struct Typing {
  std::string name;
  std::vector<Key> keys;
  std::vector<std::string> codes;
};

std::vector<Key> keys(const std::string& text, int gap) {
  std::vector<Key> made;
  for (const char letter : text) made.push_back({std::string(1, letter), gap});
  return made;
}

std::vector<Key> operator+(std::vector<Key> first, const std::vector<Key>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::vector<std::string> codes_of(const std::vector<Key>& typed) {
  WedgeReader reader;
  std::vector<std::string> codes;
  base::Milliseconds now(1000);
  for (const Key& key : typed) {
    now += base::Milliseconds(key.gap);
    const auto code = key.character == "\n"   ? reader.on_enter(now)
                      : key.character.empty() ? reader.on_silence(now)
                                              : reader.on_character(key.character, now);
    if (code) codes.push_back(*code);
  }
  return codes;
}

class WedgeTable : public ::testing::TestWithParam<Typing> {};

TEST_P(WedgeTable, TellsAScannerFromAPerson) {
  EXPECT_EQ(codes_of(GetParam().keys), GetParam().codes);
}

INSTANTIATE_TEST_SUITE_P(
    Wedge, WedgeTable,
    ::testing::Values(
        Typing{"ScannerWithEnter", keys("TICKET-1\n", 5), {"TICKET-1"}},
        Typing{"ScannerWithoutEnter", keys("TICKET-1", 5) + std::vector<Key>{{"", 140}, {"", 20}}, {"TICKET-1"}},
        Typing{"TwoScansInARow", keys("TICKET-1\n", 5) + keys("TICKET-2\n", 5), {"TICKET-1", "TICKET-2"}},
        Typing{"NextScanEndsOneWithoutEnter",
               keys("TICKET-1", 5) + keys("T", 700) + keys("ICKET-2\n", 5),
               {"TICKET-1", "TICKET-2"}},
        Typing{"SlowScanner", keys("TICKET-1\n", 45), {"TICKET-1"}},
        Typing{"HiccupInAScan", keys("TICKET", 5) + keys("-", 120) + keys("1\n", 5), {"TICKET-1"}},
        Typing{"LateEnter", keys("TICKET-1", 5) + keys("\n", 100), {"TICKET-1"}},
        Typing{"Person", keys("Friedrich\n", 110), {}}, Typing{"FastPerson", keys("Friedrich\n", 60), {}},
        Typing{"PersonWithRolledKeys",
               keys("F", 200) + keys("ri", 20) + keys("e", 120) + keys("dr", 15) + keys("\n", 90),
               {}},
        Typing{"PersonPressesEnterAgain", keys("\n\n\n", 30), {}},
        Typing{"PersonThenScanner", keys("Frie", 150) + keys("T", 400) + keys("ICKET-1\n", 5), {"TICKET-1"}},
        Typing{"EnterLongAfterAScanWithoutEnter", keys("TICKET-1", 5) + keys("\n", 4000), {}},
        Typing{"ShortCode", keys("A123\n", 5), {"A123"}}, Typing{"TooShort", keys("123\n", 5), {}},
        Typing{"ClockOfKeysRestarts", keys("TIC", 5) + keys("K", -900) + keys("E\n", 5), {}}),
    [](const auto& typing) { return typing.param.name; });

TEST(Wedge, CountsCharactersNotBytes) {
  WedgeReader reader;
  for (int key = 0; key < 3; ++key) reader.on_character("Ü", base::Milliseconds(5 * key));
  EXPECT_EQ(reader.on_enter(base::Milliseconds(30)), std::nullopt);
}

TEST(Wedge, ShowsABurstEarlyEnoughToKeepItOutOfTextFields) {
  WedgeReader scanner;
  for (int key = 0; key < 3; ++key) scanner.on_character("A", base::Milliseconds(5 * key));
  EXPECT_TRUE(scanner.in_burst());
  scanner.on_enter(base::Milliseconds(20));
  EXPECT_FALSE(scanner.in_burst());

  WedgeReader person;
  for (int key = 0; key < 9; ++key) {
    person.on_character("A", base::Milliseconds(100 * key));
    EXPECT_FALSE(person.in_burst());
  }
}

}  // namespace
}  // namespace einlass::scan
