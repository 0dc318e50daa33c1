// What the organiser says to everybody who stands before a kiosk, as a document of kind "notice" among the others of an
// assignment: kept by a kiosk across a restart, and shown until it is withdrawn or over.
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace einlass::wire {

inline constexpr const char* notice_kind = "notice";
inline constexpr std::size_t longest_notice = 160;  // code points of each text: two lines of a small screen

// Plain text, one line each.
struct KioskNotice {
  std::string german;
  std::string english;
  base::Instant until;  // venue time
  friend bool operator==(const KioskNotice&, const KioskNotice&) = default;
};

std::string notice_document(const KioskNotice& notice);
// InvalidInput names the field that is wrong.
base::Result<KioskNotice> read_notice_document(std::string_view document);

}  // namespace einlass::wire
