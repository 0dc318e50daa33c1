// einlass-photos DIR: real photographs of codes, each with its expected text beside it in NAME.txt; a photograph
// without one shows no code. Prints what went wrong and one line of JSON; exits with 1 on any misread.
#include "core/base/file.h"
#include "scanner/decoder.h"
#include "scanner/image_file.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;

struct Score {
  int with_code = 0;
  int right = 0;
  int without_code = 0;
  int misread = 0;
  int unreadable = 0;
  std::vector<double> milliseconds;
};

std::optional<std::string> expected_text(fs::path photo) {
  const auto text = einlass::base::read_file(photo.replace_extension(".txt"));
  if (!text) return std::nullopt;
  return *text;
}

void judge(const fs::path& photo, Score& score) {
  const auto frame = einlass::scan::load_image(photo);
  if (!frame) {
    ++score.unreadable;
    std::cerr << frame.error().message << '\n';
    return;
  }
  const auto started = std::chrono::steady_clock::now();
  const auto codes = einlass::scan::Decoder().decode_still(*frame);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
  score.milliseconds.push_back(took.count());

  const auto expected = expected_text(photo);
  const auto is_expected = [&](const auto& code) { return expected && code.text == *expected; };
  const bool right = std::any_of(codes.begin(), codes.end(), is_expected);
  const bool misread = !std::all_of(codes.begin(), codes.end(), is_expected);
  (expected ? score.with_code : score.without_code) += 1;
  if (right) ++score.right;
  if (misread) ++score.misread;
  if (misread || (expected && !right)) {
    std::cerr << photo.string() << (misread ? ": read wrongly" : ": not read") << '\n';
  }
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || !fs::is_directory(argv[1])) {
    std::cerr << "Usage: einlass-photos DIR, a folder of photographs with their texts beside them.\n";
    return 2;
  }
  Score score;
  for (const auto& entry : fs::recursive_directory_iterator(argv[1])) {
    if (einlass::scan::has_image_name(entry.path())) judge(entry.path(), score);
  }
  if (score.with_code + score.without_code + score.unreadable == 0) {
    std::cerr << "einlass-photos: there is no photograph in " << argv[1] << "; name the folder that holds them.\n";
    return 1;
  }
  std::cout << fmt::format(
                   R"({{"with_code":{},"right":{},"without_code":{},"misread":{},"unreadable":{},"median_ms":{:.3f}}})",
                   score.with_code, score.right, score.without_code, score.misread, score.unreadable,
                   median(score.milliseconds))
            << '\n';
  return score.misread == 0 && score.unreadable == 0 ? 0 : 1;
}
