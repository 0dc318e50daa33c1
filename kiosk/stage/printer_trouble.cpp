#include "kiosk/stage/printer_trouble.h"

#include "printing/spool/reasons.h"

#include <algorithm>
#include <array>

namespace einlass::stage {

using flow::PrinterTrouble;

PrinterTrouble trouble_of(std::string_view keyword) {
  struct Known {
    std::string_view keyword;
    PrinterTrouble trouble;
  };
  using enum PrinterTrouble;
  static constexpr std::array known{Known{"media-jam", Jam},
                                    Known{"cover-open", Cover},
                                    Known{"door-open", Cover},
                                    Known{"interlock-open", Cover},
                                    Known{"media-empty", Media},
                                    Known{"media-needed", WrongMedia},
                                    Known{"input-tray-missing", Cover},
                                    Known{"output-area-full", Full},
                                    Known{"output-tray-missing", Cover},
                                    Known{"marker-supply-empty", Ribbon},
                                    Known{"toner-empty", Ribbon},
                                    Known{"paused", Paused},
                                    Known{"moving-to-paused", Paused},
                                    Known{"stopping", Paused},
                                    Known{"shutdown", Off},
                                    Known{"offline", Off},
                                    Known{"timed-out", Off},
                                    Known{"connecting-to-device", Off},
                                    Known{spool::reason_off, Off},
                                    Known{spool::reason_lost, Off},
                                    Known{spool::reason_not_dropped, Stuck},
                                    Known{spool::reason_stuck, Stuck},
                                    Known{spool::reason_stalled, Stuck},
                                    Known{spool::reason_queue, Settings},
                                    Known{spool::reason_wrong_media, Settings},
                                    Known{spool::reason_no_printer, WrongMedia},
                                    Known{spool::reason_gave_up, GaveUp},
                                    Known{"not-accepting-jobs", Settings},
                                    Known{spool::reason_refused, Settings},
                                    Known{spool::reason_storage, Settings}};
  if (keyword.empty()) return None;
  const auto found =
      std::find_if(known.begin(), known.end(), [keyword](const Known& each) { return each.keyword == keyword; });
  return found == known.end() ? Other : found->trouble;
}

}  // namespace einlass::stage
