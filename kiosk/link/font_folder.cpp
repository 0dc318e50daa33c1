#include "kiosk/link/font_folder.h"

#include "core/base/file.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

namespace einlass::link {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;
using base::Result;

// Names come over the network, and each becomes a file in one folder.
Result<void> check_name(const std::string& name) {
  const bool plain = !name.empty() && !name.starts_with('.') && name.find_first_of("/\\") == std::string::npos;
  if (plain) return {};
  return base::fail(ErrorKind::InvalidInput, "The server names a font that is no file name; rename it there.");
}

bool is_laid_out(const fs::path& file, const WantedFont& font, const PackagedFonts& packaged) {
  std::error_code failed;
  const auto same = packaged.find(font.hash);
  if (same != packaged.end()) return fs::read_symlink(file, failed) == same->second && fs::exists(file, failed);
  return !fs::is_symlink(file, failed) && fs::file_size(file, failed) == font.size && !failed;
}

Result<void> lay_out(const fs::path& file, const WantedFont& font, const PackagedFonts& packaged,
                     const FontContent& content) {
  const auto same = packaged.find(font.hash);
  if (same == packaged.end()) {
    return content(font).and_then([&](const std::string& bytes) { return base::write_file(file, bytes); });
  }
  std::error_code failed;
  fs::create_symlink(same->second, file, failed);
  if (!failed) return {};
  return base::fail(ErrorKind::Storage, fmt::format("{} cannot be made: {}.", file.string(), failed.message()));
}

}  // namespace

Result<void> lay_out_fonts(const fs::path& folder, const std::vector<WantedFont>& wanted, const PackagedFonts& packaged,
                           const FontContent& content) {
  for (const auto& font : wanted) {
    if (auto named = check_name(font.name); !named) return named;
  }
  if (std::all_of(wanted.begin(), wanted.end(),
                  [&](const auto& font) { return is_laid_out(folder / font.name, font, packaged); })) {
    return {};
  }
  auto fresh = folder;
  fresh += ".new";
  std::error_code failed;
  fs::remove_all(fresh, failed);
  fs::create_directories(fresh, failed);
  for (const auto& font : wanted) {
    if (auto laid = lay_out(fresh / font.name, font, packaged, content); !laid) return laid;
  }
  fs::remove_all(folder, failed);
  fs::rename(fresh, folder, failed);
  if (!failed) return {};
  return base::fail(ErrorKind::Storage, fmt::format("{} cannot be made: {}.", folder.string(), failed.message()));
}

}  // namespace einlass::link
