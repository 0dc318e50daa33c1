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

TEST(CommandLinesTest, SayWhenTheOtherEndIsOfAnotherVersion) {
  EXPECT_EQ(read_outcome_line("hello").error().kind, base::ErrorKind::Incompatible);
  EXPECT_EQ(read_outcome_line(R"({"error":{"x":1}})").error().kind, base::ErrorKind::Incompatible);
}

}  // namespace
}  // namespace einlass::commands
