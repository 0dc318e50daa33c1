// ZXing-cpp behind one function, the same for its versions 1.4 and 2.x. Thread-safe; keeps nothing between calls.
#pragma once

#include "scanner/frame.h"
#include "scanner/scanned_code.h"

#include <vector>

namespace einlass::scan {

enum class Threshold {
  Local,  // against the neighbourhood: uneven light
  Global  // one for the whole picture: faint, small or blurred codes
};

enum class CodeKinds { QrCodes, OthersThanQr };

struct ZxingAttempt {
  CodeKinds kinds = CodeKinds::QrCodes;
  Threshold threshold = Threshold::Local;
  bool downscale = true;  // look at a smaller copy as well: large codes, noise
};

std::vector<ScannedCode> read_with_zxing(const Frame& frame, const ZxingAttempt& attempt);

}  // namespace einlass::scan
