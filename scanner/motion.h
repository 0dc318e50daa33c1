// Tells whether anything moves before a camera, so that an empty room costs little. Pure; of one source and thread.
#pragma once

#include "scanner/frame.h"

#include <array>
#include <cstddef>

namespace einlass::scan {

class Motion {
 public:
  // Whether this picture differs from those before it. The first one does. Noise, and light that changes slowly, are no
  // motion; a ticket code that comes into the picture is, however small it may be and still be read.
  bool moves(const Frame& frame);

 private:
  static constexpr std::size_t columns = 32;
  static constexpr std::size_t rows = 24;
  // Mean grey alone would miss a code on a grey coat: half of it is black, half white.
  struct Cell {
    float grey = 0;
    float texture = 0;
  };
  using Cells = std::array<Cell, columns * rows>;
  static Cells cells_of(const Frame& frame);

  Cells usual_{};  // as it was lately
  int width_ = 0;  // of the pictures it was made from; 0: none yet
  int height_ = 0;
};

}  // namespace einlass::scan
