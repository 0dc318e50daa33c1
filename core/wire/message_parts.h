// Values inside messages (core/wire/messages.h).
#pragma once

#include "core/base/crypto.h"
#include "core/base/instant.h"
#include "core/rules/admission.h"
#include "core/rules/guest_row.h"
#include "core/rules/ids.h"
#include "core/rules/journal_row.h"
#include "core/rules/ticket_code.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace einlass::wire {

// Messages stay below net::Limits::message_bytes (1 MiB): longer things travel in parts.
inline constexpr std::size_t document_part_bytes = 256U << 10U;  // before base64
inline constexpr std::size_t entries_per_message = 200;
inline constexpr std::size_t guests_per_message = 500;
inline constexpr std::size_t guest_bytes_per_message = 900U << 10U;  // of rows, whatever fewer they are then
inline constexpr std::size_t private_part_bytes = 170'000;           // of its content: JSON may need six times as many

// Protocol versions that a program speaks.
struct Versions {
  int oldest = 1;
  int newest = 1;
  friend bool operator==(const Versions&, const Versions&) = default;
};

// What a pairing code carries beside addresses and CA key: 80 random bits, of which the server keeps a hash.
using PairingSecret = std::array<std::uint8_t, 10>;

enum class PairRefusal {
  Code,     // unknown, used or expired: not told apart
  TooMany,  // too many attempts; wait a minute
  Version,
  Event,  // the kiosk brings an event along, and the code is not for that; it can still be used
};

enum class ByeReason {
  Revoked,       // this kiosk may not come back
  Unknown,       // no kiosk with this id: it must be paired again
  Proof,         // the signature is wrong
  Version,       // no protocol version in common
  Replaced,      // the same kiosk has connected again
  BadMessage,    // the peer sent what is no message
  ShuttingDown,  // come back later
};

// The highest sequence up to which the sender holds every entry of a journal; parked entries count as held. `hash` is
// that entry's, where it was taken in: by it two sides see whether they mean the same journal.
struct Held {
  rules::EventId event;
  rules::JournalId journal;
  std::uint64_t sequence = 0;
  std::optional<base::Hash> hash{};
  friend auto operator<=>(const Held&, const Held&) = default;
};

// Entries that the sender put aside (docs/journal.md, Sync), of one event and for one reason.
struct ParkedCount {
  rules::EventId event;
  std::string reason;  // "forked" …
  std::uint64_t entries = 0;
  friend auto operator<=>(const ParkedCount&, const ParkedCount&) = default;
};

struct GuestListHeld {
  rules::EventId event;
  base::Hash version{};
  friend bool operator==(const GuestListHeld&, const GuestListHeld&) = default;
};

// A document by its content: the hash is the SHA-256.
struct DocumentRef {
  base::Hash hash{};
  std::string kind;
  std::string name;
  std::uint64_t size = 0;
  friend bool operator==(const DocumentRef&, const DocumentRef&) = default;
};

// What a server of this venue says of a kiosk, so that one that never heard of it takes it for what it is. `signature`
// is over certificate_text() (core/wire/proof.h), with a key that follows from the venue's seed.
struct PairingCertificate {
  base::VerifyingKey key{};  // the kiosk's
  std::string name;
  std::string door;
  std::optional<rules::EventId> event;  // assigned to
  base::Signature signature{};
  friend bool operator==(const PairingCertificate&, const PairingCertificate&) = default;
};

// What a scan, search or tap aims at. A choice among ambiguous tickets is a TicketTarget with a raised step.
struct CodeTarget {
  rules::CodeHash hash{};
  std::string code{};  // where the kiosk's list has no such hash: each event hashes with a key of its own
  friend bool operator==(const CodeTarget&, const CodeTarget&) = default;
};
struct TicketTarget {
  rules::TicketId ticket;
  friend bool operator==(const TicketTarget&, const TicketTarget&) = default;
};
struct BadgeTarget {
  rules::BadgeSerial serial;
  friend bool operator==(const BadgeTarget&, const BadgeTarget&) = default;
};
struct SignedTarget {
  std::string code;  // the whole code: who receives it checks the signature
  friend bool operator==(const SignedTarget&, const SignedTarget&) = default;
};
using ScanTarget = std::variant<CodeTarget, TicketTarget, BadgeTarget, SignedTarget>;

// A ticket with its guest, for screens and badges. No guest: an unnamed ticket, or one known by its signed code alone.
struct TicketView {
  rules::Ticket ticket;
  std::optional<rules::Guest> guest;
  std::vector<rules::ConsentGiven> consents{};  // the last word on each that was asked so far
  friend bool operator==(const TicketView&, const TicketView&) = default;
};

}  // namespace einlass::wire
