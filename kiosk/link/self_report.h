// When this kiosk tells the server of itself, and what (wire::KioskReport). No clock and no socket: times are handed in
// and monotonic. On the link's thread.
#pragma once

#include "core/base/instant.h"
#include "core/wire/report_messages.h"

#include <optional>
#include <string>

namespace einlass::link {

class SelfReport {
 public:
  explicit SelfReport(std::string font_set) : font_set_(std::move(font_set)) {}

  void note_printing(wire::PrintingReport printing) { printing_ = std::move(printing); }
  void note_fonts(std::string font_set) { font_set_ = std::move(font_set); }
  // As often as it may have changed: from this follows for how long there has been something to hand over.
  void note_to_hand_over(std::uint64_t entries, base::Milliseconds now);
  void connection_lost() { told_.reset(); }

  // To be sent now; nothing: it is not due.
  std::optional<wire::KioskReport> take(std::optional<std::int64_t> clock_off_ms, base::Milliseconds now);
  // When to ask again, while the server is there.
  base::Milliseconds next_due(base::Milliseconds now) const;

  static constexpr base::Milliseconds every{15'000};
  static constexpr base::Milliseconds least_between{2'000};     // however often something changes
  static constexpr base::Milliseconds telling_clock_step{500};  // below that a clock has not changed

 private:
  bool has_changed(const wire::KioskReport& report) const;

  std::string font_set_;
  wire::PrintingReport printing_;
  std::uint64_t to_hand_over_ = 0;
  std::optional<base::Milliseconds> waiting_since_;
  std::optional<wire::KioskReport> told_;  // on this connection
  base::Milliseconds told_at_{0};
  bool changed_ = false;  // since then, too soon to be told
};

}  // namespace einlass::link
