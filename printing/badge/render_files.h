// `einlass badge render`: one badge from files and key=value fields. Called by the command line on its only thread.
#pragma once

#include "core/base/error.h"
#include "printing/badge/renderer.h"

#include <filesystem>
#include <string>
#include <vector>

namespace einlass::badge {

struct RenderRequest {
  std::filesystem::path template_file;
  std::filesystem::path fonts_folder;
  std::vector<std::string> fields;  // name=Ada Lovelace; code=EB1:…; no_photo=yes; logo=@file.png
  std::filesystem::path output;     // .pdf or .png
  double dpi = 300;                 // of the PNG
  bool black_and_white = false;     // the PNG as a label printer of that resolution prints it
};

// Writes the file. InvalidInput for an unknown field, a field without "=" or another ending than .pdf or .png.
base::Result<BadgeReport> render_files(const RenderRequest& request);

// key=value pairs as content; InvalidInput with the key in the message, never the value.
base::Result<BadgeContent> content_from_pairs(const std::vector<std::string>& pairs);

// One sentence per finding ("company: did not fit at its smallest size and was printed smaller"), without guests' text.
std::vector<std::string> describe(const BadgeReport& report);

}  // namespace einlass::badge
