#include "core/wire/kiosk_identity.h"

#include "core/wire/canonical_json.h"
#include "core/wire/json_fields.h"

#include <algorithm>

namespace einlass::wire {

template <typename F>
void fields_of(F& f, KioskIdentity& identity) {
  f("kiosk", identity.kiosk);
  f("name", identity.name);
  f("door", identity.door);
  f("key", identity.key);
  f("ca_key", identity.ca_key);
  f("hosts", identity.hosts);
  f("port", identity.port);
}

std::vector<std::string> merged_hosts(const std::vector<std::string>& newer, const std::vector<std::string>& older) {
  constexpr std::size_t most_hosts = 12;  // a server's eight, and some of a network that it may come back to
  std::vector<std::string> merged;
  for (const auto* hosts : {&newer, &older}) {
    for (const auto& host : *hosts) {
      const bool known = std::find(merged.begin(), merged.end(), host) != merged.end();
      if (!known && merged.size() < most_hosts) merged.push_back(host);
    }
  }
  return merged;
}

std::string kiosk_identity_document(const KioskIdentity& identity) {
  return json_text(identity);
}

base::Result<KioskIdentity> read_kiosk_identity(std::string_view document) {
  const auto value = parse_json(document);
  if (!value) return tl::make_unexpected(value.error());
  KioskIdentity identity;
  const auto read = read_fields(*value, identity);
  if (!read) return tl::make_unexpected(read.error());
  return identity;
}

}  // namespace einlass::wire
