#include "core/wire/kiosk_identity.h"

#include "core/wire/canonical_json.h"
#include "core/wire/json_fields.h"

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

std::string kiosk_identity_document(const KioskIdentity& identity) {
  return canonical_json(to_json(identity));
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
