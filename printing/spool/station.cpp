#include "printing/spool/station.h"

#include "printing/spool/printer_words.h"
#include "printing/spool/reasons.h"

namespace einlass::spool {

std::string Station::trouble() const {
  if (silent_since) return std::string(reason_off);
  if (!job_obstacle.empty()) return job_obstacle;
  if (!status) return {};
  if (*status) return obstacle(**status);
  return std::string(reason_for(status->error().kind));
}

Standing Station::standing(base::Milliseconds now) const {
  if (!status) return Standing::Unasked;
  if (!*status || !(*status)->accepting || silent_since) return Standing::Useless;
  const bool suspect = suspect_until && *suspect_until > now;
  return suspect || !trouble().empty() ? Standing::Doubtful : Standing::Fine;
}

}  // namespace einlass::spool
