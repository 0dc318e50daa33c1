// What a paired kiosk keeps of its pairing: a private file in its state directory.
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/rules/ids.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::wire {

struct KioskIdentity {
  rules::KioskId kiosk;
  std::string name;
  std::string door;
  base::SigningKey key{};          // Ed25519, made here; never leaves this machine
  base::Hash ca_key{};             // the pinned venue CA (net::CaFingerprint)
  std::vector<std::string> hosts;  // of the server, best first
  std::uint16_t port = 8443;
  friend bool operator==(const KioskIdentity&, const KioskIdentity&) = default;
};

// The hosts of both lists once each, `newer` first, as many as a kiosk tries.
std::vector<std::string> merged_hosts(const std::vector<std::string>& newer, const std::vector<std::string>& older);

std::string kiosk_identity_document(const KioskIdentity& identity);
base::Result<KioskIdentity> read_kiosk_identity(std::string_view document);

}  // namespace einlass::wire
