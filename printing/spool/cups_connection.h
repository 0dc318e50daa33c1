// How this module talks to CUPS: connections that close themselves, and no question on a terminal. Inner to
// printing/spool; include it in .cpp files only.
#pragma once

#include <memory>

#include <cups/cups.h>

namespace einlass::spool {

struct CloseConnection {
  void operator()(http_t* http) const { httpClose(http); }
};
using Connection = std::unique_ptr<http_t, CloseConnection>;

// httpSetTimeout(): nobody waits longer.
inline int give_up(http_t* /*http*/, void* /*context*/) {
  return 0;
}

// cupsSetPasswordCB2(): nobody is there to be asked.
inline const char* no_password(const char* /*prompt*/, http_t* /*http*/, const char* /*method*/,
                               const char* /*resource*/, void* /*context*/) {
  return nullptr;
}

}  // namespace einlass::spool
