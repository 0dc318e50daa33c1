// Certificates of attendance: one page for each guest who came. Pure but for the fonts; any thread.
#pragma once

#include "core/base/error.h"
#include "core/base/venue_zone.h"
#include "printing/badge/font_set.h"

#include <memory>
#include <string>
#include <vector>

namespace einlass::report {

struct Certificate {
  std::string name;
  std::string company;
  std::vector<base::VenueDay> days;  // on which she came; empty: the whole event
  std::string language;              // "de", else English
};

struct CertifiedEvent {
  std::string name;
  std::string organiser;
  base::VenueDay first_day;
  base::VenueDay last_day;
  base::VenueDay issued;
  std::string language = "en";  // of the document as a whole
};

base::Result<std::string> certificates_pdf(const CertifiedEvent& event, const std::vector<Certificate>& certificates,
                                           const std::shared_ptr<const badge::FontSet>& fonts);

}  // namespace einlass::report
