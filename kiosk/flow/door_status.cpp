#include "kiosk/flow/door_status.h"

#include <algorithm>

namespace einlass::flow {
namespace {

constexpr int telling_badges = 20;  // with fewer, a kiosk's share of the guests is chance
// Of the labels needed, what else they go to: walk-ins, reprints, labels that jam. A twentieth, and at least ten, so
// that who fetches a roll is back before the last one is gone; but never more than the guests themselves need.
constexpr int margin_part = 20;
constexpr int least_margin = 10;

int with_margin(int needed) {
  return needed + std::min(needed, std::max(least_margin, needed / margin_part));
}

// Walk-ins were never expected.
int still_expected(const DoorStatus& status) {
  return status.expected - (status.admitted - status.walk_ins);
}

LabelOutlook counted(const DoorStatus& status) {
  LabelOutlook outlook;
  for (const PrinterLine& printer : status.printers) {
    if (!printer.labels && outlook.uncounted.empty()) outlook.uncounted = printer.name;
    outlook.left += printer.labels.value_or(0);
  }
  return outlook;
}

LabelSupply supply(const LabelOutlook& outlook, bool share_is_known) {
  if (outlook.left >= with_margin(outlook.needed)) return LabelSupply::Enough;
  if (!outlook.uncounted.empty()) return LabelSupply::PartlyCounted;
  if (!share_is_known) return LabelSupply::ShareUnknown;
  return outlook.left < outlook.needed ? LabelSupply::Short : LabelSupply::Low;
}

}  // namespace

std::optional<LabelOutlook> label_outlook(const DoorStatus& status) {
  const bool any = std::any_of(status.printers.begin(), status.printers.end(),
                               [](const PrinterLine& printer) { return printer.labels.has_value(); });
  const int to_come = still_expected(status);
  if (!any || to_come <= 0) return std::nullopt;
  const bool share_is_known = status.badges_printed >= telling_badges;
  LabelOutlook outlook = counted(status);
  outlook.needed =
      share_is_known ? (to_come * status.own_badges + status.badges_printed - 1) / status.badges_printed : to_come;
  outlook.supply = supply(outlook, share_is_known);
  return outlook;
}

bool needs_labels(const DoorStatus& status) {
  const auto outlook = label_outlook(status);
  return outlook && (outlook->supply == LabelSupply::Low || outlook->supply == LabelSupply::Short);
}

}  // namespace einlass::flow
