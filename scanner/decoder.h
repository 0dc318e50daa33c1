// Reads codes in pictures. A ladder: a cheap rung that keeps up with a camera, and harder ones (another binarizer,
// inverted, enlarged, blurred, padded, zbar) that are too slow for every frame, so they take turns.
//
// Used on one thread at a time; keeps only the turn of the rungs between calls.
#pragma once

#include "scanner/frame.h"
#include "scanner/scanned_code.h"

#include <cstddef>
#include <vector>

namespace einlass::scan {

class Decoder {
 public:
  // The cheap rung. Empty: no code seen, which says nothing about whether there is one.
  std::vector<ScannedCode> decode(const Frame& frame) const;

  // The next harder rung in turn; for a frame in which decode() found nothing and that no newer one follows yet.
  std::vector<ScannedCode> decode_harder(const Frame& frame);

  // All rungs until one reads something; for single pictures. Does not move the turn.
  std::vector<ScannedCode> decode_still(const Frame& frame) const;

 private:
  std::size_t turn_ = 0;
};

}  // namespace einlass::scan
