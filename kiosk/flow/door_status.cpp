#include "kiosk/flow/door_status.h"

namespace einlass::flow {
namespace {

constexpr int telling_badges = 20;  // with fewer, a kiosk's share of the guests is chance

}  // namespace

std::optional<LabelShortage> label_shortage(const DoorStatus& status) {
  int left = 0;
  for (const PrinterLine& printer : status.printers) {
    if (!printer.labels) return std::nullopt;
    left += *printer.labels;
  }
  const int to_come = status.expected - status.admitted;
  if (status.printers.empty() || to_come <= 0 || status.badges_printed < telling_badges) return std::nullopt;
  const int needed = (to_come * status.own_badges + status.badges_printed - 1) / status.badges_printed;
  if (left >= needed) return std::nullopt;
  return LabelShortage{.left = left, .needed = needed};
}

}  // namespace einlass::flow
