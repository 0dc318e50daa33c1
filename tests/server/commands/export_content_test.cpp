// Files as the answers of commands, whole and piece by piece.
#include "server/commands/export_content.h"

#include "core/base/bytes.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace einlass::commands {
namespace {

std::string all_bytes() {
  std::string bytes;
  for (int byte = 0; byte < 128; ++byte) bytes += static_cast<char>(byte);
  return bytes + "Müller \"Zoë\" \\ \r\n😀";
}

// In pieces of this size, also in the middle of a letter.
report::PieceWriter in_pieces(const std::string& content, std::size_t size) {
  return [content, size](const report::Sink& sink) -> base::Result<void> {
    for (std::size_t at = 0; at < content.size(); at += size) sink(std::string_view(content).substr(at, size));
    return {};
  };
}

std::string content_in(const CommandOutcome& outcome) {
  return std::string(boost::json::parse(outcome.value()).at("content").as_string());
}

TEST(ExportContent, IsTheSameHoweverItComesInPieces) {
  const auto content = all_bytes();
  for (std::size_t size = 1; size < 12; ++size) {
    EXPECT_EQ(content_in(content_from(venue::ExportFormat::Csv, in_pieces(content, size))()), content);
    const auto binary = content_in(content_from(venue::ExportFormat::Xlsx, in_pieces(content, size))());
    EXPECT_EQ(base::as_text(base::from_base64url(binary).value()), content);
    EXPECT_EQ(binary, base::base64url(base::to_bytes(content)));
  }
  EXPECT_EQ(content_in(content_from(venue::ExportFormat::Xlsx, in_pieces("", 1))()), "");
}

TEST(ExportContent, IsTheFileItselfForWhoWantsNoMore) {
  for (const auto format : {venue::ExportFormat::Csv, venue::ExportFormat::Xlsx}) {
    std::string file;
    const auto answer = content_from(format, in_pieces(all_bytes(), 5));
    EXPECT_TRUE(answer.write_content([&](std::string_view piece) { file += piece; }));
    EXPECT_EQ(file, all_bytes());
  }
}

TEST(ExportContent, EndsWithWhatIsKnownThenOnly) {
  int lines = 0;
  const auto answer = text_from(
      [&](const report::Sink& sink) -> base::Result<void> {
        for (; lines < 3; ++lines) sink("{\"line\":1}\n");
        return {};
      },
      [&] { return ",\"entries\":" + std::to_string(lines); });
  const auto parsed = boost::json::parse(answer().value());
  EXPECT_EQ(parsed.at("entries").as_int64(), 3);
  EXPECT_EQ(parsed.at("content").as_string().size(), 33U);
}

TEST(ExportContent, SaysWhatWentWrongInsteadOfHalfAFile) {
  const auto broken = content_from(venue::ExportFormat::Csv, [](const report::Sink& sink) -> base::Result<void> {
    sink("half");
    return base::fail(base::ErrorKind::Storage, "There is no room.");
  });
  EXPECT_EQ(broken().error().message, "There is no room.");
}

}  // namespace
}  // namespace einlass::commands
