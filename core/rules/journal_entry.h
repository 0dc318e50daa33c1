// One line of the journal: a fact, who wrote it, where, when, and what its author knew (docs/journal.md, Entries).
#pragma once

#include "core/base/crypto.h"
#include "core/base/instant.h"
#include "core/rules/fact.h"
#include "core/rules/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::rules {

// Sequence runs from 1 without gaps per journal and event; it has one writer.
struct EntryId {
  JournalId journal;
  EventId event;
  std::uint64_t sequence = 0;
  friend auto operator<=>(const EntryId&, const EntryId&) = default;
};

// Where it happened. The author (EntryId::journal) is who wrote it: online the server, alone the device.
struct Place {
  KioskId kiosk;     // nil: a page or the command line
  std::string name;  // the kiosk's name, "host page", "command line"
  std::string door;  // empty: the event has one door
  friend bool operator==(const Place&, const Place&) = default;
};

// Every new input to the same scan (choice, answers, approval, override) raises the step.
struct ScanStep {
  ScanId scan;
  std::uint32_t step = 0;
  friend auto operator<=>(const ScanStep&, const ScanStep&) = default;
};

struct EntryTime {
  base::Instant venue;        // what counts
  bool sure = true;           // false: alone after a reboot, until the server is met
  base::Instant device_wall;  // what the device's clock said
  BootId boot;
  std::int64_t offset_ms = 0;       // venue time minus device clock, as last measured
  std::int64_t uncertainty_ms = 0;  // half the round trip of that measurement, growing with drift
  friend bool operator==(const EntryTime&, const EntryTime&) = default;
};

struct JournalEntry {
  EntryId id;
  Place place;
  std::optional<TicketId> ticket;
  std::optional<GuestId> guest;
  std::optional<ScanStep> scan;
  std::vector<ScanRef> prior;  // newest attendance scans of the ticket known to the author; sorted
  EntryTime time;
  std::uint32_t operator_number = 0;  // 0: nobody was signed in
  bool alone = false;                 // decided without the server
  Fact fact;
  std::optional<base::Hash> private_hash;  // BLAKE2b(salt ‖ private part)
  std::optional<base::Hash> code_hash;     // keyed hash of an unknown code
  base::Hash previous{};  // hash of the entry before it in this journal and event; first: zeros, not written

  friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

// The private part travels and is stored beside its entry and can be erased alone.
struct PrivatePart {
  base::Bytes salt;     // 16 random bytes
  std::string content;  // canonical JSON object
  friend bool operator==(const PrivatePart&, const PrivatePart&) = default;
};

// Facts that the fold of a ticket orders and counts by; their entries carry `prior` (docs/journal.md, Facts).
bool is_attendance(const Fact& fact);

base::Hash private_part_hash(const PrivatePart& part);
PrivatePart make_private_part(std::string content);

// What an author adds to a fact before it is appended: everything of an entry but id, time, hashes and prior.
struct EntryDraft {
  Place place;
  std::optional<TicketId> ticket;
  std::optional<GuestId> guest;
  std::optional<ScanStep> scan;
  std::uint32_t operator_number = 0;
  bool alone = false;
  Fact fact;
  std::optional<std::string> private_content;
  std::optional<base::Hash> code_hash;
};

}  // namespace einlass::rules
