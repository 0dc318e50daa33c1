#include "printing/badge/render_files.h"

#include "core/base/file.h"
#include "tests/printing/badge/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

RenderRequest request(const std::filesystem::path& output, const std::vector<std::string>& fields) {
  return {
      .template_file = shipped("card-86x54.svg"), .fonts_folder = fonts_folder(), .fields = fields, .output = output};
}

TEST(RenderFiles, WritesWhatTheNameOfTheOutputAsksFor) {
  const TemporaryFolder folder;
  const auto pdf = folder.path() / "badge.pdf", png = folder.path() / "badge.png";
  ASSERT_TRUE(render_files(request(pdf, {"name=Ada Lovelace"})));
  ASSERT_TRUE(render_files(request(png, {"name=Ada Lovelace"})));
  EXPECT_THAT(*base::read_file(pdf), testing::StartsWith("%PDF-"));
  EXPECT_THAT(*base::read_file(png), testing::StartsWith("\x89PNG"));
  const auto others = std::filesystem::perms::group_read | std::filesystem::perms::others_read;
  EXPECT_EQ(std::filesystem::status(pdf).permissions() & others, std::filesystem::perms::none);
}

struct Wrong {
  const char* title;
  const char* field;
  const char* sentence;
};

void PrintTo(const Wrong& wrong, std::ostream* out) {
  *out << wrong.title;
}

class WrongFields : public testing::TestWithParam<Wrong> {};

TEST_P(WrongFields, AreNamedWithoutTheirValue) {
  const auto content = content_from_pairs({GetParam().field});
  ASSERT_FALSE(content);
  EXPECT_EQ(content.error().kind, base::ErrorKind::InvalidInput);
  EXPECT_THAT(content.error().message, HasSubstr(GetParam().sentence));
  EXPECT_THAT(content.error().message, Not(HasSubstr("Lovelace")));
}

INSTANTIATE_TEST_SUITE_P(, WrongFields,
                         testing::Values(Wrong{"Unknown", "nmae=Lovelace", "has a field nmae"},
                                         Wrong{"NoSign", "Lovelace", "NAME=VALUE"},
                                         Wrong{"NotUtf8", "name=\xff Lovelace", "The field name is not UTF-8"},
                                         Wrong{"Mark", "no_photo=Lovelace", "is yes or no"},
                                         Wrong{"Picture", "logo=Lovelace", "write logo=@FILE"}),
                         [](const auto& info) { return std::string(info.param.title); });

TEST(RenderFiles, RefusesOtherEndingsBeforeWriting) {
  const TemporaryFolder folder;
  const auto output = folder.path() / "badge.jpg";
  const auto done = render_files(request(output, {"name=Ada"}));
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("end in .pdf or .png"));
  EXPECT_FALSE(std::filesystem::exists(output));
}

TEST(RenderFiles, RefusesABadgeWithNothingOnIt) {
  const TemporaryFolder folder;
  const auto output = folder.path() / "badge.png";
  const auto done = render_files(request(output, {}));
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("would be empty"));
  EXPECT_FALSE(std::filesystem::exists(output));
}

TEST(RenderFiles, DescribesFindingsWithoutTheGuestsText) {
  BadgeReport report;
  report.overflows = {"name"};
  report.unknown_glyphs = {{"company", 2}};
  report.empty_fields = {"table", "name"};
  report.smallest_qr_module_mm = 0.25;
  EXPECT_THAT(describe(report),
              ElementsAre("name: did not fit at its smallest size and is printed smaller.",
                          "company: 2 characters are in none of the packaged fonts.", "name: is empty.",
                          "qr: a module measures 0.25 mm, and below 0.3 mm some scanners fail."));
}

}  // namespace
}  // namespace einlass::badge::test
