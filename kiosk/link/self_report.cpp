#include "kiosk/link/self_report.h"

#include <cstdlib>

namespace einlass::link {

using base::Milliseconds;

void SelfReport::note_to_hand_over(std::uint64_t entries, Milliseconds now) {
  to_hand_over_ = entries;
  if (entries == 0) {
    waiting_since_.reset();
  } else if (!waiting_since_) {
    waiting_since_ = now;
  }
}

bool SelfReport::has_changed(const wire::KioskReport& report) const {
  if (report.clock_off_ms.has_value() != told_->clock_off_ms.has_value()) return true;
  const auto step = std::abs(report.clock_off_ms.value_or(0) - told_->clock_off_ms.value_or(0));
  return step >= telling_clock_step.count() || report.to_hand_over != told_->to_hand_over ||
         report.font_set != told_->font_set || report.printing != told_->printing;
}

std::optional<wire::KioskReport> SelfReport::take(std::optional<std::int64_t> clock_off_ms, Milliseconds now) {
  wire::KioskReport report{.clock_off_ms = clock_off_ms,
                           .to_hand_over = to_hand_over_,
                           .lag_ms = 0,
                           .font_set = font_set_,
                           .printing = printing_};
  if (waiting_since_) report.lag_ms = static_cast<std::uint64_t>((now - *waiting_since_).count());
  if (told_ && now < told_at_ + every) {
    changed_ = has_changed(report);
    if (!changed_ || now < told_at_ + least_between) return std::nullopt;
  }
  told_ = report;
  told_at_ = now;
  changed_ = false;
  return report;
}

Milliseconds SelfReport::next_due(Milliseconds now) const {
  if (!told_) return now;
  return told_at_ + (changed_ ? least_between : every);
}

}  // namespace einlass::link
