#include "tests/printing/badge/support.h"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::badge::test {
namespace {

using testing::HasSubstr;

RenderedPdf render(const BadgeTemplate& badge, const BadgeContent& content, double printer_dpi = 0) {
  Renderer renderer(fonts());
  auto pdf = renderer.render_pdf(badge, content, printer_dpi);
  EXPECT_TRUE(pdf) << pdf.error().message;
  return pdf ? std::move(*pdf) : RenderedPdf{};
}

// "Page size:  243.78 x 153.071 pts"
std::pair<double, double> page_size(const std::string& pdf) {
  const TemporaryFolder folder;
  const std::string info = run("pdfinfo " + write(folder.path() / "badge.pdf", pdf)).text;
  EXPECT_THAT(info, HasSubstr("Pages:           1\n"));
  const auto at = info.find("Page size:");
  EXPECT_NE(at, std::string::npos);
  char* end = nullptr;
  const double width = std::strtod(info.c_str() + at + 10, &end);
  return {width, std::strtod(end + 2, nullptr)};
}

struct Sheet {
  const char* title;
  double width_mm, height_mm;
};

void PrintTo(const Sheet& sheet, std::ostream* out) {
  *out << sheet.title;
}

class PageSizes : public testing::TestWithParam<Sheet> {};

TEST_P(PageSizes, AreExactlyTheTemplates) {
  const auto [title, width_mm, height_mm] = GetParam();
  const auto badge =
      parse(drawing(width_mm, height_mm, R"(<rect data-field="name" x="1" y="1" width="15" height="8"/>)"));
  const auto [width, height] = page_size(render(badge, guest("Ada")).pdf);
  EXPECT_NEAR(width, width_mm * 72 / 25.4, 0.005);
  EXPECT_NEAR(height, height_mm * 72 / 25.4, 0.005);
}

INSTANTIATE_TEST_SUITE_P(, PageSizes,
                         testing::Values(Sheet{"Card", 86, 54}, Sheet{"Label", 62, 100}, Sheet{"A6", 105, 148},
                                         Sheet{"Fraction", 101.6, 50.8}, Sheet{"Narrow", 20, 300}),
                         [](const auto& info) { return std::string(info.param.title); });

struct Words {
  const char* title;
  const char* name;
};

void PrintTo(const Words& words, std::ostream* out) {
  *out << words.title;
}

// pdftotext joins words that a hyphen divides at the end of a line; Layout and Overflow count the hyphens.
std::string without_hyphens(std::string text) {
  std::erase(text, '-');
  return without_blanks(text);
}

class PdfText : public testing::TestWithParam<Words> {};

TEST_P(PdfText, IsFoundWholeByPdftotext) {
  for (const char* file : {"card-86x54.svg", "label-62x100.svg"}) {
    const auto pdf = render(load_shipped(file), guest(GetParam().name, "Größe & Söhne"));
    const std::string found = without_hyphens(text_in(pdf.pdf));
    EXPECT_THAT(found, HasSubstr(without_hyphens(GetParam().name))) << file;
    EXPECT_THAT(found, HasSubstr("Größe&Söhne")) << file;
  }
}

INSTANTIATE_TEST_SUITE_P(, PdfText,
                         testing::Values(Words{"Umlauts", "Jürgen Müller-Lüdenscheidt"},
                                         Words{"Greek", "Ωμέγα Παπαδόπουλος"},
                                         Words{"Cyrillic", "Єлизавета Ковальська"}, Words{"Arabic", "محمد الخطيب"},
                                         Words{"Hebrew", "דוד גוריון"}, Words{"Chinese", "王小明"},
                                         Words{"Japanese", "山田たろう"}, Words{"Korean", "김민준"},
                                         Words{"Vietnamese", "Nguyễn Thị Hồng"},
                                         Words{"Apostrophe", "Sinéad O’Connor"}),
                         [](const auto& info) { return std::string(info.param.title); });

TEST(Pdf, ReadsInTheOrderOfTheBadge) {
  const std::string text = text_in(render(load_shipped("label-62x100.svg"), guest("Ada Lovelace")).pdf);
  EXPECT_LT(text.find("Future Summit"), text.find("Lovelace"));
  EXPECT_LT(text.find("Lovelace"), text.find("Nordlicht"));
  EXPECT_LT(text.find("Nordlicht"), text.find("Table 12"));
}

TEST(Pdf, EmbedsAllItsFonts) {
  const auto pdf = render(load_shipped("card-86x54.svg"), guest("Ada 王 محمد"));
  const TemporaryFolder folder;
  const std::string table = run("pdffonts " + write(folder.path() / "badge.pdf", pdf.pdf)).text;
  EXPECT_THAT(table, HasSubstr("yes yes yes"));
  EXPECT_THAT(table, testing::Not(HasSubstr(" no ")));
}

// 海 and others are written otherwise in Japan; a name of ideographs alone does not tell.
TEST(Pdf, SetsIdeographsInTheFormsOfTheGuestsOwnLanguage) {
  EXPECT_THAT(
      fonts_in(render(load_shipped("card-86x54.svg"), guest("小林 海", "港町システム")).pdf),
      testing::AllOf(testing::Contains("NotoSansCJKjp-Bold"), testing::Not(testing::Contains("NotoSansCJKsc-Bold"))));
  EXPECT_THAT(fonts_in(render(load_shipped("card-86x54.svg"), guest("小林 海", "")).pdf),
              testing::Contains("NotoSansCJKsc-Bold"));
}

TEST(Pdf, KeepsEmojiAsSharpPictures) {
  const auto pdf = render(load_shipped("card-86x54.svg"), guest("Zoë 👩‍💻"));
  const TemporaryFolder folder;
  const std::string pictures = run("pdfimages -list " + write(folder.path() / "badge.pdf", pdf.pdf)).text;
  EXPECT_THAT(pictures, HasSubstr(" 176   176  rgb"));
}

struct Scan {
  const char* title;
  const char* file;
  int dpi;
  double printer_dpi;
};

void PrintTo(const Scan& scan, std::ostream* out) {
  *out << scan.title;
}

class QrCodes : public testing::TestWithParam<Scan> {};

TEST_P(QrCodes, AreReadFromThePrint) {
  const auto pdf = render(load_shipped(GetParam().file), guest("Ada Lovelace"), GetParam().printer_dpi);
  EXPECT_EQ(codes_in(pdf.pdf, GetParam().dpi), std::string(serial_code) + "\n");
  EXPECT_GE(pdf.report.smallest_qr_module_mm, least_qr_module_mm);
}

INSTANTIATE_TEST_SUITE_P(, QrCodes,
                         testing::Values(Scan{"Card300", "card-86x54.svg", 300, 0},
                                         Scan{"Card203", "card-86x54.svg", 203, 0},
                                         Scan{"Label300", "label-62x100.svg", 300, 0},
                                         Scan{"Label203", "label-62x100.svg", 203, 0},
                                         Scan{"Card203Snapped", "card-86x54.svg", 203, 203},
                                         Scan{"Label300Snapped", "label-62x100.svg", 300, 300}),
                         [](const auto& info) { return std::string(info.param.title); });

TEST(Qr, ModulesAreWholeDotsOfTheKnownPrinter) {
  const auto badge = load_shipped("label-62x100.svg");
  for (const double dpi : {203.0, 300.0, 600.0}) {
    const double dots = render(badge, guest("Ada"), dpi).report.smallest_qr_module_mm / 25.4 * dpi;
    EXPECT_NEAR(dots, std::round(dots), 1e-6);
    EXPECT_GE(dots, 1);
  }
}

TEST(Qr, SmallerThanScannersNeedIsReported) {
  const auto badge = parse(drawing(86, 54, R"(<rect data-field="qr" x="5" y="5" width="9" height="9"/>)"));
  EXPECT_NEAR(render(badge, guest("Ada")).report.smallest_qr_module_mm, 9.0 / 33, 1e-9);
}

TEST(Pdf, WithoutACodeIsReportedNotRefused) {
  auto content = guest("Ada");
  content.code.clear();
  content.fields["position"] = "Engineer";
  EXPECT_THAT(render(load_shipped("card-86x54.svg"), content).report.empty_fields,
              testing::UnorderedElementsAre("logo", "qr"));
}

}  // namespace
}  // namespace einlass::badge::test
