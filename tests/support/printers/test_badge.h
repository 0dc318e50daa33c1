// A badge that needs no renderer, and what a received page looks like.
#pragma once

#include "printing/spool/media_size.h"

#include <filesystem>
#include <string>

namespace einlass::test {

// One page of exactly `size` with a black square of 10 mm in its lower left corner.
std::string badge_pdf(spool::MediaSize size);

// "243.78 x 153.07 pts" as pdfinfo measures the first page, and the number of pages.
struct PageMeasure {
  double width_mm = 0;
  double height_mm = 0;
  int pages = 0;
};
PageMeasure measure(const std::filesystem::path& pdf);

}  // namespace einlass::test
