// Pictures from disk. Thread-safe; nothing is kept between calls.
#pragma once

#include "core/base/error.h"
#include "scanner/frame.h"

#include <cstddef>
#include <filesystem>

namespace einlass::scan {

struct ImageLimits {
  std::size_t bytes = 32U << 20U;   // of the file
  std::size_t pixels = 64'000'000;  // checked before they are unpacked: small files can claim huge pictures
};

// Reads PNG, JPEG or WebP, told apart by content, turned upright as its EXIF data says, transparent parts white.
// NotFound, Storage, or InvalidInput for anything that is not such a picture or beyond the limits.
base::Result<Frame> load_image(const std::filesystem::path& path, const ImageLimits& limits = {});

// Whether the file ends before its picture does: what is there may still be read, and what is missing is grey.
bool is_cut_off(const std::filesystem::path& path, const ImageLimits& limits = {});

bool has_image_name(const std::filesystem::path& path);  // .png, .jpg, .jpeg, .webp in any case; not hidden

}  // namespace einlass::scan
