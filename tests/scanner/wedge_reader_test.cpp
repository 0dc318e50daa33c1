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

WedgeKey key_of(const std::string& character) {
  return {.typed = character, .on_us_keyboard = character};
}

std::vector<std::string> codes_of(const std::vector<Key>& typed) {
  WedgeReader reader;
  std::vector<std::string> codes;
  base::Milliseconds now(1000);
  for (const Key& key : typed) {
    now += base::Milliseconds(key.gap);
    const auto code = key.character == "\n"   ? reader.on_enter(now)
                      : key.character.empty() ? reader.on_silence(now)
                                              : reader.on_key(key_of(key.character), now);
    if (code) codes.push_back(code->as_typed);
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
  for (int key = 0; key < 3; ++key) reader.on_key(key_of("Ü"), base::Milliseconds(5 * key));
  EXPECT_EQ(reader.on_enter(base::Milliseconds(30)), std::nullopt);
}

TEST(Wedge, ShowsABurstEarlyEnoughToKeepItOutOfTextFields) {
  WedgeReader scanner;
  for (int key = 0; key < 3; ++key) scanner.on_key(key_of("A"), base::Milliseconds(5 * key));
  EXPECT_TRUE(scanner.in_burst());
  scanner.on_enter(base::Milliseconds(20));
  EXPECT_FALSE(scanner.in_burst());

  WedgeReader person;
  for (int key = 0; key < 9; ++key) {
    person.on_key(key_of("A"), base::Milliseconds(100 * key));
    EXPECT_FALSE(person.in_burst());
  }
}

// --- what of it is typed into a field -----------------------------------------------------------------------------

// A field and a reader, as the stage has them: hands out after `patience`, and looks again when a burst would be over.
struct FieldTyping {
  WedgeReader reader;
  base::Milliseconds patience;
  base::Milliseconds now{1000};
  std::string field;
  std::vector<std::string> codes;
  bool taken_back = false;

  explicit FieldTyping(int patience_ms, bool text) : patience(patience_ms) { reader.expect_text(text); }
  void take(const std::optional<WedgeCode>& code) {
    if (!code) return;
    codes.push_back(code->as_typed);
    taken_back = taken_back || code->handed_out;
  }
  void wait(int gap) {
    // Millisecond by millisecond, as timers may come at any time.
    for (int i = 0; i < gap; ++i) {
      now += base::Milliseconds(1);
      take(reader.on_silence(now));
      field += reader.hand_out(now, patience);
    }
  }
  void press(const std::string& text, int gap) {
    for (const char letter : text) {
      wait(gap);
      if (letter == '\n') {
        take(reader.on_enter(now));
      } else {
        take(reader.on_key(key_of(std::string(1, letter)), now));
      }
      field += reader.take_typed();
    }
  }
};

struct InAField {
  std::string name;
  std::string typed;
  int gap;
  int patience;
  bool text;
  std::string field;  // what is in it in the end
  std::vector<std::string> codes;
  bool taken_back = false;
};

class WedgeInAField : public ::testing::TestWithParam<InAField> {};

TEST_P(WedgeInAField, TypesWhatAPersonTypesAndNothingElse) {
  const InAField& given = GetParam();
  FieldTyping typing(given.patience, given.text);
  typing.press(given.typed, given.gap);
  typing.wait(400);
  EXPECT_EQ(typing.field, given.field);
  EXPECT_EQ(typing.codes, given.codes);
  EXPECT_EQ(typing.taken_back, given.taken_back);
}

INSTANTIATE_TEST_SUITE_P(
    Fields, WedgeInAField,
    ::testing::Values(InAField{"Person", "Friedrich", 110, 35, true, "Friedrich", {}},
                      InAField{"FastPerson", "Friedrich", 60, 35, true, "Friedrich", {}},
                      InAField{"RollOfFiveKeys", "schen", 20, 35, true, "schen", {}},
                      InAField{"Scanner", "TICKET-1\n", 5, 35, true, "", {"TICKET-1"}},
                      InAField{"ScannerWithoutEnter", "TICKET-1", 5, 35, true, "", {"TICKET-1"}},
                      InAField{"ShortCodeWithEnter", "A123\n", 5, 35, true, "", {"A123"}},
                      InAField{"ScannerOnItsWayAtTheUsualPace", "TICKET-1\n", 34, 35, true, "", {"TICKET-1"}},
                      // Its first keys are in the field before it shows itself: the stage takes them back.
                      InAField{"SlowestScanner", "TICKET-1\n", 48, 35, true, "TI", {"TICKET-1"}, true},
                      InAField{"SlowestScannerAtAPin", "123456\n", 48, 60, false, "", {"123456"}},
                      InAField{"ScannerWithoutEnterAtAPin", "1234", 20, 60, false, "", {"1234"}},
                      InAField{"PersonAtAPin", "1234", 120, 60, false, "1234", {}}),
    [](const auto& given) { return given.param.name; });

TEST(Wedge, HandsOutEachCharacterOnce) {
  FieldTyping typing(35, true);
  typing.press("a", 100);
  typing.wait(200);
  typing.press("bc", 20);
  typing.wait(200);
  EXPECT_EQ(typing.field, "abc");
}

TEST(Wedge, GivesUpWhereAKeyComesThatNoScannerSends) {
  FieldTyping typing(35, true);
  typing.press("ab", 10);
  typing.reader.give_up();
  EXPECT_EQ(typing.reader.take_typed(), "ab");
  EXPECT_TRUE(typing.reader.idle());
}

TEST(Wedge, KeepsBothReadingsOfAKey) {
  WedgeReader reader;
  base::Milliseconds now(1000);
  const auto press = [&](const char* typed, const char* us) {
    reader.on_key({typed, us}, now += base::Milliseconds(5));
  };
  press("E", "E");
  press("Ö", ":");
  press("", "=");  // a dead key here
  press("z", "y");
  press("€", "");  // no such key there
  EXPECT_EQ(reader.on_enter(now + base::Milliseconds(5)), (WedgeCode{"EÖz€", "E:=y€"}));
}

}  // namespace
}  // namespace einlass::scan
