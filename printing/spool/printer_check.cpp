#include "printing/spool/printer_check.h"

#include "printing/spool/ipp_session.h"
#include "printing/spool/outgoing_page.h"
#include "printing/spool/printer.h"
#include "printing/spool/raw_port.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <cups/cups.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::spool {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

auto no(const PrinterConfig& config, std::string_view what) {
  return fail(ErrorKind::Incompatible, fmt::format("Printer {} {}", config.name, what));
}

template <typename Values, typename Value>
bool holds(const Values& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::string in_short(MediaSize size) {
  return fmt::format("{:g}x{:g}", size.width / 100.0, size.height / 100.0);
}

// What it takes, as far as a sentence can hold it.
std::string offers(const std::vector<MediaRange>& media) {
  constexpr std::size_t most = 5;
  std::vector<std::string> texts;
  for (const MediaRange& range : media) texts.push_back(range.text());
  const bool more = texts.size() > most;
  if (more) texts.resize(most);
  return fmt::format("{}{}", fmt::join(texts, ", "), more ? " and more" : "");
}

Result<void> takes_size(const PrinterConfig& config, const std::vector<MediaRange>& media) {
  if (media.empty() || supported_size(media, config.media)) return {};
  return no(config, fmt::format("does not take labels of {}, but {}; choose one of these and a template of that size.",
                                config.media.text(), offers(media)));
}

// A driver for rolls takes any size when asked, and cuts off what its head cannot reach; the sizes that it names are
// those of real labels.
Result<void> is_within_reach(const PrinterConfig& config, const std::vector<MediaRange>& media) {
  int widest = 0;
  for (const MediaRange& range : media) {
    if (range.smallest == range.largest) widest = std::max(widest, range.largest.width);
  }
  constexpr int tolerance = 50;  // half a millimetre
  if (widest == 0 || config.media.width <= widest + tolerance) return {};
  return no(config, fmt::format("has no labels wider than {:.0f} mm; turn the template by 90 degrees, or use another "
                                "printer.",
                                widest / 100.0));
}

Result<void> is_loaded(const PrinterConfig& config, const PrinterFacts& facts, CheckedPrinter& checked) {
  if (facts.media_ready.empty()) {
    checked.notes.push_back(fmt::format("It does not say what is loaded: see that it is {}.", config.media.text()));
    return {};
  }
  if (any_holds(facts.media_ready, config.media)) return {};
  const MediaRange& ready = facts.media_ready.front();
  const bool is_cut = ready.largest.is_set() && ready == MediaRange::exactly(ready.largest);
  return no(config,
            fmt::format("is loaded with {}, not with {}; change the labels{}.", ready.text(), config.media.text(),
                        is_cut ? fmt::format(", or add it with --media {}", in_short(ready.largest)) : ""));
}

Result<void> takes_pages(const PrinterConfig& config, const Abilities& abilities) {
  if (holds(abilities.formats, "application/pdf") || goes_as_raster(abilities)) return {};
  return no(config, "takes neither PDF nor PWG raster; use it through a queue of CUPS with its driver.");
}

Result<void> tells_what_became_of_jobs(const PrinterConfig& config, const Abilities& abilities) {
  constexpr std::array needed{IPP_OP_GET_JOB_ATTRIBUTES, IPP_OP_CANCEL_JOB};
  for (const int operation : needed) {
    if (!holds(abilities.operations, operation)) {
      return no(config, "cannot be asked what became of a badge, or to drop it; use another printer.");
    }
  }
  return {};
}

Result<void> goes_on_after_errors(const PrinterConfig& config, const Abilities& abilities) {
  if (abilities.error_policy.empty() || abilities.error_policy == "retry-job") return {};
  return no(config, fmt::format("has a queue that does \"{0}\" at its first error; make it go on with lpadmin -p {1} "
                                "-o printer-error-policy=retry-job.",
                                abilities.error_policy, config.queue));
}

Result<CheckedPrinter> check_over_ipp(const PrinterConfig& config, IppEndpoint endpoint) {
  IppSession session(std::move(endpoint));
  const auto facts = session.printer(Detail::Everything);
  if (!facts) return tl::make_unexpected(facts.error());
  const auto abilities = session.abilities();
  if (!abilities) return tl::make_unexpected(abilities.error());
  CheckedPrinter checked{
      .make_and_model = facts->make_and_model, .dpi = facts->resolution_dpi, .in_dots = wants_dots(*abilities)};
  auto found = takes_size(config, facts->media);
  if (config.kind == PrinterKind::CupsQueue) {
    if (found) found = is_within_reach(config, facts->media);
    if (found) found = goes_on_after_errors(config, *abilities);
  } else {
    if (found) found = tells_what_became_of_jobs(config, *abilities);
    if (found) found = takes_pages(config, *abilities);
    if (found) found = is_loaded(config, *facts, checked);
  }
  if (!found) return tl::make_unexpected(found.error());
  if (abilities->dpi == 0) {
    checked.notes.emplace_back("It does not say how fine its dots are: look at the codes and letters of a test page.");
  }
  if (!facts->accepting) checked.notes.emplace_back("It takes no jobs at the moment: switch that on at the printer.");
  return checked;
}

}  // namespace

Result<CheckedPrinter> check_printer(const PrinterConfig& config) {
  const auto printer = open_printer(config);
  if (!printer) return tl::make_unexpected(printer.error());
  const auto status = (*printer)->status();  // refuses queues that cannot be used
  if (!status) return tl::make_unexpected(status.error());
  switch (config.kind) {
    case PrinterKind::Ipp:
      return check_over_ipp(config, *direct_endpoint(config));
    case PrinterKind::CupsQueue:
      return check_over_ipp(config, *queue_endpoint(config));
    case PrinterKind::File:
      break;
  }
  return CheckedPrinter{.make_and_model = status->make_and_model};
}

bool device_answers(const std::string& device_uri) {
  constexpr std::chrono::seconds patience{3};
  return !is_raw_port(device_uri) || state_of_raw_port(device_uri, patience) == net::PortState::Open;
}

}  // namespace einlass::spool
