// One grey picture, from a camera or a file. A value: whoever holds the pointer may read it on any thread, for as long
// as it likes; nobody changes it any more.
#pragma once

#include "core/base/bytes.h"
#include "core/base/instant.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace einlass::scan {

struct Frame {
  int width = 0;
  int height = 0;
  int stride = 0;      // bytes from one row to the next, at least the width
  base::Bytes pixels;  // 8 bits each, 0 is black; stride * height bytes

  // A single picture from a file: no better one follows, so every way of reading is worth its time.
  bool still = false;
  // Monotonic clock, when the source got it.
  base::Milliseconds taken_at{0};

  bool empty() const { return width <= 0 || height <= 0; }
  const std::uint8_t* row(int y) const {
    return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(stride);
  }
};

using FramePtr = std::shared_ptr<const Frame>;

}  // namespace einlass::scan
