// Pictures of codes as a camera may see them, made by the tests themselves. The same call makes the same pixels.
#pragma once

#include "scanner/frame.h"
#include "scanner/scanned_code.h"

#include <filesystem>
#include <string>

namespace einlass::scan::testing {

struct Look {
  int width = 640;
  int height = 480;
  double module = 6;   // pixels of the narrowest bar or module
  double degrees = 0;  // clockwise
  int blur = 0;        // passes of a 3 × 3 blur
  int black = 20;      // grey of the ink
  int white = 235;     // grey of the paper; below black: an inverted code
  int noise = 0;       // largest change of a pixel
  int wall = 128;      // grey around the paper
  int quiet = 4;       // modules of white around the code
  double x = 0.5;      // centre of the code within the picture
  double y = 0.5;
};

Frame paint_code(const std::string& text, CodeFormat format = CodeFormat::QrCode, const Look& look = {});
Frame paint_onto(Frame picture, const std::string& text, CodeFormat format, const Look& look);

// Scenes without any code.
Frame grey_noise(unsigned seed, int width, int height);
Frame checkerboard(int square, int width, int height);
Frame stripes(int period, int width, int height);
Frame bullseyes(unsigned seed, int width, int height);  // many finder patterns, no code

void save_picture(const Frame& frame, const std::filesystem::path& path, const std::string& kind = "png");

}  // namespace einlass::scan::testing
