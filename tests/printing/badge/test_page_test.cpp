#include "printing/badge/test_page.h"

#include "printing/badge/paper_size.h"
#include "tests/printing/badge/pixels.h"
#include "tests/printing/badge/support.h"

#include <sstream>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

using testing::HasSubstr;

constexpr double ten_dots_per_mm = 254;

TestPage page(double width_mm, double height_mm, double dpi = 0) {
  return {.width_mm = width_mm, .height_mm = height_mm, .dpi = dpi, .printer = "Door A", .date = "2026-11-23"};
}

std::string pdf_of(const TestPage& page) {
  auto pdf = test_page_pdf(page, fonts());
  EXPECT_TRUE(pdf) << pdf.error().message;
  return pdf ? *std::move(pdf) : std::string();
}

Pixels pixels_of_page(double width_mm, double height_mm) {
  const auto png = test_page_png(page(width_mm, height_mm), fonts(), ten_dots_per_mm);
  EXPECT_TRUE(png) << png.error().message;
  return png ? pixels_of(*png) : Pixels{};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(TestPagePdf, IsOnePageOfTheMediasSize) {
  const TemporaryFolder folder;
  const auto info = run("pdfinfo " + write(folder.path() / "page.pdf", pdf_of(page(86, 54)))).text;
  EXPECT_THAT(info, HasSubstr("Pages:           1\n"));
  EXPECT_THAT(info, HasSubstr("Page size:       243.78 x 153.071 pts"));
}

TEST(TestPagePdf, NamesPrinterSizeAndDate) {
  const auto text = text_in(pdf_of(page(86, 54, 300)));
  for (const auto* said : {"Door A", "86 x 54 mm", "300 dpi", "2026-11-23"}) EXPECT_THAT(text, HasSubstr(said));
}

// A mark lies on its millimetre, half a dot more or less, between the frame at 3 mm and a millimetre further in.
TEST(TestPagePdf, HasAMarkAtEachMillimetreOfAllFourEdges) {
  const auto pixels = pixels_of_page(86, 54);
  const auto marked = [&](int x, int y) { return pixels.dark(x, y) || pixels.dark(x - 1, y); };
  const auto marked_down = [&](int x, int y) { return pixels.dark(x, y) || pixels.dark(x, y - 1); };
  for (int mm = 7; mm < 80; ++mm) {
    EXPECT_TRUE(marked(mm * 10, 37) && marked(mm * 10, 540 - 37)) << mm;
    EXPECT_FALSE(pixels.dark(mm * 10 + 5, 37) || pixels.dark(mm * 10 + 5, 540 - 37)) << mm;
  }
  for (int mm = 7; mm < 48; ++mm) {
    EXPECT_TRUE(marked_down(37, mm * 10) && marked_down(860 - 37, mm * 10)) << mm;
    EXPECT_FALSE(pixels.dark(37, mm * 10 + 5) || pixels.dark(860 - 37, mm * 10 + 5)) << mm;
  }
}

TEST(TestPagePdf, HasAFrameAtTheVeryEdgeAndAtThreeMillimetres) {
  const auto pixels = pixels_of_page(86, 54);
  for (const int inset : {0, 30}) {
    for (const int x : {inset, 859 - inset})
      EXPECT_EQ(pixels.dark_inside(x, inset, x + 1, 540 - inset), 540 - 2 * inset);
    for (const int y : {inset, 539 - inset})
      EXPECT_EQ(pixels.dark_inside(inset, y, 860 - inset, y + 1), 860 - 2 * inset);
  }
}

TEST(TestPagePdf, HasCodesThatAReaderReadsAndThatAreNoBadges) {
  const auto codes = lines_of(codes_in(pdf_of(page(86, 54)), 600));
  EXPECT_GE(codes.size(), 4U);
  for (const auto& code : codes) EXPECT_THAT(code, testing::StartsWith("EINLASS TEST ")) << code;
}

TEST(TestPagePdf, HasCodesOfWholeDotsThatAreReadAtThePrintersResolution) {
  for (const int dpi : {203, 300}) {
    const auto codes = lines_of(codes_in(pdf_of(page(105, 148, dpi)), dpi));
    EXPECT_GE(codes.size(), 3U) << dpi;  // two dots are too few for a reader of pixels
  }
}

TEST(TestPagePdf, FitsLabelsOfAllSizesAndSaysWhichItDoesNot) {
  for (const auto& [width, height] :
       {std::pair{20.0, 20.0}, {62.0, 29.0}, {29.0, 90.0}, {62.0, 100.0}, {210.0, 297.0}}) {
    EXPECT_TRUE(test_page_pdf(page(width, height, 300), fonts())) << width;
  }
  for (const auto& [width, height] : {std::pair{19.0, 60.0}, {60.0, 0.0}, {501.0, 60.0}}) {
    const auto refused = test_page_pdf(page(width, height), fonts());
    ASSERT_FALSE(refused) << width;
    EXPECT_EQ(refused.error().kind, base::ErrorKind::InvalidInput);
  }
}

TEST(PaperSizes, AreReadAsPeopleTypeThem) {
  EXPECT_EQ(paper_size("62.5x100").value().width_mm, 62.5);
  EXPECT_EQ(paper_size("A4").value().height_mm, 297);
  for (const auto* wrong : {"", "x", "86", "86x", "86x-3", "86x54x2", "0x54", "86 x 54", "1e3x4", "nanxinf"}) {
    EXPECT_FALSE(paper_size(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace einlass::badge::test
