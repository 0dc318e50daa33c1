// The recovery kit as a document: the venue's two secrets, sealed with a passphrase (docs/server.md). It never ages, as
// all keys of all events follow from them.
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"

#include <string>
#include <string_view>

namespace einlass::wire {

struct KitSecrets {
  std::string ca;    // content of ca.pem
  std::string seed;  // content of venue.seed
  friend bool operator==(const KitSecrets&, const KitSecrets&) = default;
};

base::Result<std::string> sealed_kit(const KitSecrets& secrets, std::string_view passphrase, base::Instant made);
// InvalidInput: it is no kit, or a damaged one. Refused: another passphrase. Incompatible: of a newer version.
base::Result<KitSecrets> open_kit(std::string_view kit, std::string_view passphrase);

}  // namespace einlass::wire
