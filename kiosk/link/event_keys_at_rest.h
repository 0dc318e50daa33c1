// The keys that seal what a kiosk holds of its events' guests, one per event (docs/journal.md, The sealed replica).
// Owned by the replica, on the link's thread.
//   keys/ID.key     until_expiry: 0600, in hexadecimal
// A key of memory_only is in this object and nowhere else.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/rules/event_policy.h"
#include "core/rules/ids.h"

#include <filesystem>
#include <map>
#include <optional>

namespace einlass::link {

class EventKeysAtRest {
 public:
  explicit EventKeysAtRest(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Nothing: it was never made, was overwritten, was in memory only, or its file is damaged.
  base::Result<std::optional<base::SecretKey>> key(rules::EventId event);
  base::Result<base::SecretKey> make(rules::EventId event, rules::KeyAtRest kept);
  // Moves a key that is here to where the policy wants it now.
  base::Result<void> keep_as(rules::EventId event, rules::KeyAtRest kept);
  // For ever. Where it fails, the key may still be read on the disk.
  base::Result<void> overwrite(rules::EventId event);

 private:
  std::filesystem::path file_of(rules::EventId event) const;
  base::Result<void> write(rules::EventId event, const base::SecretKey& key) const;

  std::filesystem::path folder_;
  std::map<rules::EventId, base::SecretKey> keys_;
};

}  // namespace einlass::link
