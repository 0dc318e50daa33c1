#include "printing/spool/outgoing_page.h"

#include "printing/spool/pwg_raster.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace einlass::spool {

using base::Result;

namespace {

// Office printers begin here, and do greys well.
constexpr int fine_dpi = 600;

template <typename Value, typename Wanted>
bool holds(const std::vector<Value>& values, const Wanted& wanted) {
  return std::find(values.begin(), values.end(), wanted) != values.end();
}

// black_1 leaves nothing to be decided; sgray_8 is what IPP Everywhere asks of every printer (PWG 5100.14 §4.2.2).
std::optional<RasterType> raster_type(const Abilities& abilities) {
  if (!holds(abilities.formats, pwg_raster_format) || !holds(abilities.raster_resolutions, abilities.dpi))
    return std::nullopt;
  if (holds(abilities.raster_types, "black_1")) return RasterType::Black1;
  if (holds(abilities.raster_types, "sgray_8")) return RasterType::Sgray8;
  return std::nullopt;
}

auto undrawn(const base::Error& error) {
  return base::fail(base::ErrorKind::Refused, error.message);
}

}  // namespace

bool wants_dots(const Abilities& abilities) {
  return !abilities.colour && abilities.dpi > 0 && abilities.dpi < fine_dpi;
}

bool goes_as_raster(const Abilities& abilities) {
  return wants_dots(abilities) && raster_type(abilities).has_value();
}

Result<OutgoingPage> page_for(const PrintJob& job, const Abilities& abilities, PageRoute route) {
  OutgoingPage page(job);
  if (!job.in_dots || !wants_dots(abilities)) return page;
  const auto dots = job.in_dots(abilities.dpi);
  if (!dots) return undrawn(dots.error());
  if (const auto type = raster_type(abilities); type && route == PageRoute::Direct) {
    page.document = pwg_raster(*dots, *type);
    page.format = pwg_raster_format;
    return page;
  }
  auto pdf = badge::pdf_of(*dots);
  if (!pdf) return undrawn(pdf.error());
  page.document = *std::move(pdf);
  return page;
}

}  // namespace einlass::spool
