#include "server/report/list_pdf.h"

#include "server/report/list_pages.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace einlass::report {
namespace {

std::shared_ptr<const badge::FontSet> fonts() {
  return badge::FontSet::open(std::filesystem::path(EINLASS_BINARY_DIR) / "share/einlass/fonts").value();
}

// What pdftotext reads on one page (0: all), a line of the page in a line.
std::string text_in(const std::string& pdf, int page = 0) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("list_pdf_test.{}", ::getpid());
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "list.pdf", std::ios::binary) << pdf;
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
