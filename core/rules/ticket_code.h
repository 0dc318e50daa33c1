// What a scanned text is: a signed ticket, an opaque ticket code, a badge, or not a ticket at all. Pure.
#pragma once

#include "core/base/crypto.h"
#include "core/base/instant.h"
#include "core/rules/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace einlass::rules {

// Removes what scanners add: AIM symbology identifiers (ISO/IEC 15424, "]Q1"), ECI escapes ("\000026"), control
// characters, surrounding blanks, trailing CR/LF. Text beyond 1,024 bytes comes back empty: no ticket code is that
// long.
std::string clean_scanned_text(std::string_view scanned);

// A ticket code of Einlass's own: verifiable with the event's public key alone.
struct SignedTicket {
  EventId event;
  TicketId ticket;
  std::string category;
  int places = 1;
  std::optional<base::Instant> valid_from;
  std::optional<base::Instant> valid_until;
  std::uint32_t key_id = 0;  // which of the event's keys signed it

  friend bool operator==(const SignedTicket&, const SignedTicket&) = default;
};

struct SignedCode {
  SignedTicket ticket;
  std::string signed_part;
  base::Signature signature{};
};

struct OpaqueCode {
  std::string code;
};

struct BadgeCode {
  BadgeSerial serial;
};

enum class NotATicket { Empty, WebLink, Contact, WifiAccess, PairingCode, Damaged };

using ScannedText = std::variant<SignedCode, OpaqueCode, BadgeCode, NotATicket>;

// Takes cleaned text. A signed code whose parts do not parse is Damaged; its signature is not checked here.
ScannedText read_scanned_text(std::string_view cleaned);

// "EL1." + base64url(ticket and signature).
std::string signed_ticket_code(const SignedTicket& ticket, const base::SigningKey& key);
bool is_authentic(const SignedCode& code, const base::VerifyingKey& key);

// "EB1:" + serial; upper case only, so that QR's alphanumeric mode holds it (ISO/IEC 18004).
std::string badge_code(BadgeSerial serial);

// What kiosks and journals hold instead of a code.
using CodeHash = base::Hash;
CodeHash code_hash(const base::SecretKey& event_code_key, std::string_view code);

}  // namespace einlass::rules
