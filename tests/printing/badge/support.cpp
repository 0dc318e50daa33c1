#include "tests/printing/badge/support.h"

#include "core/base/file.h"

#include <array>
#include <cstdio>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <stdlib.h>
#include <sys/wait.h>

namespace einlass::badge::test {

namespace fs = std::filesystem;

namespace {

template <typename T>
T require(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "einlass-badge-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path fonts_folder() {
  return fs::path(EINLASS_BINARY_DIR) / "share/einlass/fonts";
}

fs::path shipped(const std::string& file) {
  return fs::path(EINLASS_SOURCE_DIR) / "assets/badges" / file;
}

std::shared_ptr<const FontSet> fonts() {
  static const auto opened = require(FontSet::open(fonts_folder()));
  return opened;
}

BadgeTemplate load_shipped(const std::string& file) {
  return require(BadgeTemplate::load(shipped(file)));
}

BadgeTemplate parse(const std::string& svg) {
  return require(BadgeTemplate::parse(svg, "test.svg", images_beside(fs::temp_directory_path())));
}

std::string drawing(double width_mm, double height_mm, const std::string& elements) {
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{0}mm" )"
      R"(height="{1}mm" viewBox="0 0 {0} {1}">{2}</svg>)",
      width_mm, height_mm, elements);
}

BadgeContent guest(const std::string& name, const std::string& company) {
  BadgeContent content;
  content.fields = {{"name", name},
                    {"company", company},
                    {"event", "Future Summit"},
                    {"event_date", "23 November 2026"},
                    {"category_label", "Speaker"},
                    {"table", "Table 12"}};
  content.code = serial_code;
  return content;
}

Output run(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("popen failed");
  Output output;
  std::array<char, 4096> chunk{};
  while (const std::size_t size = fread(chunk.data(), 1, chunk.size(), pipe)) output.text.append(chunk.data(), size);
  output.status = WEXITSTATUS(pclose(pipe));
  return output;
}

std::string write(const fs::path& path, const std::string& content) {
  const auto written = base::write_file(path, content);
  if (!written) throw std::runtime_error(written.error().message);
  return "'" + path.string() + "'";
}

std::string text_in(const std::string& pdf) {
  const TemporaryFolder folder;
  return run("pdftotext " + write(folder.path() / "badge.pdf", pdf) + " -").text;
}

std::string picture_of(const std::string& pdf, int dpi) {
  const TemporaryFolder folder;
  return run(fmt::format("pdftoppm -singlefile -png -r {} {}", dpi, write(folder.path() / "badge.pdf", pdf))).text;
}

std::string codes_in(const std::string& pdf, int dpi) {
  const TemporaryFolder folder;
  return run("zbarimg -q --nodbus --raw " + write(folder.path() / "badge.png", picture_of(pdf, dpi))).text;
}

std::vector<std::string> fonts_in(const std::string& pdf) {
  const TemporaryFolder folder;
  std::istringstream lines(run("pdffonts " + write(folder.path() / "badge.pdf", pdf)).text);
  std::vector<std::string> names;
  std::string line;
  for (int number = 0; std::getline(lines, line); ++number) {
    if (number < 2) continue;  // the table's head
    const std::string name = line.substr(0, line.find(' '));
    names.push_back(name.substr(name.find('+') + 1));
  }
  return names;
}

std::string without_blanks(const std::string& text) {
  constexpr std::array<std::string_view, 4> marks{"\u202a", "\u202b", "\u202c", "\u200f"};
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    bool skipped = false;
    for (const auto mark : marks) {
      if (text.compare(i, mark.size(), mark) != 0) continue;
      i += mark.size();
      skipped = true;
      break;
    }
    if (skipped) continue;
    if (std::string_view(" \n\r\t\f").find(text[i]) == std::string_view::npos) result += text[i];
    ++i;
  }
  return result;
}

}  // namespace einlass::badge::test
