// The keys that a device needs to read an event's ticket codes, to seal what only the server shall read, and to give
// the event back to a server that has lost everything: a document of kind "keys".
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace einlass::wire {

struct EventKeys {
  base::SecretKey code_key{};                               // of the keyed hashes of ticket codes
  base::SecretKey ids_key{};                                // of the ids that an import gives its guests and tickets
  std::map<std::uint32_t, base::VerifyingKey> ticket_keys;  // of signed tickets, by key id
  base::SealingKey part_key{};                              // devices seal their own private parts to it
  friend bool operator==(const EventKeys&, const EventKeys&) = default;
};

std::string event_keys_document(const EventKeys& keys);
base::Result<EventKeys> read_event_keys(std::string_view document);

}  // namespace einlass::wire
