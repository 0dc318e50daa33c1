#include "printing/badge/no_photo_mark.h"

#include <fmt/format.h>

namespace einlass::badge {
namespace {

// The slash clears a gap beside itself, so that the mark reads on any ground and in pure black and white. Clipped, not
// masked: a mask would become pixels in the PDF.
constexpr const char* drawing =
    R"svg(<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">
<clipPath id="gap"><path clip-rule="evenodd" d="M-2 -2 H26 V26 H-2 Z M-1.7 0.444 L0.669 -1.925 L26.125 23.531
L23.756 25.9 Z"/></clipPath>
<path clip-path="url(#gap)" fill="{0}" fill-rule="evenodd" d="M8.6 4.6 L7.2 6.8 H3.6 A1.8 1.8 0 0 0 1.8 8.6 V18 A1.8 1.8 0 0 0
3.6 19.8 H20.4 A1.8 1.8 0 0 0 22.2 18 V8.6 A1.8 1.8 0 0 0 20.4 6.8 H16.8 L15.4 4.6 Z M12 8.7 A4.3 4.3 0 1 1 12 17.3
A4.3 4.3 0 1 1 12 8.7 Z M12 10.6 A2.4 2.4 0 1 0 12 15.4 A2.4 2.4 0 1 0 12 10.6 Z"/>
<path d="M1.8 2.6 L21.4 22.2" stroke="{0}" stroke-width="1.9" stroke-linecap="round" fill="none"/></svg>)svg";

}  // namespace

std::string no_photo_mark(const Colour& colour) {
  return fmt::format(fmt::runtime(drawing), hex_of(colour));
}

}  // namespace einlass::badge
