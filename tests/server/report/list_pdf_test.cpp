#include "server/report/list_pdf.h"

#include "scanner/decoder.h"
#include "scanner/image_file.h"
#include "server/report/list_pages.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace einlass::report {
namespace {

std::shared_ptr<const badge::FontSet> fonts() {
  return badge::FontSet::open(std::filesystem::path(EINLASS_BINARY_DIR) / "share/einlass/fonts").value();
}

std::filesystem::path written(const std::string& pdf) {
  auto folder = std::filesystem::temp_directory_path() / fmt::format("list_pdf_test.{}", ::getpid());
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "list.pdf", std::ios::binary) << pdf;
  return folder;
}

// What pdftotext reads on one page (0: all), a line of the page in a line.
std::string text_in(const std::string& pdf, int page = 0) {
  const auto folder = written(pdf);
  const auto pages = page > 0 ? fmt::format("-f {0} -l {0}", page) : std::string();
  const auto command =
      fmt::format("pdftotext -layout {} {} {}", pages, (folder / "list.pdf").string(), (folder / "list.txt").string());
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ifstream file(folder / "list.txt");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  file.close();
  if (std::getenv("EINLASS_KEEP_PDF") == nullptr) std::filesystem::remove_all(folder);
  return text;
}

struct Window {
  int x = 0, y = 0, width = 0, height = 0;
};

scan::Frame part_of(const scan::Frame& frame, const Window& window) {
  scan::Frame part{.width = window.width, .height = window.height, .stride = window.width, .pixels = {}};
  for (int y = window.y; y < window.y + window.height; ++y) {
    part.pixels.insert(part.pixels.end(), frame.row(y) + window.x, frame.row(y) + window.x + window.width);
  }
  return part;
}

// What a camera that goes down the left edge of all pages reads there.
std::multiset<std::string> codes_in(const std::string& pdf, int dpi) {
  const auto folder = written(pdf);
  const auto command =
      fmt::format("pdftoppm -gray -png -r {} {} {}", dpi, (folder / "list.pdf").string(), folder.string() + "/page");
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::multiset<std::string> codes;
  const auto dots = [&](double mm) { return static_cast<int>(mm / 25.4 * dpi); };
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".png") continue;
    const auto page = scan::load_image(file.path()).value();
    std::set<std::string> here;
    for (int y = dots(10); y + dots(9) < page.height; y += dots(1)) {
      for (const auto& code : scan::Decoder().decode_still(part_of(page, {dots(13), y, dots(12), dots(9)}))) {
        here.insert(code.text);
      }
    }
    codes.insert(here.begin(), here.end());
  }
  std::filesystem::remove_all(folder);
  return codes;
}

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

PaperList roll(int guests) {
  PaperList list{.title = "Roll call",
                 .lines = {"Future Summit", "Monday, 23 November 2026, 18:42: 61 persons inside, and 7 of the crew"},
                 .notice = "An estimate: departures are not scanned.",
                 .columns = {{.title = "Here", .width_mm = 12, .kind = ListColumn::Kind::TickBox},
                             {.title = "Name", .bold = true},
                             {.title = "Company"},
                             {.title = "Persons", .width_mm = 18}},
                 .rows = {{.cells = {"A–Z"}, .is_heading = true}},
                 .footer = "Roll call, Future Summit, 18:42"};
  for (int i = 0; i < guests; ++i) {
    list.rows.push_back({.cells = {i % 3 == 0 ? "x" : "", fmt::format("Guest{:04}, Anna", i), "Nordlicht GmbH", "1"}});
  }
  return list;
}

TEST(ListPdf, NamesEverybodyOnceOverAllPages) {
  const auto pdf = list_pdf(roll(200), fonts());
  ASSERT_TRUE(pdf) << pdf.error().message;
  const auto text = text_in(*pdf);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(count(text, fmt::format("Guest{:04}", i)), 1) << i;
}

TEST(ListPdf, SaysOnEachPageWhatItIsAndWhichPage) {
  const auto pdf = list_pdf(roll(200), fonts()).value();
  for (int page = 1; page <= 7; ++page) {
    const auto text = text_in(pdf, page);
    EXPECT_EQ(count(text, fmt::format("Page {} of 7", page)), 1) << text;
    EXPECT_EQ(count(text, "Roll call, Future Summit, 18:42"), 1);
    EXPECT_EQ(count(text, "Company"), 1) << "the titles of the columns";
    EXPECT_EQ(count(text, "An estimate"), page == 1 ? 1 : 0);
  }
}

