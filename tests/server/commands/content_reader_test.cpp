#include "server/commands/content_reader.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::commands {
namespace {

struct Read {
  std::string content;
  base::Result<void> ended;
};

Read content_in_pieces(const std::string& answer, std::size_t size, ContentKind kind = ContentKind::Text) {
  Read read;
  ContentReader reader(kind, [&](std::string_view piece) {
    read.content += piece;
    return base::Result<void>();
  });
  for (std::size_t i = 0; i < answer.size() && read.ended; i += size) read.ended = reader.take(answer.substr(i, size));
  if (read.ended) read.ended = reader.end();
  return read;
}

TEST(ContentReaderTest, TakesTheFileOutHoweverTheAnswerIsCut) {
  const std::string answer =
      R"({"before":{"content":"not this","rows":[1,-2.5,true,null]},"content":"A\u00e4\n\"b\"\ud83c\udfab","content2":"nor this","n":3})";
  for (std::size_t size = 1; size <= answer.size(); ++size) {
    const auto read = content_in_pieces(answer, size);
    EXPECT_TRUE(read.ended) << size;
    EXPECT_EQ(read.content, "A\u00e4\n\"b\"\U0001F3AB") << size;
  }
}

TEST(ContentReaderTest, DecodesWhatIsNoText) {
  const std::string answer = R"({"content":"AAECA_8"})";
  for (std::size_t size = 1; size <= answer.size(); ++size) {
    const auto read = content_in_pieces(answer, size, ContentKind::Binary);
    EXPECT_TRUE(read.ended) << size;
    EXPECT_EQ(read.content, std::string("\0\1\2\3\xFF", 5)) << size;
  }
  EXPECT_EQ(content_in_pieces(R"({"content":""})", 3, ContentKind::Binary).content, "");
}

TEST(ContentReaderTest, SaysWhenTheAnswerIsOfAnotherKind) {
  for (const auto* answer :
       {"", "[]", "{}", R"({"content":3})", R"({"content":"cut)", R"({"inner":{"content":"x"}})"}) {
    const auto read = content_in_pieces(answer, 4);
    ASSERT_FALSE(read.ended) << answer;
    EXPECT_EQ(read.ended.error().kind, base::ErrorKind::Incompatible) << answer;
  }
  EXPECT_FALSE(content_in_pieces(R"({"content":"no base64!"})", 4, ContentKind::Binary).ended);
}

TEST(ContentReaderTest, EndsWithWhatTheDiskSays) {
  ContentReader reader(ContentKind::Text, [](std::string_view) -> base::Result<void> {
    return base::fail(base::ErrorKind::Storage, "the disk is full");
  });
  const auto long_answer = R"({"content":")" + std::string(1U << 20U, 'x') + R"("})";
  auto taken = reader.take(long_answer);
  if (taken) taken = reader.end();
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, base::ErrorKind::Storage);
}

}  // namespace
}  // namespace einlass::commands
