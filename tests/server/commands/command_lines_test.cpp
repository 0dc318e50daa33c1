#include "server/commands/command_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::commands {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(CommandLinesTest, CarryACommandInOneLine) {
  const auto line = command_line({.name = "guests.import", .arguments = "{\n  \"content\": \"a;b\\nc\",\n \"n\": 1}"});
  EXPECT_THAT(line, Not(HasSubstr("\n")));
  const auto command = read_command_line(line);
  ASSERT_TRUE(command);
  EXPECT_EQ(command->name, "guests.import");
  EXPECT_EQ(command->arguments, R"({"content":"a;b\nc","n":1})");
}

TEST(CommandLinesTest, RefuseWhatIsNoCommand) {
  for (const auto* line : {"", "x", "[]", "{}", R"({"command":1,"arguments":{}})", R"({"command":"status"})"}) {
    const auto command = read_command_line(line);
    ASSERT_FALSE(command) << line;
    EXPECT_EQ(command.error().kind, base::ErrorKind::InvalidInput);
  }
}

TEST(CommandLinesTest, CarryResultsUnchanged) {
  for (const auto* result : {R"({"kiosks":[]})", "[1,2]", "null", R"("text with } and \"quotes\"")"}) {
    EXPECT_EQ(read_outcome_line(outcome_line(std::string(result))).value(), result);
  }
}

TEST(CommandLinesTest, CarryErrorsWithKindAndSentence) {
  const base::Error error{base::ErrorKind::NotFound, "There is no kiosk \"west\"; see einlass kiosk list."};
  EXPECT_EQ(read_outcome_line(outcome_line(tl::make_unexpected(error))).error(), error);
}

struct ReadPieces {
  std::string result;
  base::Result<void> ended;
};

ReadPieces read_in_pieces(const std::string& line, std::size_t size) {
  ReadPieces all;
  OutcomePieces pieces([&](std::string_view piece) {
    all.result += piece;
    return base::Result<void>();
  });
  for (std::size_t i = 0; i < line.size() && all.ended; i += size) all.ended = pieces.take(line.substr(i, size));
  if (all.ended) all.ended = pieces.end();
  return all;
}

TEST(CommandLinesTest, AreReadInPiecesHoweverTheyAreCut) {
  const std::string result = R"({"content":"a}b","n":{}})";
  const base::Error error{base::ErrorKind::NotFound, "There is no event \"west\"."};
  const auto good = outcome_line(result), bad = outcome_line(tl::make_unexpected(error));
  for (std::size_t size = 1; size <= good.size(); ++size) {
    const auto read = read_in_pieces(good, size);
    EXPECT_TRUE(read.ended) << size;
    EXPECT_EQ(read.result, result) << size;
    const auto refused = read_in_pieces(bad, size);
    ASSERT_FALSE(refused.ended) << size;
    EXPECT_EQ(refused.ended.error(), error) << size;
    EXPECT_EQ(refused.result, "") << size;
  }
  for (std::size_t cut = 0; cut < good.size(); ++cut) {
    if (cut > 0 && good[cut - 1] == '}') continue;  // a line ends with its break, which the socket waits for
    const auto lost = read_in_pieces(good.substr(0, cut), 5);
    ASSERT_FALSE(lost.ended) << cut;
    EXPECT_EQ(lost.ended.error().kind, base::ErrorKind::Incompatible) << cut;
  }
}

TEST(CommandLinesTest, SayWhenTheOtherEndIsOfAnotherVersion) {
  EXPECT_EQ(read_outcome_line("hello").error().kind, base::ErrorKind::Incompatible);
  EXPECT_EQ(read_outcome_line(R"({"error":{"x":1}})").error().kind, base::ErrorKind::Incompatible);
}

}  // namespace
}  // namespace einlass::commands
