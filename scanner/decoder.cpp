#include "scanner/decoder.h"

#include "scanner/frame_ops.h"
#include "scanner/zbar_reader.h"
#include "scanner/zxing_reader.h"

#include <array>

namespace einlass::scan {
namespace {

using Codes = std::vector<ScannedCode>;

// Corners in the changed picture back to the picture it was made from.
Codes scaled_back(Codes codes, int numerator, int denominator, int margin) {
  for (auto& code : codes) {
    for (auto& corner : code.corners) {
      corner = {corner.x * numerator / denominator - margin, corner.y * numerator / denominator - margin};
    }
  }
  return codes;
}

Codes cheap(const Frame& frame) {
  return read_with_zxing(frame, {});
}
Codes other_kinds(const Frame& frame) {
  return read_with_zxing(frame, {.kinds = CodeKinds::OthersThanQr});
}
Codes global(const Frame& frame) {
  return read_with_zxing(frame, {.threshold = Threshold::Global});
}
Codes negative(const Frame& frame) {
  return read_with_zxing(inverted(frame), {});
}
Codes smoothed(const Frame& frame) {
  return read_with_zxing(stretched(blurred(frame)), {});
}
Codes magnified(const Frame& frame) {
  return scaled_back(read_with_zxing(enlarged(frame), {}), 1, 2, 0);
}
Codes shrunk(const Frame& frame) {
  return scaled_back(read_with_zxing(halved(frame), {}), 2, 1, 0);
}
Codes with_margin(const Frame& frame) {
  constexpr int margin = 20;
  return scaled_back(read_with_zxing(padded(frame, margin), {}), 1, 1, margin);
}

using Rung = Codes (*)(const Frame&);
constexpr std::array<Rung, 8> harder_rungs{global,    other_kinds, negative,    smoothed,
                                           magnified, shrunk,      with_margin, read_with_zbar};

// No code is smaller, and the libraries stumble over pictures without a pixel, which is what half of such a one may be.
bool too_small(const Frame& frame) {
  return frame.width < 16 || frame.height < 16;
}

}  // namespace

std::vector<ScannedCode> Decoder::decode(const Frame& frame) const {
  return too_small(frame) ? Codes{} : cheap(frame);
}

std::vector<ScannedCode> Decoder::decode_harder(const Frame& frame) {
  if (too_small(frame)) return {};
  const Rung rung = harder_rungs[turn_];
  turn_ = (turn_ + 1) % harder_rungs.size();
  return rung(frame);
}

std::vector<ScannedCode> Decoder::decode_still(const Frame& frame) const {
  Codes codes = decode(frame);
  if (too_small(frame)) return codes;
  for (const Rung rung : harder_rungs) {
    if (!codes.empty()) break;
    codes = rung(frame);
  }
  return codes;
}

}  // namespace einlass::scan
