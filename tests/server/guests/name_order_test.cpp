#include "server/guests/cell_values.h"

#include <gtest/gtest.h>

namespace einlass::guests {
namespace {

struct Case {
  const char* title;
  PersonName list;
  PersonName shown;
};

void PrintTo(const Case& test, std::ostream* out) {
  *out << test.title;
}

class NameOrder : public testing::TestWithParam<Case> {};

TEST_P(NameOrder, IsThatOfTheWriting) {
  const auto name = complete_name(GetParam().list);
  EXPECT_EQ(name.full, GetParam().shown.full);
  EXPECT_EQ(name.first, GetParam().shown.first);
  EXPECT_EQ(name.last, GetParam().shown.last);
}

INSTANTIATE_TEST_SUITE_P(
    , NameOrder,
    testing::Values(
        Case{"Latin", {"Ada", "Lovelace", ""}, {"Ada", "Lovelace", "Ada Lovelace"}},
        Case{"OnlyAFirstName", {"雨桐", "", ""}, {"雨桐", "", "雨桐"}},
        Case{"Japanese", {"健太", "小林", ""}, {"健太", "小林", "小林 健太"}},
        Case{"JapaneseWithKana", {"さくら", "林", ""}, {"さくら", "林", "林 さくら"}},
        Case{"Katakana", {"ケンタロー", "コバヤシ", ""}, {"ケンタロー", "コバヤシ", "コバヤシ ケンタロー"}},
        Case{"RepeatedIdeograph", {"蔵之介", "佐々木", ""}, {"蔵之介", "佐々木", "佐々木 蔵之介"}},
        Case{"Chinese", {"雨桐", "王", ""}, {"雨桐", "王", "王雨桐"}},
        Case{"ChineseBeyondTheBasicPlane", {"𠮷", "王", ""}, {"𠮷", "王", "王𠮷"}},
        Case{"Korean", {"지우", "김", ""}, {"지우", "김", "김지우"}},
        Case{"KoreanFamilyNameOfTwo", {"민수", "남궁", ""}, {"민수", "남궁", "남궁민수"}},
        Case{"ForeignNameInHangul", {"에이다", "러브레이스", ""}, {"에이다", "러브레이스", "에이다 러브레이스"}},
        Case{"TwoWritings", {"Yutong", "王", ""}, {"Yutong", "王", "Yutong 王"}},
        Case{"HangulAndHan", {"지우", "金", ""}, {"지우", "金", "지우 金"}},
        Case{"WithComma", {"", "", "小林, 健太"}, {"健太", "小林", "小林 健太"}},
        Case{"TakenApart", {"", "", "小林 健太"}, {"健太", "小林", "小林 健太"}},
        Case{"AsWrittenWhereWhole", {"健太", "小林", "健太 小林"}, {"健太", "小林", "健太 小林"}}),
    [](const auto& info) { return std::string(info.param.title); });

}  // namespace
}  // namespace einlass::guests
