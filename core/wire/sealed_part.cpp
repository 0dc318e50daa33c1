#include "core/wire/sealed_part.h"

#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"

namespace einlass::wire {

base::Bytes seal_private_part(const base::SealingKey& key, const rules::PrivatePart& part) {
  return base::seal_to(key, private_part_text(part));
}

base::Result<rules::PrivatePart> open_private_part(const base::SealingPair& pair, const base::Bytes& sealed) {
  const auto text = base::unseal(pair, sealed);
  if (!text) return tl::make_unexpected(text.error());
  return parse_json(*text).and_then([](const auto& value) { return private_part_from_json(value); });
}

}  // namespace einlass::wire
