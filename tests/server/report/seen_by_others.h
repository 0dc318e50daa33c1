// PDFs and spreadsheets as other programs read them.
#pragma once

#include "core/base/file.h"
#include "printing/badge/font_set.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <unistd.h>

namespace einlass::report {

inline std::shared_ptr<const badge::FontSet> packaged_fonts() {
  static const auto kFonts = badge::FontSet::open(std::string(EINLASS_BINARY_DIR) + "/share/einlass/fonts").value();
  return kFonts;
}

inline std::string output_of(const std::string& command) {
  std::string output;
  auto* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no pipe");
  std::array<char, 4096> piece{};
  while (const auto size = std::fread(piece.data(), 1, piece.size(), pipe)) output.append(piece.data(), size);
  EXPECT_EQ(::pclose(pipe), 0) << command << output;
  return output;
}

// To be looked at, where EINLASS_KEEP_PDF names a folder.
inline void keep(const std::string& name, const std::string& pdf) {
  const char* folder = std::getenv("EINLASS_KEEP_PDF");
  if (folder == nullptr) return;
  EXPECT_TRUE(base::write_file(std::filesystem::path(folder) / name, pdf));
}

// What `before FILE after` prints.
inline std::string seen_by(const std::string& before, const std::string& content, const std::string& after = "") {
  const auto file = std::filesystem::temp_directory_path() / ("einlass-seen-" + std::to_string(::getpid()));
  EXPECT_TRUE(base::write_file(file, content));
  const auto text = output_of(before + " " + file.string() + " " + after);
  std::filesystem::remove(file);
  return text;
}

}  // namespace einlass::report
