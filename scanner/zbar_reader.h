// zbar behind one function: it finds some QR codes that ZXing does not. Thread-safe; keeps nothing between calls.
#pragma once

#include "scanner/frame.h"
#include "scanner/scanned_code.h"

#include <vector>

namespace einlass::scan {

// QR codes only: zbar's linear readers see codes in wallpaper.
std::vector<ScannedCode> read_with_zbar(const Frame& frame);

}  // namespace einlass::scan
