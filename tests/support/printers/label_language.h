// What label printers are told, as the dots that they burn: read from the makers' manuals, so that tests judge what a
// driver makes of a badge. Throws where a label is not in the language.
#pragma once

#include "printing/badge/dots.h"

#include <string>

namespace einlass::test {

// Zebra's ZPL II: the graphic of ~DG in hexadecimal with its compression (Programming Guide, "~DG").
badge::Dots dots_of_zpl(const std::string& label, int dpi);

// Brother QL: the lines "g" and "G" (Raster Command Reference QL-800, 3.). Their first dot is the label's right edge;
// turned here as a reader sees it.
badge::Dots dots_of_brother(const std::string& label, int dpi);

// PWG 5102.4, read by libcups: black_1 or sgray_8. A grey that is neither black nor white throws.
badge::Dots dots_of_pwg_raster(const std::string& document);

// Where dots are found again on a label: its driver may cut edges off and shift what is left. The outermost dots of
// the label, `edge` of them, are not looked at.
struct Placing {
  int right = 0, down = 0;    // of the drawn dots on the printed ones
  int width = 0, height = 0;  // of what both have
  int wrong_dots = 0;         // in there
};
Placing placing_of(const badge::Dots& drawn, const badge::Dots& printed, int edge);

}  // namespace einlass::test
