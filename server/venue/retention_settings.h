// What venue.db holds of retention, by name (state_files.h has the others).
#pragma once

#include "core/rules/ids.h"

#include <string>

namespace einlass::venue {

inline constexpr const char* retention_setting = "retention";  // of all events that have none of their own
inline std::string retention_setting_of(rules::EventId event) {
  return "retention/" + event.text();
}
inline std::string retention_notice_setting(const std::string& what, rules::EventId event) {  // it was announced
  return "retention_notice/" + what + "/" + event.text();
}
inline std::string erasing_setting(
    rules::EventId event) {  // guests were erased; what follows is not done (ErasureDesk)
  return "erasing/" + event.text();
}
inline std::string purged_setting(rules::EventId event) {  // when all of the purge was done
  return "purged/" + event.text();
}

}  // namespace einlass::venue
