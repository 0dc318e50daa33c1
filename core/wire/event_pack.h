// What a packed event says of itself, before its documents and its file (docs/packed-events.md), and what a server
// remembers of the packing and unpacking of an event. Plain values and their documents; any thread.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/base/slow_hash.h"
#include "core/rules/ids.h"
#include "core/rules/staff.h"
#include "core/wire/event_keys.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::wire {

// All secrets of one event, so that another server goes on with it as the one that made it would.
struct EventSecrets {
  EventKeys keys;                    // as kiosks get them
  base::SecretKey ticket_signing{};  // seed of the pair that signs new tickets: the newest of keys.ticket_keys
  base::SecretKey private_parts{};   // seed of the pair that opens what devices sealed: keys.part_key
  friend bool operator==(const EventSecrets&, const EventSecrets&) = default;
};

std::string event_secrets_document(const EventSecrets& secrets);
base::Result<EventSecrets> read_event_secrets(std::string_view document);

struct PackedDocument {
  base::Hash hash{};
  std::string kind;
  std::string name;
  std::uint64_t size = 0;
};

// How a person signs in at the pages.
struct PackedAccount {
  std::string sign_in;
  base::Hash hash{};  // of her password
  base::Bytes salt;
  std::uint64_t passes = 0;
  std::uint64_t memory_kib = 0;
};

// Somebody who may sign in at the event, or is named by its entries.
struct PackedPerson {
  std::uint32_t number = 0;
  std::string name;
  rules::Role role = rules::Role::Helper;
  bool removed = false;
  bool is_of_venue = false;  // of all its events, not of certain ones
  std::vector<std::string> lists;
  base::Hash pin_hash{};  // stretched with EventPack::pin_salt; zeros: she has none
  std::optional<PackedAccount> account;
};

// Of an event that is closed: the documents that are kept of it.
struct ClosingDocuments {
  base::Hash closing{};      // its figures
  base::Hash open_policy{};  // how it admitted before, and will again when it is reopened
};

struct EventPack {
  rules::EventId event;
  std::string key;
  std::optional<ClosingDocuments> closing;  // nothing: it is open
  base::Instant made;                       // venue time of the server that packed it
  base::VerifyingKey server{};              // that server: the open key by which it signs pairing certificates
  std::string label;                        // for whom, as somebody typed; may be empty
  base::Hash frame_document{};
  base::Hash policy_document{};
  std::vector<PackedDocument> documents;  // their contents follow in this order
  EventSecrets secrets;
  base::Bytes pin_salt;
  std::vector<PackedPerson> people;
  std::uint64_t shared_list_bytes = 0;  // then what the server last had in common with another (known_rows.h)
  std::uint64_t file_bytes = 0;         // then the event's file
};

std::string event_pack_document(const EventPack& pack);
base::Result<EventPack> read_event_pack(std::string_view document);

struct PackNote {
  base::Instant at;
  std::uint32_t by = 0;  // 0: the command line
  std::string label;
  friend bool operator==(const PackNote&, const PackNote&) = default;
};

struct UnpackNote {
  base::Instant at;
  std::uint32_t by = 0;
  base::VerifyingKey server{};  // that packed it, and when by its time
  base::Instant packed;
  std::string label;
  std::uint64_t entries = 0;  // that were new here
  std::uint64_t guests = 0;   // tickets that were new or changed here
  friend bool operator==(const UnpackNote&, const UnpackNote&) = default;
};

struct PackHistory {
  bool came_packed = false;  // it was set up elsewhere
  std::vector<PackNote> packed;
  std::vector<UnpackNote> unpacked;
  std::optional<base::Hash> shared_list;  // document: rows that this server and the other had in common
  friend bool operator==(const PackHistory&, const PackHistory&) = default;
};

std::string pack_history_document(const PackHistory& history);
base::Result<PackHistory> read_pack_history(std::string_view document);

}  // namespace einlass::wire