TEST(ListPdf, KeepsLongNamesWhole) {
  auto list = roll(1);
  list.rows[1].cells[1] =
      "Freiherr von und zu Oberschwarzenfels-Niederlindenbergshausen, Maximilian Ferdinand Alexander";
  list.rows[1].cells[2] = "Донаудампфшиффартсгезельшафт и Компания";
  const auto text = text_in(list_pdf(list, fonts()).value());
  EXPECT_NE(text.find("Maximilian"), std::string::npos) << text;
  EXPECT_NE(text.find("Alexander"), std::string::npos) << text;
  EXPECT_NE(text.find("Компания"), std::string::npos) << text;
}

TEST(ListPdf, OfHundredsTakesFewPagesWhereItIsDense) {
  auto list = roll(0);
  list.dense = true;
  list.columns[0].kind = ListColumn::Kind::TickBoxes;
  for (int i = 0; i < 650; ++i) {
    if (i % 26 == 0) list.rows.push_back({.cells = {"A"}, .is_heading = true});
    const auto* boxes = i % 40 == 0 ? "1/12" : "0/1";
    list.rows.push_back({.cells = {boxes, fmt::format("Guest{:04}, Anna", i), "Nordlicht GmbH", "1"}});
  }
  const auto text = text_in(list_pdf(list, fonts()).value());
  for (int i = 0; i < 650; ++i) EXPECT_EQ(count(text, fmt::format("Guest{:04}", i)), 1) << i;
  EXPECT_EQ(count(text, "of 16"), 0) << "more than 15 pages";
  EXPECT_EQ(count(text, "/ 12"), 17) << "room for a number where the boxes have none";
}

// In both heights of rows, ten dots a millimetre, as of a phone a hand away.
TEST(ListPdf, HasCodesThatAreReadRowByRow) {
  for (const bool dense : {false, true}) {
    auto list = roll(0);
    list.dense = dense;
    list.columns.insert(list.columns.begin(), {.title = "", .width_mm = 8, .kind = ListColumn::Kind::Code});
    std::multiset<std::string> printed;
    for (int row = 1; row <= 60; ++row) {
      const auto code = fmt::format("48213{:06}{}", row, row % 10);
      list.rows.push_back({.cells = {code, "", fmt::format("Guest{:04}, Anna", row), "Nordlicht GmbH", "1"}});
      printed.insert(code);
    }
    list.rows.push_back({.cells = {"", "", "Written in by hand"}});
    const auto pdf = list_pdf(list, fonts()).value();
    EXPECT_EQ(codes_in(pdf, 250), printed) << (dense ? "dense" : "usual");
    EXPECT_GE(count(text_in(pdf, 1), "Guest"), dense ? 38 : 25);
  }
}

TEST(ListPdf, OfNobodyIsOnePage) {
  auto list = roll(0);
  list.rows.clear();
  EXPECT_EQ(count(text_in(list_pdf(list, fonts()).value()), "Page 1 of 1"), 1);
}

TEST(ListPdf, RefusesWhatDoesNotFit) {
  auto list = roll(1);
  list.columns[3].width_mm = 190;
  EXPECT_FALSE(list_pdf(list, fonts()));
  list = roll(1);
  list.page_text = "{} {} {}";
  EXPECT_FALSE(list_pdf(list, fonts()));
  list.columns.clear();
  EXPECT_FALSE(list_pdf(list, fonts()));
  list = roll(1);
  list.columns[1].kind = ListColumn::Kind::Code;
  list.rows[1].cells[1] = std::string(4000, '1');
  EXPECT_FALSE(list_pdf(list, fonts()));
}

TEST(ListPages, FillEachPageAndSplitNoHeadingFromItsRows) {
  const RowHeight row{10, false}, heading{10, true};
  using Ends = std::vector<std::size_t>;
  EXPECT_EQ(page_ends({}, {30, 40}), Ends({0}));
  EXPECT_EQ(page_ends({row, row, row}, {30, 40}), Ends({3}));
  EXPECT_EQ(page_ends({row, row, row, row}, {30, 40}), Ends({3, 4}));
  EXPECT_EQ(page_ends({row, row, heading, row}, {30, 40}), Ends({2, 4}));
  EXPECT_EQ(page_ends({{100, false}, row}, {30, 40}), Ends({1, 2}));
  EXPECT_EQ(page_ends({heading, heading, heading, row}, {30, 40}), Ends({3, 4}));
}

}  // namespace
}  // namespace einlass::report
