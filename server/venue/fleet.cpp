#include "server/venue/fleet.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace einlass::venue {
namespace {

struct Counted {
  base::Instant reported;
  std::optional<std::uint64_t> labels;
};

using Printers = std::map<std::string, Counted>;

void add(Printers& printers, const KioskTold& told) {
  for (const auto& printer : told.report->printing.printers) {
    const Counted counted{.reported = told.reported, .labels = printer.labels};
    const auto [found, is_new] = printers.emplace(printer.name, counted);
    const bool says_more = counted.labels && (!found->second.labels || counted.reported >= found->second.reported);
    if (!is_new && says_more) found->second = counted;
  }
}

}  // namespace

bool is_stale(const KioskTold& told, base::Instant now) {
  return told.report && (!told.connected || now - told.reported > report_lasts);
}

LabelsLeft labels_left(const std::vector<store::KioskRecord>& kiosks, const std::map<rules::KioskId, KioskTold>& told,
                       rules::EventId event) {
  Printers printers;
  for (const auto& kiosk : kiosks) {
    const auto found = told.find(kiosk.id);
    const bool serves = !kiosk.revoked && kiosk.event == event;
    if (serves && found != told.end() && found->second.report) add(printers, found->second);
  }
  LabelsLeft labels;
  for (const auto& [name, counted] : printers) {
    if (!counted.labels) {
      ++labels.uncounted;
      continue;
    }
    constexpr std::uint64_t most = std::numeric_limits<int>::max() / 64;
    labels.left = labels.left.value_or(0) + static_cast<int>(std::min(*counted.labels, most));
  }
  return labels;
}

}  // namespace einlass::venue
