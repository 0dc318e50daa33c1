#include "printing/spool/station.h"

#include "printing/spool/printer_words.h"
#include "printing/spool/reasons.h"

#include <utility>

namespace einlass::spool {

namespace {

PrinterStatus without(PrinterStatus status, const std::set<std::string>& reasons) {
  std::erase_if(status.reasons, [&](const std::string& reason) { return reasons.contains(without_severity(reason)); });
  return status;
}

}  // namespace

// A reason that went and comes again is meant anew: a second tray may be empty for a whole evening, the first may not.
void Station::note(base::Result<PrinterStatus> told) {
  status = std::move(told);
  if (!*status) return;
  // What is loaded counts as the printer says it, where it says it (PWG 5100.7, media-col-ready).
  const auto& ready = (*status)->media_ready;
  if (!ready.empty() && !any_holds(ready, config.media)) (*status)->reasons.emplace_back("media-needed");
  std::set<std::string> reported;
  for (const std::string& reason : (*status)->reasons) reported.insert(without_severity(reason));
  std::erase_if(tolerated, [&](const std::string& reason) { return !reported.contains(reason); });
}

std::string Station::trouble() const {
  if (silent_since) return std::string(reason_off);
  if (!job_obstacle.empty()) return job_obstacle;
  if (!status) return {};
  if (*status) return obstacle(without(**status, tolerated));
  return std::string(reason_for(status->error().kind));
}

Standing Station::standing(base::Milliseconds now) const {
  if (!status) return Standing::Unasked;
  if (!*status || !(*status)->accepting || silent_since) return Standing::Useless;
  const bool suspect = suspect_until && *suspect_until > now;
  return suspect || lingers || !trouble().empty() ? Standing::Doubtful : Standing::Fine;
}

}  // namespace einlass::spool
