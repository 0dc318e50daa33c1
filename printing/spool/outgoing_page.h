// In which form a page goes out: as the PDF that it is, or in the dots of a printer that knows black and white only.
// Such a printer, or the driver before it, would turn every grey and every edge between two dots into a halftone or a
// dot too many (docs/decisions). Used by the IPP and CUPS printers at submit; pure but for PrintJob::in_dots.
#pragma once

#include "core/base/error.h"
#include "printing/spool/printer.h"

#include <string>
#include <vector>

namespace einlass::spool {

// What a printer or queue can do that does not change from job to job (RFC 8011 §5.4, PWG 5102.4 §6).
struct Abilities {
  int dpi = 0;                            // printer-resolution-default; 0: not said, or another across than along
  bool colour = false;                    // color-supported
  std::vector<std::string> formats;       // document-format-supported
  std::vector<std::string> raster_types;  // pwg-raster-document-type-supported
  std::vector<int> raster_resolutions;    // pwg-raster-document-resolution-supported, dpi
  std::vector<int> operations;            // operations-supported
  std::string error_policy;               // printer-error-policy of a queue; empty: it has none
};

struct OutgoingPage {
  OutgoingPage(const PrintJob& job) : name(job.name), media(job.media), document(job.pdf) {}

  std::string name;
  MediaSize media;
  std::string document;
  std::string format = "application/pdf";
};

enum class PageRoute {
  Direct,  // to the printer, which may take dots as they are
  Queue,   // to a cupsd, whose filters set a PDF's one image dot by dot
};

// Black and white, and so coarse that it is seen.
bool wants_dots(const Abilities& abilities);

// Wants dots, and takes them as PWG raster of its own resolution.
bool goes_as_raster(const Abilities& abilities);

// The PDF where the printer wants no dots or the job cannot be drawn in them. Refused: it could not be drawn.
base::Result<OutgoingPage> page_for(const PrintJob& job, const Abilities& abilities, PageRoute route);

}  // namespace einlass::spool
